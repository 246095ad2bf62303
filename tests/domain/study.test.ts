import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { studiesOf } from '../../src/domain/study.ts'

const ids = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6']
const links = fc.array(fc.tuple(fc.constantFrom(...ids, 'd9'), fc.constantFrom(...ids, 'd9')), {
  maxLength: 8,
})

describe('studiesOf', () => {
  test.each<
    readonly [note: string, links: readonly (readonly [string, string])[], expected: readonly string[][]]
  >([
    ['no links: every report is a study', [], [['d1'], ['d2'], ['d3']]],
    ['a link', [['d3', 'd1']], [['d1', 'd3'], ['d2']]],
    [
      'links chain',
      [
        ['d3', 'd2'],
        ['d2', 'd1'],
      ],
      [['d1', 'd2', 'd3']],
    ],
    [
      'a circle',
      [
        ['d1', 'd2'],
        ['d2', 'd3'],
        ['d3', 'd1'],
      ],
      [['d1', 'd2', 'd3']],
    ],
    [
      'a link to a report that is not in the review',
      [
        ['d1', 'd9'],
        ['d9', 'd2'],
      ],
      [['d1'], ['d2'], ['d3']],
    ],
    ['a link with itself', [['d1', 'd1']], [['d1'], ['d2'], ['d3']]],
  ])('%s', (_note, joined, expected) => {
    const studies = studiesOf(['d2', 'd3', 'd1'], joined)
    expect(studies.map(({ reports }) => reports)).toEqual(expected)
    expect(studies.map(({ id }) => id)).toEqual(expected.map(([first]) => `s${first?.slice(1)}`))
  })

  test('holds every report once, and does not depend on the order of reports, links or their ends', () => {
    const shuffled = links.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length }),
        fc.shuffledSubarray(ids, { minLength: ids.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([list, other, reports]) => {
        const studies = studiesOf(ids, list)
        expect(
          studiesOf(
            reports,
            other.map(([a, b]) => [b, a] as const),
          ),
        ).toEqual(studies)
        expect(studies.flatMap((study) => study.reports).toSorted()).toEqual(ids)
      }),
    )
  })

  test('joins exactly what a chain of links joins', () => {
    fc.assert(
      fc.property(links, (list) => {
        const reached = new Map(ids.map((id) => [id, new Set([id])]))
        for (let round = 0; round < ids.length; round++) {
          for (const [a, b] of list) {
            if (!reached.has(a) || !reached.has(b)) continue
            const both = new Set([...(reached.get(a) ?? []), ...(reached.get(b) ?? [])])
            for (const id of both) reached.set(id, new Set([...(reached.get(id) ?? []), ...both]))
          }
        }
        for (const { reports } of studiesOf(ids, list)) {
          for (const report of reports) expect([...(reached.get(report) ?? [])].toSorted()).toEqual(reports)
        }
      }),
    )
  })

  test('takes a chain of 100,000 reports', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => `d${String(i).padStart(6, '0')}`)
    const chain = many.slice(1).map((id, i) => [id, many[i] ?? ''] as const)
    expect(studiesOf(many, chain)).toHaveLength(1)
    expect(studiesOf(many, chain.toReversed())).toHaveLength(1)
  })
})
