import { afterEach, expect, test } from 'vitest'
import type { Source } from '../../src/sources/source.ts'
import { clientFor, harvestOf, harvestWith, hurried, memoryJournal } from './harvesting.ts'
import { type Asked, type Reply, ReplayServer } from './replay-server.ts'

const servers: ReplayServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

interface Dated {
  readonly n: number
  /** ISO; a record without one is found by the query and by none of its parts. */
  readonly date?: string
}

const cap = 60
const pageSize = 10

/** What a source's server makes of a request: which dates are asked for, from where on, and how it answers. */
interface CappedApi {
  readonly name: string
  /** From and to, ISO dates or years, or undefined when everything is asked for. */
  readonly asked: (asked: Asked) => readonly [string, string] | undefined
  readonly answer: (found: readonly Dated[], asked: Asked, size: number) => Reply
}

const json = (body: unknown): Reply => ({ body: JSON.stringify(body) })
const spaced = (text: string): string => text.replace(/(\d{4})(\d{2})(\d{2})/, '$1-$2-$3')
const between = (pattern: RegExp, text: string): readonly [string, string] | undefined => {
  const [, from, to] = pattern.exec(text) ?? []
  return from === undefined || to === undefined ? undefined : [from, to]
}
/** Nothing beyond the cap is given. */
const pageOf = (found: readonly Dated[], from: number, size: number): readonly Dated[] =>
  found.slice(0, cap).slice(from, from + size)

const apis: readonly CappedApi[] = [
  {
    name: 'pubmed',
    asked: ({ path, query, body }) =>
      path.endsWith('esearch.fcgi')
        ? between(/mindate=([\d-]+)&maxdate=([\d-]+)/, body.replaceAll('%2F', '-'))
        : between(/(.+)\.\.(.+)/, query.get('WebEnv') ?? ''),
    answer: (found, { path, query, body }, size) => {
      if (path.endsWith('esearch.fcgi')) {
        const [, from = '', to = ''] = /mindate=([^&]+)&maxdate=([^&]+)/.exec(decodeURIComponent(body)) ?? []
        const session = from === '' ? 'all' : `${from.replaceAll('/', '-')}..${to.replaceAll('/', '-')}`
        return {
          body: `<eSearchResult><Count>${found.length}</Count><QueryKey>1</QueryKey><WebEnv>${session}</WebEnv></eSearchResult>`,
        }
      }
      const page = pageOf(found, Number(query.get('retstart')), size)
      const articles = page.map(
        ({ n }) =>
          `<PubmedArticle><MedlineCitation><PMID>${n + 1}</PMID><Article><ArticleTitle>T</ArticleTitle></Article></MedlineCitation></PubmedArticle>`,
      )
      return { body: `<PubmedArticleSet>${articles.join('')}</PubmedArticleSet>` }
    },
  },
  {
    name: 'doaj',
    asked: ({ path }) => between(/created_date:\[(\S+) TO (\S+?)\]/, decodeURIComponent(path)),
    answer: (found, { query }, size) => {
      const page = Number(query.get('page'))
      const results = pageOf(found, (page - 1) * size, size).map(({ n }) => ({
        id: `d${n}`,
        bibjson: { title: 'T', abstract: 'A', identifier: [] },
      }))
      return json({ total: found.length, page, pageSize: size, results })
    },
  },
  {
    name: 'arxiv',
    asked: ({ query }) => {
      const range = between(/submittedDate:\[(\d{8})0000 TO (\d{8})2359\]/, query.get('search_query') ?? '')
      return range && [spaced(range[0]), spaced(range[1])]
    },
    answer: (found, { query }, size) => {
      const from = Number(query.get('start'))
      const entries = pageOf(found, from, size).map(
        ({ n }) => `<entry><id>http://arxiv.org/abs/2401.${10_000 + n}v1</id><title>T</title></entry>`,
      )
      return {
        body: `<feed><totalResults>${found.length}</totalResults><startIndex>${from}</startIndex>${entries.join('')}</feed>`,
      }
    },
  },
  {
    name: 'scopus',
    asked: ({ query }) => {
      const range = between(/PUBYEAR > (\d+) AND PUBYEAR < (\d+)$/, query.get('query') ?? '')
      return range && [String(Number(range[0]) + 1), String(Number(range[1]) - 1)]
    },
    answer: (found, { query }, size) => {
      const from = Number(query.get('start'))
      const entry = pageOf(found, from, size).map(({ n }) => ({ eid: `2-s2.0-${n}`, 'dc:title': 'T' }))
      return json({
        'search-results': {
          'opensearch:totalResults': String(found.length),
          'opensearch:startIndex': String(from),
          entry: entry.length === 0 ? [{ error: 'Result set was empty' }] : entry,
        },
      })
    },
  },
  {
    name: 'wos',
    asked: ({ path, query }) =>
      between(
        /PY=\((\d+)-(\d+)\)$/,
        path.includes('/query/') ? decodeURIComponent(path) : (query.get('usrQuery') ?? ''),
      ),
    answer: (found, { query }, size) => {
      const records = pageOf(found, Number(query.get('firstRecord')) - 1, size).map(({ n }) => ({
        UID: `WOS:${n}`,
      }))
      const id = query.get('usrQuery')
      return json({
        Data: { Records: { records: { REC: records } } },
        ...(id === null ? {} : { QueryResult: { QueryID: id, RecordsFound: found.length } }),
      })
    },
  },
  {
    name: 'crossref',
    asked: ({ query }) =>
      between(/from-created-date:([\d-]+),until-created-date:([\d-]+)/, query.get('filter') ?? ''),
    answer: (() => {
      let place = 0
      return (found, { query }, size) => {
        if (query.get('cursor') === '*') place = 0
        const items = found.slice(place, place + size).map(({ n }) => ({ DOI: `10.5555/${n}`, title: ['T'] }))
        place += size
        const message = { 'total-results': found.length, 'next-cursor': 'c', items, 'items-per-page': size }
        return json({ status: 'ok', 'message-type': 'work-list', message })
      }
    })(),
  },
]

/** The source with a small cap, and its server, which gives nothing beyond it. */
async function capped(
  { name, asked, answer }: CappedApi,
  records: readonly Dated[],
): Promise<{ readonly source: Source; readonly server: ReplayServer }> {
  const known = hurried(name)
  const limit = known.paging.comfortable === undefined ? { cap } : { comfortable: cap }
  const source = { ...known, paging: { ...known.paging, ...limit } }
  const server = await ReplayServer.start((request) => {
    const range = asked(request)
    // A year in a request is compared with as much of a date.
    const isIn = ({ date = '' }: Dated): boolean =>
      range === undefined ||
      (date !== '' &&
        date.slice(0, range[0].length) >= range[0] &&
        date.slice(0, range[1].length) <= range[1])
    return answer(records.filter(isIn), request, pageSize)
  })
  servers.push(server)
  return { source, server }
}

/** A record every few weeks for decades, and busy years among them. */
const records: readonly Dated[] = Array.from({ length: 150 }, (_, n) => ({
  n,
  date: new Date(Date.UTC(n % 3 === 0 ? 2019 : 2003 + (n % 20), n % 12, 1 + (n % 27)))
    .toISOString()
    .slice(0, 10),
}))

test.each(apis)(
  '$name: a slice above the cap is cut until each part fits, and the parts add up',
  async (api) => {
    const { source, server } = await capped(api, records)
    const journal = memoryJournal()
    const { result, keys } = await harvestWith(harvestOf(source, server.url, pageSize), clientFor(), journal)
    expect(result.problems).toEqual([])
    expect(result.outcome).toBe('whole')
    expect(new Set(keys).size).toBe(150)
    expect(keys).toHaveLength(150)
    const totals = result.accounts.map(({ total = 0 }) => total)
    // A year is the smallest part there; the others come down to days.
    expect(Math.max(...totals)).toBeLessThanOrEqual(api.name === 'scopus' || api.name === 'wos' ? 60 : cap)
    expect(totals.reduce((sum, total) => sum + total, 0)).toBe(150)
    for (const { retrieved, skipped, total, isWhole } of result.accounts) {
      expect(retrieved + skipped).toBe(total)
      expect(isWhole).toBe(true)
    }
    expect(journal.entries.filter(({ kind }) => kind === 'split').length).toBeGreaterThan(1)
  },
)

test.each(apis)('$name: records that no part finds are told', async (api) => {
  const { source, server } = await capped(api, [...records, { n: 150 }, { n: 151 }])
  const { result, keys } = await harvestWith(harvestOf(source, server.url, pageSize), clientFor())
  expect(new Set(keys).size).toBe(150)
  expect(result.outcome).toBe('short')
  expect(result.problems.map(({ message }) => message).join(' ')).toContain(
    'reported 152 records for the whole query and 150 for its parts together',
  )
})

test.each(apis.filter(({ name }) => name !== 'crossref'))(
  '$name: what cannot be cut any further is told, never cut off in silence',
  async (api) => {
    const oneDay = Array.from({ length: 65 }, (_, n) => ({ n, date: '2019-05-05' }))
    const { source, server } = await capped(api, oneDay)
    const { result } = await harvestWith(harvestOf(source, server.url, pageSize), clientFor())
    expect(result.outcome).toBe('short')
    expect(result.problems.map(({ code }) => code)).toContain('harvest/cap')
  },
)

test.each(apis)('$name: a server that does not heed dates is not asked for every day', async (api) => {
  const { source, server } = await capped({ ...api, asked: () => undefined }, records)
  const { result } = await harvestWith(harvestOf(source, server.url, pageSize), clientFor())
  expect(result.problems.map(({ code }) => code)).toContain('harvest/uneven-split')
  expect(server.log.length).toBeLessThan(900)
})
