import { metaAnalysis, type MetaAnalysis, type StudyEffect } from '../../src/synthesis/meta-analysis.ts'

/** Events and group size, treated and control. */
export type TwoByTwo = readonly [events: number, n: number, controlEvents: number, controlN: number]

export const logOddsRatio = ([a, n, c, m]: TwoByTwo): StudyEffect => ({
  estimate: Math.log((a * (m - c)) / ((n - a) * c)),
  variance: 1 / a + 1 / (n - a) + 1 / c + 1 / (m - c),
})

export const logRiskRatio = ([a, n, c, m]: TwoByTwo): StudyEffect => ({
  estimate: Math.log((a * m) / (n * c)),
  variance: 1 / a - 1 / n + 1 / c - 1 / m,
})

export const zip = (estimates: readonly number[], variances: readonly number[]): readonly StudyEffect[] =>
  estimates.map((estimate, i) => ({ estimate, variance: variances[i] ?? NaN }))

export function analyse(effects: readonly StudyEffect[]): MetaAnalysis {
  const result = metaAnalysis(effects)
  if (result === undefined) throw new Error('too few studies')
  return result
}

/** The 13 trials of the BCG vaccine as Colditz et al. 1994 (doi:10.1001/jama.1994.03510330076038) give them. */
export const bcgTrials: readonly TwoByTwo[] = [
  [4, 123, 11, 139],
  [6, 306, 29, 303],
  [3, 231, 11, 220],
  [62, 13598, 248, 12867],
  [33, 5069, 47, 5808],
  [180, 1541, 372, 1451],
  [8, 2545, 10, 629],
  [505, 88391, 499, 88391],
  [29, 7499, 45, 7277],
  [17, 1716, 65, 1665],
  [186, 50634, 141, 27338],
  [5, 2498, 3, 2341],
  [27, 16913, 29, 17854],
]
