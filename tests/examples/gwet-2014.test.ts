import { expect, test } from 'vitest'
import { alphaKernel, placeDifference } from '../../src/agreement/alpha.ts'
import { type ChanceModel, chanceCorrectedKernel } from '../../src/agreement/chance-corrected.ts'
import { coefficientOf, everyUnit, type Kernel } from '../../src/agreement/kernel.ts'
import { coderLines } from '../agreement/golden.ts'

// Gwet, K. L. (2014). Handbook of Inter-Rater Reliability, 4th ed., example 3.2, table 3.5 (page 80): two coders,
// eleven units, three of them judged by one coder only; quadratic weights. Values as printed, four digits.
const table = coderLines(['A B C C B B A A B B *', '* C C C B * A B B B C'], ['A', 'B', 'C'], 'ordinal')

const partsOf = (kernel: Kernel) => {
  const { observed, expected } = kernel.disagreement(everyUnit(kernel))
  return { observed: 1 - observed, expected: 1 - expected, value: coefficientOf({ observed, expected }) }
}

test.each([
  ['conger', 0.9375, 0.7194, 0.7772],
  ['gwet', 0.9375, 0.6405, 0.8261],
  ['fleiss', 0.9375, 0.7314, 0.7673],
  ['brennan-prediger', 0.9375, 0.6667, 0.8125],
] as const)(
  '%s: observed %d, expected %d, coefficient %d',
  (chance: ChanceModel, observed, expected, value) => {
    const parts = partsOf(chanceCorrectedKernel(table, chance, 'quadratic'))
    expect(parts.observed).toBeCloseTo(observed, 4)
    expect(parts.expected).toBeCloseTo(expected, 4)
    expect(parts.value).toBeCloseTo(value, 4)
  },
)

test('alpha: observed .9414, expected .7578, coefficient .7581', () => {
  const parts = partsOf(alphaKernel(table, placeDifference(3, 2)))
  const n = 16
  // Differences are 4 at most, so agreement is 1 - difference / 4; Gwet puts (n - 1) / n into the observed part.
  expect(1 - (((1 - parts.observed) / 4) * (n - 1)) / n).toBeCloseTo(0.9414, 4)
  expect(1 - (((1 - parts.expected) / 4) * (n - 1)) / n).toBeCloseTo(0.7578, 4)
  expect(parts.value).toBeCloseTo(0.7581, 4)
})
