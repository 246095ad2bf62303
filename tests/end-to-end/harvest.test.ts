import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { ReplayServer } from '../sources/replay-server.ts'
import { lacuna, smallReview } from './command.ts'
import { reviewAt, run, startApi } from './loopback-review.ts'

const servers: ReplayServer[] = []
afterEach(() => {
  servers.length = 0
})

/** A review whose sources live on loopback. */
async function reviewWith(...names: readonly string[]): Promise<string> {
  const urls: Record<string, string> = {}
  for (const name of names) {
    const { server, url } = await startApi(name)
    servers.push(server)
    urls[name] = url
  }
  return reviewAt(urls)
}

test('a harvest of two sources adds their records once, keeps every body and no key, and replays offline', async () => {
  const review = await reviewWith('openalex', 'europepmc')
  const first = await run(review, ['harvest'])
  expect(first).toMatchObject({ status: 0, stderr: '' })
  expect(first.stdout).toMatch(/openalex\s+whole\s+60 of 60\s+60 new/)
  expect(first.stdout).toMatch(/europepmc\s+whole\s+60 of 60\s+60 new/)
  const log = readFileSync(join(review, 'search-log.md'), 'utf8')
  expect(log).toContain('1. **Database name.** Europe PMC; OpenAlex; records.ris')
  expect(log).toContain('6. **Contacts.** *Open: to be reported by the authors.*')
  expect(log).toContain('9. **Limits and restrictions.** year:2010-2020')
  expect(log).toContain(
    'filter=title_and_abstract.search:(coproduc* OR co-produc*) AND (public AND service*),publication_year:2010-2020',
  )
  const again = await run(review, ['harvest'])
  expect(again.stdout).toMatch(/openalex\s+kept\s+harvested today already\s+0 new/)
  const files = readdirSync(join(review, 'searches'), { recursive: true, encoding: 'utf8' })
    .map((file) => join(review, 'searches', file))
    .filter((file) => statSync(file).isFile())
  expect(files.filter((file) => file.endsWith('.gz')).length).toBeGreaterThanOrEqual(3)
  for (const file of files) expect(readFileSync(file, 'latin1')).not.toContain('alex-secret')
  expect(servers[0]?.log.every(({ query }) => query.get('api_key') === 'alex-secret')).toBe(true)
  await Promise.all(servers.splice(0).map((server) => server.stop()))
  const replayed = await run(review, ['harvest', '--replay'])
  expect(replayed).toMatchObject({ status: 0, stderr: '' })
  expect(replayed.stdout.match(/60\s+records\s+0/g)).toHaveLength(2)
  expect(lacuna(['status', '--project', review]).status).toBe(0)
})

test('a dry run prints the translation, what it loses, the exact request and the hits, and adds nothing', async () => {
  const review = await reviewWith('pubmed', 'crossref')
  const { status, stdout } = await run(review, ['harvest', '--dry-run'])
  expect(status).toBe(0)
  expect(stdout).toContain('pubmed: 60 hits')
  expect(stdout).toContain(
    '((coproduc*[tiab] OR co-produc*[tiab]) AND "public service*"[tiab]) AND 2010:2020[dp]',
  )
  expect(stdout).toContain(
    'other: (coproduc* OR co-produc*) AND "public service*": crossref has no operators',
  )
  expect(stdout).not.toContain('review@university.edu')
  expect(readdirSync(review)).not.toContain('searches')
})

test('a harvest that falls short says so and fails', async () => {
  const review = await reviewWith('europepmc')
  const [server] = servers
  for (let at = 0; at < 60; at++) {
    server?.faults.set(at, {
      kind: 'changed',
      change: (body) => body.replace('"hitCount":60', '"hitCount":99'),
    })
  }
  const { status, stderr, stdout } = await run(review, ['harvest'])
  expect(status).toBe(1)
  expect(stderr).toContain('Europe PMC reported 99 records for "all"; 60 were retrieved')
  expect(stdout).toMatch(/europepmc\s+short\s+60 of 99/)
}, 120_000)

test('citations are chased in both directions, as a search of its own with its edges', async () => {
  const review = await reviewWith('openalex')
  const { status, stdout } = await run(review, [
    'chase',
    '--seed',
    'W2741809807',
    'no-doi',
    '--index',
    'openalex',
  ])
  expect(stdout).toContain('iteration 1: 1 seed reference, 60 different works')
  expect(stdout).toContain('60 new records')
  expect(status).toBe(0)
  const filters = new Set(servers[0]?.log.map(({ query }) => query.get('filter')))
  expect(filters).toEqual(new Set(['openalex:W2741809807', 'cited_by:W2741809807', 'cites:W2741809807']))
  expect(readFileSync(join(review, 'search-log.md'), 'utf8')).toContain(
    '5. **Citation searching.** OpenAlex: backward and forward',
  )
  const none = await run(review, ['chase'])
  expect(none).toMatchObject({ status: 2 })
})

test('a query is read from another syntax, printed in all, and checked against what is included', () => {
  const printed = lacuna(['query', 'TS=(coproduc* NEAR/2 citizen*) AND PY=2010-2020', '--from', 'wos'])
  expect(printed).toMatchObject({ status: 0, stderr: '' })
  expect(printed.stdout).toContain('lacuna: topic:(coproduc* NEAR/2 citizen*) AND year:2010-2020')
  expect(printed.stdout).toContain(
    'scopus: TITLE-ABS-KEY(coproduc* W/2 citizen*) AND PUBYEAR > 2009 AND PUBYEAR < 2021',
  )
  expect(printed.stdout).toMatch(
    /arxiv: .*\n {2}wider: topic:\(coproduc\* NEAR\/2 citizen\*\): arxiv has no proximity/,
  )
  const checked = lacuna(['query', 'anything', '--check', '--project', smallReview()])
  expect(checked).toMatchObject({ status: 0, stdout: 'finds 0 of 0 included reports\n' })
  expect(lacuna(['query', 'a AND (b']).status).toBe(2)
})

test('a source that is out of budget is gone on with later', async () => {
  const review = await reviewWith('openalex')
  const [server] = servers
  const noBudget = {
    status: 429,
    body: '',
    headers: { 'x-ratelimit-remaining-usd': '0', 'x-ratelimit-reset': '3600' },
  }
  server?.faults.set(0, { kind: 'status', reply: noBudget })
  const first = await run(review, ['harvest'])
  expect(first.status).toBe(1)
  expect(first.stderr).toContain('OpenAlex: the budget for this source is used up; it is renewed at')
  expect(server?.log).toHaveLength(1)
  const second = await run(review, ['harvest', '--resume'])
  expect(second).toMatchObject({ status: 0 })
  expect(second.stdout).toMatch(/openalex\s+whole\s+60 of 60/)
})

test('nothing but one clear line without a network, and nothing lost', async () => {
  const review = await reviewWith('doaj')
  await Promise.all(servers.splice(0).map((server) => server.stop()))
  rmSync(join(review, 'cache'), { recursive: true, force: true })
  const { status, stderr } = await run(review, ['harvest', '--dry-run'])
  expect(status).toBe(1)
  expect(stderr).toContain('DOAJ: no connection (ECONNREFUSED)')
}, 120_000)

test.each([
  [['harvest', 'nowhere'], 'There is no source "nowhere".'],
  [['harvest', '--query', 'other'], 'review.yaml has no query "other".'],
  [['harvest', '--since', 'yesterday'], '"yesterday" is not a date.'],
])('%j is wrong use', async (words, message) => {
  const review = await reviewWith('eric')
  const { status, stderr } = await run(review, words)
  expect(status).toBe(2)
  expect(stderr).toContain(message)
})
