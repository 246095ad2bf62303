import { expect, test } from 'vitest'
import { logChoose, logGamma } from '../../src/statistics/special-functions.ts'
import { relativeError } from './relative-error.ts'

// mpmath 1.3, 40 digits.
test.each([
  [1e-5, 11.512919692895826],
  [0.5, 0.5723649429247001],
  [1, 0],
  [1.5, -0.12078223763524522],
  [2, 0],
  [3.7, 1.4280723266653879],
  [10, 12.80182748008147],
  [15.999, 27.89653040276015],
  [16, 27.89927138384089],
  [100.5, 361.4355404677776],
  [1e6, 12815504.569147613],
  [1e12, 26631021115915.652],
  [0, Infinity],
])('log gamma of %d = %d', (x, expected) => {
  expect(relativeError(logGamma(x), expected)).toBeLessThan(1e-12)
})

test('log gamma is not defined below 0', () => {
  expect(logGamma(-1)).toBeNaN()
})

test.each([
  [5, 2, 10],
  [52, 5, 2598960],
  [10, 0, 1],
  [10, 11, 0],
  [10, -1, 0],
])('of %d things, %d can be chosen in %d ways', (n, k, ways) => {
  expect(relativeError(Math.exp(logChoose(n, k)), ways)).toBeLessThan(1e-11)
})
