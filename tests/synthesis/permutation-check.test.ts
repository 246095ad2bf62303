import { expect, test } from 'vitest'
import { seededRandom } from '../../src/statistics/random.ts'
import { codedStudies } from '../../src/synthesis/coded-studies.ts'
import { permutationCheck } from '../../src/synthesis/permutation-check.ts'
import { codebook, dimension, review } from './small-review.ts'

const book = codebook([dimension('topic', [['a', 'b', 'c'], 'd']), dimension('effect', ['x', 'y', 'z'])])
const choice = { rows: { dimension: 'topic' }, columns: { dimension: 'effect' } }

/** Studies with several codes each, none together with `topic` b and `effect` x. */
const random = seededRandom(12)
const some = (codes: readonly string[]): string[] => codes.filter(() => random.uniform() < 0.4)
const studies = Array.from({ length: 120 }, () => {
  const topic = some(['b', 'c', 'd'])
  const effect = some(['x', 'y', 'z']).filter((code) => !(code === 'x' && topic.includes('b')))
  return { codes: { topic, effect } }
})

test('agrees with the exact test, and the family-wise chance is never below it', () => {
  const { cells, draws } = permutationCheck(
    codedStudies(review(book, studies)),
    choice,
    2000,
    seededRandom(1),
  )
  expect(draws).toBe(2000)
  expect(cells.length).toBe(12)
  for (const { exact, permuted, familyWise } of cells) {
    expect(Math.abs(exact - permuted)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 2000) + 0.002)
    expect(familyWise).toBeGreaterThan(exact - 0.001)
  }
  const planted = cells.find(({ row, column }) => row === 'b' && column === 'x')
  expect(planted?.familyWise).toBeLessThan(0.01)
})

test('the same seed gives the same numbers', () => {
  const once = (): unknown =>
    permutationCheck(codedStudies(review(book, studies)), choice, 50, seededRandom('a'))
  expect(once()).toEqual(once())
})

test('checks nothing where nothing is tested', () => {
  expect(permutationCheck(codedStudies(review(book, [])), choice, 10, seededRandom(1)).cells).toEqual([])
})
