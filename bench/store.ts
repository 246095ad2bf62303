import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Decision } from '../src/domain/decision.ts'
import { DecisionClock } from '../src/domain/decision-clock.ts'
import { type BibRecord, type ParsedRecord, RecordNumbering } from '../src/domain/record.ts'
import { mergeRecords, type Report } from '../src/domain/report.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import type { Store } from '../src/store/store.ts'

/**
 * The store's speed and memory: `node bench/store.ts [RECORDS]` (100,000 unless told otherwise). Every step runs in
 * a process of its own on the same file, so that its peak of resident memory is its own; the records are made up
 * from a fixed seed, 2 kB each, in words as frequent as words are (Zipf). Fails when the import misses its bar.
 */
const bars = { seconds: 30, megabytes: 500, records: 100_000 }
const batch = 1_000

interface Measured {
  readonly seconds: number
  /** Of both cores together; less than `seconds` where the disk is waited for, or the machine is busy. */
  readonly cpuSeconds: number
  readonly megabytes: number
  readonly what: string
}

type Step = (store: Store, records: number) => Promise<string>

const steps: Readonly<Record<string, Step>> = {
  'add records': async (store, records) => `${await addAll(store, records)} new`,
  'add the same records again': async (store, records) => `${await addAll(store, records)} new`,
  'read all records back': async (store) => {
    let characters = 0
    for await (const record of store.records()) characters += record.raw.length
    return `${(characters / 1e6).toFixed(0)} million characters of raw text`
  },
  'say where every record came from': async (store) => `${(await store.recordOrigins()).length} records`,
  'write reports, reading the records beside it': async (store) => {
    await store.changeReports({ remove: [], put: reportsOf(store), pairs: [] })
    return `${await store.countReports()} reports`
  },
  'write the same reports again': async (store) => {
    await store.changeReports({ remove: [], put: reportsOf(store), pairs: [] })
    return `${await store.countReports()} reports`
  },
  'read all reports back': async (store) => {
    let reports = 0
    for await (const report of store.reports()) if (report.records.length > 0) reports++
    return `${reports} reports`
  },
  'search: 100 times two words in half of all records': (store) =>
    search(store, 100, (i) => `${word(i % 10)} ${word(i % 7)}`),
  'search: 100 times two words in one of a hundred': (store) =>
    search(store, 100, (i) => `${word(300 + i)} ${word(500 + i)}`),
  'search: 100 times a beginning of two letters': (store) =>
    search(store, 100, (i) => `${word(i * 31).slice(0, 2)}*`),
  'search: 100 times a beginning of four letters': (store) =>
    search(store, 100, (i) => `${word(i * 31).slice(0, 4)}*`),
  'append 1,000 decisions, one at a time': async (store) => {
    const clock = new DecisionClock(Date.now, (n) => crypto.getRandomValues(new Uint8Array(n)))
    const times: number[] = []
    for (let i = 0; i < 1_000; i++) {
      const decision = screen(clock, i)
      const start = performance.now()
      await store.appendDecisions([decision])
      times.push(performance.now() - start)
    }
    return quantiles(times)
  },
  'append 100,000 decisions in one go': async (store) => {
    const clock = new DecisionClock(Date.now, (n) => crypto.getRandomValues(new Uint8Array(n)))
    return `${await store.appendDecisions(Array.from({ length: 100_000 }, (_, i) => screen(clock, i)))} new`
  },
  'read the log': async (store) => `${(await store.decisions()).length} decisions`,
}

async function search(store: Store, queries: number, query: (i: number) => string): Promise<string> {
  const times: number[] = []
  let found = 0
  for (let i = 0; i < queries; i++) {
    const start = performance.now()
    found += (await store.findReports(query(i), 50)).length
    times.push(performance.now() - start)
  }
  return `${found} found; ${quantiles(times)}`
}

function screen(clock: DecisionClock, i: number): Decision {
  const { id, at } = clock.tick()
  const verdict = i % 7 === 0 ? 'include' : 'exclude'
  return { kind: 'screen', id, at, coder: 'Ada', report: `d${i}`, stage: 'title-abstract', verdict }
}

async function addAll(store: Store, records: number): Promise<number> {
  await store.addSearch({ id: 'x1', source: 'bench.ris', channel: 'database', date: '2026-01-01' })
  const numbering = new RecordNumbering('bench.ris', 'x1')
  let added = 0
  let part: BibRecord[] = []
  for (let i = 0; i < records; i++) {
    part.push(numbering.number(madeUp(i)))
    if (part.length < batch && i + 1 < records) continue
    added += await store.addRecords(part)
    part = []
  }
  return added
}

/** Every record a report of its own, but every tenth pair of neighbours one report. */
async function* reportsOf(store: Store): AsyncIterable<readonly Report[]> {
  let part: Report[] = []
  let held: BibRecord | undefined
  let i = 0
  for await (const record of store.records()) {
    if (i++ % 10 === 0) {
      held = record
      continue
    }
    part.push(mergeRecords(held === undefined ? [record] : [held, record], () => 1))
    held = undefined
    if (part.length < batch) continue
    yield part
    part = []
  }
  if (held !== undefined) part.push(mergeRecords([held], () => 1))
  yield part
}

function madeUp(i: number): ParsedRecord {
  let state = (i + 1) * 2654435761
  const chance = (): number => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) >>> 0
    return state / 2 ** 32
  }
  const text = (words: number): string =>
    Array.from({ length: words }, () => word(Math.floor(20_000 ** chance()) - 1)).join(' ')
  const [title, abstract] = [text(12), text(170)]
  const authors = Array.from({ length: 3 }, () => ({
    family: word(Math.floor(chance() * 20_000)),
    given: 'A. B.',
  }))
  const doi = `10.5555/bench.${i}`
  const year = 1970 + Math.floor(chance() * 55)
  const raw = [
    'TY  - JOUR',
    `TI  - ${title}`,
    ...authors.map(({ family, given }) => `AU  - ${family}, ${given}`),
    `PY  - ${year}`,
    'JO  - Journal of Made-up Records',
    `DO  - ${doi}`,
    `AB  - ${abstract}`,
    `ID  - ${i}`,
    'ER  -',
  ].join('\n')
  return {
    kind: 'record',
    format: 'ris',
    line: i * 12 + 1,
    type: 'article',
    title,
    authors,
    date: { year },
    container: 'Journal of Made-up Records',
    identifiers: { doi },
    abstract: abstract.padEnd(2_000 - (raw.length - abstract.length), ' '),
    keywords: [word(i % 500), word(i % 77)],
    sourceKey: String(i),
    raw: raw.padEnd(2_000, ' '),
  }
}

/** The nth of 20,000 made-up words. */
function word(n: number): string {
  const syllables = ['ba', 'co', 'du', 'fe', 'gi', 'ka', 'lo', 'mu', 'ne', 'pi', 'ra', 'so', 'tu', 've', 'wi']
  let text = ''
  for (let rest = (n % 20_000) + 15; rest > 0; rest = Math.floor(rest / 15)) text += syllables[rest % 15]
  return text
}

function quantiles(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2)
  return `median ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms, slowest ${at(1)} ms`
}

async function measure(path: string, name: string, records: number): Promise<Measured> {
  const store = openSqlite(path)
  const start = performance.now()
  const before = process.cpuUsage()
  const what = await steps[name]?.(store, records)
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(before)
  await store.close()
  return {
    seconds,
    cpuSeconds: (user + system) / 1e6,
    megabytes: process.resourceUsage().maxRSS / 1024,
    what: what ?? '',
  }
}

const [argument = String(bars.records), path, name] = process.argv.slice(2)
const records = Number(argument)
if (path !== undefined && name !== undefined) console.log(JSON.stringify(await measure(path, name, records)))
else {
  const folder = mkdtempSync(join(tmpdir(), 'lacuna-bench-'))
  const file = join(folder, 'lacuna.db')
  try {
    console.log(
      `${records} records of 2 kB; Node ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model}\n`,
    )
    console.log('| step | seconds | of CPU | peak memory | |\n|---|---:|---:|---:|---|')
    for (const step of Object.keys(steps)) {
      const output = execFileSync(process.execPath, [fileURLToPath(import.meta.url), argument, file, step])
      const { seconds, cpuSeconds, megabytes, what } = JSON.parse(output.toString()) as Measured
      console.log(
        `| ${step} | ${seconds.toFixed(1)} | ${cpuSeconds.toFixed(1)} | ${megabytes.toFixed(0)} MB | ${what} |`,
      )
      const missed = seconds > bars.seconds || megabytes > bars.megabytes
      if (step === 'add records' && records === bars.records && missed) process.exitCode = 1
    }
    console.log(`\nThe file is ${(statSync(file).size / 1e6).toFixed(0)} MB.`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
