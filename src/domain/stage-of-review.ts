import type { SettledCoding, SettledVerdict } from './coding.ts'

/**
 * Where a report can stand, in the order of the work. Status, the PRISMA flow and "what next" all derive from
 * this one table.
 */
export const stagesOfReview = [
  { id: 'awaiting-screening', label: 'waiting for title and abstract screening', next: 'screen' },
  { id: 'screening-conflict', label: 'screened by two who differ', next: 'reconcile' },
  { id: 'excluded-on-title', label: 'excluded on title and abstract', next: undefined },
  { id: 'awaiting-retrieval', label: 'waiting for its full text', next: 'retrieve' },
  { id: 'not-retrieved', label: 'full text could not be obtained', next: undefined },
  { id: 'awaiting-full-text', label: 'waiting for full-text assessment', next: 'screen' },
  { id: 'full-text-conflict', label: 'assessed by two who differ', next: 'reconcile' },
  { id: 'excluded-on-full-text', label: 'excluded on full text', next: undefined },
  { id: 'included', label: 'included, not fully coded', next: 'code' },
  { id: 'coded', label: 'included and coded', next: undefined },
] as const

export type StageOfReview = (typeof stagesOfReview)[number]['id']

/** What is known of one report: the outcome at each screening stage, and whether required dimensions are coded. */
export interface ReportStanding {
  readonly titleAbstract: SettledVerdict | 'conflict' | undefined
  readonly retrieval: SettledVerdict | 'conflict' | undefined
  readonly fullText: SettledVerdict | 'conflict' | undefined
  readonly requiredCodings: readonly (SettledCoding | undefined)[]
}

/** Which screening stages a review has. Without `full-text`, passing title and abstract is inclusion. */
export interface ReviewStages {
  readonly fullText: boolean
}

/**
 * Where a report stands. "Maybe" passes title and abstract (it is decided on the full text) and leaves the last
 * stage open. A full-text verdict implies that the text was obtained.
 */
export function stageOf(report: ReportStanding, review: ReviewStages): StageOfReview {
  const first = report.titleAbstract
  if (first === undefined) return 'awaiting-screening'
  if (first === 'conflict') return 'screening-conflict'
  if (first.verdict === 'exclude') return 'excluded-on-title'
  if (!review.fullText) return first.verdict === 'maybe' ? 'awaiting-screening' : inclusion(report)
  const { fullText, retrieval } = report
  if (fullText === 'conflict') return 'full-text-conflict'
  if (fullText === undefined || fullText.verdict === 'maybe') {
    if (retrieval === 'conflict' || (retrieval === undefined && fullText === undefined))
      return 'awaiting-retrieval'
    if (retrieval?.verdict === 'exclude' && fullText === undefined) return 'not-retrieved'
    return retrieval?.verdict === 'maybe' && fullText === undefined
      ? 'awaiting-retrieval'
      : 'awaiting-full-text'
  }
  return fullText.verdict === 'exclude' ? 'excluded-on-full-text' : inclusion(report)
}

const inclusion = (report: ReportStanding): StageOfReview =>
  report.requiredCodings.every((coding) => coding !== undefined) ? 'coded' : 'included'

export const isIncluded = (stage: StageOfReview): boolean => stage === 'included' || stage === 'coded'
