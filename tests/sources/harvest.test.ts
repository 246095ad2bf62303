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
import { emptyPage, lastingFaults, passingFaults, totalChangedTo } from './faults.ts'
import { ReplayServer } from './replay-server.ts'

const servers: ReplayServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

/** So many records on pages of so many: three pages, and an empty one where a source ends that way. */
const size = { records: 12, most: 4 }

/** A page of a list, as against a search that only counts. */
const isListed = (body: string): boolean => !body.includes('<eSearchResult>')

describe.each(apis)('$source', ({ source: name, base, start }) => {
  const source = hurried(name)
  const open = async (): Promise<ReplayServer> => {
    const server = await ReplayServer.start(start(size))
    servers.push(server)
    return server
  }

  test('a harvest without faults is whole and asks for no page twice', async () => {
    const server = await open()
    const { result, keys } = await harvestWith(harvestOf(source, server.url + base, 4), clientFor())
    expect(result).toMatchObject({ outcome: 'whole', problems: [] })
    expect(new Set(keys).size).toBe(12)
    expect(keys).toHaveLength(12)
    expect(server.log.length).toBeLessThanOrEqual(5)
    expect(new Set(server.log.map((entry) => entry.headers['user-agent']))).toEqual(
      new Set(['lacuna/0 (mailto:review@university.edu)']),
    )
  })

  let faultless: unknown
  test.concurrent.for(passingFaults)(
    '%s at every page in turn changes nothing in the end',
    async ([, fault]) => {
      const harvestWithFaultAt = async (at: number | undefined): Promise<unknown> => {
        const server = await ReplayServer.start(start(size))
        if (at !== undefined) server.faults.set(at, fault)
        const { result, keys } = await harvestWith(harvestOf(source, server.url + base, 4), clientFor())
        await server.stop()
        return { outcome: result.outcome, keys }
      }
      faultless ??= await harvestWithFaultAt(undefined)
      const faulty = await Promise.all([0, 1, 2, 3].map(harvestWithFaultAt))
      expect(faultless).toMatchObject({ outcome: 'whole' })
      for (const one of faulty) expect(one).toEqual(faultless)
    },
  )

  test('a page that comes twice is noticed', async () => {
    const server = await open()
    let last = ''
    // Request 2 gets the body of request 1 once more.
    server.faults.set(1, { kind: 'changed', change: (body) => (last = body) })
    server.faults.set(2, { kind: 'changed', change: () => last })
    const { result, keys } = await harvestWith(harvestOf(source, server.url + base, 4), clientFor())
    expect(result).toMatchObject({ outcome: 'whole' })
    expect(new Set(keys).size).toBe(12)
    expect(keys).toHaveLength(12)
  })

  test.each(lastingFaults)('%s ends it at once, and it can be gone on with', async (_, kind, fault) => {
    const whole = await harvestWith(harvestOf(source, (await open()).url + base, 4), clientFor())
    const server = await open()
    const harvest = harvestOf(source, server.url + base, 4)
    const journal = memoryJournal()
    const raw = memoryBodies()
    for (const at of [0, 2]) {
      const before = server.log.length
      server.faults.set(at, fault)
      await expect(harvestWith(harvest, clientFor(), journal, raw)).rejects.toMatchObject({ kind })
      // What was refused was asked for once.
      expect(server.log.length - before).toBe(at === 0 ? 1 : 2)
      expect(server.log.at(-1)?.fault).toBe(fault)
    }
    const { result, keys } = await harvestWith(harvest, clientFor(), journal, raw)
    expect(result.outcome).toBe('whole')
    expect(keys).toEqual(whole.keys)
  })

  test.each([
    ['a total that stays too large', totalChangedTo('19'), 19],
    ['a total that stays too small', totalChangedTo('11'), 11],
  ])('%s is told exactly, and what there is, is kept', async (_, fault, total) => {
    const server = await open()
    server.always = fault
    const { result, keys } = await harvestWith(harvestOf(source, server.url + base, 4), clientFor())
    expect(result.outcome).toBe('short')
    expect(result.accounts).toMatchObject([
      { retrieved: new Set(keys).size, skipped: 0, total, isWhole: false },
    ])
    expect(result.problems.map(({ code }) => code)).toEqual(['harvest/shortfall'])
    expect(server.log.length).toBeLessThan(45)
    expect(new Set(keys).size).toBeLessThanOrEqual(12)
  })

  test.each([
    ['nothing but empty pages', emptyPage],
    ['the first page again and again', 'first'],
    ['the second page again and again', 'second'],
  ] as const)('%s ends, and is told exactly', async (_, fault) => {
    const server = await open()
    const bodies: string[] = []
    const keep = fault === 'first' ? 0 : 1
    server.always =
      typeof fault === 'object'
        ? fault
        : {
            kind: 'changed',
            change: (body) => bodies[isListed(body) ? bodies.push(body) && keep : 99] ?? body,
          }
    const { result, keys } = await harvestWith(harvestOf(source, server.url + base, 4), clientFor())
    expect(result.outcome).toBe('short')
    const [account] = result.accounts
    expect(account).toMatchObject({ retrieved: new Set(keys).size, isWhole: false })
    expect(result.problems.map(({ code }) => code)).toContain('harvest/shortfall')
    expect(server.log.length).toBeLessThan(60)
  })

  test('an interrupted harvest goes on where it stopped', async () => {
    const whole = await harvestWith(harvestOf(source, (await open()).url + base, 4), clientFor())
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
    const harvest = harvestOf(source, server.url + base, 4)
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
    const { keys } = await harvestWith(harvestOf(source, server.url + base, 4), clientFor(), journal, raw)
    expect(
      await keysOf(source, JSON.parse(JSON.stringify(journal.entries)) as typeof journal.entries, raw),
    ).toEqual(keys)
  })
})
