import { isGroup, type PersonName } from '../domain/person-name.ts'
import type { PublicationDate } from '../domain/record.ts'
import { cslTypeOf } from './csl-types.ts'
import type { WritableRecord } from './format.ts'
import { protectText } from './text-value.ts'

/** A CSL-JSON item as plain data. */
export type CslItem = Readonly<Record<string, unknown>>

/** A CSL-JSON array, one item a line. */
export function* writeCslJson(records: Iterable<WritableRecord>): Iterable<string> {
  let before = '[\n'
  for (const record of records) {
    yield before + JSON.stringify(cslItem(record))
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

/** Records as JSON lines, a CSL-JSON item a line. */
export function* writeJsonLines(records: Iterable<WritableRecord>): Iterable<string> {
  for (const record of records) yield `${JSON.stringify(cslItem(record))}\n`
}

/** One record as a CSL-JSON item; what CSL has no place for under `custom.lacuna`. */
export function cslItem(record: WritableRecord): CslItem {
  const { identifiers } = record
  const custom = {
    type: record.type,
    keywords: record.keywords?.map(safe),
    urls: record.urls,
    notes: record.notes?.map(safe),
    alternativeTitles: record.alternativeTitles?.map(safe),
    accession: identifiers.accession,
    openalex: identifiers.openalex,
    articleNumber: record.articleNumber,
    // CSL has no date without a year.
    date: record.date?.year === undefined ? record.date : undefined,
    decision: record.decision,
    unknown: record.unknown,
  }
  return {
    id: record.key,
    type: cslTypeOf[record.type],
    title: safe(record.title),
    author: record.authors.length === 0 ? undefined : record.authors.map(cslName),
    editor:
      record.editors === undefined || record.editors.length === 0 ? undefined : record.editors.map(cslName),
    issued: cslDate(record.date),
    'container-title': safe(record.container),
    'container-title-short': safe(record.containerShort),
    volume: record.volume,
    issue: record.issue,
    page: record.pages,
    publisher: safe(record.publisher),
    'publisher-place': safe(record.place),
    edition: safe(record.edition),
    'collection-title': safe(record.series),
    DOI: identifiers.doi,
    PMID: identifiers.pmid,
    PMCID: identifiers.pmcid,
    ISSN: identifiers.issn?.join(', '),
    ISBN: identifiers.isbn?.join(', '),
    URL: record.urls?.[0],
    abstract: safe(record.abstract),
    keyword: record.keywords?.map(safe).join(', '),
    language: record.language,
    custom: { lacuna: custom },
  }
}

function cslName(name: PersonName): CslItem {
  if (isGroup(name)) return { literal: name.literal }
  return {
    family: name.family,
    given: name.given,
    'non-dropping-particle': name.particle,
    suffix: name.suffix,
  }
}

function cslDate(date: PublicationDate | undefined): CslItem | undefined {
  if (date?.year === undefined) return undefined
  const parts = [date.year, date.month, date.day].filter((part) => part !== undefined)
  return { 'date-parts': [parts], season: date.season }
}

/** Text whose literal `&lt;` the reader must not decode. */
const safe = <T extends string | undefined>(text: T): T =>
  text === undefined ? text : (protectText(text) as T)
