import Sqlite from 'better-sqlite3'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Decision } from '../../src/domain/decision.ts'
import type { Bibliography, BibRecord } from '../../src/domain/record.ts'
import { RecordNumbering } from '../../src/domain/record.ts'
import { all, decisionId, inOnePart, parsed, reportOf, search, temporaryStore } from './review-data.ts'

/** Any text: all of Unicode, with NUL, line ends, quotes and right-to-left marks. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '',
    '\u0000',
    "it's",
    '"',
    '\u202Eabc',
    '\r\n',
    '🧑‍🤝‍🧑',
    'e\u0301',
    '{"a":1}',
    "'; DROP TABLE record; --",
  ),
)
const texts = fc.array(text, { maxLength: 3 })
const name = fc.oneof(
  fc.record({ literal: text }),
  fc.record({ family: text, given: text, particle: text }, { requiredKeys: ['family'] }),
)
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
const fields = fc.record(
  {
    title: text,
    abstract: text,
    keywords: texts,
    authors: fc.array(name, { maxLength: 2 }),
    date: fc.record({ year: number, season: text }, { requiredKeys: [] }),
    container: text,
    identifiers: fc.record({ doi: text, issn: texts }, { requiredKeys: [] }),
    unknown: fc.dictionary(text, texts, { maxKeys: 2 }),
    sourceKey: text,
    raw: text,
  },
  { requiredKeys: ['raw', 'authors', 'identifiers'] },
)

const libraries = fc.array(fields, { minLength: 1, maxLength: 8 }).map((entries) => {
  const numbering = new RecordNumbering('a.ris', search.id)
  return entries.map((entry): BibRecord => {
    const plain = parsed('')
    const { title: _title, ...rest } = plain
    return numbering.number({ ...rest, ...(entry as Partial<Bibliography> & { raw: string }) })
  })
})

/** What JSON makes of a value: -0 becomes 0, which is the same number to us. */
const asJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

describe('what goes in comes out', () => {
  test('records and reports, whatever their fields say', async () => {
    await fc.assert(
      fc.asyncProperty(libraries, async (library) => {
        const { store, path } = temporaryStore()
        await store.addSearch(search)
        expect(await store.addRecords(library)).toBe(library.length)
        const sorted = asJson(library.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
        expect(await all(store.records())).toEqual(sorted)
        const reports = sorted.map((record) => reportOf(record))
        await store.changeReports({ remove: [], put: inOnePart(reports), pairs: [] })
        expect(await all(store.reports())).toEqual(reports)
        await store.changeReports({
          remove: reports.slice(0, 1).map(({ id }) => id),
          put: inOnePart(reports.slice(1).map((report) => ({ ...report, title: 'New' }))),
          pairs: [],
        })
        expect(await store.findReports('new', 100)).toHaveLength(reports.length - 1)
        await store.close()
        const file = new Sqlite(path)
        // FTS5 compares its index with the reports' text, and throws when they differ.
        file.exec("INSERT INTO report_text (report_text, rank) VALUES ('integrity-check', 1)")
        file.close()
      }),
      { numRuns: 20 },
    )
  })

  test('searches, problems and decisions, whatever they say', async () => {
    await fc.assert(
      fc.asyncProperty(
        text,
        texts,
        fc.array(fc.tuple(text, number), { maxLength: 5 }),
        async (query, notes, values) => {
          const { store } = temporaryStore()
          await store.addSearch({ ...search, query })
          expect(await store.searches()).toEqual([{ ...search, query }])
          const at = '2026-01-01T00:00:00.000Z'
          const log: readonly Decision[] = [
            ...notes.map((note): Decision => ({
              kind: 'note',
              id: '',
              coder: `x${note}`,
              at,
              report: note,
              text: note,
            })),
            ...values.map(([dimension, n]): Decision => ({
              kind: 'code',
              id: '',
              coder: 'Ada',
              at,
              report: 'd1',
              dimension,
              value: { number: n },
            })),
          ].map((decision, i) => ({ ...decision, id: decisionId(i) }))
          await store.appendDecisions(log)
          expect(await store.decisions()).toEqual(asJson(log))
          await store.close()
        },
      ),
      { numRuns: 20 },
    )
  })
})
