import { type FoldedLog, foldLog } from '../domain/coding.ts'
import {
  byLogOrder,
  type CodeDecision,
  type Decision,
  type DecisionId,
  type ReconcileDecision,
  type ScreenDecision,
} from '../domain/decision.ts'
import type { ReportId } from '../domain/report.ts'

/** What coders said before they knew each other's word, and what they said too late for that. */
export interface BlindLog {
  readonly folded: FoldedLog
  /**
   * Codings and verdicts made after the reconciliation of their report began, or after their coder had looked at
   * what others say of it. They do not count for agreement.
   */
  readonly late: readonly (CodeDecision | ScreenDecision)[]
}

/**
 * The log as it stood, report by report, before anything was reconciled: what agreement is computed on, for ever.
 * From a report's first reconciled dimension on, nobody codes it blind, so its codings freeze there, all
 * dimensions at once; a screening stage freezes at its own first reconciliation. What comes later (a changed
 * code, a retraction, another coder) does not reach the frozen codings. A reconciliation that was itself taken
 * back still froze them: the codings had been seen. So does a coder's having looked, for that coder alone.
 */
export function blindLog(
  log: readonly Decision[],
  resolve: (id: ReportId) => ReportId | undefined = (id) => id,
): BlindLog {
  const frozenAt = new Map<string, DecisionId>()
  const byId = new Map<DecisionId, Decision>()
  for (const decision of log.toSorted(byLogOrder)) {
    byId.set(decision.id, decision)
    if (decision.kind !== 'reconcile' && decision.kind !== 'unblind') continue
    const report = resolve(decision.report) ?? decision.report
    const key =
      decision.kind === 'unblind'
        ? freezeKey(report, `seen by ${decision.coder}`)
        : freezeKey(report, stageOfReconciliation(decision))
    if (!frozenAt.has(key)) frozenAt.set(key, decision.id)
  }
  const isLate = (decision: Decision): boolean => {
    const about = subjectOfChain(decision, byId)
    if (about === undefined) return false
    const stage = about.kind === 'screen' ? about.stage : undefined
    const report = resolve(about.report) ?? about.report
    return [stage, `seen by ${about.coder}`].some((what) => {
      const limit = frozenAt.get(freezeKey(report, what))
      return limit !== undefined && decision.id > limit
    })
  }
  const late = log.filter(isLate)
  const lateIds = new Set(late.map((decision) => decision.id))
  return {
    folded: foldLog(
      log.filter((decision) => !lateIds.has(decision.id)),
      resolve,
    ),
    late: late.filter((decision) => decision.kind === 'code' || decision.kind === 'screen'),
  }
}

const freezeKey = (report: ReportId, stage: string | undefined): string => `${report} ${stage ?? 'coding'}`

const stageOfReconciliation = ({ outcome }: ReconcileDecision): string | undefined =>
  'stage' in outcome ? outcome.stage : undefined

/** The coding or verdict that a decision makes, takes back or brings back. */
function subjectOfChain(
  decision: Decision,
  byId: ReadonlyMap<DecisionId, Decision>,
): CodeDecision | ScreenDecision | undefined {
  let about: Decision | undefined = decision
  // A retraction can only mean an earlier entry, so the chain ends.
  while (about?.kind === 'retract') {
    const target: Decision | undefined = byId.get(about.decision)
    about = target !== undefined && target.id < about.id ? target : undefined
  }
  return about?.kind === 'code' || about?.kind === 'screen' ? about : undefined
}
