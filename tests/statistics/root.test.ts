import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { findRoot } from '../../src/statistics/root.ts'
import { relativeError } from './relative-error.ts'

test.each([
  ['a cosine that meets its argument', (x: number) => Math.cos(x) - x, 0, 1, 0.7390851332151607],
  ['a cube', (x: number) => x ** 3 - 2, 0, 5, 1.2599210498948732],
  ['a very flat function', (x: number) => (x - 0.3) ** 9, -4, 7, 0.3],
  ['a step', (x: number) => (x < Math.PI ? -1 : 1), 0, 10, Math.PI],
  ['a root at an end', (x: number) => x - 2, 2, 3, 2],
])('finds %s', (_, f, low, high, root) => {
  expect(relativeError(findRoot(f, low, high), root)).toBeLessThan(1e-12)
})

test('refuses a function of one sign', () => {
  expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow(/one sign/)
})

test('finds any power', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 5, noNaN: true }),
      fc.integer({ min: 1, max: 7 }),
      (root, power) => {
        expect(
          relativeError(
            findRoot((x) => x ** power - root ** power, 0, 10),
            root,
          ),
        ).toBeLessThan(1e-10)
      },
    ),
  )
})
