import { allCodes, type Codebook } from '../domain/codebook.ts'
import {
  type Coder,
  type Decision,
  isMachine,
  type ScreeningStage,
  type Verdict,
} from '../domain/decision.ts'
import { anchorRecord, type Report, type ReportId } from '../domain/report.ts'
import { emptyScreening, type ScreeningSheet, screeningSheet } from '../domain/screening-sheet.ts'
import { hasAllocations, workOf } from '../domain/work.ts'
import type { Review } from '../review/review.ts'
import { readScreeningStanding } from '../review/screening-standing.ts'
import { openCoderLog, type Saying } from './coder-log.ts'
import { breathe, type Control } from './control.ts'
import { OwnEntries } from './own-entries.ts'
import { markScreening, type ScreeningMarks } from './screening-marks.ts'
import { ScreeningQueue } from './screening-queue.ts'

export type ScreeningTask = 'title-abstract' | 'full-text'

/** A reason for exclusion as a person picks it. */
export interface Reason {
  readonly id: string
  readonly label: string
  readonly definition?: string
}

/** A report as it lies before whoever screens it. */
export interface ReportToScreen {
  readonly report: Report
  readonly marks: ScreeningMarks
}

/** What the last action, or its taking back, was about. */
export interface ScreeningChange {
  /** Absent where it was about something that this screen does not show. */
  readonly report?: ReportId
  readonly entries: readonly Decision[]
}

/**
 * One coder screening. What a promise has given back is in the log, durably; one that rejects has changed nothing.
 * Of other people's words nothing can be seen here.
 */
export interface ScreeningSitting {
  readonly coder: Coder
  readonly task: ScreeningTask
  readonly codebook: Codebook
  readonly criteria: readonly string[]
  readonly reasons: readonly Reason[]
  readonly queue: ScreeningQueue
  sheet(report: ReportId): ScreeningSheet
  /** What has been read of a report; undefined before `read`, and for one that is not there any more. */
  shown(report: ReportId): ReportToScreen | undefined
  /** Reads reports, so that `shown` has them at once: the one in hand, and ahead of need. */
  read(reports: readonly ReportId[]): Promise<void>
  say(report: ReportId, verdict: Verdict, reason?: string): Promise<void>
  /** That the full text could not be obtained. */
  sayNotObtained(report: ReportId): Promise<void>
  note(report: ReportId, text: string): Promise<void>
  flag(report: ReportId, raised: boolean): Promise<void>
  /** That two reports are the same document; deduplication puts them together. */
  saySame(reports: readonly [ReportId, ReportId]): Promise<void>
  undo(): Promise<ScreeningChange | undefined>
  redo(): Promise<ScreeningChange | undefined>
  /** Takes up what was appended elsewhere since: whether anything is to be drawn anew. */
  news(): Promise<boolean>
}

/** Opens a sitting for the coder at work. */
export async function openScreeningSitting(
  review: Review,
  task: ScreeningTask,
  control: Control,
): Promise<ScreeningSitting> {
  const { store, codebook, settings } = review
  const { coder } = control
  const pause = (): Promise<void> => breathe(control)
  const standing = await readScreeningStanding(review, pause)
  const { resolve } = standing
  await pause()
  const own = new OwnEntries(coder, resolve, sheetKinds)
  own.take(standing.log)
  const log = await openCoderLog(review, control, standing.log)
  await pause()
  const items = workOf({ coder, task, codebook, review: settings, ...standing })
  const isOpenToAll = !hasAllocations(standing.folded, task)
  const isDone = (sheet: ScreeningSheet): boolean => isFinished(sheet, task, settings.fullText)
  const sheets = new Map<ReportId, ScreeningSheet>()
  const sheetOf = (report: ReportId): ScreeningSheet => {
    let sheet = sheets.get(report)
    if (sheet === undefined) {
      const entries = own.of(report)
      sheets.set(report, (sheet = entries.length === 0 ? emptyScreening : screeningSheet(entries)))
    }
    return sheet
  }
  const queue = new ScreeningQueue(items)
  const reports = new Map<ReportId, ReportToScreen>()

  const takeUp = (entries: readonly Decision[]): boolean => {
    const touched = own.take(entries)
    for (const report of touched) {
      sheets.delete(report)
      const sheet = sheetOf(report)
      queue.changed(report, { done: isDone(sheet), flagged: sheet.flag !== undefined })
    }
    // Where a report is whoever's comes first, one that somebody else has screened is not asked again.
    const elsewhere = entries.filter(({ coder: who }) => who !== coder && !isMachine(who) && isOpenToAll)
    for (const entry of elsewhere)
      if (entry.kind === 'screen' && entry.stage === task) queue.takenElsewhere(resolve(entry.report))
    return touched.size + elsewhere.length > 0
  }
  let last = standing.log.at(-1)?.id ?? ''
  /** What this terminal appended itself: it stands at the end of the log. */
  const takeUpOwn = (): void => {
    const entries = log.entries()
    const known = last
    const from = entries.findLastIndex(({ id }) => id <= known) + 1
    last = entries.at(-1)?.id ?? last
    takeUp(entries.slice(from))
  }
  const say = async (drafts: readonly Saying[]): Promise<void> => {
    await log.say(drafts)
    takeUpOwn()
  }
  const screen = (
    report: ReportId,
    stage: ScreeningStage,
    verdict: Verdict,
    reason?: string,
  ): Promise<void> =>
    say([{ kind: 'screen', report, stage, verdict, ...(reason === undefined ? {} : { reason }) }])
  const changed = async (
    work: () => Promise<readonly Decision[] | undefined>,
  ): Promise<ScreeningChange | undefined> => {
    const entries = await work()
    if (entries === undefined) return undefined
    takeUpOwn()
    takeUp(await log.news())
    const about = entries.find((entry) => sheetKinds.has(entry.kind))
    const report = about !== undefined && 'report' in about ? resolve(about.report) : undefined
    return { entries, ...(report === undefined ? {} : { report }) }
  }
  return {
    coder,
    task,
    codebook,
    criteria: codebook.screening?.criteria ?? [],
    reasons: reasonsOf(codebook),
    queue,
    sheet: sheetOf,
    shown: (report) => reports.get(report),
    read: async (ids) => {
      const wanted = ids.filter((id) => !reports.has(id))
      if (wanted.length === 0) return
      for (const report of await store.reportsById(wanted))
        reports.set(report.id, { report, marks: markScreening(report, codebook) })
      for (const id of reports.keys()) {
        if (reports.size <= keptRead) break
        if (!ids.includes(id)) reports.delete(id)
      }
    },
    say: (report, verdict, reason) => screen(report, task, verdict, reason),
    sayNotObtained: (report) => screen(report, 'retrieval', 'exclude'),
    note: (report, text) => say([{ kind: 'note', report, text }]),
    flag: (report, raised) => say([{ kind: 'flag', report, raised }]),
    saySame: ([a, b]) => say([{ kind: 'same', records: [anchorRecord(a), anchorRecord(b)] }]),
    undo: () => changed(() => log.undo()),
    redo: () => changed(() => log.redo()),
    news: async () => takeUp(await log.news()),
  }
}

const sheetKinds: ReadonlySet<Decision['kind']> = new Set(['screen', 'note', 'flag'])
/** Reports that are kept read; a few are enough, since one goes from one to the next. */
const keptRead = 60

const reasonsOf = (codebook: Codebook): readonly Reason[] =>
  allCodes({ codes: codebook.screening?.reasons ?? [] })
    .filter(({ code }) => !code.retired)
    .map(({ code: { id, label, definition } }) => ({
      id,
      label,
      ...(definition === undefined ? {} : { definition }),
    }))

/** Whether nothing is owed any more: a "maybe" passes title and abstract on, and leaves the last stage open. */
function isFinished({ verdicts }: ScreeningSheet, task: ScreeningTask, hasFullText: boolean): boolean {
  const verdict = verdicts.get(task)?.verdict
  if (verdict === undefined) return task === 'full-text' && verdicts.get('retrieval')?.verdict === 'exclude'
  return verdict !== 'maybe' || (task === 'title-abstract' && hasFullText)
}
