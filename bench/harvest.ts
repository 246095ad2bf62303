/**
 * What harvesting costs, as docs/benchmarks/harvest.md reports it: `npm run build`, then
 * `node bench/harvest.ts replay [records]` or `node bench/harvest.ts kills [number]`.
 * Bodies are made from recorded answers of OpenAlex where the reference data is there, else made up.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rawBodiesIn } from '../src/stages/harvest-files.ts'
import { type JournalEntry, printJournalEntry } from '../src/sources/journal.ts'
import { arrayItems } from '../src/sources/json-items.ts'
import { harvestKilledAt } from '../tests/sources/killing.ts'
import { recordedBodies } from '../tests/sources/recorded.ts'

const perPage = 100
const command = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))

/** What the built command takes to replay a harvest, before and after its records are in the review. */
async function benchReplay(records: number): Promise<void> {
  const folder = join(mkdtempSync(join(tmpdir(), 'lacuna-bench-')), 'review')
  try {
    await measured(['init', folder, '--title', 'Bench'])
    await makeHarvest(folder, records)
    const project = ['--project', folder]
    console.log(`replay: ${records} records, ${await measured(['harvest', '--replay', ...project])}`)
    console.log(`storing them: ${await measured(['harvest', '--resume', ...project])}`)
    console.log(`replay when they are stored: ${await measured(['harvest', '--replay', ...project])}`)
  } finally {
    rmSync(join(folder, '..'), { recursive: true, force: true })
  }
}

/** Runs the built command; seconds, and the most memory it had at once where the system tells (Linux). */
async function measured(words: readonly string[]): Promise<string> {
  const started = performance.now()
  const child = spawn(process.execPath, [command, ...words], { stdio: 'ignore' })
  let peak = 0
  let ticks = 0
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8')
      peak = Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? peak)
      const [user, system] =
        readFileSync(`/proc/${child.pid ?? 0}/stat`, 'utf8')
          .split(') ')[1]
          ?.split(' ')
          .slice(11, 13) ?? []
      ticks = Number(user) + Number(system)
    } catch {
      // It is over, or this is no Linux.
    }
  }, 50)
  await new Promise((resolve) => {
    child.on('exit', resolve)
  })
  clearInterval(watch)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  return `${seconds} s (${(ticks / 100).toFixed(1)} s of processor time), at most ${Math.round((peak * 1024) / 1e6)} MB`
}

/** A finished search of so many different works: recorded works under new ids. */
async function makeHarvest(folder: string, records: number): Promise<void> {
  const raw = rawBodiesIn(folder)
  const works = recordedBodies('openalex')
    .flatMap(({ body }) => arrayItems(body, ['results']) ?? [])
    .filter((item) => /"id"\s*:\s*"https:\/\/openalex\.org\/W\d+"/.test(item) && item.length > 2000)
  if (works.length === 0) works.push('{"id":"https://openalex.org/W1","title":"Made up","ids":{}}')
  const slice = { id: 'all', parameters: {} }
  const at = '2026-11-23T00:00:00.000Z'
  const entries: JournalEntry[] = [
    { kind: 'started', source: 'openalex', at, query: 'a', translation: 'a', slices: [slice], settings: {} },
  ]
  for (let page = 0; page < records / perPage; page++) {
    const items = Array.from({ length: perPage }, (_, index) => {
      const number = page * perPage + index
      const work = works[number % works.length] ?? ''
      return work.replace(/https:\/\/openalex\.org\/W\d+/, `https://openalex.org/W${5_000_000_000 + number}`)
    })
    const body = `{"meta":{"count":${records},"next_cursor":"c"},"results":[${items.join(',')}]}`
    const digest = await raw.put(body)
    entries.push({
      kind: 'page',
      slice: 'all',
      at,
      method: 'GET',
      url: '',
      status: 200,
      digest,
      records: perPage,
      skipped: 0,
    })
  }
  const account = { slice: 'all', retrieved: records, skipped: 0, total: records, isWhole: true }
  entries.push({ kind: 'closed', at, ...account })
  mkdirSync(join(folder, 'searches', 'q1'), { recursive: true })
  writeFileSync(join(folder, 'searches', 'q1', 'journal.jsonl'), entries.map(printJournalEntry).join(''))
}

/** Kills the engine at random bytes of what it receives, and a little after, while it writes. */
async function benchKills(times: number): Promise<void> {
  const names = ['openalex', 'pubmed', 'europepmc', 'datacite', 'crossref', 'core']
  let killed = 0
  for (const source of names) {
    const whole = await harvestKilledAt(source, { atByte: Infinity, delayMs: 0 })
    const share = Math.ceil(times / names.length)
    let most = 0
    for (let n = 0; n < share; n++) {
      const atByte = Math.floor(Math.random() * whole.bytes)
      const result = await harvestKilledAt(source, { atByte, delayMs: n % 2 === 0 ? 0 : 1 + (n % 7) })
      if (result.wasKilled) killed++
      most = Math.max(most, result.requests - whole.requests)
      if (result.keys.join() !== whole.keys.join())
        throw new Error(`${source} killed at byte ${atByte} differs`)
    }
    console.log(
      `kills: ${source} ${share} times, same ${whole.keys.length} records every time; ` +
        `${whole.requests} requests undisturbed, at most ${most} more`,
    )
  }
  console.log(`kills: ${killed} processes died`)
}

const [what = 'replay', number] = process.argv.slice(2)
if (what === 'replay') await benchReplay(Number(number ?? 100_000))
else await benchKills(Number(number ?? 200))
