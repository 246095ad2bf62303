import type { FullTextLink } from '../domain/record.ts'
import { parseDoi, parseOpenAlex, parsePmcid, parsePmid } from '../domain/identifier.ts'
import { parseName, type PersonName } from '../domain/person-name.ts'
import type { ParsedRecord, RecordType } from '../domain/record.ts'
import { dateOf, entryOf, issns, optional, pageRange, parseDate, distinct } from './bibliography.ts'
import {
  asFields,
  countAt,
  field,
  fieldsAt,
  type Fields,
  listAt,
  parseObject,
  textAt,
  textsAt,
} from './json-fields.ts'
import { arrayItems, valueText } from './json-items.ts'
import { plainLine } from './markup.ts'
import { readItems, recordBase, unexpectedBody, urlWith } from './page.ts'
import { toOpenAlex } from './query/dialects/openalex.ts'
import { type Entry, failedPage, emptyPage, type Page, type Source } from './source.ts'

/**
 * OpenAlex works, https://developers.openalex.org. Cursor paging until `next_cursor` is null. Since 2026 a key is
 * needed for paging (401 without) and use is billed per day: the meter is read from `x-ratelimit-*` headers.
 * Filters for changed records are part of the paid plan only, so an update asks for everything and compares.
 */
export const openAlex: Source = {
  name: 'openalex',
  label: 'OpenAlex',
  baseUrl: 'https://api.openalex.org',
  access: {
    key: { in: 'query', name: 'api_key', environment: 'OPENALEX_API_KEY' },
    contact: { parameter: 'mailto', isRequired: false },
  },
  paging: { size: 100, maximumSize: 100, isRepeatable: true, cursorMoves: true },
  pace: () => ({ intervalMs: 110, concurrency: 2 }),
  translate: toOpenAlex,
  plan: (translation) => [{ id: 'all', parameters: translation.parameters }],
  request: (slice, position, settings) => ({
    method: 'GET',
    url: urlWith(`${settings.baseUrl ?? openAlex.baseUrl}/works`, {
      ...slice.parameters,
      per_page: settings.pageSize ?? openAlex.paging.size,
      cursor: typeof position === 'string' ? position : '*',
    }),
    isRepeatable: true,
  }),
  parse(body, { status = 200 }): Page {
    const items = status < 400 ? arrayItems(body, ['results']) : undefined
    if (items === undefined) return parseOther(body, status)
    const meta = parseObject(valueText(body, ['meta']) ?? '')
    if (items.length > 0 && items.every(isOtherEntity)) return emptyPage({ kind: 'other' })
    const page = readItems('openalex', items, readWork)
    return emptyPage({
      ...page,
      ...optional('total', countAt(meta, 'count')),
      ...optional('next', textAt(meta, 'next_cursor')),
    })
  },
}

/** Authors, sources, topics: their ids do not begin with W. */
function isOtherEntity(item: string): boolean {
  const id = valueText(item, ['id'])
  return id?.startsWith('"') === true && !/^"(?:https:\/\/openalex\.org\/)?W\d/i.test(id)
}

function parseOther(body: string, status: number): Page {
  const fields = parseObject(body)
  if (fields === undefined) return unexpectedBody('openalex', body, status)
  const error = textAt(fields, 'error')
  if (error !== undefined || status >= 400) {
    const message = `openalex refused the request: ${textAt(fields, 'message') ?? error ?? `status ${status}`}.`
    if (status === 401 || status === 403 || /api key/i.test(error ?? '')) return failedPage('access', message)
    if (status === 404) return failedPage('missing', message)
    return failedPage(status === 429 || status >= 500 ? 'temporary' : 'query', message)
  }
  if (parseOpenAlex(textAt(fields, 'id') ?? '') === undefined) return emptyPage({ kind: 'other' })
  return emptyPage({ ...readItems('openalex', [body.trim()], readWork), total: 1 })
}

const types: Readonly<Record<string, RecordType>> = {
  article: 'article',
  review: 'review',
  book: 'book',
  'book-chapter': 'chapter',
  dissertation: 'thesis',
  report: 'report',
  preprint: 'preprint',
  editorial: 'editorial',
  letter: 'letter',
  erratum: 'erratum',
  retraction: 'erratum',
  dataset: 'dataset',
}

function readWork(work: Fields, raw: string): Entry {
  const ids = field(work, 'ids')
  const id = parseOpenAlex(textAt(work, 'id') ?? textAt(ids, 'openalex') ?? '')
  const location = field(work, 'primary_location')
  const source = field(location, 'source')
  const biblio = field(work, 'biblio')
  const doi = parseDoi(textAt(work, 'doi') ?? textAt(ids, 'doi') ?? '')
  const landing = textAt(location, 'landing_page_url')
  const record: ParsedRecord = {
    ...recordBase('openalex', raw),
    ...optional('sourceKey', id),
    type: types[textAt(work, 'type') ?? ''] ?? 'other',
    ...optional('title', plainLine(textAt(work, 'title') ?? textAt(work, 'display_name'))),
    authors: fieldsAt(work, 'authorships').flatMap(authorName),
    ...optional(
      'date',
      parseDate(textAt(work, 'publication_date')) ?? dateOf(countAt(work, 'publication_year') ?? 0),
    ),
    ...optional('container', textAt(source, 'display_name')),
    ...optional('volume', textAt(biblio, 'volume')),
    ...optional('issue', textAt(biblio, 'issue')),
    ...optional('pages', pageRange(textAt(biblio, 'first_page'), textAt(biblio, 'last_page'))),
    ...optional('publisher', textAt(source, 'host_organization_name')),
    identifiers: {
      ...optional('doi', doi),
      ...optional('pmid', parsePmid(textAt(ids, 'pmid') ?? '')),
      ...optional('pmcid', pmcidOf(textAt(ids, 'pmcid'))),
      ...optional('openalex', id),
      ...optional('issn', issns([...textsAt(source, 'issn'), textAt(source, 'issn_l')])),
    },
    ...optional('abstract', abstractOf(field(work, 'abstract_inverted_index'))),
    ...optional('keywords', keywordsOf(work)),
    ...optional('language', textAt(work, 'language')),
    ...optional('urls', landing === undefined ? undefined : [landing]),
    ...optional('unknown', extras(work)),
  }
  return entryOf(record, {
    references: textsAt(work, 'referenced_works').flatMap((url) => {
      const openalex = parseOpenAlex(url)
      return openalex === undefined ? [] : [{ openalex }]
    }),
    retractions:
      work['is_retracted'] === true ? [{ kind: 'retraction', source: 'openalex', word: 'is_retracted' }] : [],
    fullTexts: fullTexts(work),
    ...optional('citedBy', countAt(work, 'cited_by_count')),
  })
}

/** The ids give a PMCID as a URL that ends in the bare digits. */
function pmcidOf(text: string | undefined): string | undefined {
  const digits = /\/articles\/(?:PMC)?(\d+)\/?$/.exec(text ?? '')?.[1]
  return digits === undefined ? parsePmcid(text ?? '') : `PMC${digits}`
}

function authorName(authorship: Fields): readonly PersonName[] {
  const text = textAt(field(authorship, 'author'), 'display_name') ?? textAt(authorship, 'raw_author_name')
  const name = text === undefined ? undefined : parseName(text)
  return name === undefined ? [] : [name]
}

/** The abstract rebuilt from its inverted index: each word with the positions where it stands. */
function abstractOf(index: Fields | undefined): string | undefined {
  if (index === undefined) return undefined
  const words: string[] = []
  for (const [word, positions] of Object.entries(index)) {
    if (!Array.isArray(positions)) continue
    for (const position of positions) {
      if (Number.isInteger(position) && position >= 0 && position < 100_000) words[position as number] = word
    }
  }
  return plainLine(words.filter((word) => word !== undefined).join(' '))
}

function keywordsOf(work: Fields): readonly string[] {
  const keywords = listAt(work, 'keywords').flatMap((item) => {
    const text = typeof item === 'string' ? item : textAt(asFields(item), 'display_name')
    return text === undefined ? [] : [text]
  })
  const headings = fieldsAt(work, 'mesh').flatMap((item) => textAt(item, 'descriptor_name') ?? [])
  return distinct([...keywords, ...headings])
}

function extras(work: Fields): Record<string, readonly string[]> | undefined {
  const topics = fieldsAt(work, 'topics').flatMap((topic) => textAt(topic, 'display_name') ?? [])
  const found: Record<string, readonly string[]> = {}
  const keep = (name: string, value: string | undefined): void => {
    if (value !== undefined) found[name] = [value]
  }
  keep('type', textAt(work, 'type'))
  keep('cited_by_count', textAt(work, 'cited_by_count'))
  keep('license', textAt(field(work, 'primary_location'), 'license'))
  keep('oa_status', textAt(field(work, 'open_access'), 'oa_status'))
  if (work['is_retracted'] === true) found['is_retracted'] = ['true']
  if (topics.length > 0) found['topics'] = topics
  const orcids = fieldsAt(work, 'authorships').map((item) => textAt(field(item, 'author'), 'orcid') ?? '')
  if (orcids.some((orcid) => orcid !== '')) found['orcid'] = orcids
  return Object.keys(found).length === 0 ? undefined : found
}

function fullTexts(work: Fields): readonly FullTextLink[] {
  const locations = [field(work, 'best_oa_location'), ...fieldsAt(work, 'locations')]
  const links = locations.flatMap((location): readonly FullTextLink[] => {
    const pdf = textAt(location, 'pdf_url')
    const page = textAt(location, 'landing_page_url')
    const url = pdf ?? page
    if (location?.['is_oa'] !== true || url === undefined) return []
    return [
      {
        url,
        format: pdf === undefined ? 'html' : 'pdf',
        isOpen: true,
        ...optional('licence', textAt(location, 'license')),
        ...optional('version', textAt(location, 'version')),
      },
    ]
  })
  return links.filter((link, index) => links.findIndex((other) => other.url === link.url) === index)
}
