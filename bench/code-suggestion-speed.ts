/*
 * What suggesting codes costs while one codes: `node bench/code-suggestion-speed.ts [REPORTS] [CODED]` (100,000 and
 * 1,000 unless told otherwise). A made-up library in the words of the corpus's titles and made-up words, coded by
 * codebooks/coproduction.yaml. Tells how long the thread takes, how long the program itself is ever kept from a key,
 * how long one report's suggestions take, and the memory of both together.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { listCodes } from '../src/coding/code-list.ts'
import { suggestByCues } from '../src/coding/code-suggestion.ts'
import type { Decision } from '../src/domain/decision.ts'
import { type BibRecord, RecordNumbering } from '../src/domain/record.ts'
import { mergeRecords, type Report } from '../src/domain/report.ts'
import { openReview, type Review } from '../src/review/review.ts'
import { openCodeSuggestions } from '../src/stages/code-suggestions.ts'
import { clockAfter, type Control } from '../src/stages/control.ts'
import { generatedLibrary } from './generated-library.ts'

const [first = '100000', second = '1000', filling] = process.argv.slice(2)
const library = Number(first)
const coded = Number(second)
const folder = filling ?? mkdtempSync(join(tmpdir(), 'lacuna-bench-'))
const root = join(import.meta.dirname, '..')
const control: Control = {
  progress: () => undefined,
  signal: new AbortController().signal,
  now: () => Date.now(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  coder: 'Ada',
}
if (filling === undefined) {
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  copyFileSync(join(root, 'codebooks/coproduction.yaml'), join(folder, 'codebook.yaml'))
  writeFileSync(join(folder, 'review.yaml'), 'title: Bench\n')
  // In a process of its own, so that its memory is not counted here.
  spawnSync(process.execPath, [fileURLToPath(import.meta.url), first, second, folder], { stdio: 'inherit' })
} else {
  const made = openReview(folder)
  await fill(made)
  await code(made, await some(made, coded))
  await made.store.close()
  process.exit(0)
}

const review = openReview(folder)
const reports = await some(review, coded + 2000)
console.log(`${library} reports, ${listCodes(review.codebook).length} codes, ${coded} reports coded`)

const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
const processorTime = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
const start = performance.now()
const startCpu = processorTime()
const suggestions = await openCodeSuggestions(review, control)
console.log(`opened in ${ms(performance.now() - start)}`)
await new Promise<void>((resolve, reject) => {
  suggestions.onNews(() => {
    const { trouble, isTraining } = suggestions.state
    if (trouble !== undefined) reject(new Error(trouble))
    else if (!isTraining) resolve()
  })
})
console.log(
  `library read and first learning: ${ms(performance.now() - start)} beside the program, ${ms(processorTime() - startCpu)} of a processor`,
)
const waits = [50, 99, 100].map((share) => ms(delay.percentile(share) / 1e6))
console.log(
  `a key had to wait meanwhile: median ${waits[0]}, 99 of 100 within ${waits[1]}, longest ${waits[2]}`,
)
delay.disable()
const times: number[] = []
const learning = processorTime()
for (let round = 0; round < 8; round++) {
  await code(review, reports.slice(coded + round, coded + round + 1))
  const asked = performance.now()
  suggestions.learn()
  await new Promise<void>((resolve) => {
    const stop = suggestions.onNews(() => {
      stop()
      resolve()
    })
  })
  times.push(performance.now() - asked)
}
const each = (processorTime() - learning) / times.length
console.log(`from a coded report to the new model: ${quantiles(times)}; ${ms(each)} of a processor each`)
const suggesting = processorTime()
const perReport = reports.slice(coded + 100, coded + 1100).map((report) => {
  const from = performance.now()
  suggestions.suggestionsFor(report)
  return performance.now() - from
})
const perReportCpu = (processorTime() - suggesting) / perReport.length
console.log(`suggestions for a report: ${quantiles(perReport)}; ${ms(perReportCpu)} of a processor each`)
const similar = reports.slice(coded + 100, coded + 300).map((report) => {
  const from = performance.now()
  suggestions.similarReports(report, 5)
  return performance.now() - from
})
console.log(`similar reports: ${quantiles(similar)}`)
console.log(`peak of memory, both threads: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`)
await suggestions.close()
await review.store.close()

async function fill({ store }: Review): Promise<void> {
  const titles = parse<Readonly<Record<string, string>>>(readFileSync(join(root, 'corpus/facts.csv')), {
    columns: true,
    bom: true,
  }).map(({ title = '' }) => title)
  await store.addSearch({ id: 'x1', source: 'bench.ris', channel: 'database', date: '2026-01-01' })
  const numbering = new RecordNumbering('bench.ris', 'x1')
  let part: Report[] = []
  const pending: BibRecord[] = []
  const parts: Report[][] = []
  let i = 0
  for (const { record } of generatedLibrary(library)) {
    const real = titles[i++ % titles.length] ?? ''
    const other = titles[(i * 7) % titles.length] ?? ''
    const title = `${real} ${record.title?.slice(0, 40) ?? ''}`
    const abstract = `${other}. ${record.abstract ?? ''}`
    const whole = numbering.number({
      kind: 'record',
      format: 'ris',
      line: 1,
      type: 'article',
      title,
      abstract,
      authors: [],
      identifiers: {},
      raw: `${i}`,
    })
    part.push(mergeRecords([whole], () => 1))
    if (part.length === 1000 || i === library) {
      parts.push(part)
      part = []
    }
    pending.push(whole)
    if (pending.length === 1000 || i === library) await store.addRecords(pending.splice(0))
  }
  const put = (async function* () {
    yield* parts
  })()
  await store.changeReports({ remove: [], put, pairs: [] })
}

async function some({ store }: Review, count: number): Promise<readonly Report[]> {
  const ids = (await store.memberships()).slice(0, count).map(({ id }) => id)
  return store.reportsById(ids)
}

/** Codes reports as their cues suggest. */
async function code({ store, codebook }: Review, chosen: readonly Report[]): Promise<void> {
  const codes = listCodes(codebook)
  const clock = clockAfter(control, await store.lastDecision())
  const decisions = chosen.flatMap((report): Decision[] => {
    const suggested = suggestByCues(codes, report)
    return codebook.dimensions
      .filter(({ type }) => type !== 'number' && type !== 'text')
      .map(({ id, type }) => {
        const given = suggested.flatMap(({ dimension, code: one }) => (dimension === id ? [one] : []))
        return {
          ...clock.tick(),
          kind: 'code',
          coder: control.coder,
          report: report.id,
          dimension: id,
          value: { codes: type === 'multi' ? given : given.slice(0, 1) },
        }
      })
  })
  await store.appendDecisions(decisions)
}

function ms(value: number): string {
  return value < 1000 ? `${value.toFixed(1)} ms` : `${(value / 1000).toFixed(1)} s`
}

function quantiles(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number): string => ms(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)
  return `median ${at(0.5)}, 95 of 100 within ${at(0.95)}, longest ${at(1)}`
}
