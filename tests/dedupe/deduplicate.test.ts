import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { IdentityDecision } from '../../src/domain/decision.ts'
import { deduplicate } from '../../src/dedupe/deduplicate.ts'
import type { SlimRecord } from '../../src/dedupe/slim-record.ts'
import { parseName } from '../../src/domain/person-name.ts'

interface Entry {
  readonly title?: string
  readonly authors?: string
  readonly year?: number
  readonly container?: string
  readonly volume?: string
  readonly pages?: string
  readonly doi?: string
}

const record = (
  id: string,
  { title, authors = '', year, container, volume, pages, doi }: Entry,
): SlimRecord => ({
  id,
  type: 'article',
  authors: authors.split('; ').flatMap((name) => parseName(name) ?? []),
  identifiers: doi === undefined ? {} : { doi },
  ...(title === undefined ? {} : { title }),
  ...(year === undefined ? {} : { date: { year } }),
  ...(container === undefined ? {} : { container }),
  ...(volume === undefined ? {} : { volume }),
  ...(pages === undefined ? {} : { pages }),
})

const word = (
  kind: 'same' | 'different',
  id: string,
  a: string,
  b: string,
): readonly [string, IdentityDecision] => {
  const [first = a, second = b] = [a, b].toSorted()
  return [
    `${first} ${second}`,
    { id, kind, coder: 'ana', at: '2026-01-01T00:00:00Z', records: [first, second] },
  ]
}

const paper: Entry = {
  title: 'Reputation offsets trust judgments based on social biases among Airbnb users',
  authors: 'Abrahao, Bruno; Parigi, Paolo; Gupta, Alok; Cook, Karen S.',
  year: 2017,
  container: 'Proceedings of the National Academy of Sciences',
  volume: '114',
  pages: '9848-9853',
}
const thin: Entry = {
  title: paper.title ?? '',
  authors: 'B. Abrahao; P. Parigi; A. Gupta; K. S. Cook',
  year: 2017,
}
const other: Entry = {
  title: 'Cultural universality versus particularity in CMC',
  authors: 'Stahl, Bernd Carsten; Elbeltagi, Ibrahim',
  year: 2004,
  container: 'Journal of Global Information Technology Management',
  volume: '7',
  pages: '47-65',
}

test('joins what is one work and leaves the rest alone', () => {
  const { reports, merged } = deduplicate([record('r1', paper), record('r2', other), record('r3', thin)])
  expect(reports).toEqual([['r1', 'r3'], ['r2']])
  expect(merged.map(({ records, rule }) => [records, rule])).toEqual([[['r1', 'r3'], 'thin']])
})

test('an empty library has no reports', () => {
  expect(deduplicate([]).reports).toEqual([])
})

describe("people's words", () => {
  test('"different" separates what the rules join', () => {
    const { reports, merged, doubtful } = deduplicate(
      [record('r1', paper), record('r2', paper)],
      new Map([word('different', 'd1', 'r1', 'r2')]),
    )
    expect(reports).toEqual([['r1'], ['r2']])
    expect([merged, doubtful]).toEqual([[], []])
  })

  test('"same" joins what has nothing in common', () => {
    const { reports, merged } = deduplicate(
      [record('r1', paper), record('r2', other)],
      new Map([word('same', 'd1', 'r2', 'r1')]),
    )
    expect(reports).toEqual([['r1', 'r2']])
    expect(merged[0]?.rule).toBe('people')
  })

  test('"different" holds through a chain of equal records', () => {
    const { reports, doubtful } = deduplicate(
      ['r1', 'r2', 'r3'].map((id) => record(id, paper)),
      new Map([word('different', 'd1', 'r1', 'r3')]),
    )
    expect(reports.some((group) => group.includes('r1') && group.includes('r3'))).toBe(false)
    expect(doubtful).toHaveLength(1)
  })

  test('where words contradict each other, the newest "same" holds', () => {
    const words = [
      word('same', 'd1', 'r1', 'r2'),
      word('same', 'd2', 'r2', 'r3'),
      word('different', 'd3', 'r1', 'r3'),
    ]
    const { reports } = deduplicate(
      [
        record('r1', paper),
        record('r2', other),
        record('r3', { title: 'Something else entirely again', year: 1999 }),
      ],
      new Map(words),
    )
    expect(reports).toEqual([['r1'], ['r2', 'r3']])
  })
})

const entry: fc.Arbitrary<Entry> = fc.constantFrom(
  paper,
  thin,
  other,
  { ...paper, title: 'Reputation offsets trust judgements' },
  {
    ...paper,
    title: 'Erratum: Reputation offsets trust judgments based on social biases among Airbnb users',
  },
  { ...other, year: 2003, container: 'Americas Conference on Information Systems', volume: '', pages: '' },
  { ...other, pages: '1-19', volume: '' },
  { title: 'Editorial', year: 2017, container: 'Brain', volume: '3' },
)

test('any order of the records gives the same findings', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (entries, chance) => {
      const records = entries.map((one, i) => record(`r${i}`, one))
      const shuffled = records
        .map((one) => [chance.next().value ?? 0, one] as const)
        .toSorted(([a], [b]) => a - b)
        .map(([, one]) => one)
      expect(deduplicate(shuffled)).toEqual(deduplicate(records))
    }),
    { numRuns: 60 },
  )
})
