import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { apis } from './apis.ts'
import { harvestKilledAt, startHarvest } from './killing.ts'
import { ReplayServer } from './replay-server.ts'

/** Moments spread over a harvest of 60 records; `node bench/harvest.ts kills` has many more. */
const moments = [
  ['openalex', 0.01, 0],
  ['openalex', 0.6, 0],
  ['pubmed', 0.4, 3],
  ['datacite', 0.3, 0],
] as const

test.each(moments)(
  '%s: a harvest killed after %f of its bytes and %i ms loses nothing and gives nothing twice',
  async (source, part, delayMs) => {
    const whole = await harvestKilledAt(source, { atByte: Infinity, delayMs: 0 })
    const atByte = Math.floor(part * whole.bytes)
    const killed = await harvestKilledAt(source, { atByte, delayMs })
    expect(killed.keys).toEqual(whole.keys)
    expect(new Set(killed.keys).size).toBe(60)
    expect(killed.requests).toBeLessThanOrEqual(whole.requests + 1)
  },
)

test('a killed harvest of Crossref begins its open slice again and loses nothing', async () => {
  const whole = await harvestKilledAt('crossref', { atByte: Infinity, delayMs: 0 })
  const killed = await harvestKilledAt('crossref', { atByte: Math.floor(whole.bytes / 2), delayMs: 0 })
  expect(killed.wasKilled).toBe(true)
  expect(killed.keys).toEqual(whole.keys)
  expect(killed.requests).toBeLessThanOrEqual(whole.requests * 2)
})

test('two runs at once keep to one pace and one connection', async () => {
  const api = apis.find(({ source }) => source === 'arxiv')
  if (api === undefined) throw new Error('no API')
  const server = await ReplayServer.start(api.start(), 20)
  const folder = mkdtempSync(join(tmpdir(), 'lacuna-pace-'))
  onTestFinished(async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  for (const at of [1, 4]) {
    server.faults.set(at, {
      kind: 'status',
      reply: { status: 429, body: '', headers: { 'retry-after': '0' } },
    })
  }
  const pace = [300, 1] as const
  const run = (search: string): Promise<number | null> =>
    startHarvest(folder, server.url, 'arxiv', pace, search).done
  expect(await Promise.all(['q1', 'q2'].map(run))).toEqual([0, 0])
  expect(server.mostAtOnce()).toBe(1)
  const starts = server.log.map(({ at }) => at)
  const gaps = starts.slice(1).map((at, index) => at - (starts[index] ?? 0))
  // Starts are 300 ms apart; what is missing is the way to the server on a busy machine.
  expect(Math.min(...gaps)).toBeGreaterThan(100)
  expect(server.mostStartsIn(1000)).toBeLessThanOrEqual(6)
})
