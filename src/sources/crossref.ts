import type { FullTextLink } from '../domain/record.ts'
import { parseDoi, parseIsbn } from '../domain/identifier.ts'
import type { AnnouncedNotice } from '../domain/notice.ts'
import { parseName, type PersonName } from '../domain/person-name.ts'
import type { ParsedRecord, PublicationDate, RecordType } from '../domain/record.ts'
import { dateOf, distinct, entryOf, expandPages, issns, nameOf, optional } from './bibliography.ts'
import { halvesByDay } from './dates.ts'
import { countAt, field, fieldsAt, type Fields, listAt, parseObject, textAt, textsAt } from './json-fields.ts'
import { arrayItems, valueText } from './json-items.ts'
import { plainLine, plainText } from './markup.ts'
import { readItems, recordBase, unexpectedBody, urlWith } from './page.ts'
import { toCrossref } from './query/dialects/crossref.ts'
import {
  type CitedWork,
  emptyPage,
  type Entry,
  failedPage,
  type Page,
  type RetractionNotice,
  type Slice,
  type Source,
} from './source.ts'

/**
 * Crossref works, https://api.crossref.org. The server keeps the place of a cursor: the same string comes back on
 * every page while the items differ, and it dies after five minutes. So a lost answer cannot be asked for again;
 * the slice is restarted, and slices are kept small by the day a DOI was created, which every record has.
 */
export const crossref: Source = {
  name: 'crossref',
  label: 'Crossref',
  baseUrl: 'https://api.crossref.org',
  access: {
    key: {
      in: 'header',
      name: 'Crossref-Plus-API-Token',
      prefix: 'Bearer ',
      environment: 'CROSSREF_PLUS_TOKEN',
    },
    contact: { parameter: 'mailto', isRequired: true, mayBeForced: true },
  },
  paging: { size: 500, maximumSize: 1000, comfortable: 10_000, isRepeatable: false, cursorMoves: false },
  // Lists: 3 a second for those who say who they are, else 1 at a time.
  pace: ({ hasContact }) =>
    hasContact
      ? { intervalMs: 340, concurrency: 1, window: { requests: 3, ms: 1000 } }
      : { intervalMs: 1000, concurrency: 1, window: { requests: 1, ms: 1000 } },
  translate: toCrossref,
  plan: (translation, { since, today }) => {
    const filter = [translation.parameters['filter'], since === undefined ? '' : `from-index-date:${since}`]
    const joined = filter.filter((part) => part !== undefined && part !== '').join(',')
    return [
      {
        id: 'all',
        parameters: { ...translation.parameters, ...(joined === '' ? {} : { filter: joined }) },
        range: { from: '2002-07-25', to: today },
      },
    ]
  },
  split: halvesByDay,
  request: (slice, position, settings) => ({
    method: 'GET',
    url: urlWith(`${settings.baseUrl ?? crossref.baseUrl}/works`, {
      ...slice.parameters,
      ...optional('filter', filterOf(slice)),
      rows: settings.pageSize ?? crossref.paging.size,
      cursor: typeof position === 'string' ? position : '*',
    }),
    isRepeatable: position === undefined,
  }),
  parse(body, { pageSize = crossref.paging.size, status = 200 }): Page {
    const items = status < 400 ? arrayItems(body, ['message', 'items']) : undefined
    if (items === undefined) return parseOther(body, status)
    if (valueText(body, ['message-type']) !== '"work-list"') return emptyPage({ kind: 'other' })
    const page = readItems('crossref', items, readWork)
    const cursor = parseText(valueText(body, ['message', 'next-cursor']))
    const rows = countAt({ rows: Number(valueText(body, ['message', 'items-per-page']) ?? pageSize) }, 'rows')
    const isLast = items.length === 0 || items.length < (rows ?? pageSize)
    return emptyPage({
      ...page,
      ...optional('total', numberIn(valueText(body, ['message', 'total-results']))),
      ...optional('next', isLast ? undefined : cursor),
    })
  },
}

/** An open slice needs no dates: only one that was cut has them. */
function filterOf(slice: Slice): string | undefined {
  const given = slice.parameters['filter']
  if (slice.id === 'all' || slice.range === undefined) return given
  const dates = `from-created-date:${slice.range.from},until-created-date:${slice.range.to}`
  return given === undefined ? dates : `${given},${dates}`
}

const parseText = (json: string | undefined): string | undefined =>
  json === undefined ? undefined : textAt(parseObject(`{"value":${json}}`), 'value')
const numberIn = (json: string | undefined): number | undefined =>
  json !== undefined && /^\d+$/.test(json) ? Number(json) : undefined

function parseOther(body: string, status: number): Page {
  const fields = parseObject(body)
  if (fields === undefined) return unexpectedBody('crossref', body, status)
  if (textAt(fields, 'status') === 'failed' || status >= 400) {
    const details = [
      ...fieldsAt(fields, 'message'),
      ...[field(fields, 'message')].filter((one) => one !== undefined),
    ]
    const said = details.map((detail) => textAt(detail, 'message') ?? textAt(detail, 'type') ?? '').join('; ')
    const message = `crossref refused the request: ${said === '' ? `status ${status}` : said}.`
    if (/cursor/i.test(said)) return failedPage('cursor', message)
    if (status === 404) return failedPage('missing', message)
    return failedPage(status === 429 || status >= 500 ? 'temporary' : 'query', message)
  }
  if (textAt(fields, 'message-type') !== 'work') return emptyPage({ kind: 'other' })
  const raw = valueText(body, ['message'])
  return raw === undefined
    ? unexpectedBody('crossref', body, status)
    : emptyPage({ ...readItems('crossref', [raw], readWork), total: 1 })
}

const types: Readonly<Record<string, RecordType>> = {
  'journal-article': 'article',
  'book-chapter': 'chapter',
  'book-section': 'chapter',
  'book-part': 'chapter',
  'book-track': 'chapter',
  'reference-entry': 'chapter',
  book: 'book',
  monograph: 'book',
  'reference-book': 'book',
  'edited-book': 'edited-book',
  'proceedings-article': 'conference-paper',
  dissertation: 'thesis',
  report: 'report',
  'report-component': 'report',
  'posted-content': 'preprint',
  dataset: 'dataset',
  component: 'other',
}

function readWork(work: Fields, raw: string): Entry {
  const doi = parseDoi(textAt(work, 'DOI') ?? '')
  const [title, ...moreTitles] = textsAt(work, 'title').flatMap((text) => plainLine(text) ?? [])
  const [subtitle] = textsAt(work, 'subtitle').flatMap((text) => plainLine(text) ?? [])
  const originals = textsAt(work, 'original-title').flatMap((text) => plainLine(text) ?? [])
  const isSaid = subtitle === undefined || (title ?? '').toLowerCase().includes(subtitle.toLowerCase())
  const urls = [textAt(work, 'URL'), textAt(field(field(work, 'resource'), 'primary'), 'URL')]
  const record: ParsedRecord = {
    ...recordBase('crossref', raw),
    ...optional('sourceKey', doi),
    type: typeOf(work),
    ...optional('title', title === undefined || isSaid ? title : `${title}: ${subtitle}`),
    ...optional(
      'alternativeTitles',
      distinct([...moreTitles, ...originals].filter((text) => text !== title)),
    ),
    authors: fieldsAt(work, 'author').flatMap(contributor),
    ...optional('editors', fieldsAt(work, 'editor').flatMap(contributor)),
    ...optional('date', dateIn(work)),
    ...optional('container', plainLine(textsAt(work, 'container-title')[0])),
    ...optional('containerShort', plainLine(textsAt(work, 'short-container-title')[0])),
    ...optional('volume', textAt(work, 'volume')),
    ...optional('issue', textAt(work, 'issue')),
    ...optional('pages', expandPages(textAt(work, 'page'))),
    ...optional('articleNumber', textAt(work, 'article-number')),
    ...optional('publisher', textAt(work, 'publisher')),
    ...optional('place', textAt(work, 'publisher-location')),
    ...optional('edition', textAt(work, 'edition-number')),
    ...optional('series', plainLine(textsAt(work, 'container-title')[1])),
    identifiers: {
      ...optional('doi', doi),
      ...optional('issn', issns(textsAt(work, 'ISSN'))),
      ...optional('isbn', distinct(textsAt(work, 'ISBN').flatMap((text) => parseIsbn(text) ?? []))),
    },
    ...optional('abstract', withoutHeading(plainText(textAt(work, 'abstract')))),
    ...optional('keywords', textsAt(work, 'subject')),
    ...optional('language', textAt(work, 'language')),
    ...optional('urls', distinct(urls.filter((url) => url !== undefined))),
    ...optional('announces', announced(work)),
    ...optional('unknown', extras(work)),
  }
  return entryOf(record, {
    references: fieldsAt(work, 'reference').flatMap(reference),
    retractions: notices(work),
    fullTexts: fullTexts(work),
    ...optional('citedBy', countAt(work, 'is-referenced-by-count')),
  })
}

function typeOf(work: Fields): RecordType {
  const type = textAt(work, 'type') ?? ''
  if (type === 'posted-content' && textAt(work, 'subtype') !== 'preprint') return 'other'
  return types[type] ?? 'other'
}

/** JATS abstracts open with a title "Abstract", which says nothing. */
const withoutHeading = (text: string | undefined): string | undefined =>
  text?.replace(/^abstract\s*[:.]?\n/i, '')

function contributor(person: Fields): readonly PersonName[] {
  const suffix = textAt(person, 'suffix')
  const group = textAt(person, 'name')
  if (group !== undefined) return [{ literal: plainLine(group) ?? group }]
  const family = plainLine(textAt(person, 'family'))
  const given = plainLine(textAt(person, 'given'))
  const name = nameOf(family, given, suffix) ?? parseName(textAt(person, 'literal') ?? '')
  return name === undefined ? [] : [name]
}

/** The earliest publication; `[[null]]` is how Crossref says that it does not know. */
function dateIn(work: Fields): PublicationDate | undefined {
  for (const name of [
    'published',
    'issued',
    'published-print',
    'published-online',
    'published-other',
    'posted',
  ]) {
    const first = listAt(field(work, name), 'date-parts')[0]
    const [year, month, day] = Array.isArray(first) ? first.map(Number) : []
    const date = year === undefined ? undefined : dateOf(year, month, day)
    if (date !== undefined) return date
  }
  return undefined
}

function reference(item: Fields): readonly CitedWork[] {
  const doi = parseDoi(textAt(item, 'DOI') ?? '')
  const parts = ['author', 'year', 'article-title', 'volume-title', 'journal-title', 'volume', 'first-page']
  const said = parts.flatMap((name) => textAt(item, name) ?? []).join(', ')
  const text = textAt(item, 'unstructured') ?? (said === '' ? undefined : said)
  return doi === undefined && text === undefined
    ? []
    : [{ ...optional('doi', doi), ...optional('text', text) }]
}

const kinds: Readonly<Record<string, RetractionNotice['kind']>> = {
  retraction: 'retraction',
  partial_retraction: 'retraction',
  withdrawal: 'retraction',
  removal: 'retraction',
  expression_of_concern: 'concern',
  correction: 'correction',
  corrigendum: 'correction',
  erratum: 'correction',
}

/**
 * What happened to this work since. The publisher and Retraction Watch may each report one event: entries with the
 * same kind and date are one notice, and the publisher is named. A work that is its own update is a new version.
 */
function notices(work: Fields): readonly RetractionNotice[] {
  const own = parseDoi(textAt(work, 'DOI') ?? '')
  const found = new Map<string, RetractionNotice>()
  for (const update of fieldsAt(work, 'updated-by')) {
    const word = textAt(update, 'type') ?? 'update'
    const doi = parseDoi(textAt(update, 'DOI') ?? '')
    const kind = kinds[word] ?? 'other'
    if (kind === 'other' && doi === own) continue
    const date = textAt(field(update, 'updated'), 'date-time')?.slice(0, 10)
    const source = textAt(update, 'source') ?? 'publisher'
    const event = `${kind} ${doi ?? date ?? ''}`
    if (found.has(event) && source !== 'publisher') continue
    found.set(event, {
      kind,
      source,
      word,
      ...optional('date', date),
      ...(doi === undefined ? {} : { notice: { doi } }),
    })
  }
  return [...found.values()]
}

/** What this work is a notice about. */
const announced = (work: Fields): readonly AnnouncedNotice[] =>
  fieldsAt(work, 'update-to').flatMap((update): readonly AnnouncedNotice[] => {
    const doi = parseDoi(textAt(update, 'DOI') ?? '')
    const kind = kinds[textAt(update, 'type') ?? ''] ?? 'other'
    return doi === undefined || kind === 'other' || doi === parseDoi(textAt(work, 'DOI') ?? '')
      ? []
      : [{ kind, doi }]
  })

function fullTexts(work: Fields): readonly FullTextLink[] {
  const open = fieldsAt(work, 'license').find((item) => /creativecommons/i.test(textAt(item, 'URL') ?? ''))
  return fieldsAt(work, 'link').flatMap((link): readonly FullTextLink[] => {
    const url = textAt(link, 'URL')
    const type = textAt(link, 'content-type') ?? ''
    if (url === undefined || textAt(link, 'intended-application') === 'similarity-checking') return []
    return [
      {
        url,
        ...(type.endsWith('pdf') ? { format: 'pdf' as const } : {}),
        ...(type.endsWith('html') ? { format: 'html' as const } : {}),
        isOpen: open !== undefined,
        ...optional('licence', textAt(open, 'URL')),
        ...optional('version', textAt(link, 'content-version')),
      },
    ]
  })
}

function extras(work: Fields): Record<string, readonly string[]> | undefined {
  const found: Record<string, readonly string[]> = {}
  const keep = (name: string, values: readonly string[]): void => {
    if (values.length > 0) found[name] = values
  }
  keep('type', textsAt(work, 'type'))
  keep(
    'license',
    fieldsAt(work, 'license').flatMap((item) => textAt(item, 'URL') ?? []),
  )
  const count = textAt(work, 'is-referenced-by-count')
  keep('is-referenced-by-count', count === undefined ? [] : [count])
  const orcids = fieldsAt(work, 'author').map((person) => textAt(person, 'ORCID') ?? '')
  keep('orcid', orcids.some((orcid) => orcid !== '') ? orcids : [])
  const updates = fieldsAt(work, 'update-to').flatMap((item) => {
    const doi = textAt(item, 'DOI')
    return doi === undefined ? [] : [`${textAt(item, 'type') ?? 'update'} of ${doi}`]
  })
  keep('update-to', updates)
  return Object.keys(found).length === 0 ? undefined : found
}
