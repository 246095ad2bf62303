import { type CodingEdit, editEntries } from '../coding/coding-edit.ts'
import type { Codebook } from '../domain/codebook.ts'
import { type CodingSheet, valueOn } from '../domain/coding-sheet.ts'
import type { CodeValue, Coder, Decision } from '../domain/decision.ts'
import { parseDoi } from '../domain/identifier.ts'
import type { Report, ReportId } from '../domain/report.ts'
import { workOf } from '../domain/work.ts'
import type { Review } from '../review/review.ts'
import { readCodingStanding } from '../review/coding-standing.ts'
import { type CodeSuggestion, openCodeSuggestions } from './code-suggestions.ts'
import { openCoderLog } from './coder-log.ts'
import { CodingQueue } from './coding-queue.ts'
import { breathe, type Control } from './control.ts'
import { OwnSheets } from './own-sheets.ts'
import { markReport, type ReportMarks } from './report-marks.ts'

// Faces may not look into the room of coding itself.
export type { CodingEdit }

/** A report as it lies before a coder. Of other people's judgements nothing is in it. */
export interface OpenReport {
  readonly report: Report
  readonly sheet: CodingSheet
  /** None in the sample on which agreement is measured. */
  readonly suggestions: readonly CodeSuggestion[]
  readonly isInSample: boolean
  readonly marks: ReportMarks
}

/** What an edit or its taking back changed. */
export interface SheetChange {
  readonly report: ReportId
  /** Where on the sheet it happened; absent for what is about the whole report. */
  readonly dimension?: string
  /** Dimensions that are not asked any more: what they held was taken back in the same step. */
  readonly noLongerAsked: readonly string[]
}

/** Another report of this coder, whose codes can be copied. */
export interface CopySource {
  readonly report: ReportId
  readonly title: string
  /** 0 to 1; absent for the report that was coded last. */
  readonly similarity?: number
  readonly values: ReadonlyMap<string, CodeValue>
}

/**
 * One coder at work. What a promise has given back is in the log, durably; one that rejects has changed nothing.
 * Everything that can be seen is this coder's own.
 */
export interface CodingSitting {
  readonly coder: Coder
  readonly codebook: Codebook
  readonly queue: CodingQueue
  /** Undefined for a report that is not there any more. */
  open(report: ReportId): Promise<OpenReport | undefined>
  /** The report that is named by its id, by a record's id or by a DOI; undefined where there is none. */
  locate(name: string): Promise<ReportId | undefined>
  /** Reads reports ahead of need. */
  readAhead(reports: readonly ReportId[]): Promise<void>
  sheet(report: ReportId): CodingSheet
  /** Undefined where the edit changes nothing. */
  edit(report: ReportId, edit: CodingEdit): Promise<SheetChange | undefined>
  /** Takes back, or brings back, the last action. `about` says in a word what it was, where it was no coding. */
  undo(): Promise<Undone | undefined>
  redo(): Promise<Undone | undefined>
  /** Takes up what another terminal of this coder has said since: the reports it is about. */
  news(): Promise<ReadonlySet<ReportId>>
  copySources(report: Report): Promise<readonly CopySource[]>
  titles(reports: readonly ReportId[]): Promise<ReadonlyMap<ReportId, string>>
  /** This coder's reports that hold the words, best first. */
  find(words: string, limit: number): Promise<readonly ReportId[]>
  close(): Promise<void>
}

export type Undone = Partial<SheetChange> & { readonly kinds: readonly Decision['kind'][] }

/** Opens a sitting for the coder at work. */
export async function openCodingSitting(review: Review, control: Control): Promise<CodingSitting> {
  const { store, codebook, settings } = review
  const { coder } = control
  const standing = await readCodingStanding(review, () => breathe(control))
  const items = workOf({ coder, task: 'coding', codebook, review: settings, ...standing })
  const log = await openCoderLog(review, control, standing.log)
  await breathe(control)
  const { resolve } = standing
  const sheets = new OwnSheets(coder, resolve)
  sheets.take(standing.log)
  const queue = new CodingQueue(items, sheets, codebook)
  const suggestions = await openCodeSuggestions(review, control, standing.folded)
  const reports = new Map<ReportId, Pick<OpenReport, 'report' | 'marks'>>()
  let last = standing.log.at(-1)?.id ?? ''

  const takeUp = (entries: Iterable<Decision>): ReadonlySet<ReportId> => {
    const touched = sheets.take(entries)
    for (const report of touched) queue.changed(report)
    return touched
  }
  /** What this terminal appended itself: it stands at the end of the log. */
  const takeUpOwn = (): ReadonlySet<ReportId> => {
    const entries = log.entries()
    const known = last
    const from = entries.findLastIndex(({ id }) => id <= known) + 1
    last = entries.at(-1)?.id ?? last
    return takeUp(entries.slice(from))
  }
  /** Reports that are being read: whoever wants one waits for it, and does not read it again. */
  const reading = new Map<ReportId, Promise<void>>()
  const readOnce = async (id: ReportId): Promise<void> => {
    try {
      const [report] = await store.reportsById([id])
      if (report !== undefined) reports.set(id, { report, marks: await markReport(report, codebook) })
    } finally {
      reading.delete(id)
    }
  }
  const read = async (ids: readonly ReportId[]): Promise<void> => {
    for (const id of ids.filter((one) => !reports.has(one))) {
      let begun = reading.get(id)
      if (begun === undefined) reading.set(id, (begun = readOnce(id)))
      await begun
    }
    for (const id of reports.keys()) {
      if (reports.size <= readAheadMost) break
      if (!ids.includes(id)) reports.delete(id)
    }
  }
  const undone = async (
    work: () => Promise<readonly Decision[] | undefined>,
  ): Promise<Undone | undefined> => {
    const changed = await work()
    if (changed === undefined) return undefined
    const touched = [...takeUpOwn(), ...takeUp(await log.news())]
    const [report] = touched
    const first = changed.find((entry) => entry.kind === 'code') ?? changed[0]
    const dimension = first !== undefined && 'dimension' in first ? first.dimension : undefined
    return {
      ...(report === undefined ? {} : { report }),
      ...(dimension === undefined ? {} : { dimension }),
      noLongerAsked: [],
      kinds: [...new Set(changed.map(({ kind }) => kind))],
    }
  }
  return {
    coder,
    codebook,
    queue,
    open: async (id) => {
      await read([id])
      const found = reports.get(id)
      if (found === undefined) return undefined
      const isInSample = queue.isInSample(id)
      return {
        ...found,
        sheet: sheets.sheet(id),
        suggestions: isInSample ? [] : suggestions.suggestionsFor(found.report),
        isInSample,
      }
    },
    locate: async (name) => {
      const known = resolve(name.startsWith('r') ? `d${name.slice(1)}` : name)
      const doi = parseDoi(name)
      if (known !== undefined || doi === undefined) return known
      for await (const report of store.reports()) if (report.identifiers.doi === doi) return report.id
      return undefined
    },
    readAhead: read,
    sheet: (report) => sheets.sheet(report),
    edit: async (report, edit) => {
      // Another terminal of this coder may have coded here meanwhile: a code is added to what stands, not to what stood.
      if ((await store.lastDecision()) !== log.entries().at(-1)?.id) takeUp(await log.news())
      const { entries, noLongerAsked } = editEntries(edit, sheets.sheet(report), codebook)
      if (entries.length === 0) return undefined
      await log.say(entries.map((entry) => ({ ...entry, report })))
      takeUpOwn()
      if (entries.some(({ kind }) => kind === 'code')) suggestions.learn()
      const [first] = entries
      const dimension = first !== undefined && 'dimension' in first ? first.dimension : undefined
      return { report, noLongerAsked, ...(dimension === undefined ? {} : { dimension }) }
    },
    undo: () => undone(() => log.undo()),
    redo: () => undone(() => log.redo()),
    news: async () => takeUp(await log.news()),
    copySources: async (report) => {
      const similar = suggestions.similarReports(report, mostSimilar)
      const recent = sheets.reports().findLast((id) => id !== report.id && sheets.sheet(id).values.size > 0)
      const found: { readonly report: ReportId; readonly similarity?: number }[] = [
        ...similar,
        ...(recent === undefined || similar.some((one) => one.report === recent) ? [] : [{ report: recent }]),
      ]
      const named = await store.reportsById(found.map((one) => one.report))
      const titles = new Map(named.map(({ id, title }) => [id, title ?? '']))
      return found.map((one) => ({
        ...one,
        title: titles.get(one.report) ?? '',
        values: valuesOf(sheets.sheet(one.report), codebook),
      }))
    },
    titles: async (ids) =>
      new Map((await store.reportsById(ids)).map(({ id, title }) => [id, title ?? 'without a title'])),
    find: async (words, limit) => {
      const found = await store.findAsTyped(words, limit)
      return found.map(({ id }) => id).filter((id) => queue.has(id))
    },
    close: () => suggestions.close(),
  }
}

/** Reports that are kept read; a few are enough, since one goes from one to the next. */
const readAheadMost = 40
const mostSimilar = 6

function valuesOf(sheet: CodingSheet, { dimensions }: Codebook): ReadonlyMap<string, CodeValue> {
  return new Map(
    dimensions.flatMap(({ id }): readonly (readonly [string, CodeValue])[] => {
      const value = valueOn(sheet, id)
      return value === undefined ? [] : [[id, value]]
    }),
  )
}
