import type { Comparison } from './compare.ts'
import type { EntryKind } from './normalise.ts'
import { titleMark } from './title.ts'

export type Outcome = 'merged' | 'apart' | 'doubtful' | 'related'

/** How two separate reports belong together. */
export type Relation =
  | 'correction'
  | 'comment'
  | 'preprint'
  | 'conference'
  | 'thesis'
  | 'protocol'
  | 'registration'
  | 'version'
  | 'same-title'

/** One row of the table: when it fires, what follows, why, and the case in tests/cases/dedupe.json that shows it. */
export interface Rule {
  readonly id: string
  readonly outcome: Outcome
  readonly relation?: Relation
  /** A contradiction that no chain of other records can bridge. */
  readonly isHard?: boolean
  readonly when: (c: Comparison) => boolean
  readonly reason: string
  readonly case: string
}

export const oneIs = (c: Comparison, kind: EntryKind): boolean =>
  (c.kinds[0] === kind) !== (c.kinds[1] === kind)
export const marked = (c: Comparison, mark: number): boolean => (c.oneSidedMarks & mark) !== 0
export const nearTitle = (c: Comparison): boolean => c.title === 'equal' || c.title === 'spelling'
export const likeTitle = (c: Comparison): boolean =>
  nearTitle(c) || c.title === 'contained' || c.title === 'close'
export const agreeingAuthors = (c: Comparison): boolean => c.authors === 'same' || c.authors === 'first'
export const noOtherAuthors = (c: Comparison): boolean => agreeingAuthors(c) || c.authors === 'missing'
export const atPage = (c: Comparison): boolean => c.pages === 'same' || c.pages === 'near'
export const fits = (agreement: string): boolean => agreement !== 'different'
export const oneContainer = (c: Comparison): boolean =>
  c.container === 'same' || c.container === 'similar' || (c.issn === 'same' && c.container !== 'missing')
export const aboutSameYear = (c: Comparison): boolean => c.year !== 'different'

export const bothConference = (c: Comparison): boolean =>
  c.kinds[0] === 'conference' && c.kinds[1] === 'conference'
/** A title of two words says enough only together with several authors. */
export const isTelling = (c: Comparison): boolean => c.titleWords >= 3 || c.sharedAuthors >= 2

/** How many of volume, issue and pages agree, and how many contradict. */
export const agreeing = (c: Comparison): number =>
  Number(c.volume === 'same' || c.volume === 'near') + Number(c.issue === 'same') + Number(atPage(c))
export const contradicting = (c: Comparison): number =>
  Number(c.volume === 'different') + Number(c.issue === 'different') + Number(c.pages === 'different')

/** Titles that many works share, or too short to tell works apart. */
export const isGeneric = (c: Comparison): boolean =>
  (c.sharedMarks & (titleMark.editorial | titleMark.bookReview)) !== 0 ||
  (c.titleWords < 2 && c.sharedAuthors < 2)
