import { type CueMatch, type CueSet, compileCues, findCues } from './cue.ts'

/** Where in a report a cue was found. */
export type CuedField = 'title' | 'abstract' | 'keywords' | 'container'

export interface CuedPassage {
  readonly cue: string
  readonly field: CuedField
  /** The words as they stand there. */
  readonly words: string
  readonly start: number
  readonly end: number
  /** "not", "no", "non-" or "without" stands right before it. */
  readonly isNegated?: true
}

/** The parts of a report that cues are looked for in. */
export interface CuedReport {
  readonly title?: string
  readonly alternativeTitles?: readonly string[]
  readonly abstract?: string
  readonly keywords?: readonly string[]
  readonly container?: string
}

/** Where a code's cues stand in a report, title first; a passage inside a near-miss does not count. */
export function cuesIn(set: CueSet, report: CuedReport): readonly CuedPassage[] {
  return fieldsOf(report).flatMap(([field, text]) =>
    findCues(set, text).map((match) => passage(field, text, match)),
  )
}

const fieldsOf = (report: CuedReport): readonly (readonly [CuedField, string])[] => [
  [
    'title',
    [report.title, ...(report.alternativeTitles ?? [])].filter((title) => title !== undefined).join(' / '),
  ],
  ['abstract', report.abstract ?? ''],
  ['keywords', (report.keywords ?? []).join('; ')],
  ['container', report.container ?? ''],
]

const passage = (field: CuedField, text: string, { cue, start, end }: CueMatch): CuedPassage => ({
  cue,
  field,
  words: text.slice(start, end).trim(),
  start,
  end,
  ...(negation.test(text.slice(Math.max(0, start - 30), start)) ? { isNegated: true as const } : {}),
})

/** Right before the words, at most one small word between: "not only" and "no less" deny nothing. */
const negation =
  /(?:^|[^\p{L}\p{N}])(?:no|not|non|never|without|neither|nor)(?:[\s\-‐]+(?:a|an|any|been|fully|the|truly|was|were|yet))?[\s\-‐(]+$/iu

const compiled = new WeakMap<object, CueSet>()

/** A code's cues, compiled once. */
export function cueSetOf(code: {
  readonly cues: readonly string[]
  readonly nearMisses: readonly string[]
}): CueSet {
  let set = compiled.get(code)
  if (set === undefined) compiled.set(code, (set = compileCues(code.cues, code.nearMisses)))
  return set
}
