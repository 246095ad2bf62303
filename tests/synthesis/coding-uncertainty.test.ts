import { expect, test } from 'vitest'
import { seededRandom } from '../../src/statistics/random.ts'
import { codedStudies } from '../../src/synthesis/coded-studies.ts'
import { codingDisagreement, codingUncertainty } from '../../src/synthesis/coding-uncertainty.ts'
import { codebook, dimension, review, type SmallStudy, times } from './small-review.ts'

const topic = dimension('topic', ['a', 'b'])
const effect = dimension('effect', ['x', 'y'], 'single')
const book = codebook([topic, effect])
const choice = { rows: { dimension: 'topic' }, columns: { dimension: 'effect' } }
const having = (row: string, column: string): SmallStudy => ({ codes: { topic: [row], effect: [column] } })
const studies = [
  ...times(20, having('a', 'x')),
  ...times(20, having('b', 'y')),
  ...times(20, having('b', 'x')),
]
const index = codedStudies(review(book, studies))

test('measures how often a second coder codes otherwise, per code where it can', () => {
  const pairs = [
    ...times(6, {}).map(() => [['a'], ['a']] as const),
    ...times(4, {}).map(() => [['a'], []] as const),
    [['b'], ['b']] as const,
  ]
  const rates = codingDisagreement(topic, pairs)
  expect(rates?.pairs).toBe(11)
  // a was given 16 times, 4 times by one alone; withheld 6 times.
  expect(rates?.codes.get('a')).toEqual({ dropped: 4 / 16, added: 4 / 6 })
  // b was given too rarely and takes the rate of the whole dimension: 18 given, 26 withheld.
  expect(rates?.codes.get('b')).toEqual({ dropped: 4 / 18, added: 4 / 26 })
})

test('without double coding it is not known', () => {
  expect(codingDisagreement(topic, [])).toBeUndefined()
})

test('coders who never differ leave every cell as it is', () => {
  const agreed = codingDisagreement(topic, [[['a'], ['a']]])
  const cells = codingUncertainty(
    index,
    choice,
    agreed === undefined ? [] : [agreed],
    20,
    seededRandom(1),
  ).flat()
  expect(cells.map(({ staysFewer, counts }) => [staysFewer, ...counts])).toEqual([
    [0, 20, 20],
    [1, 0, 0],
    [1, 20, 20],
    [0, 20, 20],
  ])
})

test.each([
  ['topic', 0.4],
  ['effect', 0.4],
])('the more coders differ on %s, the less a cell stays short of studies', (on, rate) => {
  const differing = (dropped: number): number => {
    const rates = { dropped, added: dropped }
    const codes = new Map(['a', 'b', 'x', 'y'].map((code) => [code, rates]))
    const cells = codingUncertainty(index, choice, [{ dimension: on, pairs: 50, codes }], 60, seededRandom(5))
    return cells[0]?.[1]?.staysFewer ?? NaN
  }
  expect(differing(0.02)).toBeGreaterThan(0.9)
  expect(differing(rate)).toBeLessThan(0.7)
})
