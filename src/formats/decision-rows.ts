import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { Problem } from '../domain/problem.ts'
import { delimiterOf } from './csv-delimiter.ts'
import { unguarded } from './csv-write.ts'

/** One row of a file of decisions, as its writer meant it; ids are checked against the review elsewhere. */
export interface DecisionRow {
  readonly line: number
  /** `screen`, `code`, `note` or `flag`; where it is absent, what is filled in says it. */
  readonly kind?: string
  readonly report: string
  /** Whose word it is, as an export says. */
  readonly coder?: string
  readonly stage?: string
  readonly verdict?: string
  readonly reason?: string
  readonly dimension?: string
  readonly codes?: readonly string[]
  readonly number?: string
  readonly text?: string
  readonly quote?: string
  /** Where the quote stands. */
  readonly where?: string
  /** The code that the quote or the note is about. */
  readonly code?: string
  readonly note?: string
  /** "yes" where a flag goes up, "no" where it is taken down. */
  readonly flag?: string
  /** "yes": the row is the agreed outcome of what coders judged apart. */
  readonly settle?: string
}

/** The columns of the long form, in the order in which they are written. */
export const decisionColumns = [
  'report',
  'coder',
  'dimension',
  'codes',
  'number',
  'text',
  'quote',
  'where',
  'code',
  'note',
  'flag',
  'kind',
  'stage',
  'verdict',
  'reason',
  'settle',
] as const
type Column = (typeof decisionColumns)[number]

/** Free words are kept to the last space; everything else is trimmed. */
const freeWords: ReadonlySet<Column> = new Set(['text', 'quote', 'where', 'note'])

/** In a wide table: coded, and no code applies, or an empty text. An empty cell is not coded. */
export const noneCell = '(none)'
const escapedNone = /^\\*\(none\)$/
/** A text for a cell of a wide table; one that says "(none)" itself gets a backslash. */
export const wideText = (text: string): string =>
  text === '' ? noneCell : escapedNone.test(text) ? `\\${text}` : text

/** The column of a dimension in a wide table: its id, unless that is the name of another column. */
export const wideColumn = (dimension: string): string =>
  [...decisionColumns, 'title'].includes(dimension) ? `dimension.${dimension}` : dimension

/**
 * Rows of a CSV file (with a header; other columns are ignored) or of JSONL (one object a line; `codes` may be a
 * list). A row that cannot be read is a problem with its line; the others are kept.
 * @param dimensions ids of the codebook's dimensions: a CSV file without a column "dimension" that has columns with
 *   these names is a wide table, each of its cells a row
 */
export function readDecisionRows(
  text: string,
  file: string,
  dimensions: readonly string[] = [],
): { readonly rows: readonly DecisionRow[]; readonly problems: readonly Problem[] } {
  const clean = text.replace(/^\uFEFF/, '')
  if (clean.trim() === '') return { rows: [], problems: [] }
  return /^\s*\{/.test(clean) ? fromLines(clean, file) : fromCsv(clean, file, dimensions)
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

function fromCsv(text: string, file: string, dimensions: readonly string[]): Rows {
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
  const cells = (record: readonly string[]) => (column: string) => {
    const cell = record[names.indexOf(column)]
    return cell === undefined ? undefined : unguarded(cell)
  }
  const wide = names.includes('dimension')
    ? []
    : dimensions.filter((dimension) => names.includes(wideColumn(dimension)))
  for (const { record, info } of body) {
    const cell = cells(record)
    if (wide.length === 0) addRow(rows, problems, file, info.lines, cell)
    for (const dimension of wide) {
      const value = cell(wideColumn(dimension)) ?? ''
      if (value.trim() === '') continue
      const isNone = value.trim() === noneCell
      const filled: Partial<Record<Column, string | undefined>> = {
        report: cell('report'),
        coder: cell('coder'),
        dimension,
        ...(isNone
          ? {}
          : { codes: value, number: value, text: escapedNone.test(value) ? value.slice(1) : value }),
      }
      addRow(rows, problems, file, info.lines, (column) => filled[column])
    }
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
    decisionColumns.flatMap((column) => {
      const given = value(column)
      const text = freeWords.has(column) ? given : given?.trim()
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
