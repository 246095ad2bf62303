import { expect, test } from 'vitest'
import { analyse, logOddsRatio, type TwoByTwo } from './effects.ts'

/*
 * DerSimonian, R. and Kacker, R. (2007). Random-effects model for meta-analysis of clinical trials: an update.
 * Contemporary Clinical Trials, 28(2), 105-114. doi:10.1016/j.cct.2006.04.004. Aspirin in pregnancy, 6 trials.
 */
const trials: readonly TwoByTwo[] = [
  [5, 156, 8, 74],
  [5, 303, 17, 303],
  [12, 565, 9, 477],
  [69, 1570, 94, 1565],
  [9, 103, 11, 105],
  [313, 4659, 352, 4650],
]

test('pages 111 and 112, tables 3 and 4: tau, mean and standard error by REML', () => {
  const { tau2, randomEffects } = analyse(trials.map(logOddsRatio))
  expect(
    [Math.sqrt(tau2), randomEffects.estimate, randomEffects.standardError].map((x) => x.toFixed(4)),
  ).toEqual(['0.1843', '-0.2980', '0.1343'])
})
