import { codingProgress, type CodingProgress } from '../domain/coding-progress.ts'
import { codesOn, valueOn } from '../domain/coding-sheet.ts'
import type { Codebook } from '../domain/codebook.ts'
import type { ReportId } from '../domain/report.ts'
import type { WorkItem } from '../domain/work.ts'
import type { OwnSheets } from './own-sheets.ts'

/** Which of a coder's reports are listed and gone through. */
export type QueueFilter =
  | { readonly kind: 'all' | 'to-do' | 'flagged' }
  | { readonly kind: 'code'; readonly dimension: string; readonly code: string }
  /** Reports that a search found, best first. */
  | { readonly kind: 'words'; readonly words: string; readonly reports: readonly ReportId[] }

/** A coder's reports in the order of the work, with what the coder has made of them. */
export class CodingQueue {
  readonly #items: readonly WorkItem[]
  readonly #place: ReadonlyMap<ReportId, number>
  readonly #sheets: OwnSheets
  readonly #progress: CodingProgress
  readonly #done = new Set<ReportId>()
  readonly #flagged = new Set<ReportId>()

  constructor(items: readonly WorkItem[], sheets: OwnSheets, codebook: Codebook) {
    this.#items = items
    this.#place = new Map(items.map(({ report }, i) => [report, i]))
    this.#sheets = sheets
    this.#progress = codingProgress(codebook)
    for (const { report, done, flagged } of items) {
      if (done) this.#done.add(report)
      if (flagged) this.#flagged.add(report)
    }
  }

  get count(): number {
    return this.#items.length
  }

  get doneCount(): number {
    return this.#done.size
  }

  get flaggedCount(): number {
    return this.#flagged.size
  }

  has(report: ReportId): boolean {
    return this.#place.has(report)
  }

  isDone(report: ReportId): boolean {
    return this.#done.has(report)
  }

  isFlagged(report: ReportId): boolean {
    return this.#flagged.has(report)
  }

  /** Whether no suggestions may be shown: agreement is measured on it. */
  isInSample(report: ReportId): boolean {
    return this.#items[this.#place.get(report) ?? -1]?.inSample === true
  }

  /** Its number in the order of the work, from 1; 0 where it is not the coder's. */
  placeOf(report: ReportId): number {
    return (this.#place.get(report) ?? -1) + 1
  }

  /** The reports of a filter: in the order of the work, or of the search. */
  list(filter: QueueFilter): readonly ReportId[] {
    if (filter.kind === 'words') return filter.reports.filter((report) => this.#place.has(report))
    return this.#items.flatMap(({ report }) => (this.#matches(report, filter) ? [report] : []))
  }

  /** The next report of a filter that is not done, after one and then from the top; undefined where all are done. */
  nextToDo(filter: QueueFilter, after: ReportId | undefined): ReportId | undefined {
    const isToDo = (report: ReportId): boolean => report !== after && !this.#done.has(report)
    if (filter.kind === 'words') {
      const list = this.list(filter)
      const place = after === undefined ? -1 : list.indexOf(after)
      return [...list.slice(place + 1), ...list.slice(0, place + 1)].find(isToDo)
    }
    // Walked, not listed: there may be a hundred thousand.
    const from = after === undefined ? -1 : (this.#place.get(after) ?? -1)
    for (let step = 1; step <= this.#items.length; step++) {
      const report = this.#items[(from + step) % this.#items.length]?.report
      if (report !== undefined && isToDo(report) && this.#matches(report, filter)) return report
    }
    return undefined
  }

  /** The report some places further in a filter; undefined at its ends. */
  step(filter: QueueFilter, from: ReportId | undefined, by: 1 | -1): ReportId | undefined {
    const place = from === undefined ? -1 : (this.#place.get(from) ?? -1)
    if (filter.kind === 'words') {
      const list = this.list(filter)
      const at = from === undefined ? -1 : list.indexOf(from)
      if (at !== -1) return list[at + by]
      const before = list.findLastIndex((one) => (this.#place.get(one) ?? 0) < place)
      return list[by === 1 ? before + 1 : before]
    }
    for (let at = place + by; at >= 0; at += by) {
      const report = this.#items[at]?.report
      if (report === undefined) return undefined
      if (this.#matches(report, filter)) return report
    }
    return undefined
  }

  /** Something changed on a report: takes up whether it is done and flagged. */
  changed(report: ReportId): void {
    if (!this.#place.has(report)) return
    const sheet = this.#sheets.sheet(report)
    set(
      this.#done,
      report,
      sheet.again.size === 0 && this.#progress.isComplete((dimension) => valueOn(sheet, dimension)),
    )
    set(this.#flagged, report, sheet.flag !== undefined)
  }

  #matches(report: ReportId, filter: Exclude<QueueFilter, { kind: 'words' }>): boolean {
    switch (filter.kind) {
      case 'all':
        return true
      case 'to-do':
        return !this.#done.has(report)
      case 'flagged':
        return this.#flagged.has(report)
      case 'code':
        return codesOn(this.#sheets.sheet(report), filter.dimension).includes(filter.code)
    }
  }
}

function set(reports: Set<ReportId>, report: ReportId, isIn: boolean): void {
  if (isIn) reports.add(report)
  else reports.delete(report)
}
