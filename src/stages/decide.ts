import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { allCodes, type Codebook, findDimension } from '../domain/codebook.ts'
import { type CodeValue, type DecisionDraft, screeningStages, verdicts } from '../domain/decision.ts'
import { type Problem, UserError } from '../domain/problem.ts'
import { type ReportId, reportIndex } from '../domain/report.ts'
import { parseDoi } from '../domain/identifier.ts'
import { type DecisionRow, readDecisionRows } from '../formats/decision-rows.ts'
import type { Review } from '../review/review.ts'
import { clockAfter, type Control } from './control.ts'
import { rowSettler } from './settle-row.ts'
import { type Drafted, wrong } from './row-draft.ts'

export interface DecideResult {
  readonly rows: number
  readonly recorded: number
  readonly problems: readonly Problem[]
}

/**
 * Records decisions in bulk from a CSV or JSONL file, as the current coder. Columns: `report` (a report id, a
 * record id or a DOI), then either `stage`, `verdict`, `reason` or `dimension`, `codes` (separated by `;`, empty
 * for "none applies"), `number` or `text`; `quote` and `note` where wanted; `settle` is "yes" where the row is the
 * outcome that coders who differed agreed on. Rows that cannot be used become
 * problems with their line; the good rows beside them are recorded, all in one transaction.
 */
export async function decide(
  review: Review,
  options: { readonly file: string },
  control: Control,
): Promise<DecideResult> {
  const name = basename(options.file)
  const { rows, problems: unreadable } = readDecisionRows(readText(options.file), name)
  const find = await reportFinder(review)
  const problems: Problem[] = [...unreadable]
  const drafts: DecisionDraft[] = []
  const settle = await rowSettler(review, control.coder, rows)
  for (const row of rows) {
    const said = draftOf(row, review, find, control.coder)
    const result = 'draft' in said && row.settle !== undefined ? settle(row, said.draft) : said
    if ('problem' in result) problems.push({ ...result.problem, at: { file: name, line: row.line } })
    else drafts.push(result.draft)
  }
  const clock = clockAfter(control, await review.store.lastDecision())
  const recorded = await review.store.appendDecisions(drafts.map((draft) => ({ ...draft, ...clock.tick() })))
  return { rows: rows.length, recorded, problems }
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

type Finder = (name: string) => ReportId | undefined

/** Finds a report by its id (current or former), by a record's id, or by DOI. */
async function reportFinder(review: Review): Promise<Finder> {
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

function draftOf(row: DecisionRow, review: Review, find: Finder, coder: string): Drafted {
  const report = find(row.report)
  if (report === undefined)
    return wrong(
      `There is no report "${row.report}" in this review`,
      'You can name it by report id, record id or DOI; "lacuna export reports" lists them.',
    )
  const stamp = { coder, codebook: review.codebookHash, report }
  const note = row.note === undefined ? {} : { note: row.note }
  if (row.verdict !== undefined) {
    const stage = screeningStages.find((known) => known === (row.stage ?? 'title-abstract'))
    const verdict = verdicts.find((known) => known === row.verdict?.toLowerCase())
    if (stage === undefined)
      return wrong(`The stage is "${row.stage}"; expected one of ${screeningStages.join(', ')}`)
    if (verdict === undefined)
      return wrong(`The verdict is "${row.verdict}"; expected one of ${verdicts.join(', ')}`)
    if (row.reason === undefined) return { draft: { ...stamp, kind: 'screen', stage, verdict, ...note } }
    const reason = findReason(review.codebook, row.reason)
    if (reason === undefined)
      return wrong(
        `The reason "${row.reason}" is not in the codebook's list`,
        'You can use one of its reasons, by id or label, or add this one to the codebook.',
      )
    return { draft: { ...stamp, kind: 'screen', stage, verdict, reason, ...note } }
  }
  if (row.dimension === undefined) {
    if (row.note === undefined) return wrong('The row has neither a verdict, nor a dimension, nor a note')
    return { draft: { ...stamp, kind: 'note', text: row.note } }
  }
  const value = valueOf(row, review.codebook)
  if ('problem' in value) return value
  const evidence = row.quote === undefined ? {} : { evidence: [{ quote: row.quote }] }
  return { draft: { ...stamp, kind: 'code', dimension: row.dimension, value: value.value, ...evidence } }
}

function valueOf(
  row: DecisionRow,
  codebook: Codebook,
): { readonly value: CodeValue } | { readonly problem: Omit<Problem, 'at'> } {
  const dimension = findDimension(codebook, row.dimension ?? '')
  if (dimension === undefined)
    return wrong(
      `The codebook has no dimension "${row.dimension}"`,
      `You can use one of: ${codebook.dimensions.map(({ id }) => id).join(', ')}.`,
    )
  if (dimension.type === 'text') return { value: { text: row.text ?? '' } }
  if (dimension.type === 'number') {
    const number = Number(row.number)
    if (row.number === undefined || !Number.isFinite(number))
      return wrong(`The number for "${dimension.id}" is "${row.number ?? ''}"; expected a number`)
    const { minimum = -Infinity, maximum = Infinity } = dimension
    if (number < minimum || number > maximum)
      return wrong(`The number for "${dimension.id}" is ${number}; expected ${minimum} to ${maximum}`)
    return { value: { number } }
  }
  const known = allCodes(dimension)
  const codes: string[] = []
  for (const wanted of row.codes ?? []) {
    const fold = wanted.toLowerCase()
    const code = known.find(({ code: { id, label, variants } }) =>
      [id, label, ...variants].some((name) => name.toLowerCase() === fold),
    )
    if (code === undefined)
      return wrong(
        `The dimension "${dimension.id}" has no code "${wanted}"`,
        'You can use a code by id, label or variant, or add it to the codebook.',
      )
    codes.push(code.code.id)
  }
  if (dimension.type !== 'multi' && codes.length > 1)
    return wrong(`The dimension "${dimension.id}" takes one code; found ${codes.length}`)
  return { value: { codes: [...new Set(codes)] } }
}

function findReason(codebook: Codebook, wanted: string): string | undefined {
  const fold = wanted.toLowerCase()
  const reasons = allCodes({ codes: codebook.screening?.reasons ?? [] })
  return reasons.find(({ code }) => code.id.toLowerCase() === fold || code.label.toLowerCase() === fold)?.code
    .id
}
