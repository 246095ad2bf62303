import type { PublicationDate } from '../domain/record.ts'
import { two } from './dates.ts'
import type { WritableRecord } from './format.ts'
import { writeName } from './names.ts'
import { splitPages } from './pages.ts'
import { decisionNote } from './proposals.ts'
import { risTags, risTypeOf } from './ris-tags.ts'
import { protectText } from './text-value.ts'

/**
 * RIS as Zotero and EndNote read it: CRLF, one line a value, the decision in the first note (some programs show
 * only that one), the PMID first among the accession numbers with PubMed as database, the PMCID in C2.
 */
export function* writeRis(records: Iterable<WritableRecord>): Iterable<string> {
  for (const record of records) yield risEntry(record)
}

function risEntry(record: WritableRecord): string {
  const lines: string[] = [`TY  - ${record.unknown?.['TY']?.[0] ?? risTypeOf[record.type]}`]
  const put = (tag: string, ...values: readonly (string | undefined)[]): void => {
    for (const value of values)
      if (value !== undefined && value !== '') lines.push(`${tag}  - ${oneLine(value)}`)
  }
  const prose = (tag: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') lines.push(`${tag}  - ${continued(value)}`)
  }
  const { identifiers } = record
  const isBook = record.type === 'book' || record.type === 'edited-book'
  put('ID', record.key)
  put('TI', record.title)
  put('TT', ...(record.alternativeTitles ?? []))
  put('AU', ...record.authors.map(writeName))
  put('A2', ...(record.editors ?? []).map(writeName))
  put('PY', record.date?.year === undefined ? undefined : String(record.date.year))
  put('DA', risDate(record.date))
  // A container of a book, and one beside a foreign second title, go where readers do not mistake them.
  put(isBook || record.unknown?.['T2'] !== undefined ? 'JF' : 'T2', record.container)
  put('J2', record.containerShort === record.container ? undefined : record.containerShort)
  put('T3', record.series)
  put('VL', record.volume)
  put('IS', record.issue)
  const { first, last } = splitPages(record.pages ?? '')
  put('SP', first)
  put('EP', last)
  put('C7', record.articleNumber)
  put('PB', record.publisher)
  put('CY', record.place)
  put('ET', record.edition)
  put('LA', record.language)
  put('SN', ...(identifiers.issn ?? []), ...(identifiers.isbn ?? []))
  put('DO', identifiers.doi)
  if (identifiers.pmid !== undefined) {
    put('AN', identifiers.pmid)
    put('DB', 'PubMed')
  }
  put('AN', ...(identifiers.accession ?? []).filter((number) => number !== identifiers.pmid))
  put('C2', identifiers.pmcid)
  if (identifiers.openalex !== undefined) put('UR', `https://openalex.org/${identifiers.openalex}`)
  put('UR', ...(record.urls ?? []))
  prose('AB', record.abstract)
  put('KW', ...(record.keywords ?? []))
  if (record.decision !== undefined) put('N1', decisionNote(record.decision))
  for (const note of record.notes ?? []) prose('N1', note)
  for (const [tag, values] of Object.entries(record.unknown ?? {})) {
    if (isFreeTag(tag)) put(tag, ...values)
  }
  lines.push('ER  - ', '', '')
  return lines.join('\r\n')
}

/** DA only where it says more than PY. */
function risDate(date: PublicationDate | undefined): string | undefined {
  if (date === undefined || (date.month === undefined && date.season === undefined)) return undefined
  const month = date.month === undefined ? '' : two(date.month)
  const day = date.day === undefined ? '' : two(date.day)
  return `${date.year ?? ''}/${month}/${day}/${date.season ?? ''}`
}

/** A tag of two characters that this writer and the reader do not give a meaning of their own. */
const isFreeTag = (tag: string): boolean =>
  /^[A-Z][A-Z0-9]$/.test(tag) &&
  tag !== 'TY' &&
  tag !== 'ER' &&
  tag !== 'DB' &&
  (!(tag in risTags) || /^(?:T2|L[1-3]|C[235])$/.test(tag))

// eslint-disable-next-line no-control-regex
const breaks = /\s*[\u0000-\u001f\u007f\u0085\u2028\u2029]+\s*/g

/** Paragraphs on lines of their own, indented as Web of Science does it. */
const continued = (value: string): string => value.trim().split(/\r?\n/).map(oneLine).join('\r\n   ')

const oneLine = (value: string): string => protectText(value.replace(breaks, ' ').trim())
