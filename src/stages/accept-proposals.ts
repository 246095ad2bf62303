import type { Decision } from '../domain/decision.ts'
import type { ProposedDecision, RecordId } from '../domain/record.ts'
import { type ReportId, reportId } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import { clockAfter, type Control } from './control.ts'
import { isBlindTo, readSeenLog } from './seen-log.ts'

/** A judgement from another tool that an export brought along, and the report it is about. */
export interface Proposal extends ProposedDecision {
  readonly record: RecordId
  readonly report: ReportId
  readonly source: string
  readonly tool: string
}

export interface Proposals {
  readonly proposals: readonly Proposal[]
  /** Decisions written; 0 where nothing was accepted or everything was accepted before. */
  readonly recorded: number
}

/**
 * The judgements that imported files carry (Rayyan's notes, Covidence's and ASReview's labels). With `accept` they
 * become the current coder's own decisions, each with a note of who made it where; what this coder has decided
 * already stays as it is.
 */
export async function importedDecisions(
  review: Review,
  options: { readonly accept: boolean; readonly viewer?: string | undefined },
  control: Control,
): Promise<Proposals> {
  const { store } = review
  const reportOf = new Map<RecordId, ReportId>()
  for (const { id, records } of await store.memberships())
    for (const record of records) reportOf.set(record, id)
  const proposals: Proposal[] = []
  for await (const record of store.records()) {
    const report = reportOf.get(record.id) ?? reportId([record.id])
    const tool = record.vendor ?? record.format
    for (const proposal of record.proposals ?? []) {
      proposals.push({ ...proposal, record: record.id, report, source: record.source, tool })
    }
  }
  if (!options.accept) {
    // Another person's word, too: not for whoever still owes their own.
    const { viewer } = options
    const seen = await readSeenLog(review, viewer)
    const shown = proposals.filter(({ report, coder: by }) => by === viewer || !isBlindTo(seen, report))
    return { proposals: shown, recorded: 0 }
  }
  const { coder } = control
  const decided = new Set(
    (await store.decisions()).flatMap((decision) =>
      decision.kind === 'screen' && decision.coder === coder ? [`${decision.report} ${decision.stage}`] : [],
    ),
  )
  const clock = clockAfter(control, await store.lastDecision())
  const decisions: Decision[] = []
  for (const { report, stage, verdict, reason, coder: by, tool } of proposals) {
    const subject = `${report} ${stage}`
    if (decided.has(subject)) continue
    decided.add(subject)
    const why = reason === undefined ? '' : `: ${reason}`
    decisions.push({
      ...clock.tick(),
      coder,
      codebook: review.codebookHash,
      kind: 'screen',
      report,
      stage,
      verdict,
      note: `${by === undefined ? 'decided' : `decided by ${by}`} in ${tool}${why}`,
    })
  }
  return { proposals, recorded: await store.appendDecisions(decisions) }
}
