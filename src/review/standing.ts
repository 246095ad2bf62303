import { allCodes } from '../domain/codebook.ts'
import {
  foldLog,
  type FoldedLog,
  settleCoding,
  type SettledCoding,
  settleScreening,
} from '../domain/coding.ts'
import { codingProgress } from '../domain/coding-progress.ts'
import type { Decision } from '../domain/decision.ts'
import { type FlowReport, type PrismaFlow, prismaFlow } from '../domain/prisma-flow.ts'
import type { RecordId } from '../domain/record.ts'
import { type ReportId, reportId, reportIndex } from '../domain/report.ts'
import type { SearchChannel } from '../domain/search.ts'
import { isIncluded, type ReportStanding, type StageOfReview, stageOf } from '../domain/stage-of-review.ts'
import { studiesOf, type Study } from '../domain/study.ts'
import { allocatedTo, doneBy, hasBegun } from '../domain/work.ts'
import type { Membership, RecordOrigin, StoredSearch } from '../store/store.ts'
import type { Review } from './review.ts'

/** Where every report of a review stands, folded from its log: what status, flow and map are computed from. */
export interface ReviewStanding {
  readonly searches: readonly StoredSearch[]
  readonly origins: ReadonlyMap<RecordId, RecordOrigin>
  readonly log: readonly Decision[]
  readonly folded: FoldedLog
  /** Documents as deduplication left them; a record it has not seen yet is a document of its own. */
  readonly documents: readonly Membership[]
  /** Records that deduplication has not seen. */
  readonly notDeduplicated: number
  readonly stages: ReadonlyMap<ReportId, StageOfReview>
  readonly standings: ReadonlyMap<ReportId, ReportStanding>
  readonly included: readonly ReportId[]
  readonly studies: readonly Study[]
  readonly flow: PrismaFlow
}

/** Reads the log and folds it. Costs one pass over log, memberships and origins; no record text is read. */
export async function readStanding(review: Review): Promise<ReviewStanding> {
  const { store, settings } = review
  const searches = await store.searches()
  const origins = new Map((await store.recordOrigins()).map((origin) => [origin.id, origin]))
  const stored = await store.memberships()
  const known = new Set(stored.flatMap((document) => document.records))
  const loose = [...origins.keys()].filter((record) => !known.has(record))
  const documents = [...stored, ...loose.map((record) => ({ id: reportId([record]), records: [record] }))]
  const log = await store.decisions()
  const folded = foldLog(log, reportIndex(documents))
  const isAwaited = codingAwaited(review, folded)
  const requiredOf = requiredCodings(review, folded)
  const standings = new Map(
    documents.map(({ id }) => [
      id,
      { ...standingOf(folded, id, requiredOf(id)), codingAwaited: isAwaited(id) },
    ]),
  )
  const stages = new Map([...standings].map(([id, standing]) => [id, stageOf(standing, settings)]))
  const included = documents
    .map(({ id }) => id)
    .filter((id) => isIncluded(stages.get(id) ?? 'awaiting-screening'))
  const studies = studiesOf(included, folded.links)
  const channels = new Map(searches.map((search) => [search.id, search.channel]))
  const flowReports = documents.map((document): FlowReport => {
    const standing = standings.get(document.id)
    return {
      stage: stages.get(document.id) ?? 'awaiting-screening',
      channels: document.records.map((record) => channelOf(record, origins, channels)),
      ...reasonOf(review, standing),
      excludedByMachine: verdictBy(standing?.titleAbstract) === 'machine',
    }
  })
  const flow = prismaFlow(flowReports, studies.length, settings)
  return {
    searches,
    origins,
    log,
    folded,
    documents,
    notDeduplicated: loose.length,
    stages,
    standings,
    included,
    studies,
    flow,
  }
}

function standingOf(
  folded: FoldedLog,
  report: ReportId,
  required: ReportStanding['requiredCodings'],
): ReportStanding {
  return {
    titleAbstract: settleScreening(folded, report, 'title-abstract'),
    retrieval: settleScreening(folded, report, 'retrieval'),
    fullText: settleScreening(folded, report, 'full-text'),
    requiredCodings: required,
  }
}

/** The settled codings of the dimensions that a report needs. All reports of which nothing is coded need the same. */
function requiredCodings(
  review: Review,
  folded: FoldedLog,
): (report: ReportId) => ReportStanding['requiredCodings'] {
  const progress = codingProgress(review.codebook)
  const required = review.codebook.dimensions.filter((dimension) => dimension.required).map(({ id }) => id)
  const ofCodings = (codings: ReadonlyMap<string, SettledCoding>): ReportStanding['requiredCodings'] =>
    required
      .filter((id) => progress.applies(id, (dimension) => codings.get(dimension)?.value))
      .map((id) => codings.get(id))
  const ofNone = ofCodings(new Map())
  return (report) =>
    folded.coding.has(report) || folded.reconciled.has(report)
      ? ofCodings(settledCodings(review, folded, report))
      : ofNone
}

/** Whether a report waits for somebody it is allocated to, of whom another has begun. */
function codingAwaited({ codebook, settings }: Review, folded: FoldedLog): (report: ReportId) => boolean {
  const progress = codingProgress(codebook)
  const input = { task: 'coding', folded, codebook, review: settings } as const
  return (report) => {
    const coders = allocatedTo(folded, report, 'coding')
    if (!coders.some((coder) => hasBegun(folded, report, 'coding', coder))) return false
    return coders.some((coder) => !doneBy(input, coder, progress)(report))
  }
}

/** The settled codings of one report, by dimension, in the codebook's order. */
export function settledCodings(
  review: Review,
  folded: FoldedLog,
  report: ReportId,
): ReadonlyMap<string, SettledCoding> {
  const codings = new Map<string, SettledCoding>()
  for (const dimension of review.codebook.dimensions) {
    const coding = settleCoding(folded, report, dimension, review.settings.codingRule)
    if (coding !== undefined) codings.set(dimension.id, coding)
  }
  return codings
}

function channelOf(
  record: RecordId,
  origins: ReadonlyMap<RecordId, RecordOrigin>,
  channels: ReadonlyMap<string, SearchChannel>,
): SearchChannel {
  return channels.get(origins.get(record)?.search ?? '') ?? 'database'
}

const verdictBy = (verdict: ReportStanding['titleAbstract']): string | undefined =>
  verdict === undefined || verdict === 'conflict' ? undefined : verdict.by

/** The reason of the verdict that excluded a report, by its label. */
function reasonOf(review: Review, standing: ReportStanding | undefined): { readonly reason?: string } {
  for (const verdict of [standing?.fullText, standing?.titleAbstract]) {
    if (verdict === undefined || verdict === 'conflict' || verdict.verdict !== 'exclude') continue
    if (verdict.reason === undefined) return {}
    const reasons = allCodes({ codes: review.codebook.screening?.reasons ?? [] })
    return { reason: reasons.find(({ code }) => code.id === verdict.reason)?.code.label ?? verdict.reason }
  }
  return {}
}
