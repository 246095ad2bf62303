import { describe, expect, test } from 'vitest'
import { permutations } from '../../src/statistics/permutation.ts'
import { codedStudies } from '../../src/synthesis/coded-studies.ts'
import { chao2, chapman, saturation, searchCoverage } from '../../src/synthesis/coverage.ts'
import { codebook, dimension, review, times } from './small-review.ts'

describe('golden figures', () => {
  test('Chao2 with 3 singles and 4 doubles among 14, in 40 samples', () => {
    const found = [...times(3, {}).map(() => 1), ...times(4, {}).map(() => 2), ...times(7, {}).map(() => 9)]
    expect(chao2(found, 40).estimate).toBeCloseTo(15.09688, 5)
  })

  test('Chao2, bias-corrected, without doubles', () => {
    const found = [...times(3, {}).map(() => 1), ...times(11, {}).map(() => 9)]
    expect(chao2(found, 40).estimate).toBeCloseTo(16.925, 9)
  })

  test('Chapman with 80 and 60 found, 48 by both', () => {
    expect(chapman(80, 60, 48)).toMatchObject({ seen: 92, estimate: expect.closeTo(99.83673, 5) })
  })
})

test('an interval never falls below what was seen', () => {
  const { seen, estimate, interval } = chapman(80, 60, 48)
  expect(interval?.low).toBeGreaterThan(seen)
  expect(interval?.low).toBeLessThan(estimate)
  expect(interval?.high).toBeGreaterThan(estimate)
})

test.each([
  ['everything found by both', chapman(10, 10, 10)],
  ['everything found often', chao2([5, 6, 7], 10)],
  ['nothing found', chao2([], 3)],
])('says that nothing is missing, without an interval: %s', (_, richness) => {
  expect(richness).toEqual({ seen: richness.seen, estimate: richness.seen })
})

test.each([() => chapman(5, 5, 6), () => chapman(5, 5, -1), () => chao2([0], 3), () => chao2([4], 3)])(
  'refuses counts that cannot be: %#',
  (impossible) => {
    expect(impossible).toThrow(RangeError)
  },
)

const book = codebook([dimension('topic', ['a', 'b', 'c'])])

test('tells what the search may have missed from which source found what', () => {
  const snapshot = review(book, times(4, {}))
  const sources = [['x'], ['x', 'y'], ['y'], []]
  const studies = snapshot.studies.map((study, i) => ({
    ...study,
    reports: study.reports.map((report) => ({ ...report, sources: sources[i] ?? [] })),
  }))
  expect(searchCoverage(codedStudies({ ...snapshot, studies }))).toMatchObject({
    reports: 3,
    sources: [
      { source: 'x', reports: 2, onlyHere: 1 },
      { source: 'y', reports: 2, onlyHere: 1 },
    ],
    pairs: [{ sources: ['x', 'y'], both: 1, estimate: { seen: 3, estimate: 3.5 } }],
    caveat: expect.stringContaining('at least'),
  })
  expect(searchCoverage(codedStudies(snapshot))).toBeUndefined()
})

test('the saturation curve is the average over all orders of the studies', () => {
  const codes = [['a'], ['a', 'b'], ['b'], ['c'], []]
  const index = codedStudies(
    review(
      book,
      codes.map((topic) => ({ codes: { topic } })),
    ),
  )
  const sums = [0, 0, 0, 0, 0, 0]
  let orders = 0
  for (const order of permutations(codes)) {
    orders++
    for (let k = 0; k <= 5; k++) sums[k] = (sums[k] ?? 0) + new Set(order.slice(0, k).flat()).size
  }
  const { codes: curve, lastGain, themes } = saturation(index, 'topic')
  expect(curve).toEqual(sums.map((sum) => expect.closeTo(sum / orders, 10)))
  expect(lastGain).toBeCloseTo(1 / 5, 10)
  expect(themes.seen).toBe(3)
})

test('there is a curve without studies too', () => {
  expect(saturation(codedStudies(review(book, [])), 'topic')).toMatchObject({ codes: [0], lastGain: 0 })
})
