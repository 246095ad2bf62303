import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Reply } from '../sources/replay-server.ts'
import { reviewAt, run, startApi } from './loopback-review.ts'

/** One source for each class of limit: a few in a second, one in some seconds, and what the server itself says. */
const classes = [
  { source: 'pubmed', most: 3, windowMs: 1000, atOnce: 2, page: 6, headers: {} },
  { source: 'arxiv', most: 1, windowMs: 3000, atOnce: 1, page: 24, headers: {} },
  {
    source: 'crossref',
    most: 1,
    windowMs: 1000,
    atOnce: 1,
    page: 12,
    headers: { 'x-rate-limit-limit': '1', 'x-rate-limit-interval': '1s', 'x-concurrency-limit': '1' },
  },
]

test.each(classes)(
  '$source: two commands at once never exceed $most in $windowMs ms at the server, retries included',
  { timeout: 120_000 },
  async ({ source, most, windowMs, atOnce, page, headers }) => {
    const tell = (reply: Reply): Reply => ({ ...reply, headers: { ...reply.headers, ...headers } })
    const { server, url } = await startApi(source, { records: 24, most: page }, tell)
    const busy = { status: 429, body: '', headers: { ...headers, 'retry-after': '0' } }
    server.faults.set(1, { kind: 'status', reply: busy })
    server.faults.set(4, { kind: 'status', reply: { ...busy, status: 503 } })
    const reviews = [reviewAt({ [source]: url }), reviewAt({ [source]: url })]
    const shared = { XDG_CACHE_HOME: join(reviews[0] ?? '', 'cache') }
    const outcomes = await Promise.all(reviews.map((review) => run(review, ['harvest'], shared)))
    for (const { status, stdout } of outcomes) {
      expect(stdout).toContain('24 of 24')
      expect(status).toBe(0)
    }
    expect(server.log.length).toBeGreaterThan(2)
    expect(server.mostStartsIn(windowMs)).toBeLessThanOrEqual(most)
    expect(server.mostAtOnce()).toBeLessThanOrEqual(atOnce)
  },
)

test(
  'a second command at the same search is told so, and takes nothing away',
  { timeout: 120_000 },
  async () => {
    const { server, url } = await startApi('doaj', { records: 24, most: 2 })
    const review = reviewAt({ doaj: url })
    const first = run(review, ['harvest'])
    while (server.log.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    const second = await run(review, ['harvest'])
    expect(second.status).toBe(1)
    expect(second.stderr).toMatch(/Another lacuna \(process \d+\) is at the same search\./)
    expect((await first).stdout).toContain('24 of 24')
    expect(server.log).toHaveLength(12)
  },
)
