import { describe, expect, test } from 'vitest'
import { poissonPmf } from '../../src/statistics/discrete-distributions.ts'
import { gammaQuantile } from '../../src/statistics/distributions.ts'
import { seededRandom } from '../../src/statistics/random.ts'
import {
  type CountAndExpected,
  estimatePrior,
  marginalLogLikelihood,
  shrink,
} from '../../src/synthesis/shrinkage.ts'

const counts = [
  [12, 7, 3, 0, 5],
  [8, 9, 1, 2, 4],
  [3, 2, 0, 0, 1],
  [6, 1, 2, 0, 0],
]
const total = counts.flat().reduce((a, b) => a + b)
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const cells: readonly CountAndExpected[] = counts.flatMap((row) =>
  row.map((observed, j) => ({
    observed,
    expected: (sum(row) * sum(counts.map((other) => other[j] ?? 0))) / total,
  })),
)

describe('golden figures', () => {
  test('a posterior under the prior gamma(2, 2)', () => {
    const cell = cells[19] ?? { observed: -1, expected: -1 }
    const posterior = shrink(cell, { shape: 2, rate: 2 })
    expect(posterior.mean).toBeCloseTo(0.5946, 4)
    expect(posterior.geometricMean).toBeCloseTo(0.4537, 4)
    expect(posterior.upper).toBeCloseTo(1.4103, 4)
    expect(posterior.belowHalf).toBeCloseTo(0.5011, 4)
  })

  test('the prior of that table cannot be estimated, and no ranking is made up', () => {
    expect(estimatePrior(cells)).toMatchObject({ estimated: false })
  })
})

test('finds the prior that counts were drawn from', () => {
  const random = seededRandom(3)
  const drawn = Array.from({ length: 4000 }, (_, i): CountAndExpected => {
    const expected = 1 + (i % 10)
    const ratio = gammaQuantile(random.uniform(), 1.5, 1.5)
    let [observed, left] = [0, random.uniform()]
    while (left > poissonPmf(observed, ratio * expected)) left -= poissonPmf(observed++, ratio * expected)
    return { observed, expected }
  })
  const found = estimatePrior(drawn)
  expect(found.estimated && [found.prior.shape, found.prior.rate]).toEqual([
    expect.closeTo(1.5, 0),
    expect.closeTo(1.5, 0),
  ])
})

test('finds the highest point of the likelihood', () => {
  const spread = [0, 0, 12, 3, 0, 20, 1, 0, 9, 2].map((observed) => ({ observed, expected: 4.7 }))
  const found = estimatePrior(spread)
  if (!found.estimated) throw new Error(found.because)
  const best = marginalLogLikelihood(spread, found.prior)
  for (const [a, b] of [
    [1.01, 1],
    [0.99, 1],
    [1, 1.01],
    [1, 0.99],
    [1.01, 1.01],
  ] as const) {
    const beside = { shape: found.prior.shape * a, rate: found.prior.rate * b }
    expect(marginalLogLikelihood(spread, beside)).toBeLessThan(best)
  }
})

test.each([
  [
    'two cells',
    [
      { observed: 1, expected: 1 },
      { observed: 9, expected: 1 },
    ],
    'fewer than three',
  ],
  ['no studies', Array.from({ length: 9 }, () => ({ observed: 0, expected: 1 })), 'no cell has a study'],
  ['equal counts', Array.from({ length: 9 }, () => ({ observed: 4, expected: 4 })), 'no more than chance'],
])('says why it cannot: %s', (_, some, because) => {
  expect(estimatePrior(some)).toMatchObject({ estimated: false, because: expect.stringContaining(because) })
})
