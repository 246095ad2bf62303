import { allCodes, type Code, type Codebook, findDimension } from '../domain/codebook.ts'
import type { Verdict } from '../domain/decision.ts'
import { type CuedPassage, type CuedReport, cueSetOf, cuesIn } from '../text/cued-text.ts'

/** What the codebook's cues say about one report, and why, in words. */
export interface VerdictProposal {
  readonly verdict: Verdict
  readonly reason?: string
  readonly because: string
}

/**
 * Screening by cues alone: include where a cue of the screening guide's codes stands in the report, exclude
 * where none does, maybe where one stands there together with a cue for a reason of exclusion. A rule that a
 * person can check by reading, not a judgement: it is always shown as the machine's. Without a screening guide
 * everything is "maybe".
 */
export function proposeVerdict(report: CuedReport, codebook: Codebook): VerdictProposal {
  const guide = codebook.screening
  if (guide === undefined) return { verdict: 'maybe', because: 'the codebook has no screening guide' }
  const against = strongest(guide.reasons, report)
  const speaksFor = strongest(
    guide.include.flatMap((reference) => codesOf(codebook, reference)),
    report,
  )
  if (speaksFor === undefined && against === undefined) {
    return { verdict: 'exclude', because: 'no cue of the topic in title, abstract, keywords or container' }
  }
  if (speaksFor === undefined && against !== undefined) {
    return { verdict: 'exclude', reason: against.code.id, because: say(against) }
  }
  if (speaksFor !== undefined && against === undefined) return { verdict: 'include', because: say(speaksFor) }
  const both = [speaksFor, against].flatMap((cue) => (cue === undefined ? [] : [say(cue)]))
  return { verdict: 'maybe', because: both.join(', but ') }
}

interface FoundCue {
  readonly code: Code
  readonly passage: CuedPassage
}

/** The first code, in the codebook's order, that has a cue in the report. */
function strongest(codes: readonly Code[], report: CuedReport): FoundCue | undefined {
  for (const { code } of allCodes({ codes })) {
    const [passage] = cuesIn(cueSetOf(code), report)
    if (passage !== undefined) return { code, passage }
  }
  return undefined
}

function codesOf(
  codebook: Codebook,
  reference: { readonly dimension: string; readonly codes?: readonly string[] },
): readonly Code[] {
  const dimension = findDimension(codebook, reference.dimension)
  if (dimension === undefined) return []
  if (reference.codes === undefined) return dimension.codes
  const wanted = new Set(reference.codes)
  return allCodes(dimension)
    .filter(({ code }) => wanted.has(code.id))
    .map(({ code }) => code)
}

const say = ({ code, passage }: FoundCue): string =>
  `“${passage.words}” in the ${passage.field} (${code.label})`
