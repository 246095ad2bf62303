/*
 * The code screen in a real terminal (a pty of 120 x 40) on a large project: "node bench/terminal-code.ts [REPORTS]
 * [FOLDER]" (100,000 reports and twice as many decisions unless told otherwise; a project made before in FOLDER is
 * used again). Needs "npm run build". Times are from the key's byte going in to the last byte of its frame coming out.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { DecisionClock } from '../src/domain/decision-clock.ts'
import { openReview } from '../src/review/review.ts'
import { type BenchTerminal, openBenchTerminal } from './bench-terminal.ts'
import { terminalProject } from './terminal-project.ts'

const [size = '100000', kept] = process.argv.slice(2)
const folder = kept ?? mkdtempSync(join(tmpdir(), 'lacuna-bench-'))
const bars = { firstFrameMs: 700, keyMs: 30, keyBytes: 4_000 }
try {
  const project = await includedProject()
  console.log(`${size} reports; ${cpus().length} cores, load ${(loadavg()[0] ?? 0).toFixed(1)}`)
  await starts(project)
  await keys(project)
} finally {
  if (kept === undefined) rmSync(folder, { recursive: true, force: true })
}

/** All reports included on their full text, as far as those who screened their titles agree. */
async function includedProject(): Promise<string> {
  const project = await terminalProject(join(folder, 'code'), Number(size))
  const complete = join(project, 'included')
  if (existsSync(complete)) return project
  const review = openReview(project)
  try {
    let now = Date.UTC(2027, 0, 1)
    const clock = new DecisionClock(
      () => (now += 1_000),
      (bytes) => new Uint8Array(bytes),
      await review.store.lastDecision(),
    )
    const included = (await review.store.memberships()).map(({ id }) => ({
      ...clock.tick(),
      kind: 'screen' as const,
      coder: 'Ben',
      report: id,
      stage: 'full-text' as const,
      verdict: 'include' as const,
    }))
    await review.store.appendDecisions(included)
  } finally {
    await review.store.close()
  }
  writeFileSync(complete, '')
  return project
}

/** Five starts: until the first frame stands there, and until the report in hand is there. */
async function starts(project: string): Promise<void> {
  const first: number[] = []
  const full: number[] = []
  const processor: number[] = []
  for (let i = 0; i < 5; i++) {
    const terminal = openBenchTerminal(['code', '--project', project])
    first.push(await terminal.until('help'))
    processor.push(terminal.processorMs())
    full.push(await terminal.until(' coded, '))
    await terminal.close()
  }
  console.log(
    `lacuna code: first frame ${say(first)} (bar ${bars.firstFrameMs} ms), of which processor ${say(processor)}; filled ${say(full)}`,
  )
}

/** What a coder does, in the order in which it is done. */
async function keys(project: string): Promise<void> {
  const terminal = openBenchTerminal(['code', '--project', project])
  await terminal.until(' coded, ')
  await terminal.quiet()
  await measure(terminal, 'up and down the codes (j, k)', 'jjjk', 15)
  await measure(terminal, 'from dimension to dimension (Tab)', '\t', 56)
  await measure(terminal, 'accept or go to what is suggested (a), saved', 'a', 20)
  await measure(terminal, 'give or take away (Space), saved', ' ', 40)
  await measure(terminal, 'undo, saved (z)', 'z', 20)
  await measure(terminal, 'find a code by typing (f ... Esc)', 'fheal\u001b', 12)
  await measure(terminal, 'see more of the report (J, K)', 'JK', 10)
  await measure(terminal, 'quote a passage (e, word by word, Esc)', 'elll ll\u001b', 6)
  await measure(terminal, 'to the next report (s)', 's', 40)
  await measure(terminal, 'to the reports after and before (], [)', ']][', 15)
  await measure(terminal, 'the list of reports (g, moves, Esc)', 'gnn\u001b'.replaceAll('n', '\u000e'), 8)
  await measure(terminal, 'search in the list as one types (g ... Esc)', 'ggovern\u001b', 4)
  await terminal.close()
}

async function measure(terminal: BenchTerminal, what: string, typed: string, times: number): Promise<void> {
  const taken: number[] = []
  const bytes: number[] = []
  const before = terminal.processorMs()
  for (const key of typed.repeat(times)) {
    const frame = await terminal.key(key)
    taken.push(frame.ms)
    bytes.push(frame.bytes)
  }
  const mean = bytes.reduce((sum, value) => sum + value, 0) / Math.max(1, bytes.length)
  const processor = (terminal.processorMs() - before) / Math.max(1, taken.length)
  console.log(
    `${what}: ${say(taken)} (bar p95 ${bars.keyMs} ms); ${Math.round(mean)} bytes a key, most ${Math.max(...bytes)} (bar ${bars.keyBytes}); ${processor.toFixed(0)} ms of processor a key`,
  )
}

function say(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return `median ${at(0.5).toFixed(0)} ms, p95 ${at(0.95).toFixed(0)} ms, most ${(sorted.at(-1) ?? 0).toFixed(0)} ms`
}
