import { sha256 } from '../../src/domain/canonical.ts'
import { type Ask, type Harvest, type HarvestResult, runHarvest } from '../../src/sources/harvest.ts'
import { NoAnswer, PoliteClient } from '../../src/sources/http.ts'
import type { Journal, JournalEntry, RawBodies } from '../../src/sources/journal.ts'
import { type PaceBoard, privateBoard } from '../../src/sources/pacing.ts'
import { parseQuery } from '../../src/sources/query/parse.ts'
import { replayHarvest } from '../../src/sources/replay.ts'
import { usualPolicy } from '../../src/sources/retry.ts'
import type { Source } from '../../src/sources/source.ts'
import { findSource } from '../../src/sources/sources.ts'

export function memoryJournal(
  start: readonly JournalEntry[] = [],
): Journal & { readonly entries: JournalEntry[] } {
  const entries = [...start]
  return {
    entries,
    read: () => Promise.resolve([...entries]),
    append: (entry) => {
      entries.push(JSON.parse(JSON.stringify(entry)) as JournalEntry)
      return Promise.resolve()
    },
  }
}

export function memoryBodies(): RawBodies & { readonly bodies: Map<string, string> } {
  const bodies = new Map<string, string>()
  return {
    bodies,
    put: (body) => {
      const digest = sha256(body)
      bodies.set(digest, body)
      return Promise.resolve(digest)
    },
    get: (digest) => Promise.resolve(bodies.get(digest) ?? ''),
  }
}

/** A source that may be asked at once and all the time, so that tests of paging need not wait. */
export function hurried(name: string, intervalMs = 0, concurrency = 4): Source {
  const source = findSource(name)
  if (source === undefined) throw new Error(`no source ${name}`)
  return { ...source, pace: () => ({ intervalMs, concurrency }) }
}

export function clientFor(
  board: PaceBoard = privateBoard(),
  more: Partial<ConstructorParameters<typeof PoliteClient>[0]> = {},
): PoliteClient {
  return new PoliteClient({
    identity: {
      version: '0',
      contact: 'review@university.edu',
      keys: {
        CORE_API_KEY: 'core-secret',
        OPENALEX_API_KEY: 'alex-secret',
        SCOPUS_API_KEY: 'scopus-secret',
        WOS_API_KEY: 'wos-secret',
      },
    },
    board,
    policy: { ...usualPolicy, firstMs: 4, longestMs: 20 },
    headersTimeoutMs: 300,
    bodyTimeoutMs: 300,
    ...more,
  })
}

export const askOf =
  (client: PoliteClient, source: Source): Ask =>
  (request, inspect) =>
    client.ask(source, request, inspect)

export const isLost = (error: unknown): boolean =>
  error instanceof NoAnswer && (error.kind === 'lost' || error.kind === 'cursor')

/** A harvest of everything that a simulated API has. */
export function harvestOf(
  source: Source,
  baseUrl: string,
  pageSize: number | undefined,
  more: Partial<Harvest> = {},
): Harvest {
  const { query } = parseQuery('coproduction', { file: 'test' })
  if (query === undefined) throw new Error('no query')
  const translation = source.translate(query)
  return {
    source,
    settings: { baseUrl, ...(pageSize === undefined ? {} : { pageSize }) },
    query: 'coproduction',
    translation: translation.text,
    slices: source.plan(translation, { today: '2026-11-23' }),
    ...more,
  }
}

export async function harvestWith(
  harvest: Harvest,
  client: PoliteClient,
  journal: Journal & { readonly entries: readonly JournalEntry[] } = memoryJournal(),
  raw: RawBodies = memoryBodies(),
  signal?: AbortSignal,
): Promise<{ readonly result: HarvestResult; readonly keys: readonly string[] }> {
  const result = await runHarvest(harvest, {
    ask: askOf(client, harvest.source),
    journal,
    raw,
    now: () => '2026-11-23T00:00:00.000Z',
    isLost,
    ...(signal === undefined ? {} : { signal }),
  })
  return { result, keys: await keysOf(harvest.source, journal.entries, raw) }
}

export async function keysOf(
  source: Source,
  entries: readonly JournalEntry[],
  raw: RawBodies,
): Promise<readonly string[]> {
  const keys: string[] = []
  for await (const page of replayHarvest(source, entries, raw)) {
    keys.push(...page.map(({ record }) => record.sourceKey ?? record.raw))
  }
  return keys
}
