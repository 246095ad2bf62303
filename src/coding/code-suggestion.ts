import { allCodes, type Codebook, type Dimension } from '../domain/codebook.ts'
import type { Coder, Evidence } from '../domain/decision.ts'
import { type CuedPassage, type CuedReport, cueSetOf, cuesIn } from '../text/cued-text.ts'

/** The machine that reads only the codebook's cues. Its name stands beside everything it says. */
export const cueMachine = 'machine:cues'

/** One code that a machine would give a report on one dimension, for a person to accept or reject. */
export interface CodeSuggestion {
  readonly dimension: string
  readonly code: string
  /** 0 to 1. */
  readonly probability: number
  readonly machine: Coder
  /** Words a person reads: what in the report speaks for the code. */
  readonly because: string
  /** The passage, where a cue stands in the report. */
  readonly evidence?: Evidence
}

/** How often a code is right whose cue stands in a report, as long as nobody has coded: by where it stands. */
const trust = { title: 0.8, keywords: 0.75, abstract: 0.65, container: 0.4 } as const

/**
 * The codes whose cues stand in a report, dimension by dimension in the codebook's order, best first in each. A
 * code is left out where one below it is suggested too.
 */
export const suggestByCues = (report: CuedReport, codebook: Codebook): readonly CodeSuggestion[] =>
  codebook.dimensions.flatMap((dimension) => suggestOn(report, dimension))

function suggestOn(report: CuedReport, dimension: Dimension): readonly CodeSuggestion[] {
  const found = allCodes(dimension).flatMap(({ code, path }) => {
    if (code.retired || code.cues.length === 0) return []
    const [first] = cuesIn(cueSetOf(code), report)
    return first === undefined ? [] : [{ id: code.id, path, first }]
  })
  return found
    .filter(({ id }) => !found.some((other) => other.id !== id && other.path.includes(id)))
    .map(({ id, first }) => ({
      dimension: dimension.id,
      code: id,
      probability: trust[first.field],
      machine: cueMachine,
      because: reasonOf(first),
      evidence: { code: id, quote: first.words, where: first.field },
    }))
    .toSorted((a, b) => b.probability - a.probability)
}

const reasonOf = ({ words, field }: CuedPassage): string => `“${words}” in the ${field}`
