import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { benjaminiHochberg, holm } from '../../src/statistics/multiplicity.ts'
import { relativeError } from './relative-error.ts'

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 })

describe('Benjamini-Hochberg', () => {
  test.each([
    { p: [0.01, 0.02, 0.03, 0.04, 0.05, 0.2], adjusted: [0.06, 0.06, 0.06, 0.06, 0.06, 0.2] },
    { p: [0.2, 0.01, 0.03, 0.02, 0.05, 0.04], adjusted: [0.2, 0.06, 0.06, 0.06, 0.06, 0.06] },
    { p: [0.5, 0.001, 1], adjusted: [0.75, 0.003, 1] },
    { p: [], adjusted: [] },
  ])('of $p is $adjusted', ({ p, adjusted }) => {
    const got = benjaminiHochberg(p)
    expect(got).toHaveLength(adjusted.length)
    for (const [i, value] of adjusted.entries())
      expect(relativeError(got[i] ?? NaN, value)).toBeLessThan(1e-11)
  })

  test('rejects what the step-up procedure of 1995 rejects', () => {
    fc.assert(
      fc.property(pValues, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (p, q) => {
        const sorted = p.toSorted((a, b) => a - b)
        let last = -1
        for (const [i, value] of sorted.entries()) if (value * p.length <= q * (i + 1)) last = i
        const threshold = last < 0 ? -1 : (sorted[last] ?? -1)
        const adjusted = benjaminiHochberg(p)
        // On the very edge the two roads may round apart.
        const clear = adjusted.every((value) => Math.abs(value - q) > 1e-12)
        fc.pre(clear)
        expect(adjusted.map((value) => value <= q)).toEqual(p.map((value) => value <= threshold))
      }),
    )
  })
})

describe('Holm', () => {
  test('of the textbook example', () => {
    const got = holm([0.01, 0.04, 0.03, 0.005])
    for (const [i, value] of [0.03, 0.06, 0.06, 0.02].entries())
      expect(relativeError(got[i] ?? NaN, value)).toBeLessThan(1e-11)
  })

  test('is never below Benjamini-Hochberg, and neither below p', () => {
    fc.assert(
      fc.property(pValues, (p) => {
        const family = holm(p)
        const rate = benjaminiHochberg(p)
        for (const [i, value] of p.entries()) {
          expect(rate[i]).toBeGreaterThanOrEqual(value)
          expect(family[i]).toBeGreaterThanOrEqual((rate[i] ?? NaN) - 1e-12)
        }
        expect(family).toHaveLength(p.length)
      }),
    )
  })
})

test('a p-value outside [0, 1] is refused', () => {
  expect(() => benjaminiHochberg([0.5, 1.2])).toThrow(/got 1.2/)
  expect(() => holm([NaN])).toThrow(/got NaN/)
})
