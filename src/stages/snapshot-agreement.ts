import { dimensionAgreement } from '../agreement/dimension-agreement.ts'
import { noIntervalText, noValueText } from '../agreement/estimate.ts'
import { ratingsFromLog } from '../agreement/from-log.ts'
import type { Codebook } from '../domain/codebook.ts'
import type { Decision } from '../domain/decision.ts'
import type { ReportId } from '../domain/report.ts'
import type { SnapshotAgreement } from '../domain/snapshot.ts'

/** The headline statistic of every dimension that two or more people coded, in the codebook's order. */
export function snapshotAgreement(
  log: readonly Decision[],
  codebook: Codebook,
  resolve: (id: ReportId) => ReportId | undefined,
): readonly SnapshotAgreement[] {
  return [...ratingsFromLog(log, codebook, { resolve }).dimensions].flatMap(
    ([dimension, logged]): SnapshotAgreement[] => {
      const { used, coders, coefficients } = dimensionAgreement(logged)
      const [headline] = coefficients
      if (used === 0 || headline === undefined) return []
      const line = { dimension, coders: coders.length, units: used, statistic: headline.label }
      const { estimate } = headline
      if (estimate.kind === 'undefined') return [{ ...line, note: noValueText[estimate.because] }]
      const { value, interval } = estimate
      if (typeof interval === 'string') return [{ ...line, estimate: value, note: noIntervalText[interval] }]
      return [{ ...line, estimate: value, low: interval.low, high: interval.high }]
    },
  )
}
