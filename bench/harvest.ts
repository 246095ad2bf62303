/**
 * What harvesting costs, as docs/benchmarks/harvest.md reports it: `node bench/harvest.ts [replay] [kills [number]]`.
 * Bodies are made from recorded answers of OpenAlex where the reference data is there, else made up.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { RecordNumbering } from '../src/domain/record.ts'
import { journalIn, rawBodiesIn } from '../src/stages/harvest-files.ts'
import { type JournalEntry, printJournalEntry } from '../src/sources/journal.ts'
import { replayHarvest } from '../src/sources/replay.ts'
import { findSource } from '../src/sources/sources.ts'
import { arrayItems } from '../src/sources/json-items.ts'
import { apis } from '../tests/sources/apis.ts'
import { harvestKilledAt } from '../tests/sources/killing.ts'
import { recordedBodies } from '../tests/sources/recorded.ts'

const records = 100_000
const perPage = 100

async function benchReplay(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lacuna-bench-'))
  try {
    const source = findSource('openalex')
    if (source === undefined) throw new Error('no source')
    // Made in a process of its own, so that its memory is not counted.
    execFileSync(process.execPath, [fileURLToPath(import.meta.url), 'make', folder])
    const raw = rawBodiesIn(folder)
    const entries = await journalIn(folder, 'q1').read()
    const started = performance.now()
    const cpuBefore = process.cpuUsage()
    const numbering = new RecordNumbering(source.name, 'q1')
    let [count, characters, peak] = [0, 0, 0]
    for await (const page of replayHarvest(source, entries, raw)) {
      for (const { record } of page) characters += numbering.number(record).raw.length
      count += page.length
      peak = Math.max(peak, process.memoryUsage.rss())
    }
    const seconds = (performance.now() - started) / 1000
    const cpu = process.cpuUsage(cpuBefore)
    const cpuSeconds = (cpu.user + cpu.system) / 1e6
    console.log(
      `replay: ${count} records (${Math.round(characters / 1e6)} MB of raw text) in ${seconds.toFixed(1)} s ` +
        `(${cpuSeconds.toFixed(1)} s of processor time), at most ${Math.round(peak / 1e6)} MB`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A journal and bodies of 100,000 different works: recorded works under new ids. */
async function makeHarvest(folder: string): Promise<void> {
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
  mkdirSync(join(folder, 'searches', 'q1'), { recursive: true })
  writeFileSync(join(folder, 'searches', 'q1', 'journal.jsonl'), entries.map(printJournalEntry).join(''))
}

async function benchKills(times: number): Promise<void> {
  let killed = 0
  for (const source of ['openalex', 'pubmed', 'crossref']) {
    const whole = await harvestKilledAt(source, { atByte: Infinity, delayMs: 0 })
    const bytes = await bytesOf(source)
    const share = Math.ceil(times / 3)
    let most = 0
    for (let n = 0; n < share; n++) {
      // Half in the middle of a body, half a few milliseconds later, while it is being written.
      const atByte = Math.floor(Math.random() * bytes)
      const result = await harvestKilledAt(source, { atByte, delayMs: n % 2 === 0 ? 0 : 1 + (n % 7) })
      if (result.wasKilled) killed++
      most = Math.max(most, result.requests - whole.requests)
      if (result.keys.join() !== whole.keys.join())
        throw new Error(`${source} killed at byte ${atByte} differs`)
    }
    console.log(`kills: ${source} ${share} times, same records every time, at most ${most} requests more`)
  }
  console.log(`kills: ${killed} processes died`)
}

/** Bytes that a whole harvest of an API receives. */
function bytesOf(source: string): Promise<number> {
  const api = apis.find((one) => one.source === source)
  if (api === undefined) throw new Error(`no API ${source}`)
  const answer = api.start()
  const query = new URLSearchParams({ per_page: '60', rows: '60', retmax: '60', retstart: '0' })
  const asked = { method: 'GET', path: '/eutils/efetch.fcgi', query, body: '', headers: {} }
  return Promise.resolve(Buffer.byteLength(answer(asked).body))
}

const [what = 'replay', number = '200'] = process.argv.slice(2)
if (what === 'replay') await benchReplay()
else if (what === 'make') await makeHarvest(number)
else await benchKills(Number(number))
