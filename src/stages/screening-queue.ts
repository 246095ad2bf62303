import type { ReportId } from '../domain/report.ts'
import type { WorkItem } from '../domain/work.ts'

/** A coder's reports at one stage of screening, in the order of the work; the order never changes in a sitting. */
export class ScreeningQueue {
  readonly #reports: readonly ReportId[]
  readonly #place: ReadonlyMap<ReportId, number>
  readonly #done = new Set<ReportId>()
  readonly #flagged = new Set<ReportId>()
  readonly #elsewhere = new Set<ReportId>()

  constructor(items: readonly WorkItem[]) {
    this.#reports = items.map(({ report }) => report)
    this.#place = new Map(this.#reports.map((report, i) => [report, i]))
    for (const { report, done, flagged } of items) this.changed(report, { done, flagged })
  }

  get count(): number {
    return this.#reports.length
  }

  get doneCount(): number {
    return this.#done.size
  }

  get flaggedCount(): number {
    return this.#flagged.size
  }

  at(place: number): ReportId | undefined {
    return this.#reports[place]
  }

  placeOf(report: ReportId): number | undefined {
    return this.#place.get(report)
  }

  isDone(report: ReportId): boolean {
    return this.#done.has(report)
  }

  changed(report: ReportId, now: { readonly done: boolean; readonly flagged: boolean }): void {
    if (!this.#place.has(report)) return
    setMember(this.#done, report, now.done)
    setMember(this.#flagged, report, now.flagged)
  }

  /** Somebody else has taken this one on; it is not asked again. */
  takenElsewhere(report: ReportId | undefined): void {
    if (report !== undefined && this.#place.has(report)) this.#elsewhere.add(report)
  }

  /** The place of the next report that waits, after this one or else from the beginning; -1 where none does. */
  nextOpen(from: number): number {
    for (let step = 1; step <= this.count; step++) {
      const place = (from + step) % this.count
      const report = this.#reports[place]
      if (report !== undefined && !this.#done.has(report) && !this.#elsewhere.has(report)) return place
    }
    return -1
  }

  /** The next flagged report, round and round; -1 where none is. */
  nextFlagged(from: number): number {
    for (let step = 1; step <= this.count; step++) {
      const place = (from + step) % this.count
      if (this.#flagged.has(this.#reports[place] ?? '')) return place
    }
    return -1
  }
}

function setMember<T>(set: Set<T>, item: T, isIn: boolean): void {
  if (isIn) set.add(item)
  else set.delete(item)
}
