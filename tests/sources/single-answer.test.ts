import { afterEach, describe, expect, test } from 'vitest'
import type { Server } from '../../src/sources/http.ts'
import { openCitations, readCitations } from '../../src/sources/opencitations.ts'
import type { Failure, HarvestRequest } from '../../src/sources/source.ts'
import { unpaywall } from '../../src/sources/unpaywall.ts'
import { lastingFaults, passingFaults } from './faults.ts'
import { clientFor } from './harvesting.ts'
import { ReplayServer } from './replay-server.ts'

const servers: ReplayServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

/** Services that are asked for one work at a time, and answer once. */
const services: readonly {
  readonly server: Server
  readonly request: (base: string) => HarvestRequest
  readonly read: (body: string) => unknown
  readonly body: string
}[] = [
  {
    server: { ...openCitations, pace: () => ({ intervalMs: 0, concurrency: 4 }) },
    request: (base) => openCitations.request('citations', { doi: '10.1108/jd-12-2013-0166' }, base),
    read: readCitations,
    body: JSON.stringify(
      Array.from({ length: 40 }, (_, n) => ({
        oci: `0620-${n}`,
        citing: `omid:br/062${n} doi:10.5555/citing-${n} pmid:${1000 + n}`,
        cited: 'omid:br/06180 doi:10.1108/jd-12-2013-0166',
        creation: '2018-05',
        timespan: 'P3Y',
        journal_sc: 'no',
        author_sc: 'no',
      })),
    ),
  },
  {
    server: { ...unpaywall, pace: () => ({ intervalMs: 0, concurrency: 4 }) },
    request: (base) => unpaywall.request('10.1371/journal.pone.0000030', base),
    read: (body) => unpaywall.parse(body),
    body: JSON.stringify({
      doi: '10.1371/journal.pone.0000030',
      is_oa: true,
      best_oa_location: { url: 'https://a.org/1.pdf', url_for_pdf: 'https://a.org/1.pdf', license: 'cc-by' },
      oa_locations: Array.from({ length: 9 }, (_, n) => ({ url: `https://a.org/${n}`, url_for_pdf: null })),
    }),
  },
]

describe.each(services)('$server.label', ({ server, request, read, body }) => {
  const ask = async (replay: ReplayServer): Promise<unknown> => {
    const inspect = (answer: { readonly body: string }): Failure | undefined =>
      read(answer.body) === undefined ? { kind: 'temporary', message: 'not what was asked for' } : undefined
    const answer = await clientFor().ask(server, request(replay.url), inspect)
    return read(answer.body)
  }
  const open = async (): Promise<ReplayServer> => {
    const replay = await ReplayServer.start(() => ({ body }))
    servers.push(replay)
    return replay
  }

  // These answers have neither totals nor pages.
  test.each(passingFaults.filter(([name]) => !/total|page$/.test(name)))(
    '%s changes nothing in the end',
    async (_, fault) => {
      const replay = await open()
      replay.faults.set(0, fault)
      expect(await ask(replay)).toEqual(read(body))
      expect(replay.log.length).toBeLessThanOrEqual(2)
    },
  )

  test.each(lastingFaults)('%s is not asked again', async (_, kind, fault) => {
    const replay = await open()
    replay.faults.set(0, fault)
    await expect(ask(replay)).rejects.toMatchObject({ kind })
    expect(replay.log).toHaveLength(1)
  })
})
