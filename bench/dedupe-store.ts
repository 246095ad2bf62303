import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BibRecord } from '../src/domain/record.ts'
import { openReview } from '../src/review/review.ts'
import { dedupe } from '../src/stages/dedupe.ts'
import { init } from '../src/stages/init.ts'
import { generatedLibrary } from './generated-library.ts'

/**
 * Times `lacuna dedupe` from stored records to stored reports: `node bench/dedupe-store.ts [SIZE…]`. The import
 * is not timed. Each step runs in a process of its own, so that its memory is its own: a first deduplication,
 * then another after one record in a hundred more was imported.
 */
const [first = '', size = '', folder = ''] = process.argv.slice(2)

/** Adds the records of a generated library from one position up to another. */
async function addRecords(from: number, to: number, path: string): Promise<void> {
  const { store } = openReview(path)
  const search = `x${from}`
  await store.addSearch({ id: search, source: 'bench.ris', channel: 'database', date: '2026-01-01' })
  let part: BibRecord[] = []
  let position = 0
  for (const { record } of generatedLibrary(to)) {
    if (position++ < from) continue
    const raw = JSON.stringify(record)
    part.push({
      ...record,
      search,
      source: 'bench.ris',
      position,
      kind: 'record',
      line: position,
      format: 'ris',
      raw,
    })
    if (part.length < 5_000) continue
    await store.addRecords(part)
    part = []
  }
  await store.addRecords(part)
  await store.close()
}

async function timed(path: string): Promise<string> {
  const review = openReview(path)
  const [start, before] = [performance.now(), process.cpuUsage()]
  const { records, reports, changed } = await dedupe(
    review,
    { dryRun: false },
    {
      progress: () => undefined,
      signal: new AbortController().signal,
      now: Date.now,
      random: randomBytes,
      coder: 'bench',
    },
  )
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(before)
  await review.store.close()
  const gigabytes = process.resourceUsage().maxRSS / 1024 / 1024
  const figures = [seconds.toFixed(1), ((user + system) / 1e6).toFixed(1), gigabytes.toFixed(2)]
  return [records, reports, changed, ...figures].map((figure) => figure.toLocaleString('en')).join(' | ')
}

if (first === 'add') await addRecords(0, Number(size), folder)
else if (first === 'add-more') await addRecords(Number(size), Math.ceil(Number(size) * 1.01), folder)
else if (first === 'dedupe') console.log(await timed(folder))
else {
  console.log('| run | records | reports | written | s on the clock | processor s | peak GB |')
  console.log('|---|---:|---:|---:|---:|---:|---:|')
  for (const records of first === '' ? ['50000', '250000'] : process.argv.slice(2)) {
    const path = mkdtempSync(join(tmpdir(), 'lacuna-bench-'))
    const run = (step: string): string =>
      execFileSync(process.execPath, [fileURLToPath(import.meta.url), step, records, path])
        .toString()
        .trim()
    try {
      await init({ folder: path, codebook: 'coproduction', addOns: [], fullText: true, authors: [] })
      run('add')
      console.log(`| all at once | ${run('dedupe')} |`)
      run('add-more')
      console.log(`| one in a hundred more | ${run('dedupe')} |`)
    } finally {
      rmSync(path, { recursive: true })
    }
  }
}
