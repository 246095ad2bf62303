import { describe, expect, test } from 'vitest'
import { ris } from '../../src/formats/ris.ts'
import { readAll } from './reading.ts'

const entry = (...lines: readonly string[]): string => ['TY  - JOUR', ...lines, 'ER  - ', ''].join('\n')

describe('one field', () => {
  test.each([
    [
      'Scopus journal beside its abbreviation',
      ['T2  - Health Policy', 'J2  - Health Pol.'],
      { container: 'Health Policy', containerShort: 'Health Pol.' },
    ],
    [
      'EBSCO journal beside a subtitle',
      ['JF  - PLoS ONE', 'T2  - A subtitle'],
      { container: 'PLoS ONE', unknown: { T2: ['A subtitle'] } },
    ],
    ['Cochrane journal, only abbreviated', ['JA  - Trials'], { container: 'Trials' }],
    ['a second dash in a title', ['TI  - Co-design  - what for?'], { title: 'Co-design - what for?' }],
    ['a full date', ['Y1  - 2024/04/03/'], { date: { year: 2024, month: 4, day: 3 } }],
    ['a year and empty parts', ['Y1  - 2019//'], { date: { year: 2019 } }],
    [
      'a year and a season',
      ['PY  - 2004/7/8/Spring'],
      { date: { year: 2004, month: 7, day: 8, season: 'Spring' } },
    ],
    [
      'Web of Science month and short year',
      ['PY  - 2016', 'DA  - DEC 16'],
      { date: { year: 2016, month: 12 } },
    ],
    ['an abbreviated page range', ['SP  - 123-9'], { pages: '123-129' }],
    ['pages apart', ['SP  - 411', 'EP  - 447'], { pages: '411-447' }],
    [
      'Ovid pages that are none',
      ['SP  - No', 'EP  - Specified'],
      { unknown: { SP: ['No'], EP: ['Specified'] } },
    ],
    ['an article number', ['C7  - e12292'], { articleNumber: 'e12292' }],
    [
      'Ovid DOI as URL, twice',
      [
        'DO  - https://dx.doi.org/10.1016/S0140-6736(05)67889-0',
        'DO  - https://dx.doi.org/10.1016/S0140-6736(05)67889-0',
      ],
      { identifiers: { doi: '10.1016/s0140-6736(05)67889-0' } },
    ],
    [
      'EBSCO DOI in L3',
      ['L3  - 10.1371/journal.pone.0298242'],
      { identifiers: { doi: '10.1371/journal.pone.0298242' } },
    ],
    [
      'Rayyan DOI with a fused link',
      ['DO  - 10.1038/s41467-024-48400-3     LK  - https://example.org/x'],
      { identifiers: { doi: '10.1038/s41467-024-48400-3' } },
    ],
    ['Embase PMID', ['C5  - 38773066'], { identifiers: { pmid: '38773066' } }],
    ['Cochrane PMID', ['C3  - PUBMED 21314913'], { identifiers: { pmid: '21314913' } }],
    ['EndNote PMCID', ['C2  - PMC8037812'], { identifiers: { pmcid: 'PMC8037812' } }],
    [
      'keywords of several lines keep their commas',
      ['KW  - Aged, 80 and over', 'KW  - Female'],
      { keywords: ['Aged, 80 and over', 'Female'] },
    ],
    [
      'keywords in one line',
      ['KW  - co-design; public services'],
      { keywords: ['co-design', 'public services'] },
    ],
    [
      'EndNote keywords on continuation lines',
      ['KW  - co-design', 'public services'],
      { keywords: ['co-design', 'public services'] },
    ],
    ['several abstracts are paragraphs', ['AB  - One.', 'N2  - Two.'], { abstract: 'One.\nTwo.' }],
    [
      'Web of Science continuation',
      ['AB  - Background: a.', '   Results: b.'],
      { abstract: 'Background: a.\nResults: b.' },
    ],
    [
      'a group author',
      ['AU  - World Health Organization'],
      { authors: [{ literal: 'World Health Organization' }] },
    ],
    [
      'a particle and a suffix',
      ['AU  - van der Berg, Anna M., Jr'],
      { authors: [{ family: 'Berg', particle: 'van der', given: 'Anna M.', suffix: 'Jr' }] },
    ],
    [
      'EPPI initials without a comma',
      ['A1  - Brownstein C D'],
      { authors: [{ family: 'Brownstein', given: 'C D' }] },
    ],
    [
      'editors are not authors',
      ['AU  - A, B', 'A2  - C, D'],
      { authors: [{ family: 'A', given: 'B' }], editors: [{ family: 'C', given: 'D' }] },
    ],
    [
      'the translation is the other title',
      ['TI  - Samproduktion', 'TT  - Co-production'],
      { title: 'Samproduktion', alternativeTitles: ['Co-production'] },
    ],
    ['entities are decoded once', ['TI  - R&amp;D &amp;lt; 5'], { title: 'R&D &lt; 5' }],
    ['unknown tags stay', ['XX  - one', 'XX  - two'], { unknown: { XX: ['one', 'two'] } }],
    ['control characters go', ['TI  - a\u0000b\u0007c'], { title: 'abc' }],
  ])('%s', async (_name, lines, expected) => {
    const { records } = await readAll(ris, entry(...lines))
    expect(records).toHaveLength(1)
    expect(records[0]).toMatchObject(expected)
  })

  test('a record keeps its raw text, line and key', async () => {
    const { records } = await readAll(ris, `\n\n${entry('ID  - key1', 'TI  - A')}`)
    expect(records[0]).toMatchObject({
      line: 3,
      sourceKey: 'key1',
      raw: 'TY  - JOUR\nID  - key1\nTI  - A\nER  - ',
    })
  })
})

describe('line ends and spacing', () => {
  const text = `${entry('TI  - One')}\n${entry('TI  - Two', 'AB  - a', '   b')}`
  test.each([
    ['LF', text],
    ['CRLF', text.replaceAll('\n', '\r\n')],
    ['CR', text.replaceAll('\n', '\r')],
    ['one space before the hyphen', text.replaceAll('  - ', ' - ')],
    ['two spaces after it', text.replaceAll('  - ', '  -  ')],
    ['no space at the end', text.replaceAll('ER  - ', 'ER  -')],
    ['a byte order mark', `\uFEFF${text}`],
    ['no final line end', text.trimEnd()],
    ['Cochrane and Ovid furniture', `Record #1 of 2\nProvider: John\n\n1.\n${text}`],
  ])('%s', async (_name, input) => {
    const { records, problems } = await readAll(ris, input)
    expect(records.map(({ title }) => title)).toEqual(['One', 'Two'])
    expect(records[1]?.abstract).toBe('a\nb')
    expect(problems).toEqual([])
  })
})

describe('broken records', () => {
  test('a record without its end costs nothing but a word', async () => {
    const { records, problems } = await readAll(
      ris,
      'TY  - JOUR\nTI  - One\n\nTY  - JOUR\nTI  - Two\nER  - \n',
    )
    expect(records.map(({ title }) => title)).toEqual(['One', 'Two'])
    expect(problems).toMatchObject([{ code: 'ris/no-end', at: { file: 'test', line: 1 } }])
  })

  test('a record without its first line is kept, and the lines before it are named', async () => {
    const text = `${entry('TI  - One')}garbage ~~~\nTI  - Two\nAU  - A, B\nER  - \n${entry('TI  - Three')}`
    const { records, problems } = await readAll(ris, text)
    expect(records.map(({ title }) => title)).toEqual(['One', 'Two', 'Three'])
    expect(problems.map(({ code, at }) => [code, at.line])).toEqual([
      ['ris/text-outside-record', 4],
      ['ris/no-type', 5],
    ])
  })
})

test('decisions made elsewhere come along', async () => {
  const note =
    'N1  - RAYYAN-INCLUSION: {"Emily"=>"Included", "Sam"=>"Excluded"} | RAYYAN-EXCLUSION-REASONS: wrong population'
  const { records } = await readAll(ris, entry(note) + entry('N1  - ASReview_irrelevant'))
  expect(records[0]?.vendor).toBe('rayyan')
  expect(records[0]?.proposals).toEqual([
    { coder: 'Emily', stage: 'title-abstract', verdict: 'include' },
    { coder: 'Sam', stage: 'title-abstract', verdict: 'exclude', reason: 'wrong population' },
  ])
  expect(records[1]?.proposals).toEqual([{ coder: 'asreview', stage: 'title-abstract', verdict: 'exclude' }])
})
