import { expect, test } from 'vitest'
import { codedStudies } from '../../src/synthesis/coded-studies.ts'
import { codeTrends, knownUntil, studiesPerYear, yearsSinceLast } from '../../src/synthesis/trends.ts'
import { codebook, dimension, review } from './small-review.ts'

const book = codebook([dimension('topic', ['a', ['b', 'c'], 'd'])])
const snapshot = review(book, [
  { year: 2001, codes: { topic: ['a'] } },
  { year: 2003, codes: { topic: ['a', 'c'] } },
  { year: 2003, codes: { topic: ['c'] } },
  { year: 2004 },
  { codes: { topic: ['c'] } },
])
const index = codedStudies(snapshot)

test('counts studies per year, empty years as 0', () => {
  expect(studiesPerYear(index)).toEqual({ firstYear: 2001, counts: [1, 0, 2, 1], withoutYear: 1 })
})

test('follows each code over the years of the studies coded on its dimension', () => {
  const { coded, codes } = codeTrends(index, 'topic')
  expect(coded).toEqual({ firstYear: 2001, counts: [1, 0, 2], withoutYear: 1 })
  expect(codes).toEqual([
    { code: 'a', label: 'a', studies: 2, counts: [1, 0, 1], first: 2001, last: 2003 },
    { code: 'b', label: 'b', studies: 3, counts: [0, 0, 2], first: 2003, last: 2003 },
    { code: 'c', label: 'c', studies: 3, counts: [0, 0, 2], first: 2003, last: 2003 },
    { code: 'd', label: 'd', studies: 0, counts: [0, 0, 0] },
  ])
})

test('takes the earliest report of a study as its year', () => {
  const reports = snapshot.studies.slice(0, 3).flatMap((study) => study.reports)
  const joined = { id: 's1', reports: reports.toReversed(), codings: [] }
  expect(studiesPerYear(codedStudies({ ...snapshot, studies: [joined] })).firstYear).toBe(2001)
})

test('counts years up to the latest search', () => {
  expect(knownUntil(index)).toBe(2026)
  expect(yearsSinceLast(index, index.on('topic').coded)).toBe(23)
  const undated = codedStudies({ ...snapshot, review: { title: '', version: '', authors: [] } })
  expect(yearsSinceLast(undated, undated.on('topic').coded)).toBe(1)
})

test('has nothing to say without years', () => {
  const empty = codedStudies(review(book, [{ codes: { topic: ['a'] } }]))
  expect(studiesPerYear(empty)).toEqual({ firstYear: 0, counts: [], withoutYear: 1 })
  expect(yearsSinceLast(empty, empty.everyone)).toBeUndefined()
  expect(codeTrends(empty, 'topic').codes[0]).toEqual({ code: 'a', label: 'a', studies: 1, counts: [] })
})
