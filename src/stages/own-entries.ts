import type { Coder, Decision, DecisionId } from '../domain/decision.ts'
import type { ReportId } from '../domain/report.ts'

/** One coder's entries of some kinds, report by report, kept up as they go on. Of other people nothing is kept. */
export class OwnEntries {
  readonly #coder: Coder
  readonly #resolve: (id: ReportId) => ReportId | undefined
  readonly #kinds: ReadonlySet<Decision['kind']>
  readonly #entries = new Map<ReportId, Decision[]>()
  readonly #reportOf = new Map<DecisionId, ReportId>()

  /** @param resolve leads from the report an entry names to the one it is part of now */
  constructor(
    coder: Coder,
    resolve: (id: ReportId) => ReportId | undefined,
    kinds: ReadonlySet<Decision['kind']>,
  ) {
    this.#coder = coder
    this.#resolve = resolve
    this.#kinds = kinds
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
      touched.add(report)
    }
    return touched
  }

  /** What was said of a report, retractions included, in the order in which it was taken up. */
  of(report: ReportId): readonly Decision[] {
    return this.#entries.get(report) ?? []
  }

  /** The reports about which anything was said, in the order in which that began. */
  reports(): readonly ReportId[] {
    return [...this.#entries.keys()]
  }

  #reportAbout(entry: Decision): ReportId | undefined {
    if (entry.kind === 'retract') return this.#reportOf.get(entry.decision)
    if (!this.#kinds.has(entry.kind) || !('report' in entry)) return undefined
    return this.#resolve(entry.report)
  }
}
