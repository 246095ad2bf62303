import { describe, expect, test } from 'vitest'
import { writeBibliography } from '../../src/formats/bibliography.ts'
import { writeCsvRows } from '../../src/formats/csv-write.ts'
import { csv } from '../../src/formats/csv.ts'
import type { WritableRecord } from '../../src/formats/format.ts'
import { type Writer, writerNamed, writers } from '../../src/formats/writers.ts'
import { readAll } from './reading.ts'

const record: WritableRecord = {
  key: 'k1',
  type: 'article',
  title: '=cmd|calc: co-production of <i>E. coli</i>',
  authors: [
    { family: 'Berg', particle: 'van der', given: 'Anna M.' },
    { literal: 'World Health Organization' },
  ],
  date: { year: 2019, month: 6 },
  container: 'Health Policy',
  volume: '12',
  issue: '3',
  pages: '123-129',
  identifiers: { doi: '10.1016/j.a.2019', pmid: '21314913' },
  abstract: 'One.\nTwo.',
  keywords: ['Aged, 80 and over'],
  decision: { verdict: 'exclude', reason: 'wrong population' },
}

const text = (writer: Writer | undefined): string =>
  writer !== undefined && 'write' in writer ? [...writer.write([record])].join('') : ''

test('RIS says the decision in the first note and the PMID where EndNote looks', () => {
  const lines = text(writerNamed('ris')).split('\r\n')
  expect(lines.find((line) => line.startsWith('N1'))).toBe(
    'N1  - lacuna decision: exclude (wrong population)',
  )
  expect(lines).toContain('AN  - 21314913')
  expect(lines).toContain('AU  - World Health Organization,')
})

test('biblatex protects acronyms and groups', () => {
  const bib = text(writerNamed('bibtex'))
  expect(bib).toContain('author = {van der Berg, Anna M. and {World Health Organization}}')
  expect(bib).toContain(String.raw`\textit{E. coli}`)
})

describe('CSV', () => {
  test('guards formulas, and the reader takes the guard off', async () => {
    const table = text(writerNamed('csv'))
    expect(table).toContain(`'=cmd|calc`)
    expect((await readAll(csv, table)).records[0]?.title).toBe(record.title)
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('%j is guarded', (cell) => {
    expect([...writeCsvRows([[cell]])].join('')).toMatch(/^"?'/)
  })

  test('for Excel it begins with a byte order mark', () => {
    expect(text(writerNamed('csv-excel')).charCodeAt(0)).toBe(0xfeff)
  })
})

test('ASReview gets numbers, Rayyan its header, and both are read back', async () => {
  const asreview = await readAll(csv, text(writerNamed('asreview')))
  expect(asreview.records[0]).toMatchObject({
    vendor: 'asreview',
    sourceKey: '0',
    proposals: [{ verdict: 'exclude' }],
  })
  const rayyan = await readAll(csv, text(writerNamed('rayyan')))
  expect(rayyan.records[0]).toMatchObject({
    vendor: 'rayyan',
    identifiers: { pmid: '21314913' },
    proposals: [{ verdict: 'exclude', reason: 'wrong population' }],
  })
})

test('a workbook is a zip with text cells', async () => {
  const writer = writerNamed('xlsx')
  const bytes =
    writer !== undefined && 'writeBytes' in writer ? await writer.writeBytes([record]) : new Uint8Array(0)
  expect([...bytes.subarray(0, 2)]).toEqual([0x50, 0x4b])
  expect(bytes.length).toBeGreaterThan(1000)
})

test('every writer says what it cannot carry', () => {
  for (const writer of writers) expect(writer.cannotCarry.length).toBeGreaterThan(0)
})

describe('reference lists', () => {
  test.each([
    ['apa', '(2019)'],
    ['harvard', '2019'],
    ['vancouver', '2019 Jun;12(3)'],
  ] as const)('%s', async (style, part) => {
    const list = await writeBibliography([record], { style })
    expect(list).toContain(part)
    expect(list).toContain('Berg')
  })

  test('any style given as text, and HTML', async () => {
    const csl = `<?xml version="1.0" encoding="utf-8"?><style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>T</title><id>t</id><updated>2020-01-01T00:00:00+00:00</updated></info><citation><layout><text variable="title"/></layout></citation><bibliography><layout><text variable="container-title" prefix="IN "/></layout></bibliography></style>`
    expect(await writeBibliography([record], { style: { csl }, format: 'html' })).toContain(
      'IN Health Policy',
    )
  })

  test('a text that is no style is refused with a remedy', async () => {
    await expect(writeBibliography([record], { style: { csl: 'hello' } })).rejects.toThrow(
      'not an independent CSL style',
    )
  })
})
