import { parseDoi, parseIsbn, parsePmid } from '../domain/identifier.ts'
import { type PersonName, parseName } from '../domain/person-name.ts'
import type { ParsedRecord, RecordType } from '../domain/record.ts'
import { dateOf, distinct, entryOf, expandPages, issns, nameOf, optional, parseDate } from './bibliography.ts'
import { halvesByYear } from './dates.ts'
import { asFields, countAt, field, type Fields, parseObject, textAt } from './json-fields.ts'
import { arrayItems, valueText } from './json-items.ts'
import { plainLine, plainText } from './markup.ts'
import { readItems, recordBase, unexpectedBody, urlWith } from './page.ts'
import { toWos } from './query/dialects/wos.ts'
import { emptyPage, type Entry, failedPage, type Page, type Position, type Source } from './source.ts'

/**
 * Web of Science, Expanded API, https://developer.clarivate.com, for users with a key of their own. The first answer
 * names the query; further pages are asked from it. At most 100,000 records; larger slices are cut by year. A list
 * of one is a bare object there, and so everywhere below.
 */
export const wos: Source = {
  name: 'wos',
  label: 'Web of Science',
  baseUrl: 'https://wos-api.clarivate.com/api/wos',
  access: { key: { in: 'header', name: 'X-ApiKey', isRequired: true, environment: 'WOS_API_KEY' } },
  paging: { size: 100, maximumSize: 100, cap: 100_000, isRepeatable: true, cursorMoves: true },
  pace: () => ({ intervalMs: 500, concurrency: 1, window: { requests: 2, ms: 1000 } }),
  translate: toWos,
  plan: (translation, { since, today }) => [
    {
      id: 'all',
      parameters: {
        usrQuery: translation.parameters['usrQuery'] ?? '',
        ...(since === undefined ? {} : { loadTimeSpan: `${since}+${today}` }),
      },
      range: { from: '1864', to: String(Number(today.slice(0, 4)) + 2) },
    },
  ],
  split: halvesByYear,
  request: (slice, position, settings) => {
    const base = settings.baseUrl ?? wos.baseUrl
    const count = settings.pageSize ?? wos.paging.size
    if (isQuery(position)) {
      const url = urlWith(`${base}/query/${encodeURIComponent(String(position['query']))}`, {
        firstRecord: position['first'],
        count,
      })
      return { method: 'GET', url, isRepeatable: true }
    }
    const { usrQuery = '' } = slice.parameters
    const years =
      slice.range === undefined ? '' : `(${usrQuery}) AND PY=(${slice.range.from}-${slice.range.to})`
    const query = slice.id === 'all' || years === '' ? usrQuery : years
    const parameters = { databaseId: 'WOS', ...slice.parameters, usrQuery: query, count, firstRecord: 1 }
    return { method: 'GET', url: urlWith(`${base}/`, parameters), isRepeatable: true }
  },
  parse(body, { position, status = 200 }): Page {
    const result = parseObject(valueText(body, ['QueryResult']) ?? '')
    const path = ['Records', 'records', 'REC']
    const listed = arrayItems(body, ['Data', ...path]) ?? arrayItems(body, path)
    const single = valueText(body, ['Data', ...path]) ?? valueText(body, path)
    const items = listed ?? (single?.startsWith('{') === true ? [single] : undefined)
    const total =
      countAt(result, 'RecordsFound') ?? (isQuery(position) ? Number(position['total']) : undefined)
    if (status >= 400 || (items === undefined && total !== 0)) return parseError(body, status)
    const query = textAt(result, 'QueryID') ?? (isQuery(position) ? String(position['query']) : undefined)
    const first = isQuery(position) ? Number(position['first']) : 1
    const after = first + (items?.length ?? 0)
    const isMore = (items?.length ?? 0) > 0 && after <= (total ?? 0) && query !== undefined
    return emptyPage({
      ...readItems('wos', items ?? [], readRecord),
      ...optional('total', total),
      ...optional('next', isMore ? { query, first: after, total: total ?? 0 } : undefined),
    })
  },
}

const isQuery = (position: Position | undefined): position is Readonly<Record<string, string | number>> =>
  typeof position === 'object'

function parseError(body: string, status: number): Page {
  const fields = parseObject(body)
  if (fields === undefined) return unexpectedBody('wos', body, status)
  const message = `wos refused the request: ${textAt(fields, 'message') ?? `status ${status}`}.`
  if (status === 401 || status === 403) return failedPage('access', message)
  if (status < 400) return emptyPage({ kind: 'other' })
  return failedPage(status === 429 || status >= 500 ? 'temporary' : 'query', message)
}

/** The members of a list that may be a single object or absent. */
function many(of: Fields | undefined, name: string): readonly Fields[] {
  const value = of?.[name]
  return (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((item) => {
    const fields = asFields(item)
    return fields === undefined ? [] : [fields]
  })
}

function texts(of: Fields | undefined, name: string): readonly string[] {
  const value = of?.[name]
  return (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((item) => {
    const text = typeof item === 'string' ? item : textAt(asFields(item), 'content')
    return text === undefined || text.trim() === '' ? [] : [text.trim()]
  })
}

const types: readonly (readonly [RegExp, RecordType])[] = [
  [/^review$/i, 'review'],
  [/^book review$/i, 'book-review'],
  [/proceedings paper/i, 'conference-paper'],
  [/editorial/i, 'editorial'],
  [/^letter$/i, 'letter'],
  [/correction|retraction/i, 'erratum'],
  [/book chapter/i, 'chapter'],
  [/^book$/i, 'book'],
  [/article|early access/i, 'article'],
]

function readRecord(item: Fields, raw: string): Entry | string {
  const uid = textAt(item, 'UID')
  if (uid === undefined) return 'it has no UID'
  const summary = field(field(item, 'static_data'), 'summary')
  const full = field(field(item, 'static_data'), 'fullrecord_metadata')
  const info = field(summary, 'pub_info')
  const titles = many(field(summary, 'titles'), 'title')
  const title = (type: string): string | undefined =>
    textAt(
      titles.find((one) => textAt(one, 'type') === type),
      'content',
    )
  const cluster = field(field(item, 'dynamic_data'), 'cluster_related')
  const ids = many(field(cluster, 'identifiers'), 'identifier')
  const id = (type: string): readonly (string | undefined)[] =>
    ids.filter((one) => textAt(one, 'type') === type).map((one) => textAt(one, 'value'))
  const people = many(field(summary, 'names'), 'name')
  const doctypes = texts(field(summary, 'doctypes'), 'doctype')
  const page = field(info, 'page')
  const abstracts = many(field(full, 'abstracts'), 'abstract').flatMap((one) =>
    texts(field(one, 'abstract_text'), 'p'),
  )
  const record: ParsedRecord = {
    ...recordBase('wos', raw),
    sourceKey: uid,
    type: types.find(([pattern]) => doctypes.some((type) => pattern.test(type)))?.[1] ?? 'other',
    ...optional('title', plainLine(title('item'))),
    authors: people.filter((one) => /^(?:author|corp)$/.test(textAt(one, 'role') ?? '')).flatMap(person),
    ...optional('editors', people.filter((one) => /editor/.test(textAt(one, 'role') ?? '')).flatMap(person)),
    ...optional('date', parseDate(textAt(info, 'sortdate')) ?? dateOf(countAt(info, 'pubyear') ?? 0)),
    ...optional('container', title('source')),
    ...optional('containerShort', title('abbrev_iso')),
    ...optional('volume', textAt(info, 'vol')),
    ...optional('issue', textAt(info, 'issue')),
    ...optional('pages', expandPages(textAt(page, 'content'))),
    ...optional('articleNumber', id('art_no')[0]?.replace(/^ARTN\s+/i, '')),
    ...optional('publisher', publisherOf(summary)),
    identifiers: {
      ...optional(
        'doi',
        [...id('doi'), ...id('xref_doi')].map((one) => parseDoi(one ?? '')).find((doi) => doi !== undefined),
      ),
      ...optional(
        'pmid',
        id('pmid')
          .map((one) => parsePmid((one ?? '').replace(/^MEDLINE:/, '')))
          .find((one) => one !== undefined),
      ),
      ...optional('issn', issns([...id('issn'), ...id('eissn')])),
      ...optional('isbn', distinct(id('isbn').flatMap((one) => parseIsbn(one ?? '') ?? []))),
      accession: [uid],
    },
    ...optional('abstract', plainText(abstracts.join('\n'))),
    ...optional('keywords', texts(field(full, 'keywords'), 'keyword')),
    ...optional('language', texts(field(full, 'languages'), 'language')[0]),
  }
  const counts = many(field(field(field(item, 'dynamic_data'), 'citation_related'), 'tc_list'), 'silo_tc')
  const own = counts.find((one) => textAt(one, 'coll_id') === 'WOS')
  return entryOf(record, optional('citedBy', countAt(own, 'local_count')))
}

function publisherOf(summary: Fields | undefined): string | undefined {
  const names = field(many(field(summary, 'publishers'), 'publisher')[0], 'names')
  const name = many(names, 'name')[0]
  return textAt(name, 'full_name') ?? textAt(name, 'display_name')
}

function person(one: Fields): readonly PersonName[] {
  const group = textAt(one, 'role') === 'corp' ? textAt(one, 'display_name') : undefined
  if (group !== undefined) return [{ literal: group }]
  const name =
    nameOf(textAt(one, 'last_name'), textAt(one, 'first_name'), textAt(one, 'suffix')) ??
    parseName(textAt(one, 'full_name') ?? textAt(one, 'display_name') ?? '')
  return name === undefined ? [] : [name]
}
