import { type Author, type Fact, initials } from './corpus-facts.ts'
import { abbreviateJournal } from './journal-abbreviation.ts'

/** A vendor's way of writing a file of entries. `key` is the entry's own id in that file, where it has one. */
export interface Dialect {
  write(facts: readonly Fact[]): { readonly text: string; readonly keys: readonly string[] }
}

type Line = readonly [tag: string, value: string]
const present = (lines: readonly Line[]): readonly Line[] => lines.filter(([, value]) => value !== '')

/** First and last page; an article number ("e073808", "3336") where there is no page. */
function place(pages: string): { first: string; last: string; article: string } {
  const range = /^(\d+)-(\d+)$/.exec(pages)
  if (range !== null) return { first: range[1] ?? '', last: range[2] ?? '', article: '' }
  const isArticle = /^\p{L}/u.test(pages) || pages.length > 4
  return isArticle ? { first: '', last: '', article: pages } : { first: pages, last: '', article: '' }
}

const familyComma = ({ family, given, asGiven }: Author, givenAs: (given: string) => string): string =>
  family === undefined || given === undefined ? (family ?? asGiven) : `${family}, ${givenAs(given)}`

/** "Voorberg WH": no dots, no comma. */
const medlineName = ({ family, given, asGiven }: Author): string =>
  family === undefined || given === undefined
    ? (family ?? asGiven)
    : `${family} ${initials(given).replace(/[.-]/g, '')}`

/** Scopus: RIS with a byte order mark, initials with dots, `T2` for the journal, `C7` for an article number. */
export const scopus = (exportDate: string): Dialect => ({
  write: (facts) => ({
    keys: facts.map(() => ''),
    text: `\uFEFF${facts.map((fact) => scopusEntry(fact, exportDate)).join('')}`,
  }),
})

function scopusEntry(fact: Fact, exportDate: string): string {
  const types: Readonly<Record<string, readonly [string, string]>> = {
    article: ['JOUR', 'Article'],
    review: ['JOUR', 'Review'],
    chapter: ['CHAP', 'Book chapter'],
    conference: ['CONF', 'Conference paper'],
    book: ['BOOK', 'Book'],
  }
  const [type, kind] = types[fact.type] ?? ['GEN', '']
  const isJournal = type === 'JOUR'
  const { first, last, article } = place(fact.pages)
  const lines: readonly Line[] = [
    ['TY', type],
    ...fact.authors.map((person): Line => ['AU', familyComma(person, initials)]),
    ...fact.editors.map((person): Line => ['A2', familyComma(person, initials)]),
    ['TI', fact.title],
    ['PY', fact.year],
    ['T2', type === 'BOOK' ? '' : fact.container],
    ['J2', isJournal && fact.container !== '' ? abbreviateJournal(fact.container) : ''],
    ['PB', type === 'BOOK' ? fact.container : ''],
    ['VL', fact.volume],
    ['IS', fact.issue],
    ['C7', article],
    ['SP', first],
    ['EP', last],
    ['DO', fact.doi],
    ['DB', 'Scopus'],
    ['N1', `Export Date: ${exportDate}`],
    ['M3', kind],
  ]
  const text = present(lines).map(([tag, value]) => `${tag}  - ${value}\n`)
  return `${text.join('')}ER  - \n\n`
}

/** Web of Science: tagged text, capitals in `SO`, three spaces before what goes on, names without dots. */
export const webOfScience: Dialect = {
  write: (facts) => ({
    keys: facts.map(() => ''),
    text: `\uFEFFFN Clarivate Analytics Web of Science\nVR 1.0\n${facts.map(wosEntry).join('')}EF\n`,
  }),
}

function wosEntry(fact: Fact): string {
  const { first, last, article } = place(fact.pages)
  const short = abbreviateJournal(fact.container)
  const names = (write: (person: Author) => string): string => fact.authors.map(write).join('\n   ')
  const lines: readonly Line[] = [
    ['PT', fact.type === 'conference' ? 'C' : 'J'],
    ['AU', names((person) => medlineName(person).replace(/ (\p{Lu}+)$/u, ', $1'))],
    ['AF', names((person) => familyComma(person, (given) => given))],
    ['TI', wrap(fact.title, 80, '   ')],
    ['SO', wrap(fact.container.toUpperCase(), 80, '   ')],
    [
      'DT',
      fact.type === 'review' ? 'Book Review' : fact.type === 'conference' ? 'Proceedings Paper' : 'Article',
    ],
    ['J9', short.replace(/[.:,]/g, '').toUpperCase()],
    ['JI', short],
    ['PY', fact.year],
    ['VL', fact.volume],
    ['IS', fact.issue],
    ['BP', first],
    ['EP', last],
    ['AR', article],
    ['DI', fact.doi],
  ]
  return `${present(lines)
    .map(([tag, value]) => `${tag} ${value}\n`)
    .join('')}ER\n\n`
}

/** PubMed: nbib with CRLF, six spaces before what goes on, abbreviated page ranges, a full stop after the title. */
export const pubmed: Dialect = {
  write: (facts) => ({
    keys: facts.map(() => ''),
    text: facts.map(nbibEntry).join('\r\n'),
  }),
}

function nbibEntry(fact: Fact): string {
  const title = /[.?!]$/.test(fact.title) ? fact.title : `${fact.title}.`
  const lines: readonly Line[] = [
    ['OWN', 'NLM'],
    ['VI', fact.volume],
    ['IP', fact.issue],
    ['DP', fact.year],
    ['TI', wrap(title, 82, '      ', '\r\n')],
    ['PG', abbreviatedPages(fact.pages)],
    ['LID', fact.doi === '' ? '' : `${fact.doi} [doi]`],
    ...fact.authors.flatMap((person): Line[] => [
      [
        'FAU',
        person.given !== undefined && /\p{Ll}/u.test(person.given)
          ? familyComma(person, (given) => given)
          : '',
      ],
      ['AU', medlineName(person)],
    ]),
    ['PT', 'Journal Article'],
    ['TA', abbreviateJournal(fact.container).replaceAll('.', '')],
    ['JT', fact.container],
    ['AID', fact.doi === '' ? '' : `${fact.doi} [doi]`],
  ]
  return present(lines)
    .map(([tag, value]) => `${tag.padEnd(4)}- ${value}\r\n`)
    .join('')
}

/** "1091-1099" is "1091-9", as MEDLINE writes it. */
function abbreviatedPages(pages: string): string {
  const { first, last } = place(pages)
  if (last === '' || first.length !== last.length) return pages
  let same = 0
  while (same < last.length - 1 && first[same] === last[same]) same++
  return `${first}-${last.slice(same)}`
}

function wrap(text: string, width: number, indent: string, lineEnd = '\n'): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join(`${lineEnd}${indent}`)
}

/** The OpenAlex website: dotted headers, `|` between authors, the DOI as an address; ids and counts were not seen. */
export const openAlex: Dialect = {
  write(facts) {
    const header =
      'id,doi,title,display_name,publication_year,type,primary_location.source.display_name,biblio.volume,biblio.issue,biblio.first_page,biblio.last_page,authorships.author.display_name'
    const rows = facts.map((fact) => {
      const { first, last, article } = place(fact.pages)
      const type =
        { chapter: 'book-chapter', thesis: 'dissertation', conference: 'article' }[fact.type] ?? fact.type
      return [
        '',
        fact.doi === '' ? '' : `https://doi.org/${fact.doi}`,
        fact.title,
        fact.title,
        fact.year,
        type,
        fact.container,
        fact.volume,
        fact.issue,
        first || article,
        last || first || article,
        fact.authors.map(naturalOrder).join('|'),
      ]
        .map(csvField)
        .join(',')
    })
    return { text: `${[header, ...rows].join('\n')}\n`, keys: facts.map(() => '') }
  },
}

const naturalOrder = ({ family, given, asGiven }: Author): string =>
  family === undefined || given === undefined ? asGiven : `${given} ${family}`

const csvField = (value: string): string =>
  /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
