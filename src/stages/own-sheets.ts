import { type CodingSheet, codingSheet, emptySheet } from '../domain/coding-sheet.ts'
import { type Coder, type Decision, type MigrateDecision, standingDecisions } from '../domain/decision.ts'
import { migrationsOf } from '../domain/migration.ts'
import type { ReportId } from '../domain/report.ts'
import { OwnEntries } from './own-entries.ts'

/** One coder's sheets, report by report, kept up as they go on. */
export class OwnSheets {
  readonly #entries: OwnEntries
  readonly #sheets = new Map<ReportId, CodingSheet>()
  /** Anybody's, as the log had them at first: they say how older codings read. */
  #migrations: readonly MigrateDecision[] | undefined

  /** @param resolve leads from the report an entry names to the one it is part of now */
  constructor(coder: Coder, resolve: (id: ReportId) => ReportId | undefined) {
    this.#entries = new OwnEntries(coder, resolve, sheetKinds)
  }

  /** Takes up entries in the order of the log, each any number of times; the reports they are about. */
  take(entries: Iterable<Decision>): ReadonlySet<ReportId> {
    const touched = this.#entries.take(entries)
    for (const report of touched) this.#sheets.delete(report)
    // A codebook that changes during a sitting is for the next one: this one goes on under its own.
    this.#migrations ??= migrationsOf(standingDecisions([...entries].filter(isAboutProject)))
    return touched
  }

  sheet(report: ReportId): CodingSheet {
    let sheet = this.#sheets.get(report)
    if (sheet === undefined) {
      const entries = this.#entries.of(report)
      sheet = entries.length === 0 ? emptySheet : codingSheet(entries, this.#migrations)
      this.#sheets.set(report, sheet)
    }
    return sheet
  }

  /** The reports about which anything was said, in the order in which that began. */
  reports(): readonly ReportId[] {
    return this.#entries.reports()
  }
}

const sheetKinds: ReadonlySet<Decision['kind']> = new Set(['code', 'note', 'flag', 'answer'])

/** Migrations, and whatever may take them back. */
const isAboutProject = ({ kind }: Decision): boolean => kind === 'migrate' || kind === 'retract'
