import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { studentTQuantile } from '../../src/statistics/distributions.ts'
import { metaAnalysis } from '../../src/synthesis/meta-analysis.ts'

const effect = fc.record({
  estimate: fc.double({ min: -5, max: 5, noNaN: true }),
  variance: fc.double({ min: 0.01, max: 4, noNaN: true }),
})
const effects = fc.array(effect, { minLength: 3, maxLength: 12 })

test('does not ask the order of the studies', () => {
  fc.assert(
    fc.property(effects, (some) => {
      const [a, b] = [metaAnalysis(some), metaAnalysis(some.toReversed())]
      expect(b?.tau2).toBeCloseTo(a?.tau2 ?? NaN, 6)
      expect(b?.randomEffects.estimate).toBeCloseTo(a?.randomEffects.estimate ?? NaN, 6)
    }),
    { numRuns: 50 },
  )
})

test('moves and stretches with the scale of the estimates', () => {
  fc.assert(
    fc.property(effects, (some) => {
      const [plain, moved] = [
        metaAnalysis(some),
        metaAnalysis(
          some.map(({ estimate, variance }) => ({ estimate: 10 + 2 * estimate, variance: 4 * variance })),
        ),
      ]
      const near = (x: number | undefined): unknown => expect.closeTo(x ?? NaN, 4)
      expect(moved?.tau2).toEqual(near((plain?.tau2 ?? NaN) * 4))
      expect(moved?.hartungKnapp.estimate).toEqual(near(10 + 2 * (plain?.hartungKnapp.estimate ?? NaN)))
      expect(moved?.prediction?.high).toEqual(near(10 + 2 * (plain?.prediction?.high ?? NaN)))
    }),
    { numRuns: 50 },
  )
})

test('finds no heterogeneity in equal estimates, and then both models agree', () => {
  const result = metaAnalysis([0.1, 0.5, 2].map((variance) => ({ estimate: 0.3, variance })))
  expect(result).toMatchObject({ tau2: 0, i2: 0, h2: 1 })
  expect(result?.q).toBeCloseTo(0, 12)
  expect(result?.randomEffects).toEqual(result?.commonEffect)
})

test('REML has a closed form where all variances are equal', () => {
  // Then tau2 is the sample variance of the estimates less the sampling variance.
  const result = metaAnalysis([1, 2, 4, 9].map((estimate) => ({ estimate, variance: 0.5 })))
  const sampleVariance = ((1 - 4) ** 2 + (2 - 4) ** 2 + 0 + (9 - 4) ** 2) / 3
  expect(result?.tau2).toBeCloseTo(sampleVariance - 0.5, 9)
  expect(result?.hartungKnapp.standardError).toBeCloseTo(Math.sqrt(sampleVariance / 4), 9)
  const reach = studentTQuantile(0.975, 2) * Math.sqrt(sampleVariance - 0.5 + sampleVariance / 4)
  expect(result?.prediction?.low).toBeCloseTo(4 - reach, 8)
})

test('two studies have a mean but no prediction; one has neither', () => {
  const two = metaAnalysis([
    { estimate: 0, variance: 1 },
    { estimate: 1, variance: 1 },
  ])
  expect(two?.hartungKnapp.estimate).toBeCloseTo(0.5, 12)
  expect(two).not.toHaveProperty('prediction')
  expect(metaAnalysis([{ estimate: 0, variance: 1 }])).toBeUndefined()
  expect(metaAnalysis([])).toBeUndefined()
})

test.each([
  [NaN, 1],
  [0, 0],
  [0, -1],
  [0, Infinity],
])('refuses the effect %d with variance %d', (estimate, variance) => {
  expect(() => metaAnalysis([{ estimate, variance }])).toThrow(RangeError)
})
