import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { coolDown, type PaceBoard, privateBoard, slowerOf, takeTurn } from '../../src/sources/pacing.ts'
import { openCitations } from '../../src/sources/opencitations.ts'
import type { Server } from '../../src/sources/http.ts'
import { sources } from '../../src/sources/sources.ts'
import type { Pace } from '../../src/sources/source.ts'
import { unpaywall } from '../../src/sources/unpaywall.ts'
import { SimulatedClock } from './simulated-clock.ts'

interface Arrival {
  readonly at: number
  readonly until: number
}

/** How long a request is on its way and how long it is answered: the way there is what breaks naive spacing. */
const delays = fc.array(fc.tuple(fc.nat(900), fc.nat(400)), { minLength: 8, maxLength: 14 })

/** Several runs that share a board ask one request after the other; gives what the server saw. */
async function arrivals(
  pace: Pace,
  runs: readonly (readonly (readonly [number, number])[])[],
  board: PaceBoard = privateBoard(),
): Promise<readonly Arrival[]> {
  const clock = new SimulatedClock()
  const seen: Arrival[] = []
  const one = async (run: number, list: readonly (readonly [number, number])[]): Promise<void> => {
    for (const [index, [way, work]] of list.entries()) {
      const endTurn = await takeTurn(board, clock, 'source', `${run}-${index}`, pace)
      await clock.sleep(way)
      const at = clock.now()
      await clock.sleep(work)
      seen.push({ at, until: clock.now() })
      await endTurn()
    }
  }
  await clock.run(Promise.all(runs.map((list, run) => one(run, list))))
  return seen
}

const mostIn = (seen: readonly Arrival[], ms: number): number =>
  Math.max(0, ...seen.map(({ at }) => seen.filter((other) => other.at >= at && other.at < at + ms).length))

const mostAtOnce = (seen: readonly Arrival[]): number =>
  Math.max(0, ...seen.map(({ at }) => seen.filter((other) => other.at <= at && other.until > at).length))

const known = [
  { hasKey: false, hasContact: true },
  { hasKey: true, hasContact: true },
  { hasKey: false, hasContact: false },
]
const servers: readonly Server[] = [...sources, openCitations, unpaywall]
const paces = servers.flatMap((source) =>
  known.map((who) => [`${source.name} ${JSON.stringify(who)}`, source.pace(who)] as const),
)

test.each(paces.filter(([, { window }]) => window !== undefined))(
  '%s: no window at the server sees more than its limit, however long requests travel',
  async (_, pace) => {
    const { requests, ms } = pace.window ?? { requests: 0, ms: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(delays, { minLength: 1, maxLength: 3 }), async (runs) => {
        const seen = await arrivals(pace, runs)
        expect(seen).toHaveLength(runs.flat().length)
        expect(mostIn(seen, ms)).toBeLessThanOrEqual(requests)
        expect(mostAtOnce(seen)).toBeLessThanOrEqual(pace.concurrency)
      }),
      { numRuns: 8 },
    )
  },
)

/** Published limits as facts of their own: requests, in ms, and at once where that is limited. */
test.each([
  ['crossref', known[0], 3, 1000, 3],
  ['crossref', known[2], 5, 1000, 1],
  ['pubmed', known[0], 3, 1000, Infinity],
  ['pubmed', known[1], 10, 1000, Infinity],
  ['semantic-scholar', known[1], 1, 1000, Infinity],
  ['arxiv', known[0], 1, 3000, 1],
  ['doaj', known[0], 2, 1000, Infinity],
  ['core', known[1], 10, 60_000, Infinity],
  ['datacite', known[2], 500, 300_000, Infinity],
  ['datacite', known[0], 1000, 300_000, Infinity],
  ['opencitations', known[0], 180, 60_000, Infinity],
  ['openalex', known[1], 100, 1000, Infinity],
] as const)('%s %j: what is published is not exceeded', (name, who, requests, ms, atOnce) => {
  const source = servers.find((one) => one.name === name)
  const pace = source?.pace(who ?? { hasKey: false, hasContact: false })
  const { intervalMs = 0, concurrency = Infinity, window } = pace ?? {}
  expect(concurrency).toBeLessThanOrEqual(atOnce)
  // A window of a few, or spacing with something in hand for the way to the server.
  const most = window === undefined ? (ms / intervalMs) * 1.05 : Math.ceil(ms / window.ms) * window.requests
  expect(most).toBeLessThanOrEqual(requests)
})

test('two runs at once have one limit, also when one asks for all to wait', async () => {
  const pace: Pace = { intervalMs: 100, concurrency: 2, window: { requests: 3, ms: 1000 } }
  const board = privateBoard()
  const clock = new SimulatedClock()
  const starts: number[] = []
  let cooled = 0
  const run = async (id: string): Promise<void> => {
    for (let n = 0; n < 10; n++) {
      const endTurn = await takeTurn(board, clock, 's', `${id}${n}`, pace)
      starts.push(clock.now())
      await clock.sleep(20)
      await endTurn()
      if (id === 'a' && n === 2) {
        cooled = clock.now() + 30_000
        await coolDown(board, 's', cooled)
      }
    }
  }
  await clock.run(Promise.all([run('a'), run('b')]))
  expect(starts).toHaveLength(20)
  expect(starts.filter((at) => at > cooled - 30_000 && at < cooled)).toEqual([])
  expect(
    mostIn(
      starts.map((at) => ({ at, until: at })),
      1000,
    ),
  ).toBeLessThanOrEqual(3)
})

test('what a server asked one run for, the others keep to as well, for a while', async () => {
  const own: Pace = { intervalMs: 10, concurrency: 4 }
  const board = privateBoard()
  const clock = new SimulatedClock()
  const asked = slowerOf(own, { 'x-rate-limit-limit': '2', 'x-rate-limit-interval': '1s' })
  expect(asked).toEqual({ intervalMs: 550, concurrency: 4, window: { requests: 2, ms: 1000 } })
  const starts: number[] = []
  await clock.run(
    (async () => {
      const end = await takeTurn(board, clock, 's', 'a', own)
      await end(asked)
      for (let n = 0; n < 4; n++) {
        const endOther = await takeTurn(board, clock, 's', `b${n}`, own)
        starts.push(clock.now())
        await endOther()
      }
      await clock.sleep(11 * 60_000)
      const before = clock.now()
      for (let n = 0; n < 4; n++) await (await takeTurn(board, clock, 's', `c${n}`, own))()
      expect(clock.now() - before).toBeLessThan(100)
    })(),
  )
  const gaps = starts.slice(1).map((at, index) => at - (starts[index] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(550)
})

test('a pause that was written under a clock that ran hours ahead does not stop anybody', async () => {
  const board = privateBoard()
  const clock = new SimulatedClock()
  await board.change('s', () => ({
    state: { next: clock.now() + 5 * 3_600_000, leases: [], ended: [clock.now() + 5 * 3_600_000] },
    result: undefined,
  }))
  const before = clock.now()
  const pace: Pace = { intervalMs: 10, concurrency: 1, window: { requests: 1, ms: 1000 } }
  await clock.run(takeTurn(board, clock, 's', 'a', pace))
  expect(clock.now()).toBe(before)
})

test.each([
  [{}, 'own'],
  [{ 'x-rate-limit-limit': '50', 'x-rate-limit-interval': '1s' }, 'own'],
  [{ 'x-rate-limit-limit': 'many', 'x-rate-limit-interval': '1s' }, 'own'],
  [{ 'x-concurrency-limit': '1' }, { intervalMs: 340, concurrency: 1, window: { requests: 3, ms: 1000 } }],
  [
    { 'x-rate-limit-limit': '1', 'x-rate-limit-interval': '2s' },
    { intervalMs: 2200, concurrency: 2, window: { requests: 1, ms: 2000 } },
  ],
] as const)('%j asks for %j', (headers, expected) => {
  const own: Pace = { intervalMs: 340, concurrency: 2, window: { requests: 3, ms: 1000 } }
  expect(slowerOf(own, headers)).toEqual(expected === 'own' ? own : expected)
})
