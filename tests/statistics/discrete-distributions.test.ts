import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  binomialCdf,
  binomialPmf,
  binomialQuantile,
  binomialUpperTail,
  hypergeometricCdf,
  hypergeometricMean,
  hypergeometricPmf,
  hypergeometricQuantile,
  hypergeometricRange,
  hypergeometricUpperTail,
  hypergeometricVariance,
  poissonCdf,
  poissonPmf,
  poissonUpperTail,
} from '../../src/statistics/discrete-distributions.ts'
import { logChoose } from '../../src/statistics/special-functions.ts'
import { relativeError } from './relative-error.ts'

// Golden values: sums of exact terms, mpmath 1.3 with 40 digits.

describe('binomial', () => {
  test.each([
    [3, 10, 0.3, 0.266827932, 0.6496107184, 0.6172172136],
    [0, 40, 0.075, 0.044225149487289714, 0.044225149487289714, 1],
    [480, 1000, 0.5, 0.011340982371187728, 0.10872414660207047, 0.9026168357691172],
    [500, 1000000, 0.0004, 1.6739040283074762e-7, 0.9999993606060389, 8.067843639452361e-7],
    [10, 10, 0.9, 0.3486784401000001, 1, 0.3486784401000001],
    [2, 5, 0, 0, 1, 0],
    [5, 5, 1, 1, 1, 1],
  ])('%d of %d at %d', (k, n, p, pmf, cdf, upper) => {
    expect(relativeError(binomialPmf(k, n, p), pmf)).toBeLessThan(1e-11)
    expect(relativeError(binomialCdf(k, n, p), cdf)).toBeLessThan(1e-11)
    expect(relativeError(binomialUpperTail(k, n, p), upper)).toBeLessThan(1e-11)
  })

  test('outside 0 to n and between whole numbers', () => {
    expect([binomialPmf(-1, 5, 0.5), binomialPmf(6, 5, 0.5), binomialPmf(1.5, 5, 0.5)]).toEqual([0, 0, 0])
    expect([binomialCdf(-1, 5, 0.5), binomialUpperTail(6, 5, 0.5)]).toEqual([0, 0])
    expect(relativeError(binomialCdf(1.5, 5, 0.5), 6 / 32)).toBeLessThan(1e-11)
    expect(relativeError(binomialUpperTail(1.5, 5, 0.5), 26 / 32)).toBeLessThan(1e-11)
  })

  test('the quantile is the smallest count that reaches p', () => {
    expect([0, 0.04, 0.5, 0.95, 1].map((p) => binomialQuantile(p, 10, 0.3))).toEqual([0, 1, 3, 5, 10])
  })
})

describe('Poisson', () => {
  test.each([
    [0, 2.995732, 0.050000013677701426, 0.050000013677701426, 1],
    [3, 1.5, 0.1255107150834918, 0.9343575456215499, 0.19115316946194186],
    [120, 100, 0.005561064886513001, 0.9773306709216473, 0.028230393964865694],
    [40, 100, 4.559389991093687e-12, 7.519646690906752e-12, 0.9999999999970397],
    [-1, 2, 0, 0, 1],
    [0, 0, 1, 1, 1],
  ])('%d where %d are expected', (k, mean, pmf, cdf, upper) => {
    expect(relativeError(poissonPmf(k, mean), pmf)).toBeLessThan(1e-11)
    expect(relativeError(poissonCdf(k, mean), cdf)).toBeLessThan(1e-11)
    expect(relativeError(poissonUpperTail(k, mean), upper)).toBeLessThan(1e-11)
  })
})

describe('hypergeometric', () => {
  test.each([
    [0, 40, 12, 10, 0.015481563157084979, 0.015481563157084979, 1],
    [1, 40, 12, 10, 0.0977782936236946, 0.11325985678077959, 0.9845184368429151],
    [6, 40, 12, 10, 0.02231895832714768, 0.9967110324146178, 0.025607925912529927],
    [0, 200, 30, 25, 0.012857286738345118, 0.012857286738345118, 1],
    [0, 40, 4, 3, 0.7226720647773279, 0.7226720647773279, 1],
    [12, 20, 15, 14, 0.1173890608875129, 0.9860681114551083, 0.13132094943240455],
    [900, 100000, 3000, 28000, 0.0007826473541804582, 0.9934959660551637, 0.0072866812990168076],
    [2000, 1000000, 40000, 50000, 0.009340701107979667, 0.5059592362246814, 0.5033814648832983],
    [0, 5, 0, 3, 1, 1, 1],
    [3, 5, 3, 5, 1, 1, 1],
  ])('%d when of %d things %d are marked and %d drawn', (k, population, marked, drawn, pmf, cdf, upper) => {
    const of = { population, marked, drawn }
    expect(relativeError(hypergeometricPmf(k, of), pmf)).toBeLessThan(1e-11)
    expect(relativeError(hypergeometricCdf(k, of), cdf)).toBeLessThan(1e-11)
    expect(relativeError(hypergeometricUpperTail(k, of), upper)).toBeLessThan(1e-11)
  })

  test('mean and variance of 12 marked and 10 drawn among 40', () => {
    const of = { population: 40, marked: 12, drawn: 10 }
    expect(relativeError(hypergeometricMean(of), 3)).toBeLessThan(1e-11)
    expect(relativeError(hypergeometricVariance(of), 1.6153846153846154)).toBeLessThan(1e-11)
    expect(hypergeometricVariance({ population: 1, marked: 1, drawn: 1 })).toBe(0)
  })

  test('outside the range', () => {
    const of = { population: 20, marked: 15, drawn: 14 }
    expect(hypergeometricRange(of)).toEqual([9, 14])
    expect([hypergeometricPmf(8, of), hypergeometricCdf(8, of), hypergeometricUpperTail(15, of)]).toEqual([
      0, 0, 0,
    ])
    expect(hypergeometricPmf(10.5, of)).toBe(0)
    expect([0, 0.5, 1].map((p) => hypergeometricQuantile(p, of))).toEqual([9, 10, 14])
    expect(() => hypergeometricPmf(1, { population: 5, marked: 6, drawn: 1 })).toThrow(/marked 6/)
  })

  test('agrees with counting all draws', () => {
    const draw = fc.integer({ min: 1, max: 60 }).chain((population) =>
      fc.record({
        population: fc.constant(population),
        marked: fc.nat(population),
        drawn: fc.nat(population),
      }),
    )
    fc.assert(
      fc.property(draw, fc.nat(60), (of, k) => {
        const ways = (i: number): number =>
          Math.exp(
            logChoose(of.marked, i) +
              logChoose(of.population - of.marked, of.drawn - i) -
              logChoose(of.population, of.drawn),
          )
        let lower = 0
        for (let i = 0; i <= k; i++) lower += ways(i)
        expect(relativeError(hypergeometricPmf(k, of), ways(k))).toBeLessThan(1e-9)
        expect(relativeError(hypergeometricCdf(k, of), lower)).toBeLessThan(1e-9)
        const both = hypergeometricCdf(k, of) + hypergeometricUpperTail(k + 1, of)
        expect(relativeError(both, 1)).toBeLessThan(1e-11)
        expect(hypergeometricCdf(hypergeometricQuantile(0.3, of), of)).toBeGreaterThanOrEqual(0.3)
      }),
    )
  })
})
