import { parseDoi, parsePmcid, parsePmid } from '../domain/identifier.ts'
import { parseName } from '../domain/person-name.ts'
import type { ParsedRecord, RecordType } from '../domain/record.ts'
import { dateOf, distinct, entryOf, expandPages, issns, optional, parseDate } from './bibliography.ts'
import { countAt, field, fieldsAt, type Fields, parseObject, textAt, textsAt } from './json-fields.ts'
import { arrayItems, valueText } from './json-items.ts'
import { plainLine, plainText } from './markup.ts'
import { readItems, recordBase, unexpectedBody, urlWith } from './page.ts'
import { toSemanticScholar } from './query/dialects/semantic-scholar.ts'
import {
  emptyPage,
  type Entry,
  failedPage,
  type HarvestRequest,
  type Page,
  type Position,
  type Source,
  type SourceSettings,
} from './source.ts'

const semanticScholarFields =
  'paperId,externalIds,url,title,abstract,venue,publicationVenue,year,referenceCount,citationCount,openAccessPdf,s2FieldsOfStudy,publicationTypes,publicationDate,journal,authors'

/**
 * Semantic Scholar by its bulk search only: the relevance search stops at 1,000. Pages of 1,000 with a token, none
 * on the last; sorted by paper id so that a repetition gives the same order. No filter for changed records.
 */
export const semanticScholar: Source = {
  name: 'semantic-scholar',
  label: 'Semantic Scholar',
  baseUrl: 'https://api.semanticscholar.org/graph/v1',
  access: { key: { in: 'header', name: 'x-api-key', environment: 'S2_API_KEY' } },
  paging: { size: 1000, maximumSize: 1000, cap: 10_000_000, isRepeatable: true, cursorMoves: true },
  // 1 a second for a key; without one everybody shares a pool, so slower.
  pace: ({ hasKey }) => {
    const ms = hasKey ? 1000 : 3000
    return { intervalMs: ms, concurrency: 1, window: { requests: 1, ms } }
  },
  translate: toSemanticScholar,
  plan: (translation) => [{ id: 'all', parameters: translation.parameters }],
  request: (slice, position, settings) =>
    slice.parameters['path'] === undefined
      ? bulkRequest(slice, position, settings)
      : citationRequest(slice.parameters['path'], position, settings),
  parse(body, { status = 200 }): Page {
    const isList = body.trimStart().startsWith('[')
    const items = status < 400 ? arrayItems(body, isList ? [] : ['data']) : undefined
    if (items === undefined) return parseOther(body, status)
    const papers = items.map(
      (item) => valueText(item, ['citedPaper']) ?? valueText(item, ['citingPaper']) ?? item,
    )
    if (papers.length > 0 && papers.every((item) => valueText(item, ['authorId']) !== undefined))
      return emptyPage({ kind: 'other' })
    const token = valueText(body, ['token'])
    const following = isList ? undefined : numberIn(valueText(body, ['next']))
    const total = isList ? items.length : numberIn(valueText(body, ['total']))
    const next = token === undefined || token === 'null' ? following : (JSON.parse(token) as string)
    // Lists of citations and references say where they are and no number: the last page tells it.
    const offset = isList || token !== undefined ? undefined : numberIn(valueText(body, ['offset']))
    const isTotalLast = total === undefined && offset !== undefined
    const end = isTotalLast && next === undefined ? offset + items.length : undefined
    return emptyPage({
      ...readItems('semantic-scholar', papers, readPaper),
      ...optional('total', total ?? end),
      ...optional('next', next),
      ...(isTotalLast ? { isTotalLast } : {}),
    })
  },
}

const bulkRequest: Source['request'] = (slice, position, settings) => ({
  method: 'GET',
  url: urlWith(`${settings.baseUrl ?? semanticScholar.baseUrl}/paper/search/bulk`, {
    ...slice.parameters,
    fields: semanticScholarFields,
    sort: 'paperId:asc',
    token: typeof position === 'string' ? position : undefined,
  }),
  isRepeatable: true,
})

/** Citations and references of one paper, by offset; larger pages of references have failed at the server. */
const citationRequest = (
  path: string,
  position: Position | undefined,
  settings: SourceSettings,
): HarvestRequest => ({
  method: 'GET',
  url: urlWith(`${settings.baseUrl ?? semanticScholar.baseUrl}${path}`, {
    fields: semanticScholarFields,
    limit: Math.min(500, settings.pageSize ?? 500),
    offset: typeof position === 'number' ? position : 0,
  }),
  isRepeatable: true,
})

const numberIn = (json: string | undefined): number | undefined =>
  json !== undefined && /^\d+$/.test(json) ? Number(json) : undefined

function parseOther(body: string, status: number): Page {
  const fields = parseObject(body)
  if (fields === undefined) return unexpectedBody('semantic-scholar', body, status)
  const error = textAt(fields, 'error') ?? (status >= 400 ? textAt(fields, 'message') : undefined)
  if (error !== undefined || status >= 400) {
    const message = `semantic-scholar refused the request: ${error ?? `status ${status}`}.`
    if (status === 401 || status === 403) return failedPage('access', message)
    if (status === 404) return failedPage('missing', message)
    return failedPage(status === 429 || status >= 500 ? 'temporary' : 'query', message)
  }
  if (countAt(fields, 'total') === 0) return emptyPage({ total: 0 })
  if (textAt(fields, 'paperId') === undefined) return emptyPage({ kind: 'other' })
  return emptyPage({ ...readItems('semantic-scholar', [body.trim()], readPaper), total: 1 })
}

const types: readonly (readonly [string, RecordType])[] = [
  ['Review', 'review'],
  ['MetaAnalysis', 'review'],
  ['Editorial', 'editorial'],
  ['LettersAndComments', 'letter'],
  ['BookSection', 'chapter'],
  ['Book', 'book'],
  ['Conference', 'conference-paper'],
  ['News', 'news'],
  ['Dataset', 'dataset'],
  ['JournalArticle', 'article'],
]

function readPaper(paper: Fields, raw: string): Entry {
  const ids = field(paper, 'externalIds')
  const journal = field(paper, 'journal')
  const venue = field(paper, 'publicationVenue')
  const given = textsAt(paper, 'publicationTypes')
  const pdf = textAt(field(paper, 'openAccessPdf'), 'url')
  const licence = textAt(field(paper, 'openAccessPdf'), 'license')
  const subjects = fieldsAt(paper, 's2FieldsOfStudy').flatMap((subject) => textAt(subject, 'category') ?? [])
  const id = textAt(paper, 'paperId')
  const url = textAt(paper, 'url')
  const arxivId = textAt(ids, 'ArXiv')
  const pmc = textAt(ids, 'PubMedCentral')
  const citedBy = countAt(paper, 'citationCount')
  const record: ParsedRecord = {
    ...recordBase('semantic-scholar', raw),
    ...optional('sourceKey', id),
    type: types.find(([name]) => given.includes(name))?.[1] ?? 'other',
    ...optional('title', plainLine(textAt(paper, 'title'))),
    authors: fieldsAt(paper, 'authors').flatMap((author) => parseName(textAt(author, 'name') ?? '') ?? []),
    ...optional('date', parseDate(textAt(paper, 'publicationDate')) ?? dateOf(countAt(paper, 'year') ?? 0)),
    ...optional('container', textAt(journal, 'name') ?? textAt(paper, 'venue') ?? textAt(venue, 'name')),
    ...optional('volume', textAt(journal, 'volume')),
    ...optional('pages', expandPages(textAt(journal, 'pages')?.replaceAll(/\s+/g, ' '))),
    identifiers: {
      ...optional('doi', parseDoi(textAt(ids, 'DOI') ?? '')),
      ...optional('pmid', parsePmid(textAt(ids, 'PubMed') ?? '')),
      ...optional('pmcid', pmc === undefined ? undefined : parsePmcid(`PMC${pmc.replace(/^PMC/i, '')}`)),
      ...optional('issn', issns([textAt(venue, 'issn')])),
      ...optional('accession', arxivId === undefined ? [] : [`arXiv:${arxivId}`]),
    },
    ...optional('abstract', plainText(textAt(paper, 'abstract'))),
    ...optional('keywords', distinct(subjects)),
    ...optional('urls', url === undefined ? [] : [url]),
    ...optional('unknown', extras(paper, given)),
  }
  return entryOf(record, {
    fullTexts:
      pdf === undefined ? [] : [{ url: pdf, format: 'pdf', isOpen: true, ...optional('licence', licence) }],
    ...optional('citedBy', citedBy),
  })
}

function extras(paper: Fields, given: readonly string[]): Record<string, readonly string[]> | undefined {
  const found: Record<string, readonly string[]> = {}
  if (given.length > 0) found['publicationTypes'] = given
  const licence = textAt(field(paper, 'openAccessPdf'), 'license')
  if (licence !== undefined) found['license'] = [licence]
  for (const name of ['citationCount', 'referenceCount', 'corpusId']) {
    const value = textAt(paper, name)
    if (value !== undefined) found[name] = [value]
  }
  return Object.keys(found).length === 0 ? undefined : found
}
