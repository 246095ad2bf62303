import { expect, test } from 'vitest'
import { analyse, zip } from './effects.ts'

/*
 * Raudenbush, S. W. (2009). Analyzing effect sizes: random-effects models. In Cooper, Hedges and Valentine (eds),
 * The handbook of research synthesis and meta-analysis (2nd ed.), pages 295-315. Teacher expectancy and pupil
 * IQ, 19 studies; data also in Raudenbush and Bryk 1985 (doi:10.3102/10769986010002075).
 */
const result = analyse(
  zip(
    [
      0.03, 0.12, -0.14, 1.18, 0.26, -0.06, -0.02, -0.32, 0.27, 0.8, 0.54, 0.18, -0.02, 0.23, -0.18, -0.06,
      0.3, 0.07, -0.07,
    ],
    [
      0.0156, 0.0216, 0.0279, 0.1391, 0.1362, 0.0106, 0.0106, 0.0484, 0.0269, 0.063, 0.0912, 0.0497, 0.0835,
      0.0841, 0.0253, 0.0279, 0.0193, 0.0088, 0.0303,
    ],
  ),
)

test('page 301, table 16.2: one true effect', () => {
  expect(result.commonEffect.estimate.toFixed(3)).toBe('0.060')
  expect(result.q.toFixed(2)).toBe('35.83')
  // The chapter prints 1.65; from its own data it is 1.655.
  expect(result.commonEffect.statistic).toBeCloseTo(1.65, 1)
})

test('page 309, table 16.3: REML with the conventional interval', () => {
  const { estimate, standardError, statistic, interval } = result.randomEffects
  expect(result.tau2.toFixed(3)).toBe('0.019')
  expect([estimate, standardError, statistic, interval.low, interval.high].map((x) => x.toFixed(3))).toEqual([
    '0.084',
    '0.052',
    '1.621',
    '-0.018',
    '0.185',
  ])
})

test('page 309, table 16.3: REML with the interval of Knapp and Hartung', () => {
  const { estimate, standardError, statistic, interval } = result.hartungKnapp
  expect([estimate, standardError, statistic, interval.low, interval.high].map((x) => x.toFixed(3))).toEqual([
    '0.084',
    '0.062',
    '1.359',
    '-0.046',
    '0.213',
  ])
})
