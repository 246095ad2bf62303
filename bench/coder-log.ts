/**
 * What a coder's sitting rests on, at scale: reading and folding a log, whose work is what, blindness, one action.
 * node bench/coder-log.ts [reports] [decisions]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allocateReports } from '../src/coding/allocation.ts'
import { blindness } from '../src/domain/blindness.ts'
import { foldLog } from '../src/domain/coding.ts'
import { DecisionClock } from '../src/domain/decision-clock.ts'
import type { Decision, DecisionDraft } from '../src/domain/decision.ts'
import { RecordNumbering } from '../src/domain/record.ts'
import { mergeRecords } from '../src/domain/report.ts'
import { teamProgress } from '../src/domain/team-progress.ts'
import { UndoHistory } from '../src/domain/undo.ts'
import { workOf } from '../src/domain/work.ts'
import { openReview } from '../src/review/review.ts'
import { readStanding } from '../src/review/standing.ts'
import { openCoderLog } from '../src/stages/coder-log.ts'
import { seededRandom } from '../src/statistics/random.ts'

const [size = 100_000, decisions = 150_000] = process.argv.slice(2).map(Number)
const folder = mkdtempSync(join(tmpdir(), 'lacuna-bench-'))
const timed = async <T>(what: string, work: () => T | Promise<T>): Promise<T> => {
  const [start, before] = [performance.now(), process.cpuUsage()]
  const result = await work()
  // On a busy machine the processor's time says more than the clock.
  const { user, system } = process.cpuUsage(before)
  const used = ((user + system) / 1000).toFixed(0)
  console.log(`${what.padEnd(58)} ${(performance.now() - start).toFixed(0)} ms (${used} ms of processor)`)
  return result
}
const random = seededRandom(1)
const control = {
  progress: () => undefined,
  signal: new AbortController().signal,
  now: () => Date.now(),
  random: (bytes: number) => Uint8Array.from({ length: bytes }, () => random.below(256)),
  coder: 'Ada',
}

try {
  writeFileSync(join(folder, 'review.yaml'), 'title: Bench\ncodebook: codebook.yaml\n')
  writeFileSync(
    join(folder, 'codebook.yaml'),
    `id: b\ntitle: B\nversion: '1'\ndimensions:\n  - { id: topic, type: multi, required: true, codes: [water, fire] }\n`,
  )
  const review = openReview(folder)
  const search = { id: 'x1', source: 'x', channel: 'database', query: '', date: '2026-01-01' } as const
  await review.store.addSearch(search)
  const numbering = new RecordNumbering('x', 'x1')
  const records = Array.from({ length: size }, (_, i) =>
    numbering.number({
      kind: 'record',
      format: 'ris',
      line: 1,
      type: 'article',
      title: `Title ${i} of a report on coproduction`,
      authors: [],
      identifiers: {},
      raw: '',
    }),
  )
  await review.store.addRecords(records)
  const reports = records.map((record) => mergeRecords([record], () => 1))
  await review.store.changeReports({
    remove: [],
    pairs: [],
    put: (async function* () {
      yield reports
    })(),
  })
  const clock = new DecisionClock(() => control.now(), control.random)
  const coders = ['Ada', 'Bo', 'Cy', 'Dee']
  const team = coders.map((name) => ({ name, reads: [], load: 0 }))
  const plan = { coders: team, by: 2, blocks: false, sample: true, seed: 'x' }
  const list = reports.map(({ id }) => ({ report: id, has: [] }))
  const drawn = await timed(`allocate ${size} reports by two of four`, () => allocateReports(list, plan))
  const drafts: DecisionDraft[] = drawn.map(({ report, coders: to, inSample }) => ({
    kind: 'allocate',
    coder: 'Lead',
    report,
    task: 'title-abstract',
    coders: to,
    inSample,
    plan: 'bench',
  }))
  for (const { report, coders: to } of drawn.slice(0, Math.max(0, decisions - drafts.length)))
    drafts.push({
      kind: 'screen',
      coder: to[0] ?? 'Ada',
      report,
      stage: 'title-abstract',
      verdict: 'include',
    })
  const log = drafts.map((draft): Decision => ({ ...draft, ...clock.tick() }))
  await review.store.appendDecisions(log)
  console.log(`${size} reports, ${log.length} decisions`)

  const read = await timed('read the log', () => review.store.decisions())
  const folded = await timed('fold the log', () => foldLog(read))
  await timed('undo history of one coder', () => new UndoHistory(read, 'Ada').undoable.length)
  const standing = await timed('read and fold where everything stands', () => readStanding(review))
  const input = { ...standing, codebook: review.codebook, review: { fullText: true } }
  await timed(
    'whose work is what, for one coder',
    () => workOf({ ...input, coder: 'Ada', task: 'title-abstract' }).length,
  )
  await timed('the team’s progress', () => teamProgress(input).size)
  await timed('what one coder may see of the log', () => {
    const eyes = blindness({ ...input, coder: 'Ada', folded, resolve: (id) => id, log: read })
    return eyes.visible(read).length
  })
  const coderLog = await timed('open a coder’s log', () => openCoderLog(review, control))
  await timed('open a coder’s log, the log read already', () => openCoderLog(review, control, read))
  const times: Record<string, number[]> = { say: [], news: [], undo: [], redo: [] }
  const measure = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    const start = performance.now()
    await work()
    times[what]?.push(performance.now() - start)
  }
  for (let i = 0; i < 100; i++) {
    const report = reports[i]?.id ?? ''
    await measure('say', () =>
      coderLog.say([{ kind: 'code', report, dimension: 'topic', value: { codes: ['water'] } }]),
    )
    await measure('news', () => coderLog.news())
    await measure('undo', () => coderLog.undo())
    await measure('redo', () => coderLog.redo())
  }
  for (const [what, all] of Object.entries(times)) {
    const sorted = all.toSorted((a, b) => a - b)
    const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2)
    console.log(`${what.padEnd(58)} median ${at(0.5)} ms, p95 ${at(0.95)} ms`)
  }
  await review.store.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
