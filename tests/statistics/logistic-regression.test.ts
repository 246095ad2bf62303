import { expect, test } from 'vitest'
import { logistic, logisticRegression, logit } from '../../src/statistics/logistic-regression.ts'

const flat = (size: number): { mean: Float64Array; precision: Float64Array } => ({
  mean: new Float64Array(size),
  precision: new Float64Array(size).fill(1e-9),
})

test('a two by two table gives the logarithms of its odds', () => {
  // 3 of 10 without, 8 of 10 with: the maximum likelihood estimates are known in closed form.
  const rows = Float64Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : i < 20 ? 0 : 1))
  const outcomes = Uint8Array.from({ length: 20 }, (_, i) => Number(i < 10 ? i < 3 : i < 18))
  const [constant, slope] = logisticRegression(rows, outcomes, new Float64Array(20).fill(1), flat(2))
  expect(constant).toBeCloseTo(logit(0.3), 3)
  expect(slope).toBeCloseTo(logit(0.8) - logit(0.3), 3)
})

test('a weight of two is the same row twice', () => {
  const once = logisticRegression(
    Float64Array.from([1, 0.5, 1, -1, 1, 2]),
    Uint8Array.from([1, 0, 0]),
    Float64Array.from([2, 1, 1]),
    { mean: new Float64Array(2), precision: Float64Array.from([1, 1]) },
  )
  const twice = logisticRegression(
    Float64Array.from([1, 0.5, 1, 0.5, 1, -1, 1, 2]),
    Uint8Array.from([1, 1, 0, 0]),
    new Float64Array(4).fill(1),
    { mean: new Float64Array(2), precision: Float64Array.from([1, 1]) },
  )
  for (const [i, value] of once.entries()) expect(value).toBeCloseTo(twice[i] ?? Number.NaN, 9)
})

test('separated outcomes end at finite coefficients, and no outcomes at what was believed before', () => {
  const prior = { mean: Float64Array.from([0.5, -0.25]), precision: Float64Array.from([1, 1]) }
  const separated = logisticRegression(
    Float64Array.from([1, -1, 1, 1]),
    Uint8Array.from([0, 1]),
    new Float64Array(2).fill(1),
    prior,
  )
  expect([...separated].every(Number.isFinite)).toBe(true)
  expect(separated[1]).toBeGreaterThan(0)
  expect([...logisticRegression(new Float64Array(0), new Uint8Array(0), new Float64Array(0), prior)]).toEqual(
    [0.5, -0.25],
  )
})

test('logit and logistic undo each other', () => {
  for (const p of [0.001, 0.3, 0.5, 0.999]) expect(logistic(logit(p))).toBeCloseTo(p, 12)
})
