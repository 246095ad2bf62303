import { expect, test } from 'vitest'
import { analyse, logOddsRatio, type TwoByTwo } from './effects.ts'

/*
 * Viechtbauer, W. (2007). Confidence intervals for the amount of heterogeneity in meta-analysis. Statistics in
 * Medicine, 26(1), 37-52. doi:10.1002/sim.2514. Diuretics and pre-eclampsia, 9 trials (Collins et al. 1985).
 */
const trials: readonly TwoByTwo[] = [
  [14, 131, 14, 136],
  [21, 385, 17, 134],
  [14, 57, 24, 48],
  [6, 38, 18, 40],
  [12, 1011, 35, 760],
  [138, 1370, 175, 1336],
  [15, 506, 20, 524],
  [6, 108, 2, 103],
  [65, 153, 40, 102],
]

test('page 44, table II: REML estimate of tau2 and its Q-profile interval', () => {
  const { tau2, tau2Interval } = analyse(trials.map(logOddsRatio))
  expect([tau2, tau2Interval.low, tau2Interval.high].map((x) => x.toFixed(3))).toEqual([
    '0.301',
    '0.072',
    '2.203',
  ])
})
