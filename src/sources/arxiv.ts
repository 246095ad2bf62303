import type { FullTextLink } from '../domain/record.ts'
import { parseDoi } from '../domain/identifier.ts'
import { parseName } from '../domain/person-name.ts'
import type { ParsedRecord } from '../domain/record.ts'
import { distinct, entryOf, optional, parseDate } from './bibliography.ts'
import { halvesByDay } from './dates.ts'
import { readEach, recordBase, unexpectedBody, urlWith } from './page.ts'
import { toArxiv } from './query/dialects/arxiv.ts'
import { emptyPage, type Entry, failedPage, type Page, type Source } from './source.ts'
import { children, type XmlElement } from '../text/xml-tree.ts'
import { plainTextOf, parseAnswer, textOf } from './xml-answer.ts'

/**
 * arXiv's Atom API, https://info.arxiv.org/help/api. One request in three seconds and one connection for all of a
 * user's machines. Offsets up to 30,000; larger slices are cut by the date of submission. Empty pages in the
 * middle of a list happen and are asked for again. Errors are feeds with one entry titled "Error".
 */
export const arxiv: Source = {
  name: 'arxiv',
  label: 'arXiv',
  baseUrl: 'https://export.arxiv.org/api',
  access: {},
  paging: { size: 500, maximumSize: 2000, cap: 30_000, isRepeatable: true, cursorMoves: true },
  pace: () => ({ intervalMs: 3000, concurrency: 1, window: { requests: 1, ms: 3000 } }),
  translate: toArxiv,
  plan: (translation, { since, today }) => {
    const query = translation.parameters['search_query'] ?? ''
    const changed = `(${query}) AND lastUpdatedDate:[${compact(since ?? '')}0000 TO ${compact(today)}2359]`
    return [
      {
        id: 'all',
        parameters: { search_query: since === undefined ? query : changed },
        range: { from: '1986-01-01', to: today },
      },
    ]
  },
  split: halvesByDay,
  request: (slice, position, settings) => {
    const { search_query: query = '' } = slice.parameters
    const span =
      slice.range === undefined
        ? ''
        : `submittedDate:[${compact(slice.range.from)}0000 TO ${compact(slice.range.to)}2359]`
    return {
      method: 'GET',
      url: urlWith(`${settings.baseUrl ?? arxiv.baseUrl}/query`, {
        search_query: slice.id === 'all' || span === '' ? query : `(${query}) AND ${span}`,
        start: typeof position === 'number' ? position : 0,
        max_results: settings.pageSize ?? arxiv.paging.size,
        sortBy: 'submittedDate',
        sortOrder: 'ascending',
      }),
      isRepeatable: true,
    }
  },
  parse(body, { status = 200 }): Page {
    const text = body.replaceAll('\r\n', '\n')
    const root = parseAnswer(text)
    if (root === undefined || root.name !== 'feed') return unexpectedBody('arxiv', body, status)
    const nodes = children(root, 'entry')
    const error = nodes.find((node) => /\/api\/errors/.test(textOf(node, 'id') ?? ''))
    if (error !== undefined) {
      return failedPage(
        status >= 500 ? 'temporary' : 'query',
        `arxiv refused the request: ${(textOf(error, 'summary') ?? 'Error').replace(/\.*$/, '')}.`,
      )
    }
    if (status >= 400) return unexpectedBody('arxiv', body, status)
    const total = Number(textOf(root, 'totalResults') ?? Number.NaN)
    const start = Number(textOf(root, 'startIndex') ?? 0)
    const after = start + nodes.length
    return emptyPage({
      ...readEach('arxiv', nodes, (node) => readEntry(node, text.slice(node.start, node.end))),
      ...optional('total', Number.isInteger(total) ? total : undefined),
      ...optional('next', nodes.length > 0 && after < total ? after : undefined),
    })
  },
}

const compact = (date: string): string => date.replaceAll('-', '')

function readEntry(node: XmlElement, raw: string): Entry {
  const versioned = /\/abs\/(.+)$/.exec(textOf(node, 'id') ?? '')?.[1]
  const id = versioned?.replace(/v\d+$/, '')
  const links = children(node, 'link').map((link) => link.attributes)
  const page = links.find((link) => link['rel'] === 'alternate')?.['href']
  const pdf = links.find((link) => link['title'] === 'pdf' || link['type'] === 'application/pdf')?.['href']
  const comment = textOf(node, 'comment')
  const license = textOf(node, 'license')
  const categories = children(node, 'category').flatMap((category) => category.attributes['term'] ?? [])
  const primary = children(node, 'primary_category')[0]?.attributes['term']
  const unknown = {
    ...optional('primary_category', primary === undefined ? undefined : [primary]),
    ...optional(
      'updated',
      textOf(node, 'updated') === undefined ? undefined : [textOf(node, 'updated') ?? ''],
    ),
  }
  const record: ParsedRecord = {
    ...recordBase('arxiv', raw),
    ...optional('sourceKey', id),
    type: 'preprint',
    ...optional('title', textOf(node, 'title')),
    authors: children(node, 'author').flatMap((author) => parseName(textOf(author, 'name') ?? '') ?? []),
    ...optional('date', parseDate(textOf(node, 'published'))),
    ...optional('container', textOf(node, 'journal_ref')),
    identifiers: {
      ...optional('doi', parseDoi(textOf(node, 'doi') ?? '')),
      ...optional('accession', id === undefined ? [] : [`arXiv:${id}`]),
    },
    ...optional('abstract', plainTextOf(children(node, 'summary')[0])),
    ...optional('keywords', distinct(categories)),
    ...optional('urls', page === undefined ? [] : [page]),
    ...optional('notes', comment === undefined ? [] : [comment]),
    ...optional('unknown', Object.keys(unknown).length === 0 ? undefined : unknown),
  }
  const fullTexts: readonly FullTextLink[] =
    pdf === undefined
      ? []
      : [
          {
            url: pdf,
            format: 'pdf',
            isOpen: true,
            ...optional('licence', license),
            ...optional('version', /v(\d+)$/.exec(versioned ?? '')?.[1]),
          },
        ]
  return entryOf(record, { fullTexts })
}
