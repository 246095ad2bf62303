import { expect, test } from 'vitest'
import { codedStudies } from '../../src/synthesis/coded-studies.ts'
import { labelUse } from '../../src/synthesis/labels.ts'
import { codebook, dimension, review, type SmallStudy, times } from './small-review.ts'

const book = codebook([
  dimension('label', [['co-x', 'co-y'], 'co-z', 'unused']),
  dimension('topic', ['a', 'b', 'c']),
  dimension('field', ['law', 'art']),
])
const using = (label: readonly string[], topic: string, field: string, year: number): SmallStudy => ({
  year,
  codes: { label, topic: [topic], field: [field] },
})
const studies = [
  ...times(3, using(['co-y'], 'a', 'law', 2001)),
  using(['co-y'], 'b', 'law', 2005),
  ...times(3, using(['co-z'], 'a', 'art', 2010)),
  using(['co-z'], 'b', 'art', 2011),
  using(['co-y', 'co-z'], 'c', 'art', 2011),
]

test('follows labels over years and by another dimension', () => {
  const use = labelUse(codedStudies(review(book, studies)), 'label', { by: 'field', topics: ['topic'] })
  expect(use.trend.codes.map(({ code, studies: n, first, last }) => [code, n, first, last])).toEqual([
    ['co-x', 5, 2001, 2011],
    ['co-y', 5, 2001, 2011],
    ['co-z', 5, 2010, 2011],
    ['unused', 0, undefined, undefined],
  ])
  expect(use.by?.counts).toContainEqual({
    label: 'co-y',
    codes: [
      { code: 'law', studies: 4 },
      { code: 'art', studies: 1 },
    ],
  })
})

test('tells labels that are used together from labels that are used for the same', () => {
  const { pairs } = labelUse(codedStudies(review(book, studies)), 'label', { topics: ['topic', 'label'] })
  // A label and the one above it are no pair.
  expect(pairs.map(({ a, b }) => `${a} ${b}`)).toEqual(['co-x co-z', 'co-y co-z'])
  expect(pairs[1]).toEqual({
    a: 'co-y',
    b: 'co-z',
    together: 1,
    expected: expect.closeTo(25 / 9),
    upperTail: 1,
    sameTopics: expect.closeTo(1),
    onlyA: 4,
    onlyB: 4,
  })
})

test('compares what the studies of two labels cite, where it is known', () => {
  const references = studies.map((_, i) => ({
    report: `d${i + 1}`,
    cites: i < 4 ? ['w1', 'w2'] : ['w2', 'w3'],
  }))
  const { pairs } = labelUse(codedStudies(review(book, studies, { references })), 'label', { topics: [] })
  expect(pairs[1]?.sameReferences).toBeCloseTo(0.5, 10)
  expect(pairs[1]?.sameTopics).toBe(0)
})
