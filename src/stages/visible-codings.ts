import { blindness } from '../domain/blindness.ts'
import { type FoldedLog, foldLog, settleCoding } from '../domain/coding.ts'
import type { Coder, Decision } from '../domain/decision.ts'
import type { ReportId } from '../domain/report.ts'
import type { Review } from '../review/review.ts'

/** Per report and dimension the codes that may be learnt from. */
export type VisibleCodings = ReadonlyMap<ReportId, ReadonlyMap<string, readonly string[]>>

/**
 * What a coder's machine may learn from: the coder's own codes; where there are none, what is settled among people
 * and no longer hidden from the coder. Machines' codings teach nothing.
 */
export function visibleCodings(
  review: Pick<Review, 'codebook' | 'settings'>,
  coder: Coder,
  log: readonly Decision[],
  folded: FoldedLog,
  resolve: (id: ReportId) => ReportId | undefined,
): VisibleCodings {
  const { codebook, settings } = review
  const blind = blindness({ coder, folded, codebook, review: settings, resolve, log })
  const seen = foldLog(blind.visible(log), resolve)
  const codings = new Map<ReportId, Map<string, readonly string[]>>()
  for (const report of new Set([...seen.coding.keys(), ...seen.reconciled.keys()])) {
    const given = new Map<string, readonly string[]>()
    for (const dimension of codebook.dimensions) {
      if (dimension.codes.length === 0) continue
      const own = seen.coding.get(report)?.get(dimension.id)?.get(coder)?.value
      const settled = settleCoding(seen, report, dimension, settings.codingRule)
      const value = own ?? (settled === undefined || settled.by === 'machine' ? undefined : settled.value)
      if (value !== undefined && value !== null && 'codes' in value) given.set(dimension.id, value.codes)
    }
    if (given.size > 0) codings.set(report, given)
  }
  return codings
}

/** The reports on which agreement is measured: for them nobody is suggested anything. */
export const sampleReports = ({ allocations }: Pick<FoldedLog, 'allocations'>): ReadonlySet<ReportId> =>
  new Set([...allocations].flatMap(([id, tasks]) => (tasks.get('coding')?.inSample === true ? [id] : [])))
