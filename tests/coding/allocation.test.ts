import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Allocatable,
  allocateReports,
  type Allocation,
  type AllocationPlan,
  portionOf,
} from '../../src/coding/allocation.ts'

const reports = (n: number): readonly Allocatable[] =>
  Array.from({ length: n }, (_, i) => ({ report: `d${String(i).padStart(4, '0')}`, has: [] }))
const people = (...names: readonly string[]): AllocationPlan['coders'] =>
  names.map((name) => ({ name, reads: [], load: 0 }))
const plan = (more: Partial<AllocationPlan> = {}): AllocationPlan => ({
  coders: people('Ada', 'Bo', 'Cy'),
  by: 1,
  blocks: false,
  sample: true,
  seed: 'x',
  ...more,
})

const loads = (allocations: readonly Allocation[], names = ['Ada', 'Bo', 'Cy']): readonly number[] =>
  names.map((name) => allocations.filter(({ coders }) => coders.includes(name)).length)

test('all by two: everybody has as many, and every pair meets about as often', () => {
  const allocations = allocateReports(reports(600), plan({ by: 2 }))
  expect(allocations.every(({ coders, inSample }) => coders.length === 2 && inSample)).toBe(true)
  expect(loads(allocations)).toEqual([400, 400, 400])
  const pairs = ['Ada,Bo', 'Ada,Cy', 'Bo,Cy'].map(
    (pair) => allocations.filter(({ coders }) => coders.join() === pair).length,
  )
  expect(Math.max(...pairs) - Math.min(...pairs)).toBeLessThanOrEqual(2)
})

test('a random tenth by two, the rest by one; that tenth is the sample', () => {
  const allocations = allocateReports(reports(500), plan({ double: { portion: { share: 0.1 }, by: 2 } }))
  const doubled = allocations.filter(({ coders }) => coders.length === 2)
  expect(doubled).toHaveLength(50)
  expect(allocations.filter(({ inSample }) => inSample)).toEqual(doubled)
  expect(Math.max(...loads(allocations)) - Math.min(...loads(allocations))).toBeLessThanOrEqual(1)
})

test('the sample is drawn over the whole list, not from its beginning', () => {
  const allocations = allocateReports(reports(1000), plan({ double: { portion: { count: 100 }, by: 2 } }))
  const drawn = allocations.filter(({ inSample }) => inSample).map(({ report }) => Number(report.slice(1)))
  const mean = drawn.reduce((a, b) => a + b, 0) / drawn.length
  // Four standard errors of the mean of 100 out of 0 to 999.
  expect(Math.abs(mean - 499.5)).toBeLessThan(4 * 27.4)
})

test('blocks are consecutive reports in the order given', () => {
  const allocations = allocateReports(reports(7), plan({ blocks: true }))
  expect(allocations.map(({ coders }) => coders.join())).toEqual([
    'Ada',
    'Ada',
    'Ada',
    'Bo',
    'Bo',
    'Cy',
    'Cy',
  ])
})

test('a report goes to those who read its language; without a language, to anybody', () => {
  const coders = [
    { name: 'Ada', reads: ['en'], load: 0 },
    { name: 'Bo', reads: ['en', 'es'], load: 0 },
  ]
  const list = [
    { report: 'd1', language: 'es', has: [] },
    { report: 'd2', language: 'ja', has: [] },
    { report: 'd3', has: [] },
  ]
  const byId = new Map(allocateReports(list, plan({ coders, by: 2 })).map((one) => [one.report, one]))
  expect(byId.get('d1')).toMatchObject({ coders: ['Bo'], short: 1, inSample: false })
  expect(byId.get('d2')).toMatchObject({ coders: [], short: 2 })
  expect(byId.get('d3')).toMatchObject({ coders: ['Ada', 'Bo'], short: 0 })
})

test('who has a report keeps it, and is given no second time', () => {
  const list = reports(100).map((one) => ({ ...one, has: ['Ada'] }))
  const allocations = allocateReports(list, plan({ by: 2 }))
  expect(loads(allocations)).toEqual([100, 50, 50])
})

test('where all else is equal, the odd report goes to who has less', () => {
  const coders = [
    { name: 'Ada', reads: [], load: 10 },
    { name: 'Bo', reads: [], load: 2 },
  ]
  expect(loads(allocateReports(reports(3), plan({ coders })), ['Ada', 'Bo'])).toEqual([1, 2])
})

describe('for any number of reports and coders', () => {
  const cases = fc.record({
    n: fc.nat({ max: 60 }),
    names: fc.subarray(['Ada', 'Bo', 'Cy', 'Dee', 'Eve'], { minLength: 1 }),
    by: fc.integer({ min: 1, max: 4 }),
    seed: fc.string(),
  })

  test('loads differ by one at most, nobody has a report twice, and every report is there once', () => {
    fc.assert(
      fc.property(cases, ({ n, names, by, seed }) => {
        const allocations = allocateReports(reports(n), plan({ coders: people(...names), by, seed }))
        expect(allocations.map(({ report }) => report).toSorted()).toEqual(
          reports(n).map(({ report }) => report),
        )
        const each = Math.min(by, names.length)
        for (const { coders, short } of allocations) {
          expect(new Set(coders).size).toBe(each)
          expect(short).toBe(by - each)
        }
        const all = loads(allocations, names)
        expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('the same seed gives the same, however coders are listed; another seed another order', () => {
    fc.assert(
      fc.property(cases, ({ n, names, by, seed }) => {
        const once = allocateReports(reports(n), plan({ coders: people(...names), by, seed }))
        const again = allocateReports(reports(n), plan({ coders: people(...names.toReversed()), by, seed }))
        expect(again).toEqual(once)
      }),
    )
    const order = (seed: string) => allocateReports(reports(50), plan({ seed })).map(({ report }) => report)
    expect(order('a')).not.toEqual(order('b'))
  })
})

test.each([
  [{ share: 0.1 }, 25, 3],
  [{ share: 1 }, 7, 7],
  [{ share: 0 }, 7, 0],
  [{ count: 50 }, 7, 7],
  [{ count: 5 }, 7, 5],
])('%j of %i is %i', (portion, total, expected) => {
  expect(portionOf(portion, total)).toBe(expected)
})
