import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codedStudies } from '../../src/synthesis/coded-studies.ts'
import { crossTabulate, type CrossTabulation } from '../../src/synthesis/cross-tabulation.ts'
import {
  type GapOptions,
  gapStatistics,
  type GapTable,
  rankedGaps,
} from '../../src/synthesis/gap-statistics.ts'
import { poissonCdf } from '../../src/statistics/discrete-distributions.ts'
import { benjaminiHochberg } from '../../src/statistics/multiplicity.ts'
import { seededRandom, shuffled } from '../../src/statistics/random.ts'
import { codebook, dimension, review, type SmallStudy, times } from './small-review.ts'

const book = codebook([dimension('topic', ['a', 'b']), dimension('effect', ['x', 'y'])])

const table = (studies: readonly SmallStudy[]): CrossTabulation =>
  crossTabulate(codedStudies(review(book, studies)), {
    rows: { dimension: 'topic' },
    columns: { dimension: 'effect' },
  })

const gaps = (studies: readonly SmallStudy[], options: GapOptions = {}): GapTable =>
  gapStatistics(table(studies), options)

interface Crossed extends SmallStudy {
  readonly codes: { readonly topic: readonly string[]; readonly effect: readonly string[] }
}

const having = (topic: readonly string[], effect: readonly string[]): Crossed => ({
  codes: { topic, effect },
})

/** n studies, `row` of them with a, `column` with x, `both` with both. */
const margins = (n: number, row: number, column: number, both: number): readonly SmallStudy[] => [
  ...times(both, having(['a'], ['x'])),
  ...times(row - both, having(['a'], [])),
  ...times(column - both, having([], ['x'])),
  ...times(n - row - column + both, having([], [])),
]

describe('golden figures', () => {
  test.each([
    { n: 40, row: 12, column: 10, both: 0, expected: 3, variance: 1.615385, z: -2.360387, lower: 0.01548156 },
    { n: 40, row: 12, column: 10, both: 1, expected: 3, variance: 1.615385, z: -1.573592, lower: 0.11325986 },
    { n: 40, row: 12, column: 10, both: 6, expected: 3, variance: 1.615385, z: 2.360387, upper: 0.02560793 },
    {
      n: 200,
      row: 30,
      column: 25,
      both: 0,
      expected: 3.75,
      variance: 2.803078,
      z: -2.239823,
      lower: 0.01285729,
    },
    { n: 40, row: 4, column: 3, both: 0, expected: 0.3, z: -0.592749, lower: 0.72267206 },
  ])('n $n, row $row, column $column, both $both', ({ n, row, column, both, ...golden }) => {
    const cell = gaps(margins(n, row, column, both)).cells[0]?.[0]
    const near = (value: number): unknown => expect.closeTo(value, 6)
    expect(cell).toMatchObject({
      observed: both,
      expected: near(golden.expected),
      z: near(golden.z),
      ...(golden.variance === undefined ? {} : { variance: near(golden.variance) }),
      ...(golden.lower === undefined ? {} : { lowerTail: near(golden.lower) }),
      ...(golden.upper === undefined ? {} : { upperTail: near(golden.upper) }),
    })
  })
})

test('golden figures of the adjustment, and of where an empty cell begins to mean something', () => {
  const adjusted = benjaminiHochberg([0.01, 0.02, 0.03, 0.04, 0.05, 0.2])
  expect(adjusted).toEqual([0.06, 0.06, 0.06, 0.06, 0.06, 0.2].map((p) => expect.closeTo(p, 6)))
  expect(poissonCdf(0, 2.995732)).toBeCloseTo(0.05, 6)
})

test('calls a cell with fewer studies only after adjusting for the cells tested', () => {
  const one = gaps(margins(40, 12, 10, 0))
  expect(one.tested).toBe(1)
  expect(one.cells[0]?.[0]).toMatchObject({ verdict: 'fewer' })
  const strict = gaps(margins(40, 12, 10, 0), { level: 0.01 })
  expect(strict.cells[0]?.[0]?.verdict).toBe('as-expected')
})

test.each([
  ['an empty cell where little is expected', margins(40, 4, 3, 0), 'too-little-expected'],
  ['a full cell', margins(40, 12, 10, 9), 'more'],
  ['a cell as expected', margins(40, 12, 10, 3), 'as-expected'],
  ['a review that is hardly coded', [...margins(40, 12, 10, 0), ...times(41, {})], 'not-known'],
  ['a review without studies', [], 'not-known'],
])('says of %s: %s', (_, studies, verdict) => {
  expect(gaps(studies).cells[0]?.[0]?.verdict).toBe(verdict)
})

test('adjusts over the tested cells only', () => {
  const studies = [
    ...times(30, having(['a'], ['x'])),
    ...times(30, having(['b'], ['y'])),
    having(['a'], ['y']),
  ]
  const { cells, tested } = gaps(studies)
  expect(tested).toBe(4)
  expect(cells.flat().map(({ verdict }) => verdict)).toEqual(['more', 'fewer', 'fewer', 'more'])
  // The two shortfalls of a two-by-two table are the same.
  const ranked = rankedGaps(gaps(studies)).map(({ row, column }) => row + column)
  expect([ranked.slice(0, 2).toSorted(), ranked.slice(2).toSorted()]).toEqual([
    ['ay', 'bx'],
    ['ax', 'by'],
  ])
})

test('does not test what the codebook rules out, nor codes of one dimension', () => {
  const ruledOut = codebook(book.dimensions, {
    impossible: [
      {
        cells: [
          { dimension: 'topic', codes: ['a'] },
          { dimension: 'effect', codes: ['x'] },
        ],
        because: 'never',
      },
    ],
  })
  const index = codedStudies(review(ruledOut, margins(40, 12, 10, 0)))
  const { cells } = gapStatistics(
    crossTabulate(index, { rows: { dimension: 'topic' }, columns: { dimension: 'effect' } }),
  )
  expect(cells[0]?.[0]).toMatchObject({ verdict: 'impossible', impossible: 'never' })
  const twice = gapStatistics(
    crossTabulate(index, { rows: { dimension: 'topic' }, columns: { dimension: 'topic' } }),
  )
  expect(twice.cells.flat().every(({ verdict }) => verdict === 'same-dimension')).toBe(true)
})

test('agrees with dealing whole column sets to studies at random', () => {
  const random = seededRandom(8)
  const draw = (codes: readonly string[]): string[] => codes.filter(() => random.uniform() < 0.4)
  const studies = Array.from({ length: 60 }, () => having(draw(['a', 'b']), draw(['x', 'y'])))
  const cell = gaps(studies).cells[0]?.[1]
  const rows = studies.map(({ codes }) => codes.topic)
  const columns = studies.map(({ codes }) => codes.effect)
  const draws = 4000
  let atMost = 0
  for (let i = 0; i < draws; i++) {
    const dealt = shuffled(columns, random)
    const both = dealt.filter((dealtTo, s) => dealtTo.includes('y') && rows[s]?.includes('a')).length
    if (both <= (cell?.observed ?? 0)) atMost++
  }
  expect(Math.abs(atMost / draws - (cell?.lowerTail ?? 0))).toBeLessThan(0.03)
})

test('every tail is a probability, and the two meet in the observed count', () => {
  const some = fc.tuple(fc.subarray(['a', 'b']), fc.subarray(['x', 'y']))
  fc.assert(
    fc.property(fc.array(some, { maxLength: 60 }), (drawn) => {
      for (const cell of gaps(drawn.map(([a, b]) => having(a, b))).cells.flat()) {
        expect(cell.lowerTail).toBeGreaterThanOrEqual(0)
        expect(cell.lowerTail + cell.upperTail).toBeGreaterThan(1 - 1e-12)
        expect(cell.lowerTail).toBeLessThanOrEqual(1)
        expect(cell.adjustedLower ?? 1).toBeGreaterThanOrEqual(cell.lowerTail - 1e-12)
      }
    }),
    { numRuns: 50 },
  )
})

test('a map without gaps makes none up in at least 95 of 100 reviews, studies with several codes included', () => {
  const random = seededRandom('no gaps')
  const wide = codebook([dimension('topic', ['a', 'b', 'c', 'd']), dimension('effect', ['x', 'y', 'z'])])
  // The codes of one dimension hang together, as they do in reviews; the two dimensions do not.
  const draw = (codes: readonly string[]): string[] => {
    const share = random.uniform()
    return codes.filter(() => random.uniform() < share)
  }
  const runs = 300
  let alarms = 0
  for (let run = 0; run < runs; run++) {
    const studies = Array.from({ length: 150 }, () =>
      having(draw(['a', 'b', 'c', 'd']), draw(['x', 'y', 'z'])),
    )
    const index = codedStudies(review(wide, studies))
    const tested = gapStatistics(
      crossTabulate(index, { rows: { dimension: 'topic' }, columns: { dimension: 'effect' } }),
    )
    if (tested.cells.flat().some(({ verdict }) => verdict === 'fewer')) alarms++
  }
  expect(alarms / runs).toBeLessThanOrEqual(0.05)
})
