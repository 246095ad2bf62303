import { afterEach, describe, expect, test } from 'vitest'
import type { JournalEntry } from '../../src/sources/journal.ts'
import { apis } from './apis.ts'
import {
  clientFor,
  harvestOf,
  harvestWith,
  hurried,
  keysOf,
  memoryBodies,
  memoryJournal,
} from './harvesting.ts'
import { type Fault, ReplayServer } from './replay-server.ts'

const servers: ReplayServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

const html = (status: number): Fault => ({
  kind: 'status',
  reply: { status, body: `<html><body>${status}</body></html>`, headers: { 'content-type': 'text/html' } },
})

const tooFast = (value: string): Fault => ({
  kind: 'status',
  reply: {
    status: 429,
    body: '{"message":"Too Many Requests","code":"429"}',
    headers: { 'retry-after': value },
  },
})

const empty = (body: string): string =>
  body
    .replace(/(<PubmedArticleSet>)[\s\S]*(<\/PubmedArticleSet>)/, '$1$2')
    .replace(/<entry>[\s\S]*<\/entry>/, '')
    .replace(/("(?:results|items|result|data|docs)":\[)[\s\S]*(\])/, '$1$2')

const totals = (body: string): string =>
  body
    .replace(/("(?:count|total-results|hitCount|total|totalHits|numFound)":)(\d+)/, '$17')
    .replace(/(<opensearch:totalResults>)\d+/, '$17')

const faults: readonly (readonly [string, Fault])[] = [
  ['429 with seconds', tooFast('0')],
  ['429 with a date', tooFast(new Date(Date.now() - 1000).toUTCString())],
  ['429 without advice', { kind: 'status', reply: { status: 429, body: '' } }],
  ['503 as HTML', html(503)],
  ['502 as HTML', html(502)],
  ['504 as HTML', html(504)],
  [
    '500 with an exception',
    { kind: 'status', reply: { status: 500, body: 'clojure.lang.ExceptionInfo: {}' } },
  ],
  ['a body cut in the middle', { kind: 'cut' }],
  ['a slow body', { kind: 'slow' }],
  ['gzip', { kind: 'gzip' }],
  ['gzip that is cut', { kind: 'broken-gzip' }],
  ['a wrong content type', { kind: 'wrong-type' }],
  [
    'an HTML page with status 200',
    { kind: 'status', reply: { status: 200, body: '<html><body>Login</body></html>' } },
  ],
  ['an empty body', { kind: 'status', reply: { status: 200, body: '' } }],
  ['no answer at all', { kind: 'hang' }],
  ['an empty page', { kind: 'changed', change: empty }],
  ['another total', { kind: 'changed', change: totals }],
]

describe.each(apis)('$source', ({ source: name, base, start }) => {
  const source = hurried(name)
  const open = async (): Promise<ReplayServer> => {
    const server = await ReplayServer.start(start())
    servers.push(server)
    return server
  }

  test('a harvest without faults is whole and asks for no page twice', async () => {
    const server = await open()
    const { result, keys } = await harvestWith(harvestOf(source, server.url + base, 20), clientFor())
    expect(result).toMatchObject({ outcome: 'whole', problems: [] })
    expect(new Set(keys).size).toBe(60)
    expect(keys).toHaveLength(60)
    expect(server.log.length).toBeLessThanOrEqual(5)
    expect(new Set(server.log.map((entry) => entry.headers['user-agent']))).toEqual(
      new Set(['lacuna/0 (mailto:review@university.edu)']),
    )
  })

  test.each(faults)('%s at every page in turn changes nothing in the end', async (_, fault) => {
    const harvestWithFaultAt = async (at: number | undefined): Promise<unknown> => {
      const server = await open()
      if (at !== undefined) server.faults.set(at, fault)
      const { result, keys } = await harvestWith(harvestOf(source, server.url + base, 20), clientFor())
      return { outcome: result.outcome, keys }
    }
    const [whole, ...faulty] = await Promise.all([undefined, 0, 1, 2, 3].map(harvestWithFaultAt))
    expect(whole).toMatchObject({ outcome: 'whole' })
    for (const one of faulty) expect(one).toEqual(whole)
  })

  test('a page that comes twice is noticed', async () => {
    const server = await open()
    let last = ''
    // Request 2 gets the body of request 1 once more.
    server.faults.set(1, { kind: 'changed', change: (body) => (last = body) })
    server.faults.set(2, { kind: 'changed', change: () => last })
    const { result, keys } = await harvestWith(harvestOf(source, server.url + base, 20), clientFor())
    expect(result).toMatchObject({ outcome: 'whole' })
    expect(new Set(keys).size).toBe(60)
    expect(keys).toHaveLength(60)
  })

  test('an interrupted harvest goes on where it stopped', async () => {
    const whole = await harvestWith(harvestOf(source, (await open()).url + base, 20), clientFor())
    const server = await open()
    const journal = memoryJournal()
    const raw = memoryBodies()
    const stop = new AbortController()
    const stopping = {
      ...journal,
      append: async (entry: JournalEntry): Promise<void> => {
        await journal.append(entry)
        if (journal.entries.filter(({ kind }) => kind === 'page').length === 2) stop.abort()
      },
    }
    const harvest = harvestOf(source, server.url + base, 20)
    const first = await harvestWith(harvest, clientFor(), stopping, raw, stop.signal)
    expect(first.result.outcome).toBe('stopped')
    const again = memoryJournal(journal.entries)
    const { result, keys } = await harvestWith(harvest, clientFor(), again, raw)
    expect(result.outcome).toBe('whole')
    expect(keys).toEqual(whole.keys)
    const allowed = source.paging.isRepeatable ? 5 : 7
    expect(server.log.length).toBeLessThanOrEqual(allowed)
  })

  test('the records come out of the raw bodies again, the same to the byte', async () => {
    const server = await open()
    const journal = memoryJournal()
    const raw = memoryBodies()
    const { keys } = await harvestWith(harvestOf(source, server.url + base, 20), clientFor(), journal, raw)
    expect(
      await keysOf(source, JSON.parse(JSON.stringify(journal.entries)) as typeof journal.entries, raw),
    ).toEqual(keys)
  })
})
