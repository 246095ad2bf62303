import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import cases from '../../cases/query-translations.json' with { type: 'json' }
import { readForeignQuery } from '../../../src/sources/query/foreign.ts'
import { type ForeignSyntax, foreignSyntaxes } from '../../../src/sources/query/foreign-syntax.ts'
import { printQuery } from '../../../src/sources/query/print.ts'
import type { Query, QueryNode } from '../../../src/sources/query/query.ts'
import { translators } from '../../../src/sources/query/translate.ts'
import { anyQuery } from './query-language.ts'

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
    'scopus',
    'TITLE-ABS-KEY ( "public service*" AND {co creation} ) AND ( LIMIT-TO ( PUBYEAR , 2020 ) OR LIMIT-TO ( PUBYEAR , 2018 ) OR LIMIT-TO ( PUBYEAR , 2019 ) ) AND ( LIMIT-TO ( LANGUAGE , "English" ) OR LIMIT-TO ( LANGUAGE , "Spanish" ) )',
    'topic:"public service*" AND topic:"co creation" AND year:2018-2020 AND language:en,es',
  ],
  ['scopus', 'TITLE(and-or-not OR b) AND NOT KEY(x)', '(title:and-or-not OR title:b) NOT keyword:x'],
  ['wos', 'TI=(in-and-out AND (b NOT c))', 'title:in-and-out AND (title:b NOT title:c)'],
  [
    'scopus',
    'TITLE(("co production" OR coproduc*) PRE/3 (citizen* OR "service user*"))',
    'title:(("co production" OR coproduc*) PRE/3 (citizen* OR "service user*"))',
  ],
  [
    'pubmed',
    '("co produc*"[tiab] OR "service user"[tiab:~2]) AND 2010/01/01:2020/12/31[dp] AND (english[la] OR german[la])',
    '("co produc*" OR (service NEAR/2 user)) AND year:2010-2020 AND language:en,de',
  ],
  [
    'pubmed',
    '"public administration"[majr:noexp] NOT (animals[mh] NOT humans[mh])',
    'subject:"public administration" NOT (subject:animals NOT subject:humans)',
  ],
  [
    'ovid',
    '((co-produc* or coproduc*) adj4 (service* or "social care")).ti,ab,kf. not (rats/ or mice.hw.)',
    '(topic:((co-produc* OR coproduc*) NEAR/3 (service* OR "social care"))) NOT (subject:rats OR subject:mice)',
  ],
  ['ovid', 'coproduc*.af. and exp "social work"/', 'all:coproduc* AND subject:"social work"'],
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

/** Words of punctuation alone are nothing to search for; a slash in a heading begins a subheading. */
const hasWords = (node: QueryNode): boolean => {
  const isWord = (text: string): boolean =>
    text.split(' ').every((part) => /^[^/]*[\p{L}\d]{2}[^/]*$/u.test(part))
  if (node.kind === 'term') return isWord(node.text)
  if (node.kind === 'near') return [...node.left, ...node.right].every(({ text }) => isWord(text))
  if (node.kind === 'not') return hasWords(node.keep) && hasWords(node.drop)
  return node.operands.every(hasWords)
}

const bare = (text: string): string => text.replaceAll(/[()"]/g, '')

/** Years in which something was published: before 1900 databases write their own words for "any". */
const modern = (query: Query): Query => {
  if (query.years === undefined) return query
  const near = (year: number | undefined): number | undefined =>
    year === undefined ? undefined : 1950 + (year % 70)
  const [from, to] = [near(query.years.from), near(query.years.to)]
  const ends = [from ?? to ?? 2000, to ?? from ?? 2000]
  return {
    ...query,
    years: {
      ...(from === undefined ? {} : { from: Math.min(...ends) }),
      ...(to === undefined ? {} : { to: Math.max(...ends) }),
    },
  }
}

test.each(foreignSyntaxes)(
  '%s: any query that it can say is read back from it and printed the same',
  (syntax) => {
    let compared = 0
    fc.assert(
      fc.property(anyQuery.filter(({ root }) => hasWords(root)).map(modern), (query) => {
        const { text, losses } = translators[syntax]?.(query) ?? { text: '', losses: [] }
        if (losses.length > 0) return
        const { query: read, problems } = readForeignQuery(text, syntax, 'pasted')
        expect(problems, text).toEqual([])
        const again = read === undefined ? '' : (translators[syntax]?.(read).text ?? '')
        // Brackets round the whole and quotation marks round one word say nothing.
        expect(bare(again)).toBe(bare(text))
        expect(readForeignQuery(again, syntax, 'pasted').query).toEqual(read)
        compared++
      }),
      { numRuns: 400 },
    )
    expect(compared).toBeGreaterThan(30)
  },
)
