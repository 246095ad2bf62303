import { parseDoi, parseIsbn, parsePmid } from '../domain/identifier.ts'
import { parseName } from '../domain/person-name.ts'
import type { ParsedRecord, RecordType } from '../domain/record.ts'
import { distinct, entryOf, expandPages, issns, optional, parseDate } from './bibliography.ts'
import { halvesByYear } from './dates.ts'
import {
  asFields,
  countAt,
  field,
  fieldsAt,
  type Fields,
  listAt,
  parseObject,
  textAt,
} from './json-fields.ts'
import { arrayItems, valueText } from './json-items.ts'
import { plainLine, plainText } from './markup.ts'
import { readItems, recordBase, unexpectedBody, urlWith } from './page.ts'
import { toScopus } from './query/dialects/scopus.ts'
import { emptyPage, type Entry, failedPage, type Page, type Source } from './source.ts'

/**
 * Scopus search, https://dev.elsevier.com, for users with a key of their own (and mostly inside their campus
 * network). Offsets end at 5,000; larger slices are cut by year.
 */
export const scopus: Source = {
  name: 'scopus',
  label: 'Scopus',
  baseUrl: 'https://api.elsevier.com/content',
  access: { key: { in: 'header', name: 'X-ELS-APIKey', isRequired: true, environment: 'SCOPUS_API_KEY' } },
  paging: { size: 25, maximumSize: 200, cap: 5000, isRepeatable: true, cursorMoves: true },
  pace: () => ({ intervalMs: 350, concurrency: 1 }),
  translate: toScopus,
  plan: (translation, { since, today }) => {
    const query = translation.parameters['query'] ?? ''
    const loaded = `(${query}) AND ORIG-LOAD-DATE AFT ${(since ?? '').replaceAll('-', '')}`
    return [
      {
        id: 'all',
        parameters: { query: since === undefined ? query : loaded },
        range: { from: '1788', to: String(Number(today.slice(0, 4)) + 2) },
      },
    ]
  },
  split: halvesByYear,
  request: (slice, position, settings) => {
    const { query = '' } = slice.parameters
    const { from, to } = slice.range ?? { from: '', to: '' }
    const years = `(${query}) AND PUBYEAR > ${Number(from) - 1} AND PUBYEAR < ${Number(to) + 1}`
    return {
      method: 'GET',
      url: urlWith(`${settings.baseUrl ?? scopus.baseUrl}/search/scopus`, {
        query: slice.id === 'all' ? query : years,
        start: typeof position === 'number' ? position : 0,
        count: settings.pageSize ?? scopus.paging.size,
        view: 'COMPLETE',
        sort: 'orig-load-date',
        httpAccept: 'application/json',
      }),
      isRepeatable: true,
    }
  },
  parse(body, { status = 200 }): Page {
    const items = status < 400 ? arrayItems(body, ['search-results', 'entry']) : undefined
    if (items === undefined) return parseError(body, status)
    const results = (name: string): number | undefined =>
      countAt(parseObject(`{"value":${valueText(body, ['search-results', name]) ?? 'null'}}`), 'value')
    const total = results('opensearch:totalResults')
    // An empty result, or a page behind the last, is one entry with an error.
    const isNothing = items.length === 1 && valueText(items[0] ?? '', ['error']) !== undefined
    if (total === 0 || isNothing) return emptyPage(optional('total', total))
    const start = results('opensearch:startIndex') ?? 0
    const after = start + items.length
    return emptyPage({
      ...readItems('scopus', items, readEntry),
      ...optional('total', total),
      ...optional('next', items.length > 0 && after < (total ?? 0) ? after : undefined),
    })
  },
}

function parseError(body: string, status: number): Page {
  const fields = parseObject(body)
  if (fields === undefined) return unexpectedBody('scopus', body, status)
  const error = field(field(fields, 'service-error'), 'status')
  const said = textAt(error, 'statusText') ?? textAt(fields, 'error-response') ?? `status ${status}`
  const message = `scopus refused the request: ${said.replace(/\.*$/, '')}.`
  if (status === 401 || status === 403) return failedPage('access', message)
  if (status < 400) return emptyPage({ kind: 'other' })
  return failedPage(status === 429 || status >= 500 ? 'temporary' : 'query', message)
}

const types: Readonly<Record<string, RecordType>> = {
  ar: 'article',
  re: 'review',
  cp: 'conference-paper',
  ch: 'chapter',
  bk: 'book',
  ed: 'editorial',
  le: 'letter',
  er: 'erratum',
  tb: 'erratum',
  no: 'article',
  sh: 'article',
  dp: 'article',
  rp: 'report',
}

function readEntry(item: Fields, raw: string): Entry | string {
  const eid = textAt(item, 'eid')
  if (eid === undefined) return textAt(item, 'error') ?? 'it has no eid'
  const authors = fieldsAt(item, 'author').flatMap((author) => {
    const family = textAt(author, 'surname')
    const given = textAt(author, 'given-name') ?? textAt(author, 'initials')
    return family === undefined ? [] : [{ family, ...optional('given', given) }]
  })
  const creator = parseName(textAt(item, 'dc:creator') ?? '')
  const isbns = listAt(item, 'prism:isbn').flatMap(
    (one) => parseIsbn((typeof one === 'string' ? one : textAt(asFields(one), '$')) ?? '') ?? [],
  )
  const link = fieldsAt(item, 'link').find((one) => textAt(one, '@ref') === 'scopus')
  const record: ParsedRecord = {
    ...recordBase('scopus', raw),
    sourceKey: eid,
    type: types[textAt(item, 'subtype') ?? ''] ?? 'other',
    ...optional('title', plainLine(textAt(item, 'dc:title'))),
    authors: authors.length > 0 || creator === undefined ? authors : [creator],
    ...optional('date', parseDate(textAt(item, 'prism:coverDate'))),
    ...optional('container', textAt(item, 'prism:publicationName')),
    ...optional('volume', textAt(item, 'prism:volume')),
    ...optional('issue', textAt(item, 'prism:issueIdentifier')),
    ...optional('pages', expandPages(textAt(item, 'prism:pageRange'))),
    ...optional('articleNumber', textAt(item, 'article-number')),
    identifiers: {
      ...optional('doi', parseDoi(textAt(item, 'prism:doi') ?? '')),
      ...optional('pmid', parsePmid(textAt(item, 'pubmed-id') ?? '')),
      ...optional('issn', issns([textAt(item, 'prism:issn'), textAt(item, 'prism:eIssn')])),
      ...optional('isbn', distinct(isbns)),
      accession: [eid],
    },
    ...optional('abstract', plainText(textAt(item, 'dc:description'))),
    ...optional(
      'keywords',
      (textAt(item, 'authkeywords') ?? '').split(/\s*\|\s*/).filter((word) => word !== ''),
    ),
    ...optional('urls', textAt(link, '@href') === undefined ? [] : [textAt(link, '@href') ?? '']),
  }
  return entryOf(record, optional('citedBy', countAt(item, 'citedby-count')))
}
