import { parseDoi } from '../domain/identifier.ts'
import { parseName } from '../domain/person-name.ts'
import type { ParsedRecord } from '../domain/record.ts'
import { dateOf, distinct, entryOf, issns, optional, pageRange } from './bibliography.ts'
import { halvesByDay } from './dates.ts'
import { countAt, field, fieldsAt, type Fields, parseObject, textAt, textsAt } from './json-fields.ts'
import { arrayItems, valueText } from './json-items.ts'
import { plainLine, plainText } from './markup.ts'
import { readItems, recordBase, unexpectedBody } from './page.ts'
import { toDoaj } from './query/dialects/doaj.ts'
import { emptyPage, type Entry, failedPage, type Page, type Source } from './source.ts'

/**
 * DOAJ's article search, https://doaj.org/api/v4/docs. The query stands in the path (so `%20`, never `+`). At most
 * 1,000 records of a query can be reached; larger slices are cut by the day a record was created.
 */
export const doaj: Source = {
  name: 'doaj',
  label: 'DOAJ',
  baseUrl: 'https://doaj.org/api/v4',
  access: { key: { in: 'query', name: 'api_key', environment: 'DOAJ_API_KEY' } },
  paging: { size: 100, maximumSize: 100, cap: 1000, isRepeatable: true, cursorMoves: true },
  pace: () => ({ intervalMs: 500, concurrency: 1, window: { requests: 2, ms: 1000 } }),
  translate: toDoaj,
  plan: (translation, { since, today }) => {
    const query = translation.parameters['query'] ?? ''
    return [
      {
        id: 'all',
        parameters: {
          query: since === undefined ? query : `(${query}) AND last_updated:[${since} TO ${today}]`,
        },
        range: { from: '2003-01-01', to: today },
      },
    ]
  },
  split: halvesByDay,
  request: (slice, position, settings) => {
    const { query = '' } = slice.parameters
    const whole =
      slice.id === 'all' || slice.range === undefined
        ? query
        : `(${query}) AND created_date:[${slice.range.from} TO ${slice.range.to}]`
    const page = typeof position === 'number' ? position : 1
    const base = settings.baseUrl ?? doaj.baseUrl
    const size = settings.pageSize ?? doaj.paging.size
    return {
      method: 'GET',
      url: `${base}/search/articles/${encodeURIComponent(whole)}?page=${page}&pageSize=${size}&sort=created_date%3Aasc`,
      isRepeatable: true,
    }
  },
  parse(body, { status = 200 }): Page {
    const items = status < 400 ? arrayItems(body, ['results']) : undefined
    if (items === undefined) return parseOther(body, status)
    const number = (name: string): number | undefined => {
      const text = valueText(body, [name])
      return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
    }
    // Journals have no abstract field but an `editorial` section or `eissn`.
    if (
      items.length > 0 &&
      items.every(
        (item) =>
          /"(?:oa_start|editorial|eissn"\s*:|ref"\s*:\s*\{)/.test(item) &&
          !/"end_page"|"start_page"|"abstract"/.test(item),
      )
    )
      return emptyPage({ kind: 'other' })
    const total = number('total')
    const page = number('page') ?? 1
    const size = number('pageSize') ?? doaj.paging.size
    const isMore = items.length > 0 && page * size < Math.min(total ?? 0, doaj.paging.cap ?? Infinity)
    return emptyPage({
      ...readItems('doaj', items, readArticle),
      ...optional('total', total),
      ...optional('next', isMore ? page + 1 : undefined),
    })
  },
}

function parseOther(body: string, status: number): Page {
  const fields = parseObject(body)
  if (fields === undefined) return unexpectedBody('doaj', body, status)
  const error = textAt(fields, 'error')
  if (error !== undefined || status >= 400) {
    const message = `doaj refused the request: ${error ?? `status ${status}`}.`
    if (status === 404) return failedPage('missing', message)
    return failedPage(status === 429 || status >= 500 ? 'temporary' : 'query', message)
  }
  const bibjson = field(fields, 'bibjson')
  if (
    bibjson === undefined ||
    fieldsAt(bibjson, 'author').length + fieldsAt(bibjson, 'identifier').length === 0
  )
    return emptyPage({ kind: 'other' })
  return emptyPage({ ...readItems('doaj', [body.trim()], readArticle), total: 1 })
}

function readArticle(item: Fields, raw: string): Entry | string {
  const bib = field(item, 'bibjson')
  if (bib === undefined) return 'it has no bibjson'
  const journal = field(bib, 'journal')
  const identifiers = fieldsAt(bib, 'identifier')
  const ids = (...types: readonly string[]): readonly string[] =>
    identifiers.flatMap((id) =>
      types.includes(textAt(id, 'type')?.toLowerCase() ?? '') ? (textAt(id, 'id') ?? []) : [],
    )
  const links = fieldsAt(bib, 'link')
  const subjects = fieldsAt(bib, 'subject').flatMap((subject) => textAt(subject, 'term') ?? [])
  const licence = [...fieldsAt(bib, 'license'), ...fieldsAt(journal, 'license')].map((one) =>
    textAt(one, 'type'),
  )[0]
  const record: ParsedRecord = {
    ...recordBase('doaj', raw),
    ...optional('sourceKey', textAt(item, 'id')),
    type: 'article',
    ...optional('title', plainLine(textAt(bib, 'title'))),
    authors: fieldsAt(bib, 'author').flatMap((author) => parseName(textAt(author, 'name') ?? '') ?? []),
    ...optional('date', dateOf(countAt(bib, 'year') ?? 0, monthOf(textAt(bib, 'month')))),
    ...optional('container', textAt(journal, 'title')),
    ...optional('volume', textAt(journal, 'volume')),
    ...optional('issue', textAt(journal, 'number')),
    ...optional('pages', pageRange(textAt(bib, 'start_page'), textAt(bib, 'end_page'))),
    ...optional('publisher', textAt(journal, 'publisher')),
    identifiers: {
      ...optional(
        'doi',
        ids('doi')
          .map(parseDoi)
          .find((doi) => doi !== undefined),
      ),
      ...optional('issn', issns([...ids('pissn', 'eissn'), ...textsAt(journal, 'issns')])),
    },
    ...optional('abstract', plainText(textAt(bib, 'abstract'))),
    ...optional('keywords', distinct([...textsAt(bib, 'keywords'), ...subjects])),
    ...optional('language', textsAt(journal, 'language')[0]),
    ...optional(
      'urls',
      links.flatMap((link) => textAt(link, 'url') ?? []),
    ),
    ...optional('unknown', extras(bib, licence)),
  }
  return entryOf(record, {
    fullTexts: links.flatMap((link) => {
      const url = textAt(link, 'url')
      return url === undefined || textAt(link, 'type')?.toLowerCase() !== 'fulltext'
        ? []
        : [{ url, isOpen: true, ...optional('licence', licence) }]
    }),
  })
}

function extras(bib: Fields, licence: string | undefined): Record<string, readonly string[]> | undefined {
  const orcids = fieldsAt(bib, 'author').map((author) => textAt(author, 'orcid_id') ?? '')
  const found = {
    ...optional('license', licence === undefined ? undefined : [licence]),
    ...optional('orcid', orcids.some((orcid) => orcid !== '') ? orcids : undefined),
  }
  return Object.keys(found).length === 0 ? undefined : found
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const monthOf = (text: string | undefined): number =>
  text === undefined
    ? 0
    : /^\d+$/.test(text)
      ? Number(text)
      : monthNames.indexOf(text.slice(0, 3).toLowerCase()) + 1
