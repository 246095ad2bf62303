import { allCodes, type Codebook, type CodeReference, findDimension } from '../domain/codebook.ts'
import type { Report } from '../domain/report.ts'
import { type CueMark, markCues } from '../text/cue-marks.ts'
import { cueSetOf } from '../text/cued-text.ts'
import type { CueSet } from '../text/cue.ts'

/** A stretch of a text that speaks for inclusion or against it, or that only looks so. */
export interface ScreeningMark {
  readonly kind: 'for' | 'against' | 'near-miss'
  /** Offsets in the text, in UTF-16 units, end exclusive. */
  readonly start: number
  readonly end: number
}

export interface ScreeningMarks {
  readonly title: readonly ScreeningMark[]
  readonly abstract: readonly ScreeningMark[]
  readonly keywords: readonly ScreeningMark[]
}

/**
 * Where the cues of a codebook's screening guide stand in a report. Where both kinds stand in one place, what
 * speaks against inclusion is marked: there the reader has to look twice.
 */
export function markScreening(report: Report, codebook: Codebook): ScreeningMarks {
  const sets = guideSets(codebook)
  return {
    title: marksIn(report.title ?? '', sets),
    abstract: marksIn(report.abstract ?? '', sets),
    keywords: marksIn((report.keywords ?? []).join('; '), sets),
  }
}

interface GuideSets {
  readonly for: readonly { readonly key: string; readonly set: CueSet }[]
  readonly against: readonly { readonly key: string; readonly set: CueSet }[]
}

function marksIn(text: string, sets: GuideSets): readonly ScreeningMark[] {
  const against = markCues(text, sets.against)
  const speaksFor = markCues(text, sets.for)
  const marks: ScreeningMark[] = []
  const add = (found: readonly CueMark<string>[], kind: ScreeningMark['kind']): void => {
    for (const { start, end } of found)
      if (!marks.some((mark) => mark.start < end && start < mark.end)) marks.push({ kind, start, end })
  }
  add(against.filter(isCue), 'against')
  add(speaksFor.filter(isCue), 'for')
  for (const found of [speaksFor, against])
    add(
      found.filter((mark) => !isCue(mark)),
      'near-miss',
    )
  return marks.toSorted((a, b) => a.start - b.start)
}

const isCue = ({ kind }: CueMark<string>): boolean => kind === 'cue'

const compiled = new WeakMap<Codebook, GuideSets>()

function guideSets(codebook: Codebook): GuideSets {
  let sets = compiled.get(codebook)
  if (sets === undefined) {
    const guide = codebook.screening
    const setsOf = (codes: ReturnType<typeof allCodes>): GuideSets['for'] =>
      codes
        .filter(({ code }) => !code.retired && code.cues.length + code.nearMisses.length > 0)
        .map(({ code }) => ({ key: code.id, set: cueSetOf(code) }))
    sets = {
      for: setsOf((guide?.include ?? []).flatMap((reference) => codesOf(codebook, reference))),
      against: setsOf(allCodes({ codes: guide?.reasons ?? [] })),
    }
    compiled.set(codebook, sets)
  }
  return sets
}

function codesOf(codebook: Codebook, { dimension, codes }: CodeReference): ReturnType<typeof allCodes> {
  const all = allCodes(findDimension(codebook, dimension) ?? { codes: [] })
  return codes === undefined ? all : all.filter(({ code }) => codes.includes(code.id))
}
