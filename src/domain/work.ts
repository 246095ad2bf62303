import type { Codebook } from './codebook.ts'
import { type CodingProgress, codingProgress } from './coding-progress.ts'
import type { FoldedLog } from './coding.ts'
import { type Coder, isMachine, type Task } from './decision.ts'
import type { ReportId } from './report.ts'
import { isIncluded, type ReviewStages, type StageOfReview } from './stage-of-review.ts'

/** One report that a coder has to do, or has done. */
export interface WorkItem {
  readonly report: ReportId
  readonly task: Task
  readonly done: boolean
  /** Part of the sample on which agreement is measured: no suggestions are shown. */
  readonly inSample: boolean
  /** The coder's own flag is up. */
  readonly flagged: boolean
}

export interface WorkInput {
  readonly coder: Coder
  readonly task: Task
  readonly documents: Iterable<{ readonly id: ReportId }>
  readonly stages: ReadonlyMap<ReportId, StageOfReview>
  readonly folded: FoldedLog
  readonly codebook: Codebook
  readonly review: ReviewStages
}

/**
 * What a coder has to do at a task and has done, in a stable order. Where anything is allocated for the task:
 * the reports that are this coder's, in the order of allocation, as far as they have come to the task. Else, by
 * report id, what nobody has finished. What the coder has done is always there, in its place or at the end.
 */
export function workOf(input: WorkInput): readonly WorkItem[] {
  const { coder, task, documents, stages, folded } = input
  const isDone = doneBy(input, coder)
  const isOpen = (report: ReportId): boolean =>
    openStages[task].has(stages.get(report) ?? 'awaiting-screening')
  const isMine = (report: ReportId): boolean =>
    folded.allocations.get(report)?.get(task)?.coders.includes(coder) === true
  const isAllocated = hasAllocations(folded, task)
  const items: { readonly item: WorkItem; readonly place: string }[] = []
  for (const { id: report } of documents) {
    const allocation = folded.allocations.get(report)?.get(task)
    const done = isDone(report)
    const begun = done || hasBegun(folded, report, task, coder)
    const asked = isAllocated
      ? isMine(report) && hasCome(task, stages.get(report) ?? 'awaiting-screening')
      : isOpen(report)
    if (!begun && !asked) continue
    const flagged = folded.flags.get(report)?.has(coder) === true
    const item = { report, task, done, inSample: allocation?.inSample === true, flagged }
    items.push({ item, place: isMine(report) ? (allocation?.id ?? '') : `~${report}` })
  }
  return items
    .toSorted((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0))
    .map(({ item }) => item)
}

/** Whether anything stands allocated for a task: then it says whose the work is. */
export function hasAllocations(folded: FoldedLog, task: Task): boolean {
  for (const tasks of folded.allocations.values()) if ((tasks.get(task)?.coders.length ?? 0) > 0) return true
  return false
}

/**
 * Whether a coder has finished a report at a task: a verdict that settles it (a "maybe" at the last stage of
 * screening does not), or a coding in which nothing is owed.
 */
export function doneBy(
  input: Pick<WorkInput, 'task' | 'folded' | 'codebook' | 'review'>,
  coder: Coder,
  progress: CodingProgress = codingProgress(input.codebook),
): (report: ReportId) => boolean {
  const { task, folded, review } = input
  if (task === 'coding') {
    return (report) => {
      const dimensions = folded.coding.get(report)
      return (
        dimensions !== undefined &&
        !hasToLookAgain(folded, report, coder) &&
        progress.isComplete((dimension) => dimensions.get(dimension)?.get(coder)?.value)
      )
    }
  }
  const isLast = task === 'full-text' || !review.fullText
  return (report) => {
    const verdict = folded.screening.get(report)?.get(task)?.get(coder)?.verdict
    return verdict !== undefined && !(isLast && verdict === 'maybe')
  }
}

/** Whether a code that a coder gave was split since. */
function hasToLookAgain(folded: FoldedLog, report: ReportId, coder: Coder): boolean {
  for (const coders of folded.recode.get(report)?.values() ?? []) if (coders.has(coder)) return true
  return false
}

/** Whether a coder has said anything on a report at a task. */
export function hasBegun(folded: FoldedLog, report: ReportId, task: Task, coder: Coder): boolean {
  if (task !== 'coding') return folded.screening.get(report)?.get(task)?.has(coder) === true
  for (const coders of folded.coding.get(report)?.values() ?? []) if (coders.has(coder)) return true
  return false
}

/** The people a report is allocated to at a task. */
export const allocatedTo = (folded: FoldedLog, report: ReportId, task: Task): readonly Coder[] =>
  (folded.allocations.get(report)?.get(task)?.coders ?? []).filter((coder) => !isMachine(coder))

/** Where a report stands while somebody is still wanted for a task that is nobody's in particular. */
const openStages: Readonly<Record<Task, ReadonlySet<StageOfReview>>> = {
  'title-abstract': new Set<StageOfReview>(['awaiting-screening']),
  'full-text': new Set<StageOfReview>(['awaiting-retrieval', 'awaiting-full-text']),
  coding: new Set<StageOfReview>(['included']),
}

/** Whether a report has come as far as a task: from then on it is asked of everybody it is allocated to. */
export function hasCome(task: Task, stage: StageOfReview): boolean {
  if (task === 'title-abstract') return true
  if (task === 'coding') return isIncluded(stage)
  return !beforeFullText.has(stage)
}

const beforeFullText = new Set<StageOfReview>([
  'awaiting-screening',
  'screening-conflict',
  'excluded-on-title',
  'not-retrieved',
])
