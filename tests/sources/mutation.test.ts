import { describe, expect, test } from 'vitest'
import { sharedDataMissing } from '../shared-data.ts'
import { arrayItems, valueText } from '../../src/sources/json-items.ts'
import { openCitations } from '../../src/sources/opencitations.ts'
import type { Page } from '../../src/sources/source.ts'
import { findSource } from '../../src/sources/sources.ts'
import { keyedApis } from './keyed-apis.ts'
import { recordedBodies, recordedFolder } from './recorded.ts'

/** How an API puts items on a page, and where its recorded answers have them. */
interface Wrapping {
  readonly name: string
  readonly folder: string
  readonly path: readonly (readonly string[])[]
  readonly wrap: (items: readonly string[]) => string
}

const wrappings: readonly Wrapping[] = [
  {
    name: 'openalex',
    folder: 'openalex',
    path: [['results']],
    wrap: (items) => `{"meta":{"count":3},"results":[${items.join(',')}]}`,
  },
  {
    name: 'crossref',
    folder: 'crossref',
    path: [['message', 'items'], ['message']],
    wrap: (items) =>
      `{"status":"ok","message-type":"work-list","message":{"total-results":3,"items":[${items.join(',')}]}}`,
  },
  {
    name: 'europepmc',
    folder: 'europepmc',
    path: [['resultList', 'result']],
    wrap: (items) => `{"hitCount":3,"resultList":{"result":[${items.join(',')}]}}`,
  },
  {
    name: 'semantic-scholar',
    folder: 'semanticscholar',
    path: [['data'], []],
    wrap: (items) => `{"total":3,"data":[${items.join(',')}]}`,
  },
  {
    name: 'doaj',
    folder: 'doaj',
    path: [['results']],
    wrap: (items) => `{"total":3,"page":1,"pageSize":10,"results":[${items.join(',')}]}`,
  },
  {
    name: 'datacite',
    folder: 'datacite',
    path: [['data']],
    wrap: (items) => `{"data":[${items.join(',')}],"meta":{"total":3},"links":{}}`,
  },
  {
    name: 'eric',
    folder: 'eric',
    path: [['response', 'docs']],
    wrap: (items) => `{"response":{"numFound":3,"start":0,"docs":[${items.join(',')}]}}`,
  },
  {
    name: 'core',
    folder: 'core',
    path: [['results'], ['data']],
    wrap: (items) => `{"totalHits":3,"results":[${items.join(',')}]}`,
  },
  {
    name: 'opencitations',
    folder: 'opencitations',
    path: [[]],
    wrap: (items) => `[${items.join(',')}]`,
  },
  {
    name: 'scopus',
    folder: '',
    path: [['search-results', 'entry']],
    wrap: (items) => `{"search-results":{"opensearch:totalResults":"3","entry":[${items.join(',')}]}}`,
  },
  {
    name: 'wos',
    folder: '',
    path: [['Data', 'Records', 'records', 'REC']],
    wrap: (items) =>
      `{"Data":{"Records":{"records":{"REC":[${items.join(',')}]}}},"QueryResult":{"QueryID":1,"RecordsFound":3}}`,
  },
]

const parse = (name: string, body: string): Page =>
  name === 'opencitations'
    ? openCitations.parse(body, { status: 200 })
    : (findSource(name)?.parse(body, { status: 200 }) ?? {
        kind: 'failure',
        entries: [],
        skipped: [],
        warnings: [],
      })

/** Different records of an API, at most so many. */
function itemsOf({ name, folder, path }: Wrapping, most: number): readonly string[] {
  const made = keyedApis.find(({ source }) => source === name)
  const bodies =
    made === undefined
      ? recordedBodies(folder).flatMap(({ body, status }) => (status === 200 ? [body] : []))
      : [
          made.start({ records: 3 })({
            method: 'GET',
            path: '',
            query: new URLSearchParams(),
            body: '',
            headers: {},
          }).body,
        ]
  const found = bodies.flatMap((body) =>
    path.flatMap((way) => {
      const items = arrayItems(body, way)
      if (items !== undefined) return items.map((item) => valueText(item, ['_source']) ?? item)
      const single = way.length === 0 ? undefined : valueText(body, way)
      return single?.startsWith('{') === true ? [single] : []
    }),
  )
  const read = found.filter(
    (item) => parse(name, wrapOf(name)([item])).entries[0]?.record.title !== undefined,
  )
  const step = Math.max(1, Math.floor(read.length / most))
  return read.filter((_, index) => index % step === 0).slice(0, most)
}

const wrapOf = (name: string): Wrapping['wrap'] => wrappings.find((one) => one.name === name)?.wrap ?? String

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** What a field may hold against all documentation; `undefined` takes it away. */
const strange: readonly (Json | undefined)[] = [
  undefined,
  null,
  '',
  ' ',
  '0',
  'x <b>&amp;</b> \u0000 "',
  0,
  -1,
  1e300,
  true,
  [],
  [null],
  ['x', null, 7, {}],
  [[null]],
  {},
  { x: null },
]

/** Every way to a value, as keys; of a list only its first member. */
function ways(value: Json, before: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value as Readonly<Record<string, Json>>)
    .filter(([key]) => !Array.isArray(value) || key === '0')
    .slice(0, 60)
    .flatMap(([key, inner]) => [[...before, key], ...ways(inner, [...before, key])])
}

function replaced(value: Json, [key, ...rest]: readonly string[], by: Json | undefined): Json {
  if (key === undefined || typeof value !== 'object' || value === null) return value
  const change = (inner: Json): Json | undefined => (rest.length === 0 ? by : replaced(inner, rest, by))
  if (Array.isArray(value))
    return value.flatMap((inner: Json, index) => (String(index) === key ? (change(inner) ?? []) : [inner]))
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const now = name === key ? change(inner) : inner
      return now === undefined ? [] : [[name, now]]
    }),
  )
}

/** Records of an XML source and how they make a page. */
const xmlWrappings = [
  {
    name: 'pubmed',
    folder: 'pubmed',
    record: /<Pubmed(?:Book)?Article>[\s\S]*?<\/Pubmed(?:Book)?Article>/g,
    wrap: (items: readonly string[]) => `<PubmedArticleSet>${items.join('\n')}</PubmedArticleSet>`,
  },
  {
    name: 'arxiv',
    folder: 'arxiv',
    record: /<entry>[\s\S]*?<\/entry>/g,
    wrap: (items: readonly string[]) =>
      `<feed><opensearch:totalResults>3</opensearch:totalResults>${items.join('\n')}</feed>`,
  },
  {
    name: 'oai-pmh',
    folder: 'oai',
    record: /<record>[\s\S]*?<\/record>/g,
    wrap: (items: readonly string[]) => `<OAI-PMH><ListRecords>${items.join('\n')}</ListRecords></OAI-PMH>`,
  },
] as const

/** The record with the first element of a name taken away, emptied, filled with something else, or stripped. */
const distortions = (name: string): readonly ((record: string) => string)[] => {
  const element = new RegExp(`<${name}(\\s[^<>]*)?>[\\s\\S]*?</${name}>`)
  return [
    (record) => record.replace(element, ''),
    (record) => record.replace(element, `<${name}$1></${name}>`),
    (record) => record.replace(element, `<${name}$1>x &amp; 7 <i>y</i> \uFFFD</${name}>`),
    (record) => record.replace(element, (whole) => whole.replace(/^<[^<>]*>/, `<${name}>`)),
    (record) => record.replace(element, (all) => all + all),
  ]
}

describe.skipIf(recordedFolder === undefined)(
  `records against documentation (${sharedDataMissing} when skipped)`,
  () => {
    test.each(wrappings)(
      '$name: no value of any field stops a page or touches its neighbours',
      (wrapping) => {
        const { name, wrap } = wrapping
        const items = itemsOf(wrapping, 4)
        expect(items.length).toBeGreaterThan(0)
        const [good = ''] = items.toSorted((a, b) => a.length - b.length)
        const whole = JSON.stringify(parse(name, wrap([good])).entries[0])
        let tried = 0
        for (const item of items) {
          const all = ways(JSON.parse(item) as Json)
          for (const way of all) {
            // Of a large record a few of the strange values each time; over all fields each has its turn.
            for (let n = 0; n < (all.length < 40 ? strange.length : 3); n++, tried++) {
              const by = strange[tried % strange.length]
              const bad = JSON.stringify(replaced(JSON.parse(item) as Json, way, by))
              const page = parse(name, wrap([good, bad, good]))
              const where = `${way.join('.')} = ${JSON.stringify(by)}`
              expect(page.kind, where).toBe('records')
              expect(page.entries.length + page.skipped.length, where).toBe(3)
              expect(JSON.stringify(page.entries[0]) === whole, where).toBe(true)
              expect(JSON.stringify(page.entries.at(-1)) === whole, where).toBe(true)
            }
          }
        }
        expect(tried).toBeGreaterThan(100)
      },
    )

    test.each(xmlWrappings)(
      '$name: no element stops a page or touches its neighbours',
      ({ name, folder, record, wrap }) => {
        const bodies = recordedBodies(folder).filter(({ status }) => status === 200)
        const items = bodies
          .flatMap(({ body }) => body.match(record)?.slice(0, 4) ?? [])
          .filter((item) => parse(name, wrap([item])).entries.length === 1)
        const chosen = items.filter((_, index) => index % Math.ceil(items.length / 8) === 0)
        expect(chosen.length).toBeGreaterThan(2)
        const [good = ''] = items.toSorted((a, b) => a.length - b.length)
        const whole = JSON.stringify(parse(name, wrap([good])).entries[0])
        for (const item of chosen) {
          const names = new Set([...item.slice(1).matchAll(/<([\w:]+)/g)].map(([, tag]) => tag ?? ''))
          for (const tag of names) {
            for (const distort of distortions(tag)) {
              const page = parse(name, wrap([good, distort(item), good]))
              expect(page.entries.length + page.skipped.length, tag).toBe(3)
              expect(JSON.stringify(page.entries[0]) === whole, tag).toBe(true)
              expect(JSON.stringify(page.entries.at(-1)) === whole, tag).toBe(true)
            }
          }
        }
      },
    )
  },
)
