import { type Blindness, blindness } from '../domain/blindness.ts'
import { foldLog } from '../domain/coding.ts'
import { type Coder, type Decision, tasks } from '../domain/decision.ts'
import { type ReportId, reportIndex } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import { clockAfter, type Control } from './control.ts'

/** The log as one person may see it, and what is kept from them. */
export interface SeenLog {
  readonly log: readonly Decision[]
  readonly blindness: Blindness
  /** Entries that are kept back, and the reports they are about. */
  readonly hidden: { readonly entries: number; readonly reports: readonly ReportId[] }
  readonly resolve: (id: ReportId) => ReportId | undefined
}

/** @param viewer who looks; undefined where nobody has said who is at work: then nothing is kept back */
export async function readSeenLog(review: Review, viewer: Coder | undefined): Promise<SeenLog> {
  const all = await review.store.decisions()
  const resolve = reportIndex(await review.store.memberships())
  const eyes = blindness({
    coder: viewer ?? '',
    folded: foldLog(all, resolve),
    codebook: review.codebook,
    review: review.settings,
    resolve,
    log: all,
  })
  const log = eyes.visible(all)
  const seen = new Set(log.map(({ id }) => id))
  const about = new Map(
    all.flatMap((entry) => ('report' in entry ? [[entry.id, entry.report] as const] : [])),
  )
  const hidden = all.filter(({ id }) => !seen.has(id))
  const reports = hidden.flatMap(
    (entry) => about.get(entry.kind === 'retract' ? entry.decision : entry.id) ?? [],
  )
  return {
    log,
    blindness: eyes,
    hidden: {
      entries: hidden.length,
      reports: [...new Set(reports.map((report) => resolve(report) ?? report))].toSorted(),
    },
    resolve,
  }
}

/** Whether a person still owes a word of their own on a report, at any task. */
export const isBlindTo = ({ blindness: eyes }: Pick<SeenLog, 'blindness'>, report: ReportId): boolean =>
  tasks.some((task) => eyes.isBlind(report, task))

/**
 * Ends a coder's blindness to all reports of which something is kept from them now: one entry a report. What they
 * say of those from then on does not count for agreement. The reports.
 */
export async function unblind(review: Review, control: Control): Promise<readonly ReportId[]> {
  const { coder } = control
  const { hidden } = await readSeenLog(review, coder)
  const clock = clockAfter(control, await review.store.lastDecision())
  await review.store.appendDecisions(
    hidden.reports.map((report) => ({ ...clock.tick(), coder, kind: 'unblind', report })),
  )
  return hidden.reports
}

/** What to tell a person from whom something is kept; undefined where nothing is. */
export function sayHidden(viewer: Coder | undefined, { reports }: SeenLog['hidden']): string | undefined {
  if (reports.length === 0) return undefined
  return `What others say of ${reports.length === 1 ? 'one report' : `${reports.length} reports`} is kept back until ${viewer ?? 'you'} has finished ${reports.length === 1 ? 'it' : 'them'}; "lacuna log --unblind" shows it, and records that it was seen.`
}
