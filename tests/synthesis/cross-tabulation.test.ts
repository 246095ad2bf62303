import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Dimension } from '../../src/domain/codebook.ts'
import { parseAxis } from '../../src/synthesis/axis.ts'
import { codedStudies } from '../../src/synthesis/coded-studies.ts'
import { crossTabulate, studiesInCell, type CrossTabulation } from '../../src/synthesis/cross-tabulation.ts'
import { codebook, dimension, review, type SmallStudy } from './small-review.ts'

const book = codebook([
  dimension('topic', [['health', 'hospital', 'home'], 'school']),
  dimension('effect', ['cost', 'trust']),
  dimension('rigor', ['low', 'high'], 'ordinal'),
  dimension('size', [], 'number'),
])

const tabulate = (studies: readonly SmallStudy[], levels = {}): CrossTabulation =>
  crossTabulate(codedStudies(review(book, studies)), {
    rows: { dimension: 'topic', ...levels },
    columns: { dimension: 'effect' },
    segments: { dimension: 'rigor' },
  })

const counts = (table: CrossTabulation): number[][] =>
  table.cells.map((row) => row.map((cell) => cell.studies))

const studies: readonly SmallStudy[] = [
  { codes: { topic: ['hospital', 'home'], effect: ['cost', 'trust'], rigor: ['high'] } },
  { codes: { topic: ['hospital'], effect: ['cost'], rigor: ['low'] } },
  { codes: { topic: ['health'], effect: [] } },
  { codes: { topic: ['school'], effect: ['trust'] } },
  { codes: { topic: ['school'] } },
  { codes: { effect: ['trust'] } },
  { codes: { topic: [], effect: ['cost'], rigor: [] } },
]

test('counts studies, each once per cell, children under their parents', () => {
  const table = tabulate(studies)
  expect(table.rows.codes.map(({ id }) => id)).toEqual(['health', 'hospital', 'home', 'school'])
  expect(counts(table)).toEqual([
    [2, 1],
    [2, 1],
    [1, 1],
    [0, 1],
  ])
  expect(table.rows.studies).toEqual([3, 2, 1, 1])
  expect(table.columns.studies).toEqual([3, 2])
})

test('keeps "not coded" apart from "coded with none"', () => {
  const table = tabulate(studies)
  expect(table.included).toBe(7)
  expect(table.codedOnBoth).toBe(5)
  expect(table.notCoded).toEqual({ rows: 1, columns: 1 })
})

test('divides cells by a third dimension and says what it cannot place', () => {
  const [health] = tabulate(studies).cells
  expect(health?.map(({ segments, unsegmented }) => ({ segments, unsegmented }))).toEqual([
    { segments: [1, 1], unsegmented: 0 },
    { segments: [0, 1], unsegmented: 0 },
  ])
  expect(tabulate(studies).cells[3]?.[1]).toMatchObject({ segments: [0, 0], unsegmented: 1 })
})

test.each([
  [{ level: 1 }, ['health', 'school']],
  [{ level: 2 }, ['hospital', 'home', 'school']],
  [{ within: 'health' }, ['hospital', 'home']],
  [{ within: 'health', level: 1 }, ['hospital', 'home']],
])('takes a level of the tree or a branch: %j', (levels, rows) => {
  expect(tabulate(studies, levels).rows.codes.map(({ id }) => id)).toEqual(rows)
})

test('lists the studies of a cell', () => {
  const index = codedStudies(review(book, studies))
  const cell = (code: string, column: string): readonly string[] =>
    studiesInCell(index, { dimension: 'topic', code }, { dimension: 'effect', code: column })
  expect(cell('health', 'cost')).toEqual(['s1', 's2'])
  expect(cell('school', 'cost')).toEqual([])
})

test.each([
  ['nothing', { rows: { dimension: 'nothing' }, columns: { dimension: 'effect' } }],
  ['size', { rows: { dimension: 'size' }, columns: { dimension: 'effect' } }],
  ['topic', { rows: { dimension: 'topic', within: 'nowhere' }, columns: { dimension: 'effect' } }],
])('refuses a dimension without such codes: %s', (name, choice) => {
  expect(() => crossTabulate(codedStudies(review(book, [])), choice)).toThrow(`"${name}"`)
})

test('marks a code crossed with itself or its parent', () => {
  const table = crossTabulate(codedStudies(review(book, studies)), {
    rows: { dimension: 'topic' },
    columns: { dimension: 'topic' },
  })
  const same = table.cells.map((row) => row.map(({ sameCode }) => Number(sameCode)).join(''))
  expect(same).toEqual(['1110', '1100', '1010', '0001'])
})

test('shows retired codes only where a study has them', () => {
  const retire = (of: Dimension): Dimension => ({
    ...of,
    codes: of.codes.map((top) => ({ ...top, retired: of.id === 'topic' })),
  })
  const retired = codebook(book.dimensions.map(retire))
  const rows = (some: readonly SmallStudy[]): string[] =>
    crossTabulate(codedStudies(review(retired, some)), {
      rows: { dimension: 'topic', level: 1 },
      columns: { dimension: 'effect' },
    }).rows.codes.map(({ id }) => id)
  expect(rows(studies.slice(0, 3))).toEqual(['health'])
})

describe('structural zeros', () => {
  const impossible = codebook(book.dimensions, {
    impossible: [
      {
        cells: [
          { dimension: 'effect', codes: ['cost'] },
          { dimension: 'topic', codes: ['health'] },
        ],
        because: 'health is free here',
      },
    ],
  })
  const table = crossTabulate(
    codedStudies(
      review(impossible, [
        { codes: { topic: ['school'], effect: ['cost'] } },
        { codes: { topic: ['school'], effect: ['cost', 'trust'] } },
        { codes: { topic: ['school'], effect: ['trust'] } },
        { codes: { topic: ['home'], effect: ['trust'] } },
        { codes: { topic: [], effect: [] } },
      ]),
    ),
    { rows: { dimension: 'topic' }, columns: { dimension: 'effect' } },
  )

  test('hold for the codes below, whichever side they are declared on', () => {
    expect(table.cells.map((row) => row.map((cell) => cell.impossible))).toEqual([
      ['health is free here', undefined],
      ['health is free here', undefined],
      ['health is free here', undefined],
      [undefined, undefined],
    ])
  })

  test('take the studies that could not stand there out of the margins beside them', () => {
    // The study whose only effect is cost could never be one of health: 4 of the 5 could, 3 of them with trust.
    expect(table.cells[0]?.[1]).toMatchObject({ studies: 1, possible: 4, withRow: 1, withColumn: 3 })
    // Nothing binds school with trust.
    expect(table.cells[3]?.[1]).toMatchObject({ studies: 2, possible: 5, withRow: 3, withColumn: 3 })
    // The study only on home could never have cost.
    expect(table.cells[3]?.[0]).toMatchObject({ studies: 2, possible: 4, withRow: 3, withColumn: 2 })
  })
})

test.each([
  ['topic', { dimension: 'topic' }],
  ['topic:1', { dimension: 'topic', level: 1 }],
  ['topic/health', { dimension: 'topic', within: 'health' }],
  ['topic/health:2', { dimension: 'topic', within: 'health', level: 2 }],
  ['', undefined],
  ['topic:0', undefined],
  ['topic:first', undefined],
  ['a b', undefined],
])('reads the axis %j', (text, choice) => {
  expect(parseAxis(text)).toEqual(choice)
})

test('gives the same counts as counting one study after the other', () => {
  const some = (ids: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...ids])
  const anyStudy = fc.record({
    codes: fc.record(
      { topic: some(['health', 'hospital', 'home', 'school']), effect: some(['cost', 'trust']) },
      { requiredKeys: [] },
    ),
  })
  const above: Record<string, string> = { hospital: 'health', home: 'health' }
  fc.assert(
    fc.property(fc.array(anyStudy, { maxLength: 80 }), (drawn) => {
      const table = tabulate(drawn)
      const plain = table.cells.flat().map(({ row, column }) => {
        const has = ({ codes }: (typeof drawn)[number]): boolean =>
          codes.topic !== undefined &&
          codes.effect !== undefined &&
          codes.topic.some((code) => code === row || above[code] === row) &&
          codes.effect.includes(column)
        return drawn.filter(has).length
      })
      expect(table.cells.flat().map((cell) => cell.studies)).toEqual(plain)
    }),
  )
})
