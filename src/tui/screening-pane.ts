import { printable } from '../domain/printable.ts'
import type { ScreeningSheet } from '../domain/screening-sheet.ts'
import type { Reason, ReportToScreen, ScreeningSitting, ScreeningTask } from '../stages/screening-sitting.ts'
import type { ScreeningMark } from '../stages/screening-marks.ts'
import { fuzzy } from './fuzzy.ts'
import { fitLine, type Line, piece } from './line.ts'
import { reportLines } from './report-pane.ts'
import type { ScreeningQuestion } from './screening-state.ts'
import { type MarkedStretch, wordsOf, wrapText } from './wrapped-words.ts'

/** How a screen is parted: what was said, reasons and criteria on the left, where they never move; then the report. */
export interface ScreeningColumns {
  readonly side: number
  readonly report: number
}

const narrowest = 30
const widest = 46

export function screeningColumns(columns: number): ScreeningColumns {
  const side = Math.max(narrowest, Math.min(widest, Math.floor(columns / 3)))
  return { side, report: Math.max(20, columns - side - 1) }
}

/** All lines of a report. */
export function reportColumn({ report, marks }: ReportToScreen, width: number): readonly Line[] {
  const text = {
    title: wordsOf(report.title ?? '', stretches(marks.title)),
    abstract: wordsOf(report.abstract ?? '', stretches(marks.abstract)),
    keywords: wordsOf((report.keywords ?? []).join('; '), stretches(marks.keywords)),
  }
  return reportLines(report, text, width).lines
}

/** The lines of the side panel, and how many it has where nothing of it is cut. */
export function sideColumn(
  sitting: Pick<ScreeningSitting, 'criteria' | 'reasons' | 'task'>,
  sheet: ScreeningSheet,
  asking: ScreeningQuestion | undefined,
  width: number,
  rows: number,
): { readonly lines: readonly Line[]; readonly whole: number } {
  const whole = sideLines(sitting, sheet, asking, width - 2, Infinity)
  const lines =
    whole.length <= rows || asking !== undefined ? whole : shortSide(sitting, sheet, width - 2, rows)
  return { lines: lines.map((line) => [piece(' '), ...line]), whole: whole.length }
}

/** The part of a column that fits, as wide as the column. */
export function shownPart(
  lines: readonly Line[],
  from: number,
  size: { readonly width: number; readonly rows: number; readonly key: string },
): readonly Line[] {
  const shown = withMore(lines, from, size.rows, size.key)
  return Array.from({ length: size.rows }, (_, row) => fitLine(shown[row] ?? [], size.width))
}

/** The lines from a place on; where more are below, the last one says so. */
function withMore(lines: readonly Line[], from: number, rows: number, key: string): readonly Line[] {
  const below = lines.length - from - rows
  if (below <= 0) return lines.slice(from, from + rows)
  return [...lines.slice(from, from + rows - 1), [piece(` ▼ ${below + 1} more lines (${key})`, 'faint')]]
}

const stretches = (marks: readonly ScreeningMark[]): readonly MarkedStretch[] =>
  marks.map(({ kind, start, end }) => {
    if (kind === 'for') return { start, end, look: 'cue', marks: ['‹', '›'] }
    if (kind === 'against') return { start, end, look: 'against', marks: ['[', ']'] }
    return { start, end, look: 'near-miss', marks: ['~', '~'] }
  })

/** Criteria are cut to fewer lines each, so that all of them can be seen beginning. */
function shortSide(
  sitting: Pick<ScreeningSitting, 'criteria' | 'reasons' | 'task'>,
  sheet: ScreeningSheet,
  width: number,
  rows: number,
): readonly Line[] {
  for (const most of [3, 2]) {
    const lines = sideLines(sitting, sheet, undefined, width, most)
    if (lines.length <= rows) return lines
  }
  return sideLines(sitting, sheet, undefined, width, 1)
}

function sideLines(
  { criteria, reasons, task }: Pick<ScreeningSitting, 'criteria' | 'reasons' | 'task'>,
  sheet: ScreeningSheet,
  asking: ScreeningQuestion | undefined,
  width: number,
  mostOfEach: number,
): readonly Line[] {
  const lines: Line[] = [...wordLines(sheet, reasons, task, width)]
  if (reasons.length > 0) {
    const isAsking = asking?.kind === 'reason'
    lines.push([piece('Exclude because', 'strong')])
    const rows = isAsking ? reasonChoices(reasons, asking.typed, task) : shownReasons(reasons, mostOfEach)
    if (rows.length === 0) lines.push([piece('No reason is called that.', 'faint')])
    for (const [i, { key, label }] of rows.entries()) {
      const isMarked = isAsking && i === asking.at
      const words = `${isMarked ? '▶' : ' '}${key} ${printable(label)}`
      lines.push(
        fitLine([piece(words, isMarked ? 'in-hand' : undefined)], width, isMarked ? 'in-hand' : undefined),
      )
    }
    lines.push([])
  }
  if (criteria.length > 0) {
    lines.push([piece('Include', 'strong')])
    for (const criterion of criteria) {
      const [first = [], ...rest] = cutLines(wrapText(criterion, width - 2), mostOfEach, width - 2)
      lines.push([piece('· '), ...first], ...rest.map((line) => [piece('  '), ...line]))
    }
    if (mostOfEach > 1) lines.push([])
  }
  if (mostOfEach === 1) return lines
  lines.push([
    piece('‹for›', 'cue'),
    piece('  '),
    piece('[against]', 'against'),
    piece('  '),
    piece('~no cue~', 'near-miss'),
  ])
  return lines
}

/** The first lines of a text; the last one says that there is more. */
function cutLines(lines: readonly Line[], most: number, width: number): readonly Line[] {
  if (lines.length <= most) return lines
  const rest = lines.slice(most - 1).flatMap((line) => [...line, piece(' ')])
  return [...lines.slice(0, most - 1), fitLine(rest, width)]
}

/** Where room is short, only the reasons that have a key of their own. */
function shownReasons(reasons: readonly Reason[], mostOfEach: number): readonly ReasonRow[] {
  const rows = reasons.map(numbered)
  if (mostOfEach === Infinity || rows.length <= 10) return rows
  return [...rows.slice(0, 9), { id: undefined, key: 'e', label: `${rows.length - 9} more` }]
}

/** What this coder said, always in the same two lines, then the flag and the notes. */
function wordLines(
  sheet: ScreeningSheet,
  reasons: readonly Reason[],
  task: ScreeningTask,
  width: number,
): readonly Line[] {
  const word = sheet.verdicts.get(task)
  const isMissing =
    task === 'full-text' && word === undefined && sheet.verdicts.get('retrieval')?.verdict === 'exclude'
  const reason = reasons.find(({ id }) => id === word?.reason)?.label ?? word?.reason ?? ''
  return [
    word === undefined && !isMissing
      ? [piece('You have not judged it.', 'faint')]
      : [piece('You said ', 'faint'), piece(isMissing ? 'not obtained' : (word?.verdict ?? ''), 'strong')],
    [piece(printable(reason))],
    ...(sheet.flag === undefined ? [] : [[piece('⚑ flagged for discussion', 'owed')]]),
    ...sheet.notes.flatMap(({ text }) => wrapText(`“${text}”`, width)),
  ]
}

/** A reason as the side panel lists it; only the first nine have a key of their own. */
interface ReasonRow {
  readonly id: string | undefined
  readonly key: string
  readonly label: string
}

const numbered = ({ id, label }: Reason, i: number): ReasonRow => ({
  id,
  label,
  key: i < 9 ? String(i + 1) : ' ',
})

/** The reasons that match what is typed. On title and abstract one may also go without. */
export function reasonChoices(
  reasons: readonly Reason[],
  typed: string,
  task: ScreeningTask,
): readonly ReasonRow[] {
  const rows = reasons.map(numbered)
  const none = { id: undefined, key: '0', label: 'no reason given' }
  const all = task === 'title-abstract' ? [...rows, none] : rows
  return fuzzy(all, typed, ({ label }) => label).map(({ item }) => item)
}
