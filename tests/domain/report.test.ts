import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Bibliography, BibRecord } from '../../src/domain/record.ts'
import {
  anchorRecord,
  type Described,
  mergeRecords,
  type Report,
  reportId,
  reportIndex,
} from '../../src/domain/report.ts'

const recordIds = Array.from({ length: 8 }, (_, i) => `r${String(i).padStart(20, '0')}`)

/** A partition of the records into groups, as deduplication makes them. */
const partitions = fc
  .array(fc.nat({ max: 4 }), { minLength: recordIds.length, maxLength: recordIds.length })
  .map((groups) => groupsOf(groups))

function groupsOf(
  groups: readonly number[],
): readonly { readonly id: string; readonly records: readonly string[] }[] {
  return [...new Set(groups)].map((group) => {
    const records = recordIds.filter((_id, i) => groups[i] === group)
    return { id: reportId(records), records }
  })
}

describe('reportId', () => {
  test('is that of the smallest record, in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(recordIds, { minLength: 1 }), (group) => {
        expect(reportId(group)).toBe(reportId(group.toSorted()))
        expect(anchorRecord(reportId(group))).toBe(group.toSorted()[0])
      }),
    )
  })

  test('of no record is a RangeError', () => {
    expect(() => reportId([])).toThrow('A report has at least one record.')
  })
})

describe('reportIndex', () => {
  test('leads every id a report has had to the report that holds its anchor record', () => {
    fc.assert(
      fc.property(partitions, partitions, partitions, (first, second, now) => {
        const find = reportIndex(now)
        for (const { id } of [...first, ...second, ...now]) {
          const found = now.find((report) => report.id === find(id))
          expect(found?.records).toContain(anchorRecord(id))
        }
        for (const { id } of now) expect(find(id)).toBe(id)
      }),
    )
  })

  test('does not depend on the order of reports', () => {
    fc.assert(
      fc.property(partitions, (now) => {
        const [there, back] = [reportIndex(now), reportIndex(now.toReversed())]
        for (const record of recordIds) {
          const id = `d${record.slice(1)}`
          expect(back(id)).toBe(there(id))
        }
      }),
    )
  })

  test('decisions follow when reports merge, and stay reachable when they split', () => {
    const [a = '', b = '', c = ''] = recordIds
    const [left, right] = [reportId([b]), reportId([c])]
    const merged = [{ id: reportId([a, b, c]), records: [a, b, c] }]
    const find = reportIndex(merged)
    expect([find(left), find(right)]).toEqual([reportId([a]), reportId([a])])
    const split = reportIndex([
      { id: reportId([a, c]), records: [a, c] },
      { id: reportId([b]), records: [b] },
    ])
    expect([split(reportId([a, b, c])), split(left), split(right)]).toEqual([
      reportId([a]),
      left,
      reportId([a]),
    ])
  })

  test('knows nothing of a stranger', () => {
    expect(reportIndex([])('d1')).toBeUndefined()
  })
})

const text = fc.constantFrom('Title', 'TITLE', 'A longer title', '')
const names = fc.array(fc.constantFrom({ family: 'Ostrom' }, { literal: 'WHO' }), { maxLength: 2 })
const identifiers = fc.record(
  {
    doi: fc.constantFrom('10.1/a', '10.1/b'),
    pmid: fc.constantFrom('1', '2'),
    issn: fc.shuffledSubarray(['0033-3352', '1540-6210']),
    isbn: fc.shuffledSubarray(['9780306406157']),
  },
  { requiredKeys: [] },
)
const bibliography = fc.record(
  {
    type: fc.constantFrom('article', 'book'),
    title: text,
    abstract: text,
    authors: names,
    editors: names,
    keywords: fc.array(text, { maxLength: 2 }),
    date: fc.record({ year: fc.constantFrom(1996, 1997) }),
    container: text,
    urls: fc.array(text, { maxLength: 1 }),
    identifiers,
  },
  { requiredKeys: ['type', 'authors', 'identifiers'] },
)
const groups: fc.Arbitrary<readonly BibRecord[]> = fc
  .array(bibliography, { minLength: 1, maxLength: 5 })
  .map((entries) =>
    entries.map((fields, i) => ({
      ...(fields as Bibliography),
      kind: 'record',
      format: 'ris',
      line: 1,
      raw: '',
      id: recordIds[i] ?? '',
      source: 's',
      position: i + 1,
      search: 'x',
    })),
  )
/** Longer is better, with many ties. */
const quality = (_field: string, value: unknown): number => JSON.stringify(value).length % 5

describe('mergeRecords', () => {
  const shuffled = groups.chain((group) =>
    fc.tuple(fc.constant(group), fc.shuffledSubarray([...group], { minLength: group.length })),
  )

  test('does not depend on the order of the records', () => {
    fc.assert(
      fc.property(shuffled, ([group, other]) => {
        expect(mergeRecords(other, quality)).toEqual(mergeRecords(group, quality))
      }),
    )
  })

  test('takes every value from the record it names, and none that is better was there', () => {
    fc.assert(
      fc.property(groups, (group) => {
        const report = mergeRecords(group, quality)
        for (const [field, id] of Object.entries(report.provenance) as [keyof Bibliography, string][]) {
          const from = group.find((record) => record.id === id)
          const isWhole = field === 'identifiers'
          expect(isWhole ? from?.identifiers : report[field]).toEqual(from?.[field])
          const best = Math.max(
            ...group.filter((one) => isThere(one[field])).map((one) => quality(field, one[field])),
          )
          expect(quality(field, from?.[field])).toBe(best)
        }
      }),
    )
  })

  test('loses no field and no identifier that a record has', () => {
    fc.assert(
      fc.property(groups, (group) => {
        const report = mergeRecords(group, quality)
        for (const record of group) {
          for (const field of ['title', 'abstract', 'editors', 'keywords', 'date', 'urls'] as const) {
            expect(!isThere(record[field]) || isThere(report[field])).toBe(true)
          }
          expect(report.identifiers.issn ?? []).toEqual(
            expect.arrayContaining([...(record.identifiers.issn ?? [])]),
          )
          expect(record.identifiers.doi === undefined || report.identifiers.doi !== undefined).toBe(true)
        }
      }),
    )
  })

  test('makes nothing up: every value and identifier is some record’s', () => {
    fc.assert(
      fc.property(groups, (group) => {
        const report = mergeRecords(group, quality)
        expect(group.map(({ type }) => type)).toContain(report.type)
        expect([undefined, ...group.map((one) => one.identifiers.doi)]).toContain(report.identifiers.doi)
        expect(group.flatMap((one) => one.identifiers.issn ?? [])).toEqual(
          expect.arrayContaining([...(report.identifiers.issn ?? [])]),
        )
        expect(report.records).toEqual(group.map(({ id }) => id).toSorted())
        expect(report.id).toBe(reportId(report.records))
      }),
    )
  })

  const record = (i: number, more: Partial<BibRecord>): BibRecord => ({
    kind: 'record',
    format: 'ris',
    line: 1,
    raw: '',
    id: recordIds[i] ?? '',
    source: 's',
    position: i + 1,
    search: 'x',
    type: 'article',
    authors: [],
    identifiers: {},
    ...more,
  })

  test('of one record is the record, with itself as provenance of what it has', () => {
    const one = record(0, { title: 'A', identifiers: { doi: '10.1/a' }, keywords: [] })
    const expected: Report = {
      type: 'article',
      title: 'A',
      authors: [],
      identifiers: { doi: '10.1/a' },
      id: reportId([one.id]),
      records: [one.id],
      provenance: { type: one.id, title: one.id, identifiers: one.id },
    }
    expect(mergeRecords([one], quality)).toEqual(expected)
  })

  test('names no record for identifiers that none has', () => {
    expect(mergeRecords([record(0, {})], quality).provenance).toEqual({ type: recordIds[0] })
  })

  test('where identifiers contradict, those of the better record stand', () => {
    const preprint = record(0, { identifiers: { doi: '10.31235/osf.io/x', issn: ['0033-3352'] } })
    const article = record(1, { identifiers: { doi: '10.1111/puar.12765', pmid: '7' } })
    const better = (_field: string, _value: unknown, from: Described): number => (from === article ? 2 : 1)
    const report = mergeRecords([preprint, article], better)
    expect(report.identifiers).toEqual({ doi: '10.1111/puar.12765', pmid: '7', issn: ['0033-3352'] })
    expect(report.provenance.identifiers).toBe(article.id)
  })

  test('of equally good values takes that of the smaller id', () => {
    const [first, second] = [record(0, { title: 'A' }), record(1, { title: 'B' })]
    const report = mergeRecords([second, first], () => 1)
    expect([report.title, report.provenance.title]).toEqual(['A', first.id])
  })

  test('of no records is a RangeError', () => {
    expect(() => mergeRecords([], quality)).toThrow(RangeError)
  })
})

const isThere = (value: unknown): boolean =>
  value !== undefined && !(Array.isArray(value) && value.length === 0)
