import { parseDoi, parseIsbn, parseOpenAlex, parsePmid } from '../domain/identifier.ts'
import { parseName } from '../domain/person-name.ts'
import type { ParsedRecord, RecordType } from '../domain/record.ts'
import { distinct, entryOf, expandPages, issns, optional, parseDate } from './bibliography.ts'
import { fieldsAt, type Fields, parseObject, textAt } from './json-fields.ts'
import { arrayItems } from './json-items.ts'
import { readItems, recordBase, unexpectedBody } from './page.ts'
import {
  type CitedWork,
  emptyPage,
  type Entry,
  failedPage,
  type HarvestRequest,
  type Page,
} from './source.ts'

/**
 * OpenCitations, https://api.opencitations.net: an index of who cites whom (Index, v2) and what those works are
 * (Meta, v1). It does not search, so it is no source of a harvest; citation chasing asks it by DOI or PMID. One
 * answer holds the whole list. Bodies of the older COCI v1 are read too.
 */
export const openCitations = {
  name: 'opencitations',
  label: 'OpenCitations',
  baseUrl: 'https://api.opencitations.net',
  access: { key: { in: 'header', name: 'authorization', environment: 'OPENCITATIONS_TOKEN' } },
  // 180 a minute.
  pace: () => ({ intervalMs: 340, concurrency: 1, window: { requests: 3, ms: 1000 } }),
  /** Works that cite (`citations`) or are cited by (`references`) one work. */
  request: (direction: 'citations' | 'references', work: CitedWork, baseUrl?: string): HarvestRequest => {
    const id = work.doi === undefined ? `pmid:${work.pmid ?? ''}` : `doi:${work.doi}`
    const base = baseUrl ?? openCitations.baseUrl
    return { method: 'GET', url: `${base}/index/v2/${direction}/${encodeURI(id)}`, isRepeatable: true }
  },
  /** How many works cite, or are cited by, one work. */
  countRequest: (
    direction: 'citations' | 'references',
    work: CitedWork,
    baseUrl?: string,
  ): HarvestRequest => {
    const { url, ...rest } = openCitations.request(direction, work, baseUrl)
    const counted = direction === 'citations' ? 'citation-count' : 'reference-count'
    return { ...rest, url: url.replace(`/v2/${direction}/`, `/v2/${counted}/`) }
  },
  /** Metadata records of the Meta service. */
  parse(body: string, { status = 200 }: { readonly status?: number } = {}): Page {
    const items = status < 400 ? arrayItems(body, []) : undefined
    if (items === undefined) {
      const fields = parseObject(body)
      if (fields !== undefined && status < 400) return emptyPage({ kind: 'other' })
      if (status === 401 || status === 403)
        return failedPage('access', `opencitations refused the request: status ${status}.`)
      return unexpectedBody('opencitations', body, status)
    }
    if (items.length > 0 && items.every((item) => /"(?:oci|citing|cited)"\s*:/.test(item)))
      return emptyPage({ kind: 'other' })
    return emptyPage({ ...readItems('opencitations', items, readMetadata), total: items.length })
  },
} as const

export interface CitationLink {
  readonly citing: CitedWork
  readonly cited: CitedWork
  /** When the citing work appeared, as given: `2018`, `2017-08`. */
  readonly date?: string
}

/** The number in an answer to `countRequest`: `[{"count":"12"}]`. */
export function readCount(body: string): number | undefined {
  const parsed = parseObject(`{"list":${body}}`)
  const count = Number(textAt(fieldsAt(parsed, 'list')[0], 'count') ?? Number.NaN)
  return Number.isInteger(count) ? count : undefined
}

/** The citations of an Index answer: v1 has bare DOIs, v2 blank-separated lists such as `omid:… doi:… pmid:…`. */
export function readCitations(body: string): readonly CitationLink[] | undefined {
  const parsed = parseObject(`{"list":${body}}`)
  if (parsed === undefined || !Array.isArray(parsed['list'])) return undefined
  return fieldsAt(parsed, 'list').flatMap((item) => {
    const citing = workOf(textAt(item, 'citing'))
    const cited = workOf(textAt(item, 'cited'))
    if (citing === undefined || cited === undefined) return []
    return [{ citing, cited, ...optional('date', textAt(item, 'creation')) }]
  })
}

function workOf(text: string | undefined): CitedWork | undefined {
  if (text === undefined) return undefined
  const parts = text.split(/\s+/)
  const valued = (prefix: string): string | undefined =>
    parts.find((part) => part.startsWith(prefix))?.slice(prefix.length)
  const work: CitedWork = {
    ...optional('doi', parseDoi(valued('doi:') ?? text)),
    ...optional('pmid', parsePmid(valued('pmid:') ?? '')),
    ...optional('openalex', parseOpenAlex(valued('openalex:') ?? '')),
    ...optional('other', valued('omid:')),
  }
  return Object.keys(work).length === 0 ? undefined : work
}

const types: Readonly<Record<string, RecordType>> = {
  'journal article': 'article',
  'book chapter': 'chapter',
  book: 'book',
  monograph: 'book',
  'proceedings article': 'conference-paper',
  dissertation: 'thesis',
  report: 'report',
  dataset: 'dataset',
  'posted content': 'preprint',
}

function readMetadata(item: Fields, raw: string): Entry {
  const ids = textAt(item, 'id') ?? ''
  const doi = parseDoi(textAt(item, 'doi') ?? ids)
  const venue = textAt(item, 'venue') ?? textAt(item, 'source_title')
  const link = textAt(item, 'oa_link')
  const listed = (name: string): readonly CitedWork[] =>
    (textAt(item, name) ?? '').split(/;\s*/).flatMap((text) => {
      const cited = parseDoi(text)
      return cited === undefined ? [] : [{ doi: cited }]
    })
  const record: ParsedRecord = {
    ...recordBase('opencitations', raw),
    ...optional('sourceKey', doi ?? /omid:\S+/.exec(ids)?.[0]),
    type: types[textAt(item, 'type') ?? ''] ?? 'other',
    ...optional('title', textAt(item, 'title')),
    authors: people(textAt(item, 'author')),
    ...optional('editors', people(textAt(item, 'editor'))),
    ...optional('date', parseDate(textAt(item, 'pub_date') ?? textAt(item, 'year'))),
    ...optional('container', venue?.replaceAll(/\s*\[[^\]]*\]/g, '')),
    ...optional('volume', textAt(item, 'volume')),
    ...optional('issue', textAt(item, 'issue')),
    ...optional('pages', expandPages(textAt(item, 'page'))),
    ...optional('publisher', textAt(item, 'publisher')?.replaceAll(/\s*\[[^\]]*\]/g, '')),
    identifiers: {
      ...optional('doi', doi),
      ...optional('pmid', parsePmid(/pmid:(\d+)/.exec(ids)?.[1] ?? '')),
      ...optional(
        'issn',
        issns(`${venue ?? ''} ${textAt(item, 'source_id') ?? ''}`.match(/issn:\S{8,9}/g) ?? []),
      ),
      ...optional(
        'isbn',
        distinct((venue?.match(/isbn:[\dX-]+/g) ?? []).flatMap((id) => parseIsbn(id) ?? [])),
      ),
    },
  }
  const citedBy = textAt(item, 'citation_count')
  return entryOf(record, {
    references: listed('reference'),
    fullTexts: link === undefined ? [] : [{ url: link, isOpen: true }],
    ...optional('citedBy', citedBy === undefined ? undefined : Number(citedBy)),
  })
}

/** "Family, Given [orcid:…]; Family, Given". */
const people = (text: string | undefined): ParsedRecord['authors'] =>
  (text ?? '').split(/;\s*/).flatMap((name) => parseName(name.replaceAll(/\s*\[[^\]]*\]/g, '')) ?? [])
