/*
 * The screens in a real terminal (a pty of 120 x 40) on a large project: "node bench/terminal.ts [REPORTS] [FOLDER] [keys]"
 * (100,000 reports and as many decisions unless told otherwise; a project made before in FOLDER is used again; `keys` leaves the starts out).
 * Needs "npm run build". Times are from the key's byte going in to the last byte of its frame coming out.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBenchTerminal, type BenchTerminal } from './bench-terminal.ts'
import { terminalProject } from './terminal-project.ts'

const [size = '100000', kept, part = 'all'] = process.argv.slice(2)
const folder = kept ?? mkdtempSync(join(tmpdir(), 'lacuna-bench-'))
const bars = { firstFrameMs: 700, keyMs: 30, keyBytes: 4_000, findMs: 50 }
try {
  const project = await terminalProject(folder, Number(size))
  console.log(
    `${size} reports, ${size} decisions; ${cpus().length} cores, load ${(loadavg()[0] ?? 0).toFixed(1)}`,
  )
  if (part !== 'keys') await starts('lacuna (home)', ['--project', project], 'waiting   ')
  if (part !== 'keys') await starts('lacuna screen', ['screen', '--project', project], 'Exclude because')
  await keys(project)
} finally {
  if (kept === undefined) rmSync(folder, { recursive: true, force: true })
}

/** Three starts: until the first frame stands there, and until it is filled. */
async function starts(name: string, words: readonly string[], filled: string): Promise<void> {
  const first: number[] = []
  const full: number[] = []
  const processor: number[] = []
  for (let i = 0; i < 3; i++) {
    const terminal = openBenchTerminal(words)
    first.push(await terminal.until('help'))
    processor.push(terminal.processorMs())
    full.push(await terminal.until(filled))
    await terminal.close()
  }
  console.log(
    `${name}: first frame ${say(first)} (bar ${bars.firstFrameMs} ms), of which processor ${say(processor)}; filled ${say(full)}; the first run compiles`,
  )
}

/** What people do, in the order in which they do it. */
async function keys(project: string): Promise<void> {
  const terminal = openBenchTerminal(['screen', '--project', project])
  await terminal.until('Exclude because')
  await terminal.quiet()
  await measure(terminal, 'to the next report (l)', repeat('l', 50))
  await measure(terminal, 'to the report before (h)', repeat('h', 25))
  await measure(terminal, 'scroll (j, k)', repeat('jk', 25))
  await measure(terminal, 'include, saved (i)', repeat('i', 25))
  await measure(terminal, 'exclude for a reason, saved (3)', repeat('3', 25))
  await measure(terminal, 'undo, saved (z)', repeat('z', 25))
  await measure(terminal, 'pick a reason by typing (e ... Esc)', repeat('efilm\u001b', 5))
  await measure(terminal, 'help and palette (? : typing Esc)', repeat('?flag\u001b:rec\u001b', 4))
  await finds(terminal)
  await terminal.close()
}

async function measure(terminal: BenchTerminal, what: string, typed: readonly string[]): Promise<void> {
  const times: number[] = []
  const bytes: number[] = []
  const before = terminal.processorMs()
  for (const key of typed) {
    const frame = await terminal.key(key)
    times.push(frame.ms)
    bytes.push(frame.bytes)
  }
  console.log(
    `${what}: ${say(times)} (bar p95 ${bars.keyMs} ms); ${Math.round(mean(bytes))} bytes a key, most ${Math.max(...bytes)} (bar ${bars.keyBytes}); ${((terminal.processorMs() - before) / typed.length).toFixed(0)} ms of processor a key`,
  )
}

/** Searching as one types: until the list for what stands there is drawn. */
async function finds(terminal: BenchTerminal): Promise<void> {
  const echo: number[] = []
  const found: number[] = []
  for (const words of ['service users', 'co-production', 'governance', 'public health', 'professional']) {
    await terminal.key('/')
    for (const letter of words) {
      const frame = await terminal.key(letter)
      echo.push(frame.firstMs)
      found.push(frame.ms)
    }
    await terminal.key('\u001b')
  }
  console.log(
    `search as one types: letter ${say(echo)}, its list ${say(found)} (bar ${bars.findMs} ms) over ${found.length} letters`,
  )
}

function repeat(typed: string, times: number): readonly string[] {
  return [...typed.repeat(times)]
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

function say(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return `median ${at(0.5).toFixed(0)} ms, p95 ${at(0.95).toFixed(0)} ms, most ${(sorted.at(-1) ?? 0).toFixed(0)} ms`
}
