import { parseDoi, parseIsbn } from '../domain/identifier.ts'
import { parseName } from '../domain/person-name.ts'
import type { Problem } from '../domain/problem.ts'
import type { ParsedRecord, RecordType } from '../domain/record.ts'
import { distinct, entryOf, issns, optional, parseDate } from './bibliography.ts'
import { halvesByDay } from './dates.ts'
import { readEach, recordBase, unexpectedBody, urlWith } from './page.ts'
import { printQuery } from './query/print.ts'
import { emptyPage, type Entry, failedPage, type Page, type Source } from './source.ts'
import { at, children, type XmlElement } from '../text/xml-tree.ts'
import { plainTextOf, parseAnswer, textOf } from './xml-answer.ts'

/**
 * Any repository that speaks OAI-PMH 2.0 with oai_dc, http://www.openarchives.org/OAI/openarchivesprotocol.html.
 * The protocol lists by date and set and does not search, so everything of the base URL is fetched (a loss that the
 * translation states). A resumption token is exclusive: with it only the verb is sent; an empty one ends the list.
 */
export const oaiPmh: Source = {
  name: 'oai-pmh',
  label: 'OAI-PMH repository',
  baseUrl: '',
  access: { contact: { isRequired: false } },
  paging: { size: 100, maximumSize: 1000, isRepeatable: true, cursorMoves: true, mayOmitTotal: true },
  pace: () => ({ intervalMs: 1000, concurrency: 1 }),
  translate: (query) => ({
    dialect: 'oai-pmh',
    text: 'verb=ListRecords & metadataPrefix=oai_dc',
    parameters: { metadataPrefix: 'oai_dc' },
    losses: [
      {
        kind: 'boolean-dropped',
        effect: 'wider',
        part: printQuery(query),
        message: 'oai-pmh cannot search; all records of the repository are fetched.',
      },
    ],
  }),
  plan: (translation, { since, today }) => [
    {
      id: 'all',
      parameters: { ...translation.parameters, ...optional('from', since) },
      range: { from: since ?? '1990-01-01', to: today },
    },
  ],
  split: halvesByDay,
  request: (slice, position, settings) => {
    const dates =
      slice.id === 'all' || slice.range === undefined ? {} : { from: slice.range.from, until: slice.range.to }
    return {
      method: 'GET',
      url: urlWith(settings.baseUrl ?? oaiPmh.baseUrl, {
        verb: 'ListRecords',
        ...(typeof position === 'string' ? { resumptionToken: position } : { ...slice.parameters, ...dates }),
      }),
      isRepeatable: true,
    }
  },
  parse(body, { status = 200 }): Page {
    const text = body.replaceAll('\r\n', '\n')
    const root = parseAnswer(text)
    if (root === undefined || root.name !== 'OAI-PMH') return unexpectedBody('oai-pmh', body, status)
    const error = children(root, 'error')[0]
    if (error !== undefined) return parseError(error)
    const list = at(root, 'ListRecords') ?? at(root, 'GetRecord')
    if (list === undefined) return emptyPage({ kind: 'other' })
    const { entries, skipped } = readEach('oai-pmh', children(list, 'record'), (node) =>
      readRecord(node, text.slice(node.start, node.end)),
    )
    const token = at(list, 'resumptionToken')
    const size = Number(token?.attributes['completeListSize'] ?? Number.NaN)
    const isWhole = token === undefined
    return emptyPage({
      entries,
      skipped,
      ...optional(
        'total',
        Number.isInteger(size) ? size : isWhole ? entries.length + skipped.length : undefined,
      ),
      ...optional('next', plainTextOf(token)),
    })
  },
}

function parseError(error: XmlElement): Page {
  const code = error.attributes['code'] ?? 'unknown'
  if (code === 'noRecordsMatch') return emptyPage({ total: 0 })
  const said = plainTextOf(error)
  const message = `oai-pmh refused the request: ${code}${said === undefined ? '' : ` (${said})`}.`
  if (code === 'badResumptionToken') return failedPage('cursor', message)
  return failedPage(code === 'idDoesNotExist' ? 'missing' : 'query', message)
}

const typeRules: readonly (readonly [RegExp, RecordType])[] = [
  [/thesis|dissertation/i, 'thesis'],
  [/conference|proceeding/i, 'conference-paper'],
  [/bookpart|chapter/i, 'chapter'],
  [/book ?review/i, 'book-review'],
  [/\bbook\b|monograph/i, 'book'],
  [/preprint/i, 'preprint'],
  [/report|working ?paper/i, 'report'],
  [/dataset/i, 'dataset'],
  [/review/i, 'review'],
  [/article/i, 'article'],
]

/** A deleted record has a header and no metadata: it is told, and counts as skipped. */
function readRecord(node: XmlElement, raw: string): Entry | Problem {
  const header = at(node, 'header')
  const key = textOf(header, 'identifier')
  const dc = at(node, 'metadata', 'dc')
  if (dc === undefined) {
    const isDeleted = header?.attributes['status'] === 'deleted'
    return {
      kind: 'problem',
      severity: isDeleted ? 'note' : 'lost',
      code: isDeleted ? 'oai-pmh/deleted' : 'oai-pmh/no-metadata',
      at: { file: 'oai-pmh', ...optional('record', key) },
      message: isDeleted
        ? `The repository has deleted the record ${key ?? '(no identifier)'}.`
        : `The record ${key ?? '(no identifier)'} has no Dublin Core metadata.`,
      remedy: 'You can look for it elsewhere if the review needs it.',
    }
  }
  const all = (name: string): readonly string[] =>
    children(dc, name).flatMap((child) => plainTextOf(child) ?? [])
  const [title, ...moreTitles] = all('title')
  const ids = [...all('identifier'), ...all('relation')]
  const types = all('type')
  const isbns = ids.filter((id) => /isbn|^97[89]/i.test(id)).flatMap((id) => parseIsbn(id) ?? [])
  const urls = all('identifier').filter((id) => /^https?:/i.test(id))
  const unknown = { ...optional('rights', all('rights')), ...optional('type', types) }
  const record: ParsedRecord = {
    ...recordBase('oai-pmh', raw),
    ...optional('sourceKey', key),
    type: typeRules.find(([pattern]) => types.some((type) => pattern.test(type)))?.[1] ?? 'other',
    ...optional('title', title),
    ...optional('alternativeTitles', moreTitles),
    authors: all('creator').flatMap((name) => parseName(name) ?? []),
    ...optional(
      'date',
      // A time of day tells when something was deposited or released, not when it was published.
      all('date')
        .toSorted((a, b) => Number(/T\d/.test(a)) - Number(/T\d/.test(b)))
        .map(parseDate)
        .find((date) => date !== undefined),
    ),
    ...optional('container', all('source')[0]),
    ...optional('publisher', all('publisher')[0]),
    identifiers: {
      ...optional(
        'doi',
        all('identifier')
          .map(parseDoi)
          .find((doi) => doi !== undefined),
      ),
      ...optional('issn', issns([...ids, ...all('source')].filter((id) => /issn/i.test(id)))),
      ...optional('isbn', distinct(isbns)),
    },
    ...optional('abstract', all('description').join('\n')),
    ...optional('keywords', distinct(all('subject'))),
    ...optional('language', all('language')[0]),
    ...optional('urls', urls),
    ...optional('unknown', Object.keys(unknown).length === 0 ? undefined : unknown),
  }
  const pdfs = urls.filter((url) => /\.pdf(?:$|\?)/i.test(url))
  return entryOf(record, {
    fullTexts: pdfs.map((url) => ({ url, format: 'pdf' as const, isOpen: true })),
  })
}
