import { expect, test } from 'vitest'
import cases from '../../cases/query-translations.json' with { type: 'json' }
import { readForeignQuery } from '../../../src/sources/query/foreign.ts'
import { type ForeignSyntax, foreignSyntaxes } from '../../../src/sources/query/foreign-syntax.ts'
import { printQuery } from '../../../src/sources/query/print.ts'
import { translators } from '../../../src/sources/query/translate.ts'

test.each<[ForeignSyntax, string, string]>([
  ['pubmed', 'coproduc*[tiab] AND "public service"[ti]', 'coproduc* AND title:"public service"'],
  ['pubmed', 'a[tiab] OR b[tiab] AND c[tiab]', '(a OR b) AND c'],
  ['pubmed', '(coproduction OR cocreation)[tiab]', 'coproduction OR cocreation'],
  [
    'pubmed',
    'citizen participation[mh] AND 2010:2020[dp] AND english[la]',
    'subject:"citizen participation" AND year:2010-2020 AND language:en',
  ],
  ['pubmed', '"citizen participation"[tiab:~3]', 'citizen NEAR/3 participation'],
  ['pubmed', 'co-production NOT film[ti]', 'all:co-production NOT title:film'],
  [
    'scopus',
    'TITLE-ABS-KEY(coproduc* W/3 citizen*) AND PUBYEAR > 2009 AND PUBYEAR < 2021',
    'topic:(coproduc* NEAR/3 citizen*) AND year:2010-2020',
  ],
  ['scopus', 'TITLE(a) AND TITLE(b) OR TITLE(c)', 'title:a AND (title:b OR title:c)'],
  [
    'scopus',
    'TITLE-ABS(a OR b) AND NOT KEY(c) AND LANGUAGE(english OR german)',
    '(a OR b) NOT keyword:c AND language:en,de',
  ],
  [
    'wos',
    'TS=(coproduc* NEAR/2 (citizen OR user)) AND PY=2010-2020',
    'topic:(coproduc* NEAR/2 (citizen OR user)) AND year:2010-2020',
  ],
  ['wos', 'TI=a OR TI=b AND TI=c', 'title:a OR (title:b AND title:c)'],
  [
    'wos',
    'TS=("public service*") NOT SO=(Nature) AND LA=(English)',
    'topic:"public service*" NOT journal:Nature AND language:en',
  ],
  [
    'ovid',
    '(coproduc* or co-produc*).ti,ab. and exp Community Participation/',
    '(coproduc* OR co-produc*) AND subject:"Community Participation"',
  ],
  ['ovid', '(citizen* adj4 participat*).ti,ab.', 'citizen* NEAR/3 participat*'],
  ['ovid', 'organi#ation.ti. or wom$n.ab.', 'title:organi?ation OR abstract:wom*n'],
  [
    'ovid',
    'limit (coproduction.ti,ab.) to (english and yr="2010 -2020")',
    'coproduction AND year:2010-2020 AND language:en',
  ],
])('%s: %s', (syntax, text, printed) => {
  const { query, problems } = readForeignQuery(text, syntax, 'pasted')
  expect(query === undefined ? problems : normalised(printQuery(query))).toBe(normalised(printed))
})

/** Brackets that the printer adds round the whole say nothing. */
const normalised = (text: string): string => text.replace(/^\((.*)\) AND (year|language)/, '$1 AND $2')

test.each<[ForeignSyntax, string, string]>([
  ['pubmed', '#1 AND #2', 'line number'],
  ['pubmed', 'a[xyz]', 'The field "xyz" is not known'],
  ['wos', 'TS=(a OR b', 'never closed'],
  ['scopus', 'TITLE()', 'A term was expected'],
])('%s: %s is refused', (syntax, text, message) => {
  const { query, problems } = readForeignQuery(text, syntax, 'pasted')
  expect(query).toBeUndefined()
  expect(problems[0]?.message).toContain(message)
  expect(problems[0]?.remedy).toMatch(/^You can /)
})

test.each(foreignSyntaxes)(
  'what is printed for %s without loss is read, and printed and read again is the same',
  (syntax) => {
    let compared = 0
    for (const row of cases) {
      const [text = '', ...losses] = row[syntax]
      if (losses.length > 0 || /[^\x20-\x7E]|[&/]or|C\+\+|R&D|covid|jury|delivery/.test(text)) continue
      const { query, problems } = readForeignQuery(text, syntax, row.id)
      expect(problems, `${row.id}: ${text}`).toEqual([])
      const printed = query === undefined ? '' : (translators[syntax]?.(query).text ?? '')
      expect(readForeignQuery(printed, syntax, row.id).query, row.id).toEqual(query)
      compared++
    }
    expect(compared).toBeGreaterThan(25)
  },
)
