import type { Allocatable } from '../coding/allocation.ts'
import type { FoldedLog } from '../domain/coding.ts'
import { type Coder, isMachine, type Task } from '../domain/decision.ts'
import type { RecordId } from '../domain/record.ts'
import type { ReportId } from '../domain/report.ts'
import { hasCome } from '../domain/work.ts'
import type { Review } from '../review/review.ts'
import type { ReviewStanding } from '../review/standing.ts'
import { languageCode } from '../text/language.ts'

/** A report that can be given to coders, and where it stands in the order of import. */
export interface AllocatableReport extends Allocatable {
  readonly isAllocated: boolean
  readonly place: number
}

/**
 * Reports that have come to a task and are not reconciled at it, in the order in which their records were imported,
 * with who has each: whom it was given to and who has judged it.
 */
export async function allocatableReports(
  review: Review,
  { documents, stages, folded, origins }: ReviewStanding,
  task: Task,
  withLanguages: boolean,
): Promise<readonly AllocatableReport[]> {
  const places = new Map<RecordId, number>([...origins.keys()].map((record, place) => [record, place]))
  const languages = withLanguages ? await languagesOf(review) : new Map<ReportId, string>()
  return documents
    .filter(
      ({ id }) => hasCome(task, stages.get(id) ?? 'awaiting-screening') && !isReconciled(folded, id, task),
    )
    .map(({ id, records }): AllocatableReport => {
      const given = folded.allocations.get(id)?.get(task)?.coders ?? []
      const language = languages.get(id)
      return {
        report: id,
        has: [...new Set([...given, ...judgesOf(folded, id, task)])].toSorted(),
        isAllocated: given.length > 0,
        place: Math.min(...records.map((record) => places.get(record) ?? Infinity)),
        ...(language === undefined ? {} : { language }),
      }
    })
    .toSorted((a, b) => a.place - b.place || (a.report < b.report ? -1 : 1))
}

/** How many reports everybody has at a task. */
export function loadsOf(folded: FoldedLog, task: Task): ReadonlyMap<Coder, number> {
  const loads = new Map<Coder, number>()
  for (const tasks of folded.allocations.values())
    for (const coder of tasks.get(task)?.coders ?? []) loads.set(coder, (loads.get(coder) ?? 0) + 1)
  return loads
}

function judgesOf(folded: FoldedLog, report: ReportId, task: Task): readonly Coder[] {
  const coders =
    task === 'coding'
      ? [...(folded.coding.get(report)?.values() ?? [])].flatMap((said) => [...said.keys()])
      : [...(folded.screening.get(report)?.get(task)?.keys() ?? [])]
  return coders.filter((coder) => !isMachine(coder))
}

function isReconciled(folded: FoldedLog, report: ReportId, task: Task): boolean {
  const subjects = folded.reconciled.get(report)
  if (subjects === undefined) return false
  if (task !== 'coding') return subjects.has(task)
  return [...subjects.values()].some(({ outcome }) => 'dimension' in outcome)
}

async function languagesOf(review: Review): Promise<ReadonlyMap<ReportId, string>> {
  const languages = new Map<ReportId, string>()
  for await (const { id, language } of review.store.reports()) {
    const code = language === undefined ? undefined : languageCode(language)
    if (code !== undefined) languages.set(id, code)
  }
  return languages
}
