import { expect, test } from 'vitest'
import { codedStudies } from '../../src/synthesis/coded-studies.ts'
import { contingency } from '../../src/synthesis/contingency.ts'
import { crossTabulate } from '../../src/synthesis/cross-tabulation.ts'
import { isSinglyCoded, memberships } from '../../src/synthesis/memberships.ts'
import { poissonCdf } from '../../src/statistics/discrete-distributions.ts'
import { codebook, dimension, review, type SmallStudy } from './small-review.ts'

test('golden figures of a sparse table of 20 cells', () => {
  const { total, chiSquare, degreesOfFreedom, expected, residuals } = contingency([
    [12, 7, 3, 0, 5],
    [8, 9, 1, 2, 4],
    [3, 2, 0, 0, 1],
    [6, 1, 2, 0, 0],
  ])
  expect(total).toBe(66)
  expect(chiSquare).toBeCloseTo(11.57867, 5)
  expect(degreesOfFreedom).toBe(12)
  expect(residuals[0]?.[3]).toBeCloseTo(-1.1949, 4)
  expect(residuals[1]?.[3]).toBeCloseTo(1.8998, 4)
  expect(residuals[3]?.[4]).toBeCloseTo(-1.3641, 4)
  expect(expected[0]?.[3]).toBeCloseTo(0.8182, 4)
  expect(poissonCdf(0, expected[0]?.[3] ?? 0)).toBeCloseTo(0.4412, 4)
})

test('an empty row or column neither counts nor breaks', () => {
  const { degreesOfFreedom, p, residuals } = contingency([
    [5, 0, 5],
    [0, 0, 0],
    [5, 0, 5],
  ])
  expect(degreesOfFreedom).toBe(1)
  expect(p).toBeCloseTo(1, 10)
  expect(residuals[1]?.[1]).toBeNaN()
})

test.each([
  [[{ codes: { a: ['x'], b: ['y'] } }, { codes: { a: ['z'], b: ['y'] } }], true],
  [[{ codes: { a: ['x', 'z'], b: ['y'] } }, { codes: { a: [], b: ['y'] } }], false],
  [[{ codes: { a: ['x'], b: ['y'] } }, { codes: { a: ['x'] } }], true],
] satisfies [SmallStudy[], boolean][])(
  'knows tables in which each study is in one cell: %#',
  (studies, isSo) => {
    const index = codedStudies(review(codebook([dimension('a', ['x', 'z']), dimension('b', ['y'])]), studies))
    const table = crossTabulate(index, { rows: { dimension: 'a' }, columns: { dimension: 'b' } })
    expect(isSinglyCoded(memberships(index, table))).toBe(isSo)
  },
)
