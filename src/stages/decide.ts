import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { canonicalJson } from '../domain/canonical.ts'
import { type Decision, type DecisionDraft, standingDecisions } from '../domain/decision.ts'
import { parseDoi } from '../domain/identifier.ts'
import { type Problem, UserError } from '../domain/problem.ts'
import { type ReportId, reportIndex } from '../domain/report.ts'
import { readDecisionRows } from '../formats/decision-rows.ts'
import { keepCodebook } from '../review/codebook-versions.ts'
import type { Review } from '../review/review.ts'
import { clockAfter, type Control } from './control.ts'
import { draftOf, remarkOf } from './row-decisions.ts'
import { rowSettler } from './settle-row.ts'

export interface DecideResult {
  readonly rows: number
  readonly recorded: number
  /** Decisions that this coder's log says already, word for word: not recorded again. */
  readonly known: number
  readonly problems: readonly Problem[]
}

/**
 * Records decisions in bulk from a CSV or JSONL file, as the current coder. Columns: `report` (a report id, a
 * record id or a DOI), then either `stage`, `verdict`, `reason` or `dimension`, `codes` (separated by `;`, empty
 * for "none applies"), `number` or `text`; `quote` (with `where` and `code`), `note` and `flag` where wanted;
 * `settle` is "yes" where the row is the outcome that coders who differed agreed on. A table with a column for
 * each dimension is read as well. Rows that give one dimension of a report the same value are one coding with all
 * their quotes. Rows that cannot be used become problems with their line; the good rows beside them are recorded,
 * all in one transaction and one step of undo.
 */
export async function decide(
  review: Review,
  options: { readonly file: string },
  control: Control,
): Promise<DecideResult> {
  const name = basename(options.file)
  const dimensions = review.codebook.dimensions.map(({ id }) => id)
  const { rows, problems: unreadable } = readDecisionRows(readText(options.file), name, dimensions)
  const { coder } = control
  const reading = { ...review, coder, find: await reportFinder(review) }
  const problems: Problem[] = [...unreadable]
  const drafts: DecisionDraft[] = []
  const settle = await rowSettler(review, coder, rows)
  for (const row of rows) {
    const read = draftOf(row, reading)
    const result = 'draft' in read && row.settle !== undefined ? settle(row, read.draft) : read
    if ('problem' in result) problems.push({ ...result.problem, at: { file: name, line: row.line } })
    else drafts.push(result.draft, ...remarkOf(row, result.draft))
  }
  const log = await review.store.decisions()
  const said = withAllQuotes(drafts)
  const wanted = withoutRepeats(said, log, coder)
  keepCodebook(review)
  const clock = clockAfter(control, log.at(-1)?.id)
  const stamped = wanted.map((draft): Decision => ({ ...draft, ...clock.tick() }))
  const step = stamped[0]?.id
  const recorded = await review.store.appendDecisions(
    step === undefined || stamped.length === 1 ? stamped : stamped.map((decision) => ({ ...decision, step })),
  )
  return { rows: rows.length, recorded, known: said.length - wanted.length, problems }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new UserError(`The file ${path} cannot be read.`, 'You can check its name and permissions.', {
      exitCode: 2,
      cause,
    })
  }
}

/** Finds a report by its id (current or former), by a record's id, or by DOI. */
async function reportFinder(review: Review): Promise<(name: string) => ReportId | undefined> {
  const resolve = reportIndex(await review.store.memberships())
  const byDoi = new Map<string, ReportId>()
  for await (const report of review.store.reports()) {
    const { doi } = report.identifiers
    if (doi !== undefined && !byDoi.has(doi)) byDoi.set(doi, report.id)
  }
  return (name) => {
    const doi = parseDoi(name)
    if (doi !== undefined) return byDoi.get(doi)
    return resolve(name.startsWith('r') ? `d${name.slice(1)}` : name)
  }
}

/** One coding out of several rows that give a dimension of a report the same value, with the quotes of all. */
function withAllQuotes(drafts: readonly DecisionDraft[]): readonly DecisionDraft[] {
  const result: DecisionDraft[] = []
  const places = new Map<string, number>()
  for (const draft of drafts) {
    const place = draft.kind === 'code' ? places.get(`${draft.report} ${draft.dimension}`) : undefined
    const before = place === undefined ? undefined : result[place]
    if (draft.kind !== 'code') result.push(draft)
    else if (
      before?.kind === 'code' &&
      before.value !== null &&
      draft.value !== null &&
      canonicalJson(before.value) === canonicalJson(draft.value)
    ) {
      const evidence = [...(before.evidence ?? []), ...(draft.evidence ?? [])]
      if (place !== undefined && evidence.length > 0) result[place] = { ...before, evidence }
    } else places.set(`${draft.report} ${draft.dimension}`, result.push(draft) - 1)
  }
  return result
}

/** What the log says already is not said again, so a file can be run twice. */
function withoutRepeats(
  drafts: readonly DecisionDraft[],
  log: readonly Decision[],
  coder: string,
): readonly DecisionDraft[] {
  const last = new Map<string, string>()
  for (const decision of standingDecisions(log))
    if (decision.coder === coder) last.set(subjectOf(decision), contentOf(decision))
  return drafts.filter((draft) => {
    const [subject, content] = [subjectOf(draft), contentOf(draft)]
    if (last.get(subject) === content) return false
    last.set(subject, content)
    return true
  })
}

/** What a later entry of the same coder replaces: a dimension, a stage, a flag. Notes replace nothing. */
function subjectOf(said: DecisionDraft | Decision): string {
  if (said.kind === 'screen') return canonicalJson(['screen', said.report, said.stage])
  if (said.kind === 'code') return canonicalJson(['code', said.report, said.dimension])
  if (said.kind === 'flag') return canonicalJson(['flag', said.report, said.dimension ?? ''])
  return contentOf(said)
}

function contentOf(said: DecisionDraft | Decision): string {
  const content: Record<string, unknown> = { ...said }
  for (const key of ['id', 'at', 'step']) delete content[key]
  return canonicalJson(content)
}
