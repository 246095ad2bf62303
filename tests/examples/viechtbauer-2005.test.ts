import { expect, test } from 'vitest'
import { analyse, zip } from './effects.ts'

/*
 * Viechtbauer, W. (2005). Bias and efficiency of meta-analytic variance estimators in the random-effects model.
 * Journal of Educational and Behavioral Statistics, 30(3), 261-293. doi:10.3102/10769986030003261
 */
test('page 271, first example: REML estimate of tau2, and I2 and H2 with it', () => {
  const { tau2, i2, h2 } = analyse(
    zip(
      [-0.581, 0.53, 0.771, 1.031, 0.553, 0.295, 0.078, 0.573, -0.176, -0.232],
      [0.023, 0.052, 0.06, 0.115, 0.095, 0.203, 0.2, 0.211, 0.051, 0.04],
    ),
  )
  expect([tau2.toFixed(3), (i2 * 100).toFixed(2), h2.toFixed(2)]).toEqual(['0.223', '76.84', '4.32'])
})

test('page 272, second example', () => {
  const { tau2, i2, h2 } = analyse(
    zip(
      [
        0.1, -0.162, -0.09, -0.049, -0.046, -0.01, -0.431, -0.261, 0.134, 0.019, 0.175, 0.056, 0.045, 0.103,
        0.121, -0.482, 0.29, 0.342,
      ],
      [
        0.016, 0.015, 0.05, 0.05, 0.032, 0.052, 0.036, 0.024, 0.034, 0.033, 0.031, 0.034, 0.039, 0.167, 0.134,
        0.096, 0.016, 0.035,
      ],
    ),
  )
  expect([tau2.toFixed(3), (i2 * 100).toFixed(2), h2.toFixed(2)]).toEqual(['0.016', '32.02', '1.47'])
})
