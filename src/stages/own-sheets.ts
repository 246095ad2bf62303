import { type CodingSheet, codingSheet, emptySheet } from '../domain/coding-sheet.ts'
import type { Coder, Decision, DecisionId } from '../domain/decision.ts'
import type { ReportId } from '../domain/report.ts'

/** What one coder has said, report by report, kept up as they go on. Of other people nothing is kept. */
export class OwnSheets {
  readonly #coder: Coder
  readonly #resolve: (id: ReportId) => ReportId | undefined
  readonly #entries = new Map<ReportId, Decision[]>()
  readonly #reportOf = new Map<DecisionId, ReportId>()
  readonly #sheets = new Map<ReportId, CodingSheet>()

  /** @param resolve leads from the report an entry names to the one it is part of now */
  constructor(coder: Coder, resolve: (id: ReportId) => ReportId | undefined) {
    this.#coder = coder
    this.#resolve = resolve
  }

  /** Takes up entries in the order of the log, each any number of times; the reports they are about. */
  take(entries: Iterable<Decision>): ReadonlySet<ReportId> {
    const touched = new Set<ReportId>()
    for (const entry of entries) {
      if (entry.coder !== this.#coder || this.#reportOf.has(entry.id)) continue
      const report = this.#reportAbout(entry)
      if (report === undefined) continue
      this.#reportOf.set(entry.id, report)
      const known = this.#entries.get(report)
      if (known === undefined) this.#entries.set(report, [entry])
      else known.push(entry)
      this.#sheets.delete(report)
      touched.add(report)
    }
    return touched
  }

  sheet(report: ReportId): CodingSheet {
    let sheet = this.#sheets.get(report)
    if (sheet === undefined) {
      const entries = this.#entries.get(report)
      sheet = entries === undefined ? emptySheet : codingSheet(entries)
      this.#sheets.set(report, sheet)
    }
    return sheet
  }

  /** The reports about which anything was said, in the order in which that began. */
  reports(): readonly ReportId[] {
    return [...this.#entries.keys()]
  }

  #reportAbout(entry: Decision): ReportId | undefined {
    if (entry.kind === 'retract') return this.#reportOf.get(entry.decision)
    if (!sheetKinds.has(entry.kind) || !('report' in entry)) return undefined
    return this.#resolve(entry.report)
  }
}

const sheetKinds: ReadonlySet<Decision['kind']> = new Set(['code', 'note', 'flag', 'answer'])
