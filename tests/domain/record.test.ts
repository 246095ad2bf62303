import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BibRecord, type ParsedRecord, recordId, RecordNumbering } from '../../src/domain/record.ts'

const entry = (raw: string): ParsedRecord => ({
  kind: 'record',
  format: 'ris',
  line: 1,
  type: 'article',
  authors: [],
  identifiers: {},
  raw,
})
const numbered = (raws: readonly string[], source = 'scopus.ris', search = 'x1'): readonly BibRecord[] => {
  const numbering = new RecordNumbering(source, search)
  return raws.map((raw) => numbering.number(entry(raw)))
}
const idsOf = (records: readonly BibRecord[]): readonly string[] => records.map(({ id }) => id)

/** Few different entries, so that equal ones are frequent. */
const raws = fc.array(
  fc.constantFrom('TY  - JOUR', 'TY  - BOOK', 'TI  - Péneau', 'TI  - Pe\u0301neau', ' TY  - BOOK\n'),
)

describe('recordId', () => {
  test('is r and 20 hex digits', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), (source, raw, copy) => {
        expect(recordId(source, raw, copy)).toMatch(/^r[0-9a-f]{20}$/)
      }),
    )
  })

  test('never changes: this one is stored in reviews', () => {
    expect(recordId('scopus.ris', 'TY  - JOUR\nTI  - A\nER  - ', 0)).toBe('rdb312d9010b86a9bc322')
  })

  test('depends on source, text and copy, not on white space around or composed accents', () => {
    const id = recordId('a', 'Péneau', 0)
    expect(recordId('a', '\n Pe\u0301neau \n', 0)).toBe(id)
    expect(
      new Set([id, recordId('b', 'Péneau', 0), recordId('a', 'Peneau', 0), recordId('a', 'Péneau', 1)]).size,
    ).toBe(4)
    expect(recordId('a', '"b', 0)).not.toBe(recordId('a"', 'b', 0))
  })
})

describe('RecordNumbering', () => {
  test('gives the same ids for the same file again', () => {
    fc.assert(
      fc.property(raws, (entries) => {
        expect(numbered(entries)).toEqual(numbered(entries))
      }),
    )
  })

  test('gives the same set of ids for any order of entries', () => {
    const shuffled = raws.chain((entries) =>
      fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
    )
    fc.assert(
      fc.property(shuffled, ([entries, other]) => {
        expect(idsOf(numbered(other)).toSorted()).toEqual(idsOf(numbered(entries)).toSorted())
      }),
    )
  })

  test('gives every entry an id of its own, equal entries too', () => {
    fc.assert(
      fc.property(raws, (entries) => {
        expect(new Set(idsOf(numbered(entries))).size).toBe(entries.length)
      }),
    )
  })

  test('keeps old ids when a re-exported file has more entries', () => {
    fc.assert(
      fc.property(raws, raws, (old, more) => {
        const now = new Set(idsOf(numbered([...more, ...old])))
        expect(idsOf(numbered(old)).filter((id) => !now.has(id))).toEqual([])
      }),
    )
  })

  test('numbers equal entries as copies and all entries by position', () => {
    const [first, second, third] = numbered(['a', 'b', 'a'])
    expect([first?.id, second?.id, third?.id]).toEqual(
      [
        ['a', 0],
        ['b', 0],
        ['a', 1],
      ].map(([raw, copy]) => recordId('scopus.ris', String(raw), Number(copy))),
    )
    expect([first?.position, second?.position, third?.position]).toEqual([1, 2, 3])
    expect(third).toMatchObject({ source: 'scopus.ris', search: 'x1', raw: 'a' })
  })

  test('keeps two sources apart, and two searches of one source together', () => {
    expect(idsOf(numbered(['a']))).not.toEqual(idsOf(numbered(['a'], 'wos.txt')))
    expect(idsOf(numbered(['a']))).toEqual(idsOf(numbered(['a'], 'scopus.ris', 'x2')))
  })
})
