import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReportReferences } from '../../src/domain/snapshot.ts'
import { seededRandom } from '../../src/statistics/random.ts'
import { citationsOf, expectedCitations } from '../../src/synthesis/citations.ts'
import { codedStudies, type CodedStudies } from '../../src/synthesis/coded-studies.ts'
import { integration } from '../../src/synthesis/integration.ts'
import { StudySet } from '../../src/synthesis/study-set.ts'
import { literaturePairs } from '../../src/synthesis/separate-literatures.ts'
import { codebook, dimension, review, type SmallStudy } from './small-review.ts'

const book = codebook(
  [dimension('field', ['A', 'B', 'C']), dimension('topic', ['x', 'y']), dimension('theory', ['p', 'q', 'r'])],
  { roles: { discipline: 'field', theory: 'theory' } },
)

const indexed = (studies: readonly SmallStudy[], references: readonly ReportReferences[]): CodedStudies =>
  codedStudies(review(book, studies, { references }))

const inField = (field: string, more: SmallStudy = {}): SmallStudy => ({ codes: { field: [field] }, ...more })

/** Two studies of A, two of B; s2 cites s1 and a work outside, s4 cites s3 and s1. */
const small = indexed(
  [inField('A'), inField('A'), inField('B'), inField('B')],
  [
    { report: 'd2', cites: ['d1', '10.1/outside', 'd2'] },
    { report: 'd4', cites: ['d3', 'd1', 'd1'] },
    { report: 'd9', cites: ['d1'] },
  ],
)

test('joins reference lists to studies, each work once, never itself', () => {
  expect(citationsOf(small)).toEqual({
    known: [1, 3],
    cites: [[], [0], [], [0, 2]],
    // 4 is the one work that the review does not hold.
    references: [[], [0, 4], [], [0, 2]].map((works) => Int32Array.from(works)),
    works: 5,
  })
  expect(citationsOf(codedStudies(review(book, [inField('A')])))).toBeUndefined()
})

test('compares citations between fields with the configuration model, worked by hand', () => {
  const result = integration(small, 'field', 0, seededRandom(1))
  // s1 is cited twice and s3 once, so s2's one citation is expected 2/3 : 1/3 and s4's two 4/3 : 2/3.
  expect(result?.flows.map(({ from, to, observed, expected }) => [from + to, observed, expected])).toEqual([
    ['AA', 1, expect.closeTo(2 / 3)],
    ['AB', 0, expect.closeTo(1 / 3)],
    ['BA', 1, expect.closeTo(4 / 3)],
    ['BB', 1, expect.closeTo(2 / 3)],
  ])
  expect(result).toMatchObject({ known: 2, coded: 4, codes: ['A', 'B'] })
})

test('measures shared references, diversity and coherence, worked by hand', () => {
  const result = integration(small, 'field', 0, seededRandom(1))
  expect(result?.couplings).toEqual([
    { a: 'A', b: 'B', pairs: 1, strength: expect.closeTo(1 / 2), expected: NaN },
  ])
  // A cites A once; B cites A once and B once: cosine 1 / sqrt 2.
  const apart = 1 - 1 / Math.sqrt(2)
  expect(result?.drawings).toEqual([
    { code: 'A', studies: 2, citations: 1, diversity: 0, outward: 0 },
    { code: 'B', studies: 2, citations: 2, diversity: expect.closeTo(apart / 2), outward: 0.5 },
  ])
  expect(result?.coherence).toBeCloseTo(apart / 3, 10)
})

test('follows diversity and coherence over the years of the citing studies', () => {
  const years = [2000, 2001, 2000, 2003]
  const dated = indexed(
    ['A', 'A', 'B', 'B'].map((field, i) => inField(field, { year: years[i] ?? 0 })),
    small.snapshot.references ?? [],
  )
  const apart = 1 - 1 / Math.sqrt(2)
  expect(integration(dated, 'field', 0, seededRandom(1))?.years).toEqual([
    {
      year: 2001,
      coherence: 0,
      drawings: [
        { code: 'A', studies: 1, citations: 1, diversity: 0, outward: 0 },
        { code: 'B', studies: 0, citations: 0, diversity: NaN, outward: NaN },
      ],
    },
    {
      year: 2003,
      coherence: expect.closeTo(apart / 2),
      drawings: [
        { code: 'A', studies: 0, citations: 0, diversity: NaN, outward: NaN },
        { code: 'B', studies: 1, citations: 2, diversity: expect.closeTo(apart / 2), outward: 0.5 },
      ],
    },
  ])
})

/** Every study as a group of its own. */
const each = ({ studies }: CodedStudies): readonly StudySet[] =>
  studies.map((_, i) => StudySet.of(studies.length, [i]))

test('does not expect anybody to cite what was not there yet', () => {
  const index = indexed(
    [inField('A', { year: 2000 }), inField('B', { year: 2020 }), inField('B', { year: 2021 })],
    [
      { report: 'd2', cites: ['d1'] },
      { report: 'd3', cites: ['d2'] },
    ],
  )
  const citations = citationsOf(index)
  expect(citations).toBeDefined()
  if (citations === undefined) return
  const expectedFrom = expectedCitations(index, citations)(each(index))
  expect([0, 1, 2].map((from) => [...expectedFrom(from)])).toEqual([
    [0, 0, 0],
    [1, 0, 0],
    [0.5, 0.5, 0],
  ])
})

test('expects as many citations from each study as it makes', () => {
  const edges = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 40 })
  fc.assert(
    fc.property(
      edges,
      fc.array(fc.integer({ min: 1990, max: 2000 }), { minLength: 10, maxLength: 10 }),
      (drawn, years) => {
        const index = indexed(
          years.map((year) => inField('A', { year })),
          drawn.map(([from, to]) => ({ report: `d${from + 1}`, cites: [`d${to + 1}`] })),
        )
        const citations = citationsOf(index)
        fc.pre(citations !== undefined)
        if (citations === undefined) return
        const { cites } = citations
        const expectedFrom = expectedCitations(index, citations)(each(index))
        const cited = years.map((_, to) => cites.filter((list) => list.includes(to)).length)
        for (const [from, year] of years.entries()) {
          const made = cites[from] ?? []
          // The same by its definition, pair by pair.
          const open = cited.map((times, to) =>
            to !== from && (made.includes(to) || (years[to] ?? 0) <= year) ? times : 0,
          )
          const all = open.reduce((sum, times) => sum + times, 0)
          const wanted = open.map((times) => (made.length === 0 ? 0 : (made.length * times) / all))
          for (const [to, expected] of expectedFrom(from).entries())
            expect(expected).toBeCloseTo(wanted[to] ?? NaN, 9)
          expect(expectedFrom(from).reduce((sum, expected) => sum + expected, 0)).toBeCloseTo(made.length, 9)
        }
      },
    ),
    { numRuns: 50 },
  )
})

/** `n` studies of each field, all on the same topic; each cites `out` random earlier ones, of its own field where `apart`. */
function literatures(n: number, apart: boolean): CodedStudies {
  const random = seededRandom(4)
  const fields = ['A', 'B']
  const studies = Array.from({ length: 2 * n }, (_, i): SmallStudy => ({
    year: 1990 + Math.floor(i / 4),
    codes: {
      field: [fields[i % 2] ?? ''],
      topic: [i % 3 === 0 ? 'y' : 'x'],
      theory: [i % 2 === 0 ? 'p' : 'q', 'r'],
    },
  }))
  const references = studies.map((_, i) => {
    const open = studies.map((__, j) => j).filter((j) => j < i && (!apart || j % 2 === i % 2))
    const cites = open.filter(() => random.uniform() < 0.2).map((j) => `d${j + 1}`)
    return { report: `d${i + 1}`, cites }
  })
  return indexed(studies, references)
}

test.each([
  [true, 0],
  [false, 1],
])('knows fields that do not read each other (%s) from those that do', (apart, ratio) => {
  const index = literatures(40, apart)
  const result = integration(index, 'field', 100, seededRandom(2))
  if (result === undefined) throw new Error('no citations')
  const [pair] = literaturePairs(index, result, ['topic', 'field', 'nowhere'])
  expect(pair).toMatchObject({ a: 'A', b: 'B', separate: apart, theories: { shared: ['r'] } })
  expect(pair?.sameTopics).toBeGreaterThan(0.95)
  const across = result.flows.find(({ from, to }) => from === 'A' && to === 'B')
  expect(across?.ratio).toBeCloseTo(ratio, 0)
  const coupled = result.couplings.find(({ a, b }) => a === 'A' && b === 'B')
  expect((coupled?.strength ?? 0) < (coupled?.byChance?.low ?? 0)).toBe(apart)
})

test('nothing is known without reference lists', () => {
  expect(integration(codedStudies(review(book, [inField('A')])), 'field', 0, seededRandom(1))).toBeUndefined()
})

test('adds up shared references as pair by pair, however many share one', () => {
  const fields = ['A', 'B', 'C']
  const study = fc.record({
    codes: fc.subarray(fields),
    // Some works are cited by nearly everybody, some by two or three.
    cites: fc.tuple(fc.subarray(['w1', 'w2']), fc.subarray(['x1', 'x2', 'x3', 'x4'], { maxLength: 1 })),
  })
  fc.assert(
    fc.property(fc.array(study, { minLength: 2, maxLength: 24 }), (drawn) => {
      const index = indexed(
        drawn.map(({ codes }) => ({ codes: { field: codes } })),
        drawn.map(({ cites }, i) => ({ report: `d${i + 1}`, cites: cites.flat() })),
      )
      const found = integration(index, 'field', 0, seededRandom(1))?.couplings ?? []
      const lists = drawn.map(({ cites }) => cites.flat())
      const cosine = (a: readonly string[], b: readonly string[]): number =>
        a.length * b.length === 0
          ? 0
          : a.filter((work) => b.includes(work)).length / Math.sqrt(a.length * b.length)
      for (const { a, b, strength } of found) {
        const pairs = drawn.flatMap(({ codes }, i) =>
          drawn.flatMap((other, j) =>
            i !== j && codes.includes(a) && other.codes.includes(b)
              ? [cosine(lists[i] ?? [], lists[j] ?? [])]
              : [],
          ),
        )
        expect(strength).toBeCloseTo(pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length, 9)
      }
    }),
    { numRuns: 100 },
  )
})
