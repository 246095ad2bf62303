import { foldLog, type FoldedLog, settleScreening } from '../domain/coding.ts'
import type { Decision } from '../domain/decision.ts'
import { type ReportId, reportId, reportIndex } from '../domain/report.ts'
import { type StageOfReview, stageOf } from '../domain/stage-of-review.ts'
import type { Membership } from '../store/store.ts'
import type { Review } from './review.ts'

/** As much of where a review stands as screening needs: nothing of codings, sources or the flow is computed. */
export interface ScreeningStanding {
  readonly log: readonly Decision[]
  readonly folded: FoldedLog
  readonly documents: readonly Membership[]
  /** Stages up to inclusion; whether an included report is coded is not asked. */
  readonly stages: ReadonlyMap<ReportId, StageOfReview>
  readonly resolve: (id: ReportId) => ReportId | undefined
}

/** @param pause called between long steps, so that keys are answered meanwhile */
export async function readScreeningStanding(
  { store, settings }: Review,
  pause: () => Promise<void>,
): Promise<ScreeningStanding> {
  const documents = await readDocuments(store)
  await pause()
  const log = await store.decisions()
  await pause()
  const resolve = reportIndex(documents)
  const folded = foldLog(log, resolve)
  await pause()
  const stages = new Map<ReportId, StageOfReview>()
  for (const [i, { id }] of documents.entries()) {
    const standing = {
      titleAbstract: settleScreening(folded, id, 'title-abstract'),
      retrieval: settleScreening(folded, id, 'retrieval'),
      fullText: settleScreening(folded, id, 'full-text'),
      requiredCodings: [],
    }
    stages.set(id, stageOf(standing, settings))
    if (i % reportsBetweenPauses === 0) await pause()
  }
  return { log, folded, documents, stages, resolve }
}

const reportsBetweenPauses = 5_000

/** Documents as deduplication left them; a record that it has not seen yet is a document of its own. */
async function readDocuments(store: Review['store']): Promise<readonly Membership[]> {
  const stored = await store.memberships()
  const known = new Set(stored.flatMap(({ records }) => records))
  if (known.size === (await store.countRecords())) return stored
  const loose = (await store.recordOrigins()).filter(({ id }) => !known.has(id))
  return [...stored, ...loose.map(({ id }) => ({ id: reportId([id]), records: [id] }))]
}
