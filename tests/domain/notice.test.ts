import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type EditorialNotice,
  isRetracted,
  noticeKinds,
  printNotices,
  uniteNotices,
} from '../../src/domain/notice.ts'
import { type ParsedRecord, RecordNumbering } from '../../src/domain/record.ts'
import { mergeRecords } from '../../src/domain/report.ts'

const notices = fc.array(
  fc.record<EditorialNotice>(
    {
      kind: fc.constantFrom(...noticeKinds),
      source: fc.constantFrom('publisher', 'pubmed', 'openalex'),
      date: fc.constantFrom('2010', '2010-02-06', '2021-05'),
      doi: fc.constantFrom('10.1000/a', '10.1000/b'),
    },
    { requiredKeys: ['kind', 'source'] },
  ),
  { maxLength: 6 },
)

test('uniting notices loses none, repeats none and does not depend on the order', () => {
  fc.assert(
    fc.property(notices, notices, (a, b) => {
      const united = uniteNotices([a, b])
      expect(united).toEqual(uniteNotices([b.toReversed(), a]))
      expect(uniteNotices([united, a])).toEqual(united)
      for (const notice of [...a, ...b]) expect(united).toContainEqual(notice)
      expect(new Set(united.map((notice) => JSON.stringify(Object.entries(notice).toSorted()))).size).toBe(
        united.length,
      )
    }),
  )
})

test('a retraction that one record knows is never lost in merging', () => {
  const entry = (raw: string, more: Partial<ParsedRecord>): ParsedRecord => ({
    kind: 'record',
    format: 'ris',
    line: 1,
    type: 'article',
    authors: [],
    identifiers: {},
    raw,
    ...more,
  })
  fc.assert(
    fc.property(fc.array(notices, { minLength: 1, maxLength: 4 }), (lists) => {
      const numbering = new RecordNumbering('a', 'x1')
      const records = lists.map((list, n) => numbering.number(entry(`r${n}`, { notices: list })))
      const report = mergeRecords(records, () => 1)
      expect(report.notices ?? []).toEqual(uniteNotices(lists))
      expect(isRetracted(report)).toBe(lists.some((list) => isRetracted({ notices: list })))
    }),
  )
})

test.each<[readonly EditorialNotice[], readonly string[]]>([
  [[], []],
  [[{ kind: 'retraction', source: 'openalex' }], ['Retracted (according to openalex)']],
  [
    // Wakefield et al. 1998: one event in three sources is one line.
    [
      { kind: 'retraction', source: 'pubmed', date: '2010-02-06', pmid: '20137807' },
      { kind: 'retraction', source: 'publisher', date: '2010-02-06', doi: '10.1016/s0140-6736(10)60175-4' },
      { kind: 'retraction', source: 'openalex' },
      { kind: 'correction', source: 'pubmed', date: '2004-03-06' },
    ],
    [
      'Retracted 2010-02-06 (10.1016/s0140-6736(10)60175-4; according to openalex, publisher, pubmed)',
      'Corrected 2004-03-06 (according to pubmed)',
    ],
  ],
  [
    [{ kind: 'concern', source: 'pubmed', pmid: '1' }],
    ['Expression of concern (PMID 1; according to pubmed)'],
  ],
])('%j in words', (said, lines) => {
  expect(printNotices(said)).toEqual(lines)
})
