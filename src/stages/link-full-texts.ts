import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { FullTextEntry } from '../domain/full-text.ts'
import { UserError } from '../domain/problem.ts'
import { type ReportId, reportIndex } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import { readStanding, type ReviewStanding } from '../review/standing.ts'
import { breathe, clockAfter, type Control } from './control.ts'
import { knownFullTexts } from './full-text.ts'
import { appendFullTexts, keptPath } from './full-text-journal.ts'
import { PdfMatcher, type PdfMatch } from './full-text-match.ts'
import { readPdf } from './pdf-text.ts'

/** What became of one PDF of a folder. */
export interface LinkedFile {
  /** Relative to the folder. */
  readonly file: string
  /** `known`: linked to that report before. `doubtful`, `unknown` and `unreadable` files are linked to nothing. */
  readonly outcome: 'linked' | 'known' | 'doubtful' | 'unknown' | 'unreadable'
  readonly reports: readonly { readonly report: ReportId; readonly title: string }[]
  readonly because: string
}

/**
 * Links the PDFs of a folder and the folders in it to reports, where there is no doubt. Whoever runs it has the
 * files: a report that waited for its full text counts as retrieved. Running it again links nothing twice.
 */
export async function linkFolder(
  review: Review,
  folder: string,
  control: Control,
): Promise<readonly LinkedFile[]> {
  const root = resolve(folder)
  const files = pdfsIn(root)
  const standing = await readStanding(review)
  const known = await knownFullTexts(review, standing)
  const matcher = new PdfMatcher()
  const titles = new Map<ReportId, string>()
  for await (const report of review.store.reports()) {
    matcher.add(report)
    titles.set(report.id, report.title ?? 'no title')
  }
  const linkedTo = new Map(
    [...known].flatMap(([id, { file }]) => (file === undefined ? [] : [[id, file.sha256] as const])),
  )
  const named = (ids: readonly ReportId[]): LinkedFile['reports'] =>
    ids.map((report) => ({ report, title: titles.get(report) ?? '' }))
  const results: LinkedFile[] = []
  for (const [index, path] of files.entries()) {
    const file = relative(root, path)
    control.progress({ step: 'reading PDFs', done: index, total: files.length, unit: 'files' })
    await breathe(control)
    const facts = await readPdf(path)
    if ('unreadable' in facts) {
      results.push({ file, outcome: 'unreadable', reports: [], because: facts.unreadable })
      continue
    }
    const match = matcher.match(facts)
    if (match.outcome !== 'sure') {
      results.push({ file, ...doubtOf(match, facts.text), reports: named(reportsIn(match)) })
      continue
    }
    const sha256 = await digestOf(path)
    const before = linkedTo.get(match.report)
    if (before !== undefined) {
      const isSame = before === sha256
      const because = isSame ? match.because : `the report is linked to another file; ${match.because}`
      results.push({ file, outcome: isSame ? 'known' : 'doubtful', reports: named([match.report]), because })
      continue
    }
    linkedTo.set(match.report, sha256)
    await keepLink(review, standing, match.report, { path, sha256, because: match.because }, control)
    results.push({ file, outcome: 'linked', reports: named([match.report]), because: match.because })
  }
  return results
}

/** Links one file to one report because a person says so. Throws a UserError for what is not there. */
export async function linkFile(
  review: Review,
  report: string,
  path: string,
  control: Control,
): Promise<ReportId> {
  const standing = await readStanding(review)
  const id = foundReport(standing, report)
  if (!existsSync(path) || !statSync(path).isFile())
    throw new UserError(`There is no file ${path}.`, 'You can name another.', { exitCode: 2 })
  const because = `${control.coder} said so`
  await keepLink(review, standing, id, { path, sha256: await digestOf(path), because }, control)
  return id
}

/** Takes a link back, with the retrieval that came with it. Throws a UserError where there is none. */
export async function unlinkFile(review: Review, report: string, control: Control): Promise<ReportId> {
  const standing = await readStanding(review)
  const id = foundReport(standing, report)
  const file = (await knownFullTexts(review, standing)).get(id)?.file
  if (file === undefined)
    throw new UserError(`No file is linked to ${id}.`, 'You can see what is linked with "lacuna full-text".')
  await appendFullTexts(review.folder, [
    { kind: 'unlinked', report: id, at: new Date(control.now()).toISOString(), by: control.coder },
  ])
  const retrieval = standing.log.find((decision) => decision.id === file.decision)
  if (retrieval !== undefined && retrieval.coder === control.coder) {
    const clock = clockAfter(control, await review.store.lastDecision())
    await review.store.appendDecisions([
      { ...clock.tick(), coder: control.coder, kind: 'retract', decision: retrieval.id },
    ])
  }
  return id
}

function foundReport(standing: ReviewStanding, report: string): ReportId {
  const id = reportIndex(standing.documents)(report)
  if (id !== undefined) return id
  throw new UserError(`There is no report ${report}.`, 'You can find ids with "lacuna find WORDS".', {
    exitCode: 2,
  })
}

/** The retrieval goes into the log first: a crash in between leaves a report retrieved and the file to be linked. */
async function keepLink(
  review: Review,
  standing: ReviewStanding,
  report: ReportId,
  file: { readonly path: string; readonly sha256: string; readonly because: string },
  control: Control,
): Promise<void> {
  const isAwaited = standing.stages.get(report) === 'awaiting-retrieval'
  let decision: string | undefined
  if (isAwaited) {
    const entry = clockAfter(control, await review.store.lastDecision()).tick()
    decision = entry.id
    await review.store.appendDecisions([
      {
        ...entry,
        coder: control.coder,
        kind: 'screen',
        report,
        stage: 'retrieval',
        verdict: 'include',
        codebook: review.codebookHash,
      },
    ])
  }
  const link: FullTextEntry = {
    kind: 'file',
    report,
    at: new Date(control.now()).toISOString(),
    by: control.coder,
    path: keptPath(review.folder, file.path),
    sha256: file.sha256,
    because: file.because,
    ...(decision === undefined ? {} : { decision }),
  }
  await appendFullTexts(review.folder, [link])
}

const reportsIn = (match: PdfMatch): readonly ReportId[] =>
  match.outcome === 'doubtful' ? match.reports : []

function doubtOf(match: PdfMatch, text: string): Pick<LinkedFile, 'outcome' | 'because'> {
  if (match.outcome === 'doubtful') return { outcome: 'doubtful', because: match.because }
  return text.trim() === ''
    ? { outcome: 'unreadable', because: 'its first pages hold no text (scanned?), and its name no DOI' }
    : { outcome: 'unknown', because: 'no DOI and no title of the review stands in it' }
}

function pdfsIn(folder: string): readonly string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UserError(`There is no folder ${folder}.`, 'You can name another with --folder.', {
      exitCode: 2,
    })
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.pdf$/i.test(file))
    .map((file) => join(folder, file))
    .filter((file) => statSync(file).isFile())
    .toSorted()
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
