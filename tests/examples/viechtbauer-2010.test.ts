import { expect, test } from 'vitest'
import { analyse, bcgTrials, logRiskRatio } from './effects.ts'

/*
 * Viechtbauer, W. (2010). Conducting meta-analyses in R with the metafor package. Journal of Statistical
 * Software, 36(3). doi:10.18637/jss.v036.i03. BCG vaccine, log risk ratios, the random-effects model by REML.
 */
test('the random-effects model of the BCG trials', () => {
  const { tau2, tau2Interval, i2, h2, q, randomEffects, hartungKnapp } = analyse(bcgTrials.map(logRiskRatio))
  expect([tau2, tau2Interval.low, tau2Interval.high, q].map((x) => x.toFixed(4))).toEqual([
    '0.3132',
    '0.1197',
    '1.1115',
    '152.2330',
  ])
  expect([i2 * 100, h2].map((x) => x.toFixed(2))).toEqual(['92.22', '12.86'])
  const { estimate, standardError, statistic, interval } = randomEffects
  expect([estimate, standardError, statistic, interval.low, interval.high].map((x) => x.toFixed(4))).toEqual([
    '-0.7145',
    '0.1798',
    '-3.9744',
    '-1.0669',
    '-0.3622',
  ])
  expect(hartungKnapp.standardError.toFixed(4)).toBe('0.1808')
})
