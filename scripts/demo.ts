/*
 * The whole journey on the real corpus, with the same commands a user types. It can be stopped at any moment and
 * run again: every step goes on from what is saved. What it cannot do, and where it errs, it prints itself.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const main = join(root, 'dist', 'cli', 'main.js')
const folder = process.argv[2] ?? 'demo-review'
const report = join(folder, 'report')

/** Runs one command as a user would see it; stops the demo where it fails. */
function lacuna(...words: readonly string[]): void {
  console.log(
    `\n$ lacuna ${words.map((word) => (/[\s"]/.test(word) ? JSON.stringify(word) : word)).join(' ')}`,
  )
  const { status } = spawnSync(process.execPath, [main, ...words], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

/** The result of a command, as its --json prints it. */
function ask<T>(...words: readonly string[]): T {
  return JSON.parse(output(...words, '--json')) as T
}

function output(...words: readonly string[]): string {
  const { status, stdout } = spawnSync(process.execPath, [main, ...words, '--quiet'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) process.exit(status ?? 1)
  return stdout
}

/** The corpus' own table of which file is which database's export, and when its facts were collected. */
interface SourceRow {
  readonly file: string
  readonly database: string
  readonly date: string
}

interface SameDocument {
  readonly file: string
  readonly position: string
  readonly document: string
}

function readTable<T>(path: string): readonly T[] {
  return parse(readFileSync(path), { columns: true, bom: true })
}

const started = performance.now()
if (existsSync(join(folder, 'review.yaml'))) {
  console.log(`Going on with the review in ${folder}; delete that folder to start afresh.`)
} else {
  lacuna('init', folder, '--codebook', 'coproduction', '--no-full-text', '--title', title())
}
for (const { file, database, date } of readTable<SourceRow>(join(root, 'corpus', 'sources.csv'))) {
  lacuna('import', join(root, 'corpus', file), '--project', folder, '--database', database, '--date', date)
}
lacuna('dedupe', '--project', folder)
lacuna('suggest', '--record', '--project', folder)
lacuna('report', '--out', report, '--project', folder)
lacuna('status', '--project', folder)

printNumbers()

function title(): string {
  return 'Co-production of public services and outcomes: a demonstration map'
}

interface Status {
  readonly records: number
  readonly reports: number
  readonly duplicates: number
  readonly doubtfulPairs: number
  readonly studies: number
  readonly stages: readonly { readonly stage: string; readonly reports: number }[]
}

interface Decision {
  readonly kind: string
}

function printNumbers(): void {
  const status = ask<Status>('status', '--project', folder)
  const codings = ask<readonly Decision[]>('log', '--project', folder).filter(
    ({ kind }) => kind === 'code',
  ).length
  const at = (stage: string): number => status.stages.find((row) => row.stage === stage)?.reports ?? 0
  const dedup = dedupErrors()
  const numbers: readonly (readonly [number, string])[] = [
    [status.records, 'records imported'],
    [status.duplicates, 'duplicates removed'],
    [status.reports, 'reports (different documents)'],
    [status.doubtfulPairs, 'doubtful pairs, kept apart until a person decides'],
    [dedup.wronglyMerged, 'pairs wrongly merged, by the corpus’ own table'],
    [dedup.missed, 'pairs of the same document missed'],
    [at('excluded-on-title'), 'reports excluded by machine on title, keywords and container'],
    [at('awaiting-screening'), 'reports that a person must screen'],
    [status.studies, 'studies on the map'],
    [codings, 'codings, all by machine'],
  ]
  console.log('\nThe ten numbers that matter:')
  for (const [number, what] of numbers) console.log(`${String(number).padStart(7)}  ${what}`)
  for (const line of dedup.examples) console.log(`         ${line}`)
  console.log(`\nThe map: ${resolve(report, 'index.html')}`)
  console.log('Screened and coded by machine only: a demonstration, not a finished review.')
  console.log(`Done in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
}

interface DedupErrors {
  readonly wronglyMerged: number
  readonly missed: number
  readonly examples: readonly string[]
}

/** Deduplication held against the corpus' table of same documents, pair by pair. */
function dedupErrors(): DedupErrors {
  const documentOf = new Map(
    readTable<SameDocument>(join(root, 'corpus', 'same-documents.csv')).map((row) => [
      `${row.file}#${row.position}`,
      row.document,
    ]),
  )
  interface Row {
    readonly source_file: string
    readonly position: string
    readonly report_id: string
    readonly title: string
  }
  const rows: readonly Row[] = parse(output('export', 'records', '--format', 'csv', '--project', folder), {
    columns: true,
  })
  const examples: string[] = []
  let wronglyMerged = 0
  let missed = 0
  for (const [i, a] of rows.entries()) {
    for (const b of rows.slice(i + 1)) {
      const same = documentOf.get(place(a)) === documentOf.get(place(b))
      const merged = a.report_id === b.report_id
      if (same === merged) continue
      if (merged) wronglyMerged++
      else missed++
      examples.push(
        `${merged ? 'wrongly merged' : 'missed'}: ${place(a)} and ${place(b)}: ${short(a.title)} / ${short(b.title)}`,
      )
    }
  }
  return { wronglyMerged, missed, examples }
}

function place(row: { readonly source_file: string; readonly position: string }): string {
  return `${row.source_file}#${row.position}`
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
