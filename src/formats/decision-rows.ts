import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { Problem } from '../domain/problem.ts'
import { delimiterOf } from './csv-delimiter.ts'

/** One row of a file of decisions, as its writer meant it; ids are checked against the review elsewhere. */
export interface DecisionRow {
  readonly line: number
  readonly report: string
  readonly stage?: string
  readonly verdict?: string
  readonly reason?: string
  readonly dimension?: string
  readonly codes?: readonly string[]
  readonly number?: string
  readonly text?: string
  readonly quote?: string
  readonly note?: string
  /** "yes": the row is the agreed outcome of what coders judged apart. */
  readonly settle?: string
}

const columns = [
  'report',
  'stage',
  'verdict',
  'reason',
  'dimension',
  'codes',
  'number',
  'text',
  'quote',
  'note',
  'settle',
] as const
type Column = (typeof columns)[number]

/**
 * Rows of a CSV file (with a header; other columns are ignored) or of JSONL (one object a line; `codes` may be a
 * list). A row that cannot be read is a problem with its line; the others are kept.
 */
export function readDecisionRows(
  text: string,
  file: string,
): { readonly rows: readonly DecisionRow[]; readonly problems: readonly Problem[] } {
  const clean = text.replace(/^\uFEFF/, '')
  return /^\s*\{/.test(clean) ? fromLines(clean, file) : fromCsv(clean, file)
}

type Rows = { readonly rows: DecisionRow[]; readonly problems: Problem[] }

function fromLines(text: string, file: string): Rows {
  const rows: DecisionRow[] = []
  const problems: Problem[] = []
  for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') continue
    const parsed = jsonLine.safeParse(line)
    if (!parsed.success)
      problems.push(unreadable(file, i + 1, 'The line is not a JSON object with texts, numbers and lists'))
    else
      addRow(rows, problems, file, i + 1, (column) => {
        const value = parsed.data[column]
        return Array.isArray(value) ? value.join(';') : value?.toString()
      })
  }
  return { rows, problems }
}

const jsonLine = z
  .string()
  .transform((line, context): unknown => {
    try {
      return JSON.parse(line)
    } catch {
      context.addIssue('not JSON')
      return z.NEVER
    }
  })
  .pipe(z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()), z.null()])))

function fromCsv(text: string, file: string): Rows {
  const rows: DecisionRow[] = []
  const problems: Problem[] = []
  let table: { record: string[]; info: { lines: number } }[]
  try {
    table = parse(text, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      // The header decides: within rows a semicolon parts codes.
      delimiter: delimiterOf(text.slice(0, text.search(/[\r\n]|$/))),
    }) as unknown as typeof table
  } catch (cause) {
    const line = /line (\d+)/.exec(String(cause))?.[1]
    return { rows, problems: [unreadable(file, Number(line ?? 1), 'The CSV has a quote that is not closed')] }
  }
  const [header, ...body] = table
  const names = header?.record.map((name) => name.trim().toLowerCase()) ?? []
  if (!names.includes('report')) {
    return {
      rows,
      problems: [unreadable(file, 1, `The header is "${names.join(',')}"; expected a column "report"`)],
    }
  }
  for (const { record, info } of body) {
    addRow(rows, problems, file, info.lines, (column) => record[names.indexOf(column)])
  }
  return { rows, problems }
}

function addRow(
  rows: DecisionRow[],
  problems: Problem[],
  file: string,
  line: number,
  value: (column: Column) => string | undefined,
): void {
  const filled = Object.fromEntries(
    columns.flatMap((column) => {
      const text = value(column)?.trim()
      return text === undefined || text === '' ? [] : [[column, text]]
    }),
  ) as Partial<Record<Column, string>>
  const { report, codes, ...rest } = filled
  if (report === undefined) {
    problems.push(unreadable(file, line, 'The row names no report'))
    return
  }
  const list = codes
    ?.split(';')
    .map((code) => code.trim())
    .filter((code) => code !== '')
  rows.push({ line, report, ...rest, ...(list === undefined ? {} : { codes: list }) })
}

const unreadable = (file: string, line: number, what: string): Problem => ({
  kind: 'problem',
  severity: 'lost',
  code: 'decisions/row-not-read',
  at: { file, line },
  message: `${what}.`,
  remedy: 'You can correct the row and run the file again; equal decisions do no harm.',
})
