import { arrayItems, valueText } from '../../src/sources/json-items.ts'
import { type Api, numberAt } from './api.ts'
import { keyedApis } from './keyed-apis.ts'
import { recordedBodies } from './recorded.ts'

const json = { 'content-type': 'application/json' }
const xml = { 'content-type': 'text/xml; charset=utf-8' }

const made = new Map<string, readonly string[]>()

/** Real items first (each key once), then made-up ones until there are enough. Read once. */
function items(
  real: () => readonly string[],
  key: (item: string) => string | undefined,
  madeUp: (n: number) => string,
): readonly string[] {
  const kind = madeUp(0)
  const known = made.get(kind)
  if (known !== undefined) return known
  const byKey = new Map<string, string>()
  for (const item of real()) byKey.set(key(item) ?? item, item)
  for (let n = 0; byKey.size < 60; n++) {
    const item = madeUp(n)
    const name = key(item) ?? `made-up-${n}`
    if (!byKey.has(name)) byKey.set(name, item)
  }
  const chosen = [...byKey.values()].slice(0, 60)
  made.set(kind, chosen)
  return chosen
}

const itemsIn = (api: string, ...path: readonly string[]): readonly string[] =>
  recordedBodies(api)
    .filter(({ status }) => status === 200)
    .flatMap(({ body }) => arrayItems(body, path) ?? [])

const keyOf =
  (...path: readonly string[]) =>
  (item: string): string | undefined =>
    valueText(item, path)?.toLowerCase()

/** A work that is among the recorded ones, so that tests can name it. */
const knownWork = 'W2741809807'

const openAlexItems = (): readonly string[] =>
  items(
    () =>
      itemsIn('openalex', 'results').filter((item) => /"id"\s*:\s*"https:\/\/openalex\.org\/W/.test(item)),
    keyOf('id'),
    (n) => `{"id":"https://openalex.org/${n === 0 ? knownWork : `W90${n}`}","title":"Made up ${n}","ids":{}}`,
  )

const pubmedItems = (): readonly string[] =>
  items(
    () =>
      recordedBodies('pubmed').flatMap(
        ({ body }) => body.match(/<PubmedArticle>[\s\S]*?<\/PubmedArticle>/g) ?? [],
      ),
    (item) => /<PMID[^>]*>(\d+)/.exec(item)?.[1],
    (n) =>
      `<PubmedArticle><MedlineCitation><PMID>90${n}</PMID><Article><ArticleTitle>Made up ${n}</ArticleTitle></Article></MedlineCitation></PubmedArticle>`,
  )

const arxivItems = (): readonly string[] =>
  items(
    () =>
      recordedBodies('arxiv')
        .filter(({ status }) => status === 200)
        .flatMap(({ body }) => body.match(/<entry>[\s\S]*?<\/entry>/g) ?? []),
    (item) => /<id>([^<]*?)(?:v\d+)?<\/id>/.exec(item)?.[1],
    (n) => `<entry><id>http://arxiv.org/abs/2401.${10_000 + n}v1</id><title>Made up ${n}</title></entry>`,
  )

const openApis: readonly Api[] = [
  {
    source: 'openalex',
    base: '',
    start: ({ records = 60, most = 60 } = {}) => {
      const all = openAlexItems().slice(0, records)
      return (asked) => {
        const size = numberAt(asked, 'per_page', 25, most)
        const cursor = asked.query.get('cursor') ?? '*'
        const from = cursor === '*' ? 0 : Number(Buffer.from(cursor, 'base64').toString())
        const page = all.slice(from, from + size)
        const next = page.length === 0 ? null : Buffer.from(String(from + size)).toString('base64')
        const meta = JSON.stringify({ count: all.length, per_page: size, next_cursor: next })
        return { body: `{"meta":${meta},"results":[${page.join(',')}]}`, headers: json }
      }
    },
  },
  {
    source: 'crossref',
    base: '',
    start: ({ records = 60, most = 60 } = {}) => {
      const all = items(
        () =>
          itemsIn('crossref', 'message', 'items').filter((item) => valueText(item, ['DOI']) !== undefined),
        keyOf('DOI'),
        (n) => `{"DOI":"10.5555/made-up-${n}","type":"journal-article","title":["Made up ${n}"]}`,
      ).slice(0, records)
      // The server keeps the place of the one cursor.
      let place = 0
      return (asked) => {
        const rows = numberAt(asked, 'rows', 20, most)
        if (asked.query.get('cursor') === '*') place = 0
        const page = all.slice(place, place + rows)
        place += rows
        const body = `{"status":"ok","message-type":"work-list","message":{"next-cursor":"DnF1ZXJ5","total-results":${all.length},"items":[${page.join(',')}],"items-per-page":${rows}}}`
        return { body, headers: { ...json, 'x-rate-limit-limit': '50', 'x-rate-limit-interval': '1s' } }
      }
    },
  },
  {
    source: 'pubmed',
    base: '/eutils',
    start: ({ records = 60, most = 60 } = {}) => {
      const all = pubmedItems().slice(0, records)
      return (asked) => {
        if (asked.path === '/eutils/esearch.fcgi') {
          const body = `<?xml version="1.0"?><eSearchResult><Count>${all.length}</Count><RetMax>0</RetMax><QueryKey>1</QueryKey><WebEnv>MCID_1</WebEnv><IdList/><QueryTranslation>x[All Fields]</QueryTranslation></eSearchResult>`
          return { body, headers: xml }
        }
        const from = numberAt(asked, 'retstart', 0)
        const page = all.slice(from, from + numberAt(asked, 'retmax', 20, most))
        return {
          body: `<?xml version="1.0"?>\n<PubmedArticleSet>\n${page.join('\n')}\n</PubmedArticleSet>`,
          headers: xml,
        }
      }
    },
  },
  {
    source: 'europepmc',
    base: '',
    start: ({ records = 60, most = 60 } = {}) => {
      const all = items(
        () => itemsIn('europepmc', 'resultList', 'result'),
        keyOf('id'),
        (n) => `{"id":"90${n}","source":"MED","title":"Made up ${n}"}`,
      ).slice(0, records)
      return (asked) => {
        const cursor = asked.query.get('cursorMark') ?? '*'
        const from = cursor === '*' ? 0 : Number(cursor.slice(1))
        const page = all.slice(from, from + numberAt(asked, 'pageSize', 25, most))
        const next = page.length === 0 ? cursor : `A${from + page.length}`
        const body = `{"version":"6.9","hitCount":${all.length},"nextCursorMark":"${next}","resultList":{"result":[${page.join(',')}]}}`
        return { body, headers: json }
      }
    },
  },
  {
    source: 'semantic-scholar',
    base: '',
    start: ({ records = 60, most = 60 } = {}) => {
      const all = items(
        () =>
          recordedBodies('semanticscholar')
            .filter(({ name }) => name.includes('bulk'))
            .flatMap(({ body }) => arrayItems(body, ['data']) ?? []),
        keyOf('paperId'),
        (n) => `{"paperId":"made-up-${n}","title":"Made up ${n}"}`,
      ).slice(0, records)
      return (asked) => {
        const from = Number(asked.query.get('token') ?? 0)
        const page = all.slice(from, from + Math.min(20, most))
        const end = from + page.length
        const next = end < all.length ? `,"token":"${end}"` : ''
        return { body: `{"total":${all.length}${next},"data":[${page.join(',')}]}`, headers: json }
      }
    },
  },
  {
    source: 'arxiv',
    base: '',
    start: ({ records = 60, most = 60 } = {}) => {
      const all = arxivItems().slice(0, records)
      return (asked) => {
        const from = numberAt(asked, 'start', 0)
        const page = all.slice(from, from + numberAt(asked, 'max_results', 10, most))
        const head = `<opensearch:totalResults>${all.length}</opensearch:totalResults><opensearch:startIndex>${from}</opensearch:startIndex>`
        const body = `<?xml version='1.0'?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">${head}${page.join('')}</feed>`
        return { body, headers: { 'content-type': 'application/atom+xml' } }
      }
    },
  },
  {
    source: 'doaj',
    base: '',
    start: ({ records = 60, most = 60 } = {}) => {
      const all = items(
        () =>
          itemsIn('doaj', 'results').filter(
            (item) => item.includes('"end_page"') || item.includes('"abstract"'),
          ),
        keyOf('id'),
        (n) => `{"id":"made-up-${n}","bibjson":{"title":"Made up ${n}","abstract":"","identifier":[]}}`,
      ).slice(0, records)
      return (asked) => {
        const size = numberAt(asked, 'pageSize', 10, most)
        const page = numberAt(asked, 'page', 1)
        const found = all.slice((page - 1) * size, page * size)
        const body = `{"total":${all.length},"page":${page},"pageSize":${size},"results":[${found.join(',')}]}`
        return { body, headers: json }
      }
    },
  },
  {
    source: 'datacite',
    base: '',
    start: ({ records = 60, most = 60 } = {}) => {
      const all = items(
        () =>
          recordedBodies('datacite')
            .flatMap(({ body }) => {
              const single = valueText(body, ['data'])
              return single?.startsWith('{') === true ? [single] : (arrayItems(body, ['data']) ?? [])
            })
            .filter((item) => valueText(item, ['type']) === '"dois"'),
        keyOf('id'),
        (n) => `{"id":"10.5555/made-up-${n}","type":"dois","attributes":{"doi":"10.5555/made-up-${n}"}}`,
      ).slice(0, records)
      return (asked) => {
        const cursor = asked.query.get('page[cursor]') ?? '1'
        const from = cursor === '1' ? 0 : Number(cursor.slice(1))
        const size = numberAt(asked, 'page[size]', 25, most)
        const page = all.slice(from, from + size)
        const next =
          from + size < all.length
            ? `"next":"https://api.datacite.org/dois?page%5Bcursor%5D=c${from + size}&page%5Bsize%5D=${size}"`
            : ''
        const body = `{"data":[${page.join(',')}],"meta":{"total":${all.length}},"links":{${next}}}`
        return { body, headers: json }
      }
    },
  },
  {
    source: 'eric',
    base: '/eric/',
    start: ({ records = 60, most = 60 } = {}) => {
      const all = items(
        () => itemsIn('eric', 'response', 'docs'),
        keyOf('id'),
        (n) => `{"id":"EJ90${n}","title":"Made up ${n}"}`,
      ).slice(0, records)
      return (asked) => {
        const from = numberAt(asked, 'start', 0)
        const page = all.slice(from, from + numberAt(asked, 'rows', 10, most))
        return {
          body: `{"response":{"numFound":${all.length},"start":${from},"docs":[${page.join(',')}]}}`,
          headers: json,
        }
      }
    },
  },
  {
    source: 'core',
    base: '',
    start: ({ records = 60, most = 60 } = {}) => {
      const all = items(
        () => itemsIn('core', 'data').map((item) => valueText(item, ['_source']) ?? item),
        keyOf('id'),
        (n) => `{"id":90${n},"title":"Made up ${n}"}`,
      ).slice(0, records)
      let place = 0
      return (asked) => {
        const size = numberAt(asked, 'limit', 10, most)
        if (asked.query.get('scrollId') === null) place = 0
        const page = all.slice(place, place + size)
        place += size
        const body = `{"totalHits":${all.length},"limit":${size},"scrollId":"s1","results":[${page.join(',')}]}`
        return { body, headers: json }
      }
    },
  },
  {
    source: 'oai-pmh',
    base: '/oai',
    start: ({ records = 60, most = 60 } = {}) => {
      const real = (): readonly string[] =>
        recordedBodies('oai').flatMap(({ body }) => body.match(/<record>[\s\S]*?<\/record>/g) ?? [])
      const all = items(
        () => real().filter((item) => item.includes('oai_dc:dc')),
        (item) => /<identifier>([^<]*)/.exec(item)?.[1],
        (n) =>
          `<record><header><identifier>oai:made.up:${n}</identifier></header><metadata><oai_dc:dc><dc:title>Made up ${n}</dc:title></oai_dc:dc></metadata></record>`,
      ).slice(0, records)
      return (asked) => {
        const from = Number(asked.query.get('resumptionToken') ?? 0)
        const page = all.slice(from, from + Math.min(20, most))
        const next = from + page.length < all.length ? String(from + page.length) : ''
        const token = `<resumptionToken completeListSize="${all.length}" cursor="${from}">${next}</resumptionToken>`
        return {
          body: `<?xml version="1.0"?><OAI-PMH><ListRecords>${page.join('')}${token}</ListRecords></OAI-PMH>`,
          headers: xml,
        }
      }
    },
  },
]

export const apis: readonly Api[] = [...openApis, ...keyedApis]
