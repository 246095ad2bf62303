import { expect, test } from 'vitest'
import { digamma } from '../../src/statistics/digamma.ts'

test.each([
  [1, -0.5772156649015329],
  [0.5, -1.9635100260214235],
  [2, 0.4227843350984671],
  [10, 2.251752589066721],
  [100, 4.600161852738087],
])('digamma(%d)', (x, value) => {
  expect(digamma(x)).toBeCloseTo(value, 12)
})

test.each([0, -1, NaN])('is not a number at %d', (x) => {
  expect(digamma(x)).toBeNaN()
})
