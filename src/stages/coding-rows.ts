import { foldLog } from '../domain/coding.ts'
import type { Codebook } from '../domain/codebook.ts'
import {
  type CodeDecision,
  type Coder,
  type CodeValue,
  type FlagDecision,
  isMachine,
  type NoteDecision,
} from '../domain/decision.ts'
import type { ReportId } from '../domain/report.ts'
import {
  decisionColumns,
  type DecisionRow,
  noneCell,
  wideColumn,
  wideText,
} from '../formats/decision-rows.ts'
import type { SeenLog } from './seen-log.ts'

/** A row that `decide` reads back; the line is where it will stand. */
export type WrittenRow = Omit<DecisionRow, 'line' | 'settle'>

type Seen = Pick<SeenLog, 'log' | 'resolve'>

/**
 * Every coder's standing codings (a row each; one more for every further quote), notes and flags: all that `decide`
 * needs to say the same again. By report, then coder, then kind; codings in the order of the dimensions' ids.
 */
export function longRows(seen: Seen, by?: Coder): readonly WrittenRow[] {
  const folded = foldLog(seen.log, seen.resolve)
  const rows: { readonly key: string; readonly row: WrittenRow }[] = []
  const add = (order: string, row: WrittenRow): void => {
    if (by !== undefined && row.coder !== by) return
    rows.push({ key: [row.report, row.coder ?? '', order].join('\n'), row })
  }
  for (const [report, dimensions] of folded.coding)
    for (const [dimension, coders] of dimensions)
      for (const decision of coders.values())
        for (const row of codeRows(report, decision)) add(`1 ${dimension}`, row)
  for (const [report, notes] of folded.notes) for (const note of notes) add('2', noteRow(report, note))
  for (const [report, coders] of folded.flags)
    for (const flags of coders.values()) for (const flag of flags) add('3', flagRow(report, flag))
  return inOrder(rows)
}

/** Every coder's standing verdicts, with reason and remark. */
export function verdictRows(seen: Seen, by?: Coder): readonly WrittenRow[] {
  const rows: { readonly key: string; readonly row: WrittenRow }[] = []
  for (const [report, stages] of foldLog(seen.log, seen.resolve).screening) {
    for (const [stage, coders] of stages) {
      for (const { coder, verdict, reason, note } of coders.values()) {
        if (by !== undefined && coder !== by) continue
        const row = {
          kind: 'screen',
          report,
          coder,
          stage,
          verdict,
          ...(reason === undefined ? {} : { reason }),
          ...(note === undefined ? {} : { note }),
        }
        rows.push({ key: [report, coder, stage].join('\n'), row })
      }
    }
  }
  return inOrder(rows)
}

/** By key; rows of one key as they came. */
const inOrder = (
  rows: readonly { readonly key: string; readonly row: WrittenRow }[],
): readonly WrittenRow[] =>
  rows.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ row }) => row)

function codeRows(report: ReportId, decision: CodeDecision): readonly WrittenRow[] {
  const { coder, dimension, value, evidence = [] } = decision
  if (value === null) return []
  const row = { kind: 'code', report, coder, dimension, ...cellsOf(value) }
  if (evidence.length === 0) return [row]
  return evidence.map(({ quote, code, where }) => ({
    ...row,
    quote,
    ...(where === undefined ? {} : { where }),
    ...(code === undefined ? {} : { code }),
  }))
}

const cellsOf = (value: CodeValue): Pick<WrittenRow, 'codes' | 'number' | 'text'> =>
  'codes' in value
    ? { codes: value.codes }
    : 'number' in value
      ? { number: String(value.number) }
      : { text: value.text }

const noteRow = (report: ReportId, { coder, dimension, code, text }: NoteDecision): WrittenRow => ({
  kind: 'note',
  report,
  coder,
  ...(dimension === undefined ? {} : { dimension }),
  ...(code === undefined ? {} : { code }),
  note: text,
})

const flagRow = (report: ReportId, { coder, dimension, note }: FlagDecision): WrittenRow => ({
  kind: 'flag',
  report,
  coder,
  ...(dimension === undefined ? {} : { dimension }),
  ...(note === undefined ? {} : { note }),
  flag: 'yes',
})

/** Rows as a table, with the columns that `decide` knows. */
export function* longTable(rows: readonly WrittenRow[]): Iterable<readonly (string | undefined)[]> {
  const columns = decisionColumns.filter((column) => column !== 'settle')
  yield columns
  for (const row of rows)
    yield columns.map((column) => (column === 'codes' ? row.codes?.join(';') : row[column]))
}

/**
 * One row for every report and coder, one column for every dimension: codes joined by ";", "(none)" where none
 * applies, empty where it is not coded. Quotes and notes are in the long form only. People before machines.
 */
export function wideTable(
  seen: Seen,
  codebook: Codebook,
  by?: Coder,
): {
  rows(): Iterable<readonly (string | undefined)[]>
  objects(): Iterable<Readonly<Record<string, string>>>
} {
  const { coding } = foldLog(seen.log, seen.resolve)
  const dimensions = codebook.dimensions.map(({ id }) => id)
  const header = ['report', 'coder', ...dimensions.map(wideColumn)]
  function* body(): Iterable<readonly (string | undefined)[]> {
    for (const [report, said] of [...coding].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const coders = new Set([...said.values()].flatMap((words) => [...words.keys()]))
      for (const coder of [...coders].toSorted(peopleFirst)) {
        if (by !== undefined && coder !== by) continue
        const cells = dimensions.map((dimension) => wideCell(said.get(dimension)?.get(coder)?.value))
        yield [report, coder, ...cells]
      }
    }
  }
  return {
    *rows() {
      yield header
      yield* body()
    },
    *objects() {
      for (const row of body())
        yield Object.fromEntries(
          row.flatMap((cell, i) => (cell === undefined ? [] : [[header[i] ?? '', cell]])),
        )
    },
  }
}

const peopleFirst = (a: Coder, b: Coder): number =>
  Number(isMachine(a)) - Number(isMachine(b)) || (a < b ? -1 : a > b ? 1 : 0)

function wideCell(value: CodeValue | null | undefined): string | undefined {
  if (value === null || value === undefined) return undefined
  if ('number' in value) return String(value.number)
  if ('text' in value) return wideText(value.text)
  return value.codes.length === 0 ? noneCell : value.codes.join(';')
}
