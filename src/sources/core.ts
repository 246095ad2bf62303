import { parseDoi, parsePmid } from '../domain/identifier.ts'
import { parseName } from '../domain/person-name.ts'
import type { ParsedRecord, RecordType } from '../domain/record.ts'
import { dateOf, distinct, entryOf, issns, optional, parseDate } from './bibliography.ts'
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
import { plainLine, plainText } from './markup.ts'
import { readItems, recordBase, unexpectedBody, urlWith } from './page.ts'
import { toCore } from './query/dialects/core.ts'
import { type CitedWork, emptyPage, type Entry, failedPage, type Page, type Source } from './source.ts'

/**
 * CORE works, API v3, https://api.core.ac.uk/docs/v3. Scrolling from the first page, because offsets end at 10,000.
 * The path ends in a slash (else a redirect). Bodies of the older v2 are read too.
 */
export const core: Source = {
  name: 'core',
  label: 'CORE',
  baseUrl: 'https://api.core.ac.uk/v3',
  access: {
    key: {
      in: 'header',
      name: 'Authorization',
      prefix: 'Bearer ',
      isRequired: true,
      environment: 'CORE_API_KEY',
    },
  },
  paging: { size: 100, maximumSize: 100, isRepeatable: false, cursorMoves: false },
  // 10 to 25 a minute.
  pace: () => ({ intervalMs: 6000, concurrency: 1, window: { requests: 10, ms: 60_000 } }),
  translate: toCore,
  plan: (translation, { since }) => {
    const q = translation.parameters['q'] ?? ''
    return [{ id: 'all', parameters: { q: since === undefined ? q : `(${q}) AND updatedDate>=${since}` } }]
  },
  request: (slice, position, settings) => ({
    method: 'GET',
    url: urlWith(`${settings.baseUrl ?? core.baseUrl}/search/works/`, {
      ...slice.parameters,
      limit: settings.pageSize ?? core.paging.size,
      scroll: 'true',
      scrollId: typeof position === 'string' ? position : undefined,
    }),
    isRepeatable: position === undefined,
  }),
  parse(body, { status = 200 }): Page {
    if (status >= 400) return parseError(body, status)
    const items =
      arrayItems(body, ['results']) ??
      arrayItems(body, ['data'])?.map((item) => valueText(item, ['_source']) ?? item)
    if (items === undefined) {
      const single = valueText(body, ['data'])
      const work = single?.startsWith('{') === true ? single : body.trim()
      return textAt(parseObject(work), 'id') === undefined
        ? parseError(body, status)
        : emptyPage({ ...readItems('core', [work], readWork), total: 1 })
    }
    const total = Number(valueText(body, ['totalHits']) ?? Number.NaN)
    const scroll = textAt(parseObject(`{"value":${valueText(body, ['scrollId']) ?? 'null'}}`), 'value')
    return emptyPage({
      ...readItems('core', items, readWork),
      ...optional('total', Number.isInteger(total) ? total : undefined),
      ...optional('next', items.length === 0 ? undefined : scroll),
    })
  },
}

function parseError(body: string, status: number): Page {
  const fields = parseObject(body)
  if (fields === undefined) return unexpectedBody('core', body, status)
  const said = textAt(fields, 'message') ?? textAt(fields, 'error')
  if (said === undefined && status < 400) return emptyPage({ kind: 'other' })
  const message = `core refused the request: ${(said ?? `status ${status}`).replace(/\.*$/, '')}.`
  if (/shard/i.test(said ?? '')) return failedPage('temporary', message)
  if (/scroll/i.test(said ?? '')) return failedPage('cursor', message)
  if (status === 401 || status === 403) return failedPage('access', message)
  if (status === 404) return failedPage('missing', message)
  return failedPage(status === 429 || status >= 500 ? 'temporary' : 'query', message)
}

const typeRules: readonly (readonly [RegExp, RecordType])[] = [
  [/thesis|dissertation/i, 'thesis'],
  [/conference|proceeding/i, 'conference-paper'],
  [/chapter|book part/i, 'chapter'],
  [/^book/i, 'book'],
  [/report|working paper/i, 'report'],
  [/preprint/i, 'preprint'],
  [/article|research/i, 'article'],
]

function readWork(work: Fields, raw: string): Entry {
  const id = textAt(work, 'id')
  const given = [textAt(work, 'documentType'), ...textsAt(work, 'types')].filter((type) => type !== undefined)
  const journals = fieldsAt(work, 'journals')
  const pdf = textAt(work, 'downloadUrl') ?? textAt(work, 'fullTextIdentifier')
  const links = fieldsAt(work, 'links').flatMap((link) => textAt(link, 'url') ?? [])
  const published = parseDate(textAt(work, 'publishedDate') ?? textAt(work, 'datePublished'))
  const year = countAt(work, 'yearPublished') ?? countAt(work, 'year')
  const oai = [...textsAt(work, 'oaiIds'), ...textsAt(work, 'identifiers')].filter((one) =>
    one.startsWith('oai:'),
  )
  const identifierDoi = fieldsAt(work, 'identifiers').find((one) => textAt(one, 'type') === 'DOI')
  const record: ParsedRecord = {
    ...recordBase('core', raw),
    ...optional('sourceKey', id),
    type: typeRules.find(([pattern]) => given.some((type) => pattern.test(type)))?.[1] ?? 'other',
    ...optional('title', plainLine(textAt(work, 'title'))),
    authors: listAt(work, 'authors').flatMap((author) => {
      const text = typeof author === 'string' ? author : textAt(asFields(author), 'name')
      return parseName(text ?? '') ?? []
    }),
    ...optional(
      'date',
      published !== undefined && (year === undefined || published.year === year)
        ? published
        : dateOf(year ?? 0),
    ),
    ...optional(
      'container',
      journals.map((journal) => textAt(journal, 'title')).find((title) => title !== undefined),
    ),
    ...optional('publisher', textAt(work, 'publisher')),
    identifiers: {
      ...optional('doi', parseDoi(textAt(work, 'doi') ?? textAt(identifierDoi, 'identifier') ?? '')),
      ...optional('pmid', parsePmid(textAt(work, 'pubmedId') ?? '')),
      ...optional('issn', issns(journals.flatMap((journal) => textsAt(journal, 'identifiers')))),
      ...optional('accession', distinct(oai)),
    },
    ...optional('abstract', plainText(textAt(work, 'abstract') ?? textAt(work, 'description'))),
    ...optional(
      'keywords',
      distinct([
        ...textsAt(work, 'fieldOfStudy'),
        ...textsAt(work, 'topics'),
        // The older API has the kind of document among its subjects.
        ...textsAt(work, 'subjects').filter((subject) => !/^(?:text|article|thesis|info:.*)$/i.test(subject)),
      ]),
    ),
    ...optional('language', textAt(field(work, 'language'), 'code')),
    ...optional('urls', distinct([...(pdf === undefined ? [] : [pdf]), ...links])),
  }
  return entryOf(record, {
    references: fieldsAt(work, 'references').flatMap(reference),
    fullTexts:
      pdf === undefined ? [] : [{ url: pdf, ...optional('format', formatOf(work, pdf)), isOpen: true }],
    ...optional('citedBy', countAt(work, 'citationCount')),
  })
}

/** A download is a PDF; the full text that the older API names may be a page about it. */
const formatOf = (work: Fields, url: string): 'pdf' | undefined =>
  textAt(work, 'downloadUrl') !== undefined || /\.pdf(?:$|\?)/i.test(url) ? 'pdf' : undefined

function reference(item: Fields): readonly CitedWork[] {
  const doi = parseDoi(textAt(item, 'doi') ?? '')
  const text = textAt(item, 'raw') ?? textAt(item, 'title')
  return doi === undefined && text === undefined
    ? []
    : [{ ...optional('doi', doi), ...optional('text', text) }]
}
