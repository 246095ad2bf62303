import type { Problem } from '../domain/problem.ts'
import { optional, serverWarning } from './bibliography.ts'
import { daysBefore, halvesByDay } from './dates.ts'
import { parseObject, textAt } from './json-fields.ts'
import { readEach, unexpectedBody, urlWith } from './page.ts'
import { readArticle, readBookArticle } from './pubmed-article.ts'
import { toPubmed } from './query/dialects/pubmed.ts'
import {
  emptyPage,
  type Entry,
  failedPage,
  type Page,
  type Position,
  type Slice,
  type Source,
} from './source.ts'
import { at, children, descendants, type XmlElement } from '../text/xml-tree.ts'
import { plainTextOf, parseAnswer, textOf } from './xml-answer.ts'

/**
 * PubMed by NCBI's E-utilities. A search (ESearch with `usehistory`) gives a count and a session on the server;
 * pages of full records come from that session (EFetch). ESearch reaches only the first 9,999 of a query, so
 * larger slices are cut by publication date, which every record has. Unknown phrases are dropped by the server
 * without an error: what it made of the query, and what it did not find, is reported.
 */
export const pubmed: Source = {
  name: 'pubmed',
  label: 'PubMed',
  baseUrl: 'https://eutils.ncbi.nlm.nih.gov/entrez/eutils',
  access: {
    key: { in: 'query', name: 'api_key', environment: 'NCBI_API_KEY' },
    contact: { parameter: 'email', isRequired: true, mayBeForced: true },
    toolParameter: 'tool',
  },
  paging: { size: 200, maximumSize: 1000, cap: 9999, isRepeatable: true, cursorMoves: true },
  // 3 a second, 10 with a key.
  pace: ({ hasKey }) =>
    hasKey
      ? { intervalMs: 100, concurrency: 2, window: { requests: 10, ms: 1000 } }
      : { intervalMs: 340, concurrency: 2, window: { requests: 3, ms: 1000 } },
  translate: toPubmed,
  plan: (translation, { since, today }) => {
    const term = translation.parameters['term'] ?? ''
    const changed = (field: string): string =>
      `("${(since ?? '').replaceAll('-', '/')}"[${field}] : "3000"[${field}])`
    return [
      {
        id: 'all',
        parameters: {
          term: since === undefined ? term : `(${term}) AND (${changed('edat')} OR ${changed('mdat')})`,
        },
        // Records are dated ahead of print, some by years.
        range: { from: '1700-01-01', to: daysBefore(today, -3660) },
      },
    ]
  },
  split: halvesByDay,
  request: (slice, position, settings) => {
    const base = settings.baseUrl ?? pubmed.baseUrl
    if (isSession(position)) {
      return {
        method: 'GET',
        url: urlWith(`${base}/efetch.fcgi`, {
          db: 'pubmed',
          query_key: position['key'],
          WebEnv: position['session'],
          retstart: position['start'],
          retmax: settings.pageSize ?? pubmed.paging.size,
          retmode: 'xml',
        }),
        isRepeatable: true,
      }
    }
    return {
      method: 'POST',
      url: `${base}/esearch.fcgi`,
      // Long terms do not fit into a URL (414), so every search is a form.
      body: urlWith('', {
        db: 'pubmed',
        term: slice.parameters['term'],
        usehistory: 'y',
        retmax: 0,
        retmode: 'xml',
        ...datesOf(slice),
      }).slice(1),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      isRepeatable: true,
    }
  },
  parse(body, { position, pageSize = pubmed.paging.size, status = 200 }): Page {
    const text = body.replaceAll('\r\n', '\n')
    const root = /^\s*</.test(text) ? parseAnswer(text) : undefined
    if (root === undefined) return parseNotXml(text, status)
    if (root.name === 'eSearchResult') return parseSearch(root)
    if (root.name !== 'PubmedArticleSet') return parseOtherXml(root, text, status)
    const articles = root.children.filter(
      (node): node is XmlElement => typeof node !== 'string' && /^Pubmed(?:Book)?Article$/.test(node.name),
    )
    const page = emptyPage(readEach('pubmed', articles, (node) => readNode(node, text)))
    if (!isSession(position)) return { ...page, total: articles.length }
    // A page that is shorter than asked for is gone on from where it ends.
    const start = Number(position['start']) + (articles.length === 0 ? pageSize : articles.length)
    const total = Number(position['total'])
    return { ...page, total, ...optional('next', start < total ? { ...position, start } : undefined) }
  },
}

const isSession = (position: Position | undefined): position is Readonly<Record<string, string | number>> =>
  typeof position === 'object'

/** Both ends, or NCBI ignores them. */
function datesOf(slice: Slice): Record<string, string> {
  if (slice.id === 'all' || slice.range === undefined) return {}
  const { from, to } = slice.range
  return { datetype: 'pdat', mindate: from.replaceAll('-', '/'), maxdate: to.replaceAll('-', '/') }
}

function readNode(node: XmlElement, text: string): Entry {
  const raw = text.slice(node.start, node.end)
  return node.name === 'PubmedArticle' ? readArticle(node, raw) : readBookArticle(node, raw)
}

function parseSearch(root: XmlElement): Page {
  const error = textOf(root, 'ERROR')
  if (error !== undefined) return searchError(error)
  const count = textOf(root, 'Count')
  if (count === undefined || !/^\d+$/.test(count)) return failedPage('temporary', 'pubmed gave no count.')
  const total = Number(count)
  const session = textOf(root, 'WebEnv')
  const key = textOf(root, 'QueryKey')
  const next =
    total > 0 && session !== undefined && key !== undefined ? { session, key, start: 0, total } : undefined
  return emptyPage({
    total,
    ...optional('next', next),
    ...optional('rewritten', textOf(root, 'QueryTranslation')),
    warnings: warningsOf(root),
  })
}

/** `<ERROR>` comes in a 200; a failed backend recovers, a bad query does not. */
function searchError(error: string): Page {
  const message = `pubmed refused the search: ${error.replace(/\.*$/, '')}.`
  if (/webenv|query_key|history/i.test(error)) return failedPage('cursor', message)
  return failedPage(/backend|timeout|temporar|unavailable/i.test(error) ? 'temporary' : 'query', message)
}

const dropped: Readonly<Record<string, string>> = {
  PhraseNotFound: 'does not know the phrase "%" and searched without it',
  FieldNotFound: 'does not know the field "%" and searched without it',
  PhraseIgnored: 'ignored "%"',
  QuotedPhraseNotFound: 'did not find "%" as a phrase and searched its words',
}

function warningsOf(root: XmlElement): readonly Problem[] {
  const lists = [at(root, 'ErrorList'), at(root, 'WarningList')]
  return lists.flatMap((list) =>
    (list?.children ?? []).flatMap((child) => {
      if (typeof child === 'string') return []
      const text = plainTextOf(child)
      if (text === undefined) return []
      const words = dropped[child.name]
      const message =
        words === undefined ? `says: ${text.replace(/\.*$/, '')}` : words.replace('%', () => text)
      return [serverWarning('pubmed', child.name, `pubmed ${message}.`)]
    }),
  )
}

function parseOtherXml(root: XmlElement, text: string, status: number): Page {
  if (status >= 400 || root.name === 'html') return unexpectedBody('pubmed', text, status)
  const error = textOf(root, 'ERROR') ?? textOf(descendants(root, 'ERROR')[0])
  if (error !== undefined && root.children.length <= 3) return searchError(error)
  return emptyPage({ kind: 'other' })
}

function parseNotXml(text: string, status: number): Page {
  const fields = parseObject(text)
  const error = textAt(fields, 'error')
  if (error !== undefined) {
    const message = `pubmed refused the request: ${error}.`
    return failedPage(/rate limit/i.test(error) || status >= 500 ? 'temporary' : 'query', message)
  }
  return fields !== undefined && status < 400
    ? emptyPage({ kind: 'other' })
    : unexpectedBody('pubmed', text, status)
}

/** Citing (`citedin`) or cited (`refs`) PMIDs out of an ELink answer. */
export function linkedPmids(body: string): readonly string[] {
  const root = parseAnswer(body)
  if (root === undefined) return []
  return descendants(root, 'LinkSetDb').flatMap((set) =>
    children(set, 'Link').flatMap((link) => textOf(link, 'Id') ?? []),
  )
}
