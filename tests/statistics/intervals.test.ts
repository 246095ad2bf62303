import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bootstrapDraws,
  clopperPearsonInterval,
  jackknife,
  percentileInterval,
  sortedQuantile,
  wilsonInterval,
} from '../../src/statistics/intervals.ts'
import { seededRandom } from '../../src/statistics/random.ts'
import { studentTQuantile } from '../../src/statistics/distributions.ts'
import { relativeError } from './relative-error.ts'

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length
const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 30 })

describe('jackknife', () => {
  test('of a mean is the t interval of the textbooks', () => {
    fc.assert(
      fc.property(values, (sample) => {
        const n = sample.length
        const leftOut = sample.map((_, i) => mean(sample.toSpliced(i, 1)))
        const interval = jackknife(mean(sample), leftOut)
        const variance = sample.reduce((sum, x) => sum + (x - mean(sample)) ** 2, 0) / (n - 1)
        const reach = studentTQuantile(0.975, n - 1) * Math.sqrt(variance / n)
        expect(interval?.standardError).toBeCloseTo(Math.sqrt(variance / n), 9)
        expect(interval?.low).toBeCloseTo(mean(sample) - reach, 6)
        expect(interval?.high).toBeCloseTo(mean(sample) + reach, 6)
        expect(interval?.bias).toBeCloseTo(0, 9)
      }),
    )
  })

  test('finds the bias of the variance with divisor n, which is -s2/n', () => {
    const sample = [1, 4, 4, 9, 12]
    const spread = (x: readonly number[]): number => mean(x.map((value) => (value - mean(x)) ** 2))
    const leftOut = sample.map((_, i) => spread(sample.toSpliced(i, 1)))
    expect(relativeError(jackknife(spread(sample), leftOut)?.bias ?? NaN, -spread(sample) / 4)).toBeLessThan(
      1e-12,
    )
  })

  test.each([
    ['one unit', 0.5, [0.4]],
    ['a unit on which the estimate hangs', 0.5, [0.4, NaN, 0.6]],
    ['an undefined estimate', NaN, [0.4, 0.6]],
  ])('has no interval for %s', (_, estimate, leftOut) => {
    expect(jackknife(estimate, leftOut)).toBeUndefined()
  })
})

describe('bootstrap', () => {
  test('every draw has n units', () => {
    const totals = bootstrapDraws(13, 50, seededRandom(1), (counts) => counts.reduce((a, b) => a + b, 0))
    expect([...totals]).toEqual(Array.from({ length: 50 }, () => 13))
  })

  test('of a mean has the standard error of the theory', () => {
    const sample = Array.from({ length: 40 }, (_, i) => (i * i) % 17)
    const draws = bootstrapDraws(40, 4000, seededRandom('se'), (counts) =>
      counts.reduce((sum, count, i) => sum + (count * (sample[i] ?? 0)) / 40, 0),
    )
    const centre = mean([...draws])
    const se = Math.sqrt(mean([...draws].map((draw) => (draw - centre) ** 2)))
    const theory = Math.sqrt(mean(sample.map((x) => (x - mean(sample)) ** 2)) / 40)
    expect(se / theory).toBeGreaterThan(0.95)
    expect(se / theory).toBeLessThan(1.05)
  })

  test('draws without a value are counted and left out', () => {
    const interval = percentileInterval(Float64Array.from([NaN, 3, 1, 2, NaN, 4, 5]), 0.5)
    expect(interval).toEqual({ low: 2, high: 4, level: 0.5, undefinedDraws: 2 })
    expect(percentileInterval(Float64Array.from([NaN]))).toBeUndefined()
  })

  test('quantiles are linear between neighbours', () => {
    expect([0, 0.25, 0.5, 0.9, 1].map((p) => sortedQuantile([1, 2, 4, 8], p))).toEqual([
      1, 1.75, 3, 6.800000000000001, 8,
    ])
  })
})

describe('shares', () => {
  // scipy 1.17 binomtest(k, n).proportion_ci, methods exact and wilson.
  test.each([
    [0, 10, 0, 0.30849710781876294, 0, 0.27753279986288926],
    [3, 10, 0.06673951117773447, 0.652452850060008, 0.10779126740630102, 0.6032218525388546],
    [29, 30, 0.827830544366587, 0.9991564290733507, 0.8332960900859083, 0.9940914096183875],
    [50, 50, 0.9288782635357954, 1, 0.9286524008666412, 1],
    [480, 1000, 0.4486329426945337, 0.5114851175478534, 0.44917079499694124, 0.510982275342481],
  ])('%d of %d', (k, n, exactLow, exactHigh, wilsonLow, wilsonHigh) => {
    const exact = clopperPearsonInterval(k, n)
    const wilson = wilsonInterval(k, n)
    expect(relativeError(exact.low, exactLow)).toBeLessThan(1e-10)
    expect(relativeError(exact.high, exactHigh)).toBeLessThan(1e-10)
    expect(relativeError(wilson.low, wilsonLow)).toBeLessThan(1e-10)
    expect(relativeError(wilson.high, wilsonHigh)).toBeLessThan(1e-10)
  })

  test('with nothing counted anything is possible', () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1, level: 0.95 })
    expect(clopperPearsonInterval(0, 0)).toEqual({ low: 0, high: 1, level: 0.95 })
    expect(() => wilsonInterval(5, 3)).toThrow(/from 0 to 3, got 5/)
  })
})
