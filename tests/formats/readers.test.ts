import { describe, expect, test } from 'vitest'
import { bibtex } from '../../src/formats/bibtex.ts'
import { cslJson } from '../../src/formats/csl-json.ts'
import { csv } from '../../src/formats/csv.ts'
import { detectFormat } from '../../src/formats/detect.ts'
import { endnoteXml } from '../../src/formats/endnote-xml.ts'
import { enw } from '../../src/formats/enw.ts'
import type { Format } from '../../src/formats/format.ts'
import { marcxml } from '../../src/formats/marcxml.ts'
import { mods } from '../../src/formats/mods.ts'
import { nbib } from '../../src/formats/nbib.ts'
import { ovidTagged } from '../../src/formats/ovid-tagged.ts'
import { pubmedXml } from '../../src/formats/pubmed-xml.ts'
import { refworksTagged } from '../../src/formats/refworks-tagged.ts'
import { wosTagged } from '../../src/formats/wos-tagged.ts'
import { zoteroRdf } from '../../src/formats/zotero-rdf.ts'
import { seeds } from '../../scripts/fuzz-inputs.ts'
import { readAll } from './reading.ts'

const cases: readonly (readonly [Format, readonly object[]])[] = [
  [
    nbib,
    [
      {
        vendor: 'pubmed',
        sourceKey: '25744111',
        title: 'Effectiveness of public health practices against shaken babies in Japan.',
        pages: '475-482',
        date: { year: 2015, season: 'Mar-Apr' },
        authors: [{ family: 'Fujiwara', given: 'T' }],
        identifiers: { pmid: '25744111', doi: '10.1016/j.puhe.2015.01.018' },
        keywords: ['Caregivers/*education/psychology'],
      },
      { vendor: 'eric', sourceKey: 'ED576982', title: 'A report' },
    ],
  ],
  [
    wosTagged,
    [
      {
        vendor: 'web-of-science',
        title: 'Soil fauna diversity at different stages in China',
        authors: [
          { family: 'Li', given: 'Wei' },
          { family: 'Dou', given: 'Zhiguo' },
        ],
        keywords: ['soil', 'fauna', 'reed'],
        date: { year: 2020, month: 12, day: 16 },
        pages: '9-20',
        sourceKey: 'WOS:000514379300001',
      },
    ],
  ],
  [
    bibtex,
    [
      {
        sourceKey: 'berg2019',
        container: 'Health Policy and more',
        pages: '123-129',
        date: { year: 2019, month: 6 },
        keywords: ['a', 'b, c'],
        authors: [
          { family: 'Berg', particle: 'van der', given: 'Anna M.', suffix: 'Jr' },
          { literal: 'World Health Organization' },
          { family: 'Müller', given: 'Jí' },
        ],
      },
      { sourceKey: 'conf', container: 'The proceedings', date: { year: 2001 } },
      { sourceKey: 'proc', type: 'edited-book' },
    ],
  ],
  [
    cslJson,
    [
      {
        sourceKey: 'a',
        type: 'review',
        authors: [{ family: 'Berg', given: 'A', particle: 'van der' }, { literal: 'WHO' }],
        date: { year: 2019, month: 6 },
        keywords: ['a'],
      },
      { sourceKey: '2', title: 'Two', identifiers: { isbn: ['9780306406157'] } },
    ],
  ],
  [
    csv,
    [
      {
        vendor: 'scopus',
        title: 'One, "two"',
        abstract: 'A\nb',
        pages: '3-9',
        keywords: ['x', 'y'],
        authors: [
          { family: 'Berg', given: 'A.' },
          { family: 'Lee', given: 'K.' },
        ],
      },
      {
        articleNumber: '7',
        authors: [
          { family: 'Griffin', given: 'DK' },
          { family: 'Larkin', given: 'DM' },
        ],
      },
    ],
  ],
  [
    endnoteXml,
    [
      {
        title: 'One & two',
        container: 'J',
        pages: '1-9',
        urls: ['https://example.org'],
        authors: [{ family: 'Berg', given: 'A.' }],
      },
      { title: 'Two' },
    ],
  ],
  [
    pubmedXml,
    [
      {
        title: 'On <i>x</i>.',
        pages: '205-207',
        abstract: 'AIM: a',
        date: { year: 2001, month: 3 },
        identifiers: { pmid: '1' },
      },
    ],
  ],
  [mods, [{ title: 'The One', container: 'J', volume: '3', pages: '1-9', type: 'article' }]],
  [marcxml, [{ title: 'One: two', type: 'book', authors: [{ family: 'Berg', given: 'A.' }] }]],
  [zoteroRdf, [{ title: 'One', container: 'J', type: 'article' }]],
  [
    enw,
    [
      {
        title: 'One',
        container: 'Health Policy',
        keywords: ['a', 'b'],
        pages: '12-19',
        date: { year: 2001 },
      },
      { title: 'Two', type: 'book' },
    ],
  ],
  [
    refworksTagged,
    [
      { title: 'One', pages: '101-123', abstract: 'An abstract\nthat goes on' },
      { title: 'Two', type: 'book' },
    ],
  ],
  [
    ovidTagged,
    [
      {
        title: 'A title',
        container: 'Acta Biochimica et Biophysica Sinica',
        volume: '43',
        issue: '8',
        pages: '647-653',
        date: { year: 2011, month: 8 },
        authors: [{ family: 'Zhang', given: 'Weijia' }],
      },
      {
        title: 'Listening',
        container: 'Nursing Science Quarterly',
        volume: '28',
        authors: [{ family: 'Bunkers', given: 'Sandra' }],
      },
    ],
  ],
]

describe.each(cases)('$name', (format, expected) => {
  const text = seeds(format.name)[0] ?? ''

  test('reads its fields', async () => {
    const { records } = await readAll(format, text)
    expect(records).toHaveLength(expected.length)
    expect(records).toMatchObject(expected)
  })

  test('is recognised by its content, whatever the name', () => {
    expect(detectFormat(text, 'export.dat')?.name).toBe(format.name)
    expect(detectFormat(text, 'misnamed.ris')?.name).toBe(format.name)
  })

  test('gives the same records for any size of chunk', async () => {
    const whole = await readAll(format, text, 'test', 1_000_000)
    for (const size of [1, 13, 64])
      expect((await readAll(format, text, 'test', size)).records).toEqual(whole.records)
  })

  test('keeps lines and raw text that lead back to the file', async () => {
    const { records } = await readAll(format, text)
    const lines = text.split('\n')
    for (const record of records) {
      const first = record.raw.split('\n')[0] ?? ''
      expect(lines[record.line - 1]).toContain(first.slice(0, 20))
    }
  })
})

/** Damage to the middle one of three records: the others are untouched, and a problem names the line. */
const middle: readonly (readonly [string, Format, string, number])[] = [
  [
    'a lost brace',
    bibtex,
    '@article{a, title = {One}}\n@article{b, title = {Two},\n  year = {2001\n@article{c,\n  title = {Three}}\n',
    2,
  ],
  [
    'a quotation mark that does not close',
    csv,
    'title,year,doi\nOne,2001,10.1000/a\n"Two,2002,10.1000/b\nThree,2003,10.1000/c\n',
    3,
  ],
  [
    'an item that is no JSON',
    cslJson,
    '[\n{"type":"book","title":"One"},\n{"type":"book","title":Two},\n{"type":"book","title":"Three"}\n]',
    3,
  ],
  [
    'an unclosed element',
    endnoteXml,
    '<xml><records>\n<record><titles><title>One</title></titles></record>\n<record><titles><title>Two</titles></record>\n<record><titles><title>Three</title></titles></record>\n</records></xml>',
    3,
  ],
  [
    'a record without its closing tag',
    endnoteXml,
    '<xml><records>\n<record><titles><title>One</title></titles></record>\n<record><titles><title>Two</title></titles>\n<record><titles><title>Three</title></titles></record>\n</records></xml>',
    3,
  ],
  [
    'a record without ER',
    wosTagged,
    'FN ISI\nVR 1.0\nPT J\nTI One\nER\n\nPT J\nTI Two\n\nPT J\nTI Three\nER\n',
    7,
  ],
]
test.each(middle)('%s costs one record at most, and its line is named', async (_name, format, text, line) => {
  const { records, problems } = await readAll(format, text)
  const titles = records.map(({ title }) => title)
  expect(titles).toContain('One')
  expect(titles).toContain('Three')
  expect(titles.length).toBeLessThanOrEqual(3)
  expect(problems.map(({ at }) => at.line)).toContain(line)
})
