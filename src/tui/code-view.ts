import { printable } from '../domain/printable.ts'
import { cut } from '../domain/text-width.ts'
import { codeLayout, type CodeLayout } from './code-layout.ts'
import type { CodeDesk } from './code-desk.ts'
import { codeLines, dimensionLines } from './code-lists.ts'
import { detailLines, ruleLine } from './code-details.ts'
import { copyLines, copyPreview, findLines, noteLines, queueLines, valueLines } from './code-asked.ts'
import { quotingOf } from './code-state.ts'
import { besideEachOther, cutLine, type Line, piece } from './line.ts'
import { sentenceAround } from './quotable.ts'
import { type Quoting, reportLines, type ReportLines } from './report-pane.ts'

/** The code screen between the frame's lines, and what keys need to know of it. */
export interface CodeView {
  readonly lines: readonly Line[]
  readonly report: ReportLines
  readonly layout: CodeLayout
}

const nothing: ReportLines = { lines: [], lineOfWord: [] }

/** Everything that is drawn, as lines of at most this many columns; no more of them than rows. */
export function codeView(desk: CodeDesk, columns: number, rows: number): CodeView {
  const layout = codeLayout(columns, rows)
  const report = laidOut(desk, layout)
  const lines =
    desk.state.asking?.kind === 'queue' ? queueLines(desk, columns, rows) : sides(desk, layout, report)
  return {
    lines: lines.slice(0, rows).map((line) => cutLine(line, columns)),
    report,
    layout,
  }
}

function laidOut(desk: CodeDesk, { reportWidth }: CodeLayout): ReportLines {
  const { opened, text } = desk
  if (opened === undefined || text === undefined) return nothing
  return reportLines(opened.report, text, reportWidth, quotingNow(desk))
}

function quotingNow(desk: CodeDesk): Quoting | undefined {
  const { opened, text, state } = desk
  if (state.asking?.kind !== 'quote' || opened === undefined || text === undefined) return undefined
  return quotingOf(state.asking, (word) => sentenceAround(opened.report, text, word))
}

function sides(desk: CodeDesk, layout: CodeLayout, report: ReportLines): readonly Line[] {
  const { isWide, reportWidth, reportHeight, codesWidth } = layout
  const isQuoting = desk.state.asking?.kind === 'quote'
  if (isWide) {
    const left = { lines: reportPart(desk, report, reportHeight), width: reportWidth }
    return besideEachOther([left, { lines: codesPart(desk, layout), width: codesWidth }], reportHeight)
  }
  if (desk.state.page === 'report' || isQuoting) return reportPart(desk, report, reportHeight)
  const title = desk.opened?.report.title ?? 'without a title'
  return [[piece(` ${cut(printable(title), codesWidth - 2)}`, 'strong')], ...codesPart(desk, layout)]
}

/** The lines of the report that are shown; while one quotes, those around the word in hand. */
function reportPart(desk: CodeDesk, { lines, lineOfWord }: ReportLines, height: number): readonly Line[] {
  const { asking, scroll } = desk.state
  const most = Math.max(0, lines.length - height)
  const inHand = asking?.kind === 'quote' ? lineOfWord[asking.at] : undefined
  const kept = Math.min(scroll, most)
  const from =
    inHand === undefined || (inHand >= kept && inHand < kept + height)
      ? kept
      : Math.max(0, Math.min(most, inHand - Math.floor(height / 2)))
  const shown = lines.slice(from, from + height)
  const below = lines.length - from - height
  if (below <= 0) return shown
  return [...shown.slice(0, -1), [piece(` ↓ ${below + 1} more lines: `, 'faint'), piece('PgDn', 'strong')]]
}

function codesPart(desk: CodeDesk, layout: CodeLayout): readonly Line[] {
  const { codesWidth, listHeight, detailHeight } = layout
  const { asking, showsWhole } = desk.state
  const isNote = asking?.kind === 'note'
  const { field, row } = desk.looked
  if (showsWhole && !isNote) {
    return detailLines(field, row, desk.sheet, codesWidth, listHeight + detailHeight)
  }
  const lists = besideLists(desk, layout)
  const details = isNote
    ? noteLines(desk, codesWidth, detailHeight)
    : asking?.kind === 'copy'
      ? copiedLines(desk, codesWidth, detailHeight)
      : detailLines(field, row, desk.sheet, codesWidth, detailHeight)
  return [...Array.from({ length: listHeight }, (_, i) => lists[i] ?? []), ...details]
}

function besideLists(
  desk: CodeDesk,
  { codesWidth, dimensionsWidth, listHeight }: CodeLayout,
): readonly Line[] {
  const { fields, rows, state } = desk
  const view = { fields, rows, focus: state.focus }
  const right = dimensionsWidth === 0 ? codesWidth : codesWidth - dimensionsWidth - 1
  const lines = codesSide(desk, right, listHeight)
  if (dimensionsWidth === 0) return lines
  const left = { lines: dimensionLines(view, dimensionsWidth, listHeight), width: dimensionsWidth }
  return besideEachOther([left, { lines, width: right }], listHeight)
}

function codesSide(desk: CodeDesk, width: number, height: number): readonly Line[] {
  const { fields, rows, state, sheet, field } = desk
  const { asking } = state
  if (asking?.kind === 'find') return findLines(desk, asking, width, height)
  if (asking?.kind === 'copy') return copyLines(desk, asking, width, height)
  if (asking?.kind === 'value' && field !== undefined) return valueLines(field, asking.typed, width)
  const id = field?.dimension.id
  const noted = sheet.notes.flatMap(({ dimension, code }) =>
    dimension === id && code !== undefined ? [code] : [],
  )
  const quoted =
    (id === undefined ? undefined : sheet.values.get(id)?.evidence)?.flatMap(({ code }) => code ?? []) ?? []
  return codeLines({ fields, rows, focus: state.focus }, new Set(noted), new Set(quoted), width, height)
}

/** What the marked source would give: shown before anything is copied. */
function copiedLines(desk: CodeDesk, width: number, height: number): readonly Line[] {
  const { asking } = desk.state
  const source = asking?.kind === 'copy' ? desk.sources[asking.at] : undefined
  return [
    ruleLine('would be copied, where nothing is coded yet', width),
    ...copyPreview(desk, source, width, height - 1),
  ]
}
