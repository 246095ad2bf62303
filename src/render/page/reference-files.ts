import { parseName } from '../../domain/person-name.ts'
import type { RecordType } from '../../domain/record.ts'
import { linkOf } from './reference.ts'
import type { Reference } from './page-data.ts'

/** One type in the words of RIS, BibTeX and CSL. */
const typeNames: Readonly<Record<RecordType, readonly [ris: string, bibtex: string, csl: string]>> = {
  article: ['JOUR', 'article', 'article-journal'],
  review: ['JOUR', 'article', 'article-journal'],
  book: ['BOOK', 'book', 'book'],
  'edited-book': ['EDBOOK', 'book', 'book'],
  chapter: ['CHAP', 'incollection', 'chapter'],
  'conference-paper': ['CPAPER', 'inproceedings', 'paper-conference'],
  thesis: ['THES', 'phdthesis', 'thesis'],
  report: ['RPRT', 'techreport', 'report'],
  preprint: ['UNPB', 'misc', 'article'],
  editorial: ['JOUR', 'article', 'article-journal'],
  letter: ['JOUR', 'article', 'article-journal'],
  'book-review': ['JOUR', 'article', 'review-book'],
  erratum: ['JOUR', 'article', 'article-journal'],
  dataset: ['DATA', 'misc', 'dataset'],
  'web-page': ['ELEC', 'misc', 'webpage'],
  news: ['NEWS', 'article', 'article-newspaper'],
  protocol: ['RPRT', 'techreport', 'report'],
  other: ['GEN', 'misc', 'document'],
}

const oneLine = (text: string): string => text.replace(/[\s\u0085\u2028\u2029]+/gu, ' ').trim()

const bare = (name: string): string => oneLine(name.startsWith('{') ? name.slice(1, -1) : name)

/** Two ends of a page range; one where it is not a range. */
function pageEnds(pages: string | undefined): readonly [string | undefined, string | undefined] {
  const match = /^(\w+)-(\w+)$/.exec(pages ?? '')
  return match === null ? [pages, undefined] : [match[1], match[2]]
}

/** RIS, CRLF line ends as the vendors write it. A line break inside a field becomes a space, so no field can start a tag. */
export function writeRis(references: readonly Reference[]): string {
  return references.map(risEntry).join('\r\n')
}

function risEntry(reference: Reference): string {
  const [start, end] = pageEnds(reference.pages)
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['ID', reference.id],
    ...reference.authors.map((name) => ['AU', bare(name)] as const),
    ...(reference.editors ?? []).map((name) => ['A2', bare(name)] as const),
    ['TI', reference.title],
    ['T2', reference.container],
    ['PY', reference.year === undefined ? undefined : String(reference.year)],
    ['VL', reference.volume],
    ['IS', reference.issue],
    ['SP', start],
    ['EP', end],
    ['PB', reference.publisher],
    ['CY', reference.place],
    ['SN', reference.issn ?? reference.isbn],
    ['DO', reference.doi],
    ['UR', linkOf(reference)],
    ['LA', reference.language],
    ...(reference.keywords ?? []).map((word) => ['KW', word] as const),
  ]
  const lines = fields.flatMap(([tag, value]) => {
    const text = value === undefined ? '' : oneLine(value)
    return text === '' ? [] : [`${tag}  - ${text}`]
  })
  return [`TY  - ${typeNames[reference.type][0]}`, ...lines, 'ER  - ', ''].join('\r\n')
}

/** BibTeX in UTF-8, for biber and bibtex8; values in braces that always balance, special characters escaped. */
export function writeBibtex(references: readonly Reference[]): string {
  return references.map(bibtexEntry).join('\n')
}

function bibtexEntry(reference: Reference): string {
  const type = typeNames[reference.type][1]
  const inBook = type === 'incollection' || type === 'inproceedings'
  const names = (list: readonly string[]): string =>
    list.map((name) => (name.startsWith('{') ? `{${latex(bare(name))}}` : latex(bare(name)))).join(' and ')
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['author', reference.authors.length === 0 ? undefined : names(reference.authors)],
    ['editor', reference.editors === undefined ? undefined : names(reference.editors)],
    ['title', reference.title === undefined ? undefined : `{${latex(reference.title)}}`],
    [inBook ? 'booktitle' : 'journal', latexOr(reference.container)],
    ['year', reference.year === undefined ? undefined : String(reference.year)],
    ['volume', latexOr(reference.volume)],
    ['number', latexOr(reference.issue)],
    ['pages', latexOr(reference.pages?.replace(/(\w)-(?=\w)/g, '$1--'))],
    [
      type === 'phdthesis' ? 'school' : type === 'techreport' ? 'institution' : 'publisher',
      latexOr(reference.publisher),
    ],
    ['address', latexOr(reference.place)],
    ['doi', latexOr(reference.doi)],
    ['url', reference.doi === undefined ? latexOr(linkOf(reference)) : undefined],
    ['keywords', latexOr(reference.keywords?.join(', '))],
  ]
  const lines = fields.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`  ${name} = {${value}},`],
  )
  return [`@${type}{${reference.id},`, ...lines, '}', ''].join('\n')
}

const latexOr = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : latex(text)

const latexSpecial: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '%': '\\%',
  '&': '\\&',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
}

const latex = (text: string): string =>
  oneLine(text).replace(/[\\{}%&$#_~^]/g, (character) => latexSpecial[character] ?? character)

/** CSL-JSON items, one an entry. */
export function writeCslJson(references: readonly Reference[]): string {
  return `${JSON.stringify(references.map(cslItem), undefined, 1)}\n`
}

function cslName(text: string): Readonly<Record<string, string>> {
  const name = text.startsWith('{') ? undefined : parseName(text)
  if (name === undefined || 'literal' in name) return { literal: bare(text) }
  const { family, given, particle, suffix } = name
  return {
    family: oneLine(family),
    ...(given === undefined ? {} : { given: oneLine(given) }),
    ...(particle === undefined ? {} : { 'non-dropping-particle': oneLine(particle) }),
    ...(suffix === undefined ? {} : { suffix: oneLine(suffix) }),
  }
}

function cslItem(reference: Reference): Readonly<Record<string, unknown>> {
  const url = linkOf(reference)
  return {
    id: reference.id,
    type: typeNames[reference.type][2],
    ...(reference.title === undefined ? {} : { title: oneLine(reference.title) }),
    ...(reference.authors.length === 0 ? {} : { author: reference.authors.map(cslName) }),
    ...(reference.editors === undefined ? {} : { editor: reference.editors.map(cslName) }),
    ...(reference.year === undefined ? {} : { issued: { 'date-parts': [[reference.year]] } }),
    ...(reference.container === undefined ? {} : { 'container-title': oneLine(reference.container) }),
    ...(reference.volume === undefined ? {} : { volume: reference.volume }),
    ...(reference.issue === undefined ? {} : { issue: reference.issue }),
    ...(reference.pages === undefined ? {} : { page: reference.pages }),
    ...(reference.publisher === undefined ? {} : { publisher: oneLine(reference.publisher) }),
    ...(reference.place === undefined ? {} : { 'publisher-place': oneLine(reference.place) }),
    ...(reference.doi === undefined ? {} : { DOI: reference.doi }),
    ...(url === undefined || reference.doi !== undefined ? {} : { URL: url }),
    ...(reference.pmid === undefined ? {} : { PMID: reference.pmid }),
    ...(reference.isbn === undefined ? {} : { ISBN: reference.isbn }),
    ...(reference.issn === undefined ? {} : { ISSN: reference.issn }),
    ...(reference.keywords === undefined ? {} : { keyword: reference.keywords.join(', ') }),
    ...(reference.language === undefined ? {} : { language: reference.language }),
  }
}

/**
 * CSV after RFC 4180 in UTF-8 with CRLF line ends. A cell that a spreadsheet would take for a formula (it begins with
 * = + - @, a tab or a line break) gets an apostrophe before it; numbers stay numbers.
 */
export function writeCsv(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}

function csvCell(value: string | number | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r\n＝＋－＠]/u.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The plain columns of a reference, for tables. */
export const referenceColumns = [
  'report_id',
  'authors',
  'year',
  'title',
  'container',
  'volume',
  'issue',
  'pages',
  'doi',
  'url',
  'type',
] as const

export function referenceCells(reference: Reference): readonly (string | number | undefined)[] {
  const { id, authors, year, title, container, volume, issue, pages, doi, type } = reference
  return [
    id,
    authors.map(bare).join('; '),
    year,
    title,
    container,
    volume,
    issue,
    pages,
    doi,
    linkOf(reference),
    type,
  ]
}
