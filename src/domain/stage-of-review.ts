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
  /** Somebody who was given the report to code has not finished, and another has begun. */
  readonly codingAwaited?: boolean
}

/** Which screening stages a review has. Without `full-text`, passing title and abstract is inclusion. */
export interface ReviewStages {
  readonly fullText: boolean
}

/**
 * Where a report stands. "Maybe" passes title and abstract (it is decided on the full text) and leaves the last
 * stage open. A word on a later stage implies the stages before it: who assessed a full text had it, and a report
 * that nobody screened, or that only a machine excluded, has passed where people went on with it.
 */
export function stageOf(report: ReportStanding, review: ReviewStages): StageOfReview {
  const first = report.titleAbstract
  if (!review.fullText) {
    if (first === undefined) return 'awaiting-screening'
    if (first === 'conflict') return 'screening-conflict'
    if (first.verdict === 'exclude') return 'excluded-on-title'
    return first.verdict === 'maybe' ? 'awaiting-screening' : inclusion(report)
  }
  if (first === 'conflict') return 'screening-conflict'
  if (first === undefined && !wentOn(report, () => true)) return 'awaiting-screening'
  if (first?.verdict === 'exclude' && !(first.by === 'machine' && wentOn(report, isByPeople)))
    return 'excluded-on-title'
  return stageOfFullText(report)
}

/** Whether somebody spoke on retrieval or on the full text. */
const wentOn = (report: ReportStanding, counts: (word: Word) => boolean): boolean =>
  [report.retrieval, report.fullText].some((word) => word !== undefined && counts(word))

type Word = SettledVerdict | 'conflict'

const isByPeople = (word: Word): boolean => word !== 'conflict' && word.by !== 'machine'

function stageOfFullText(report: ReportStanding): StageOfReview {
  const { fullText, retrieval } = report
  if (fullText === 'conflict') return 'full-text-conflict'
  if (fullText?.verdict === 'maybe') return 'awaiting-full-text'
  if (fullText !== undefined)
    return fullText.verdict === 'exclude' ? 'excluded-on-full-text' : inclusion(report)
  if (retrieval === undefined || retrieval === 'conflict' || retrieval.verdict === 'maybe')
    return 'awaiting-retrieval'
  return retrieval.verdict === 'exclude' ? 'not-retrieved' : 'awaiting-full-text'
}

const inclusion = (report: ReportStanding): StageOfReview =>
  report.codingAwaited !== true && report.requiredCodings.every((coding) => coding !== undefined)
    ? 'coded'
    : 'included'

export const isIncluded = (stage: StageOfReview): boolean => stage === 'included' || stage === 'coded'
