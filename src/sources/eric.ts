import { parseDoi, parseIsbn } from '../domain/identifier.ts'
import { parseName } from '../domain/person-name.ts'
import type { ParsedRecord, RecordType } from '../domain/record.ts'
import { dateOf, distinct, entryOf, issns, optional } from './bibliography.ts'
import { countAt, type Fields, parseObject, textAt, textsAt } from './json-fields.ts'
import { arrayItems, valueText } from './json-items.ts'
import { plainLine, plainText } from './markup.ts'
import { readItems, recordBase, unexpectedBody, urlWith } from './page.ts'
import { toEric } from './query/dialects/eric.ts'
import { emptyPage, type Entry, failedPage, type Page, type Source } from './source.ts'

const fields =
  'id,title,author,description,subject,source,publicationtype,publicationdateyear,publisher,language,issn,isbn,url,peerreviewed,e_fulltextauth'

/** ERIC, https://eric.ed.gov/?api. Solr paging by `start` and `rows`; no key and no published limit, so slowly. */
export const eric: Source = {
  name: 'eric',
  label: 'ERIC',
  baseUrl: 'https://api.ies.ed.gov/eric/',
  access: {},
  paging: { size: 500, maximumSize: 2000, isRepeatable: true, cursorMoves: true },
  pace: () => ({ intervalMs: 1000, concurrency: 1 }),
  translate: toEric,
  plan: (translation) => [{ id: 'all', parameters: translation.parameters }],
  request: (slice, position, settings) => ({
    method: 'GET',
    url: urlWith(settings.baseUrl ?? eric.baseUrl, {
      search: slice.parameters['search'],
      format: 'json',
      fields,
      start: typeof position === 'number' ? position : 0,
      rows: settings.pageSize ?? eric.paging.size,
    }),
    isRepeatable: true,
  }),
  parse(body, { status = 200 }): Page {
    const items = status < 400 ? arrayItems(body, ['response', 'docs']) : undefined
    if (items === undefined) {
      const error = parseObject(valueText(body, ['error']) ?? '')
      const said = textAt(error, 'msg')
      if (said !== undefined)
        return failedPage(status >= 500 ? 'temporary' : 'query', `eric refused the request: ${said}.`)
      return unexpectedBody('eric', body, status)
    }
    const total = Number(valueText(body, ['response', 'numFound']) ?? Number.NaN)
    const start = Number(valueText(body, ['response', 'start']) ?? 0)
    const after = start + items.length
    return emptyPage({
      ...readItems('eric', items, readDocument),
      ...optional('total', Number.isInteger(total) ? total : undefined),
      ...optional('next', items.length > 0 && after < total ? after : undefined),
    })
  },
}

const typeRules: readonly (readonly [RegExp, RecordType])[] = [
  [/dissertation|thes[ie]s/i, 'thesis'],
  [/^books?$/i, 'book'],
  [/collected works/i, 'edited-book'],
  [/book\/product reviews/i, 'book-review'],
  [/^journal articles$/i, 'article'],
  [/speeches|meeting papers/i, 'conference-paper'],
  [/^reports/i, 'report'],
]

function readDocument(item: Fields, raw: string): Entry | string {
  const id = textAt(item, 'id')
  if (id === undefined) return 'it has no accession number'
  const given = textsAt(item, 'publicationtype')
  const url = textAt(item, 'url')
  const texts = [url, ...textsAt(item, 'issn')].filter((text) => text !== undefined)
  const isFullText =
    item['e_fulltextauth'] === 1 || item['e_fulltextauth'] === 'T' || item['e_fulltextauth'] === true
  const unknown = {
    ...optional('publicationtype', given),
    ...optional('peerreviewed', textsAt(item, 'peerreviewed')),
  }
  const record: ParsedRecord = {
    ...recordBase('eric', raw),
    sourceKey: id,
    type: typeRules.find(([pattern]) => given.some((type) => pattern.test(type)))?.[1] ?? 'other',
    ...optional('title', plainLine(textAt(item, 'title'))),
    authors: textsAt(item, 'author').flatMap((author) => parseName(author) ?? []),
    ...optional('date', dateOf(countAt(item, 'publicationdateyear') ?? 0)),
    ...optional('container', textAt(item, 'source')),
    ...optional('publisher', textAt(item, 'publisher')),
    identifiers: {
      ...optional(
        'doi',
        texts.map(parseDoi).find((doi) => doi !== undefined),
      ),
      ...optional('issn', issns(textsAt(item, 'issn'))),
      ...optional('isbn', distinct(textsAt(item, 'isbn').flatMap((text) => parseIsbn(text) ?? []))),
      accession: [id],
    },
    ...optional('abstract', plainText(textAt(item, 'description'))),
    ...optional('keywords', textsAt(item, 'subject')),
    ...optional('language', textsAt(item, 'language')[0]),
    ...optional('urls', url === undefined ? [] : [url]),
    ...optional('unknown', Object.keys(unknown).length === 0 ? undefined : unknown),
  }
  const pdf = `https://files.eric.ed.gov/fulltext/${id}.pdf`
  return entryOf(record, {
    fullTexts: isFullText && /^E[DJ]\d+$/.test(id) ? [{ url: pdf, format: 'pdf', isOpen: true }] : [],
  })
}
