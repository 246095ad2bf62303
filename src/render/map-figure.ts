import { fullBitset } from './page/bitset.ts'
import { type Cell, crossTable, lookOf } from './page/cross-table.ts'
import type { PageData, PageDimension } from './page/page-data.ts'
import { segmentColour, segmentsShown } from './page/segment-colours.ts'
import { StudyIndex, waysOfSettling } from './page/study-index.ts'
import { lookWords, thousands } from './page/wording.ts'
import { figure, tag, text, widthOf, wrap } from './svg.ts'

const cellWidth = 38
const cellHeight = 27
const rowLabels = 190
const shades = ['#ffffff', '#e8f1f7', '#cde1ee', '#a3c8e1', '#6fa9cf', '#1f6796']
const warn = '#a33f00'

/** More codes than this on an axis and a figure shows only the top level: print has no room for more. */
const mostCodes = 60

/** The map that the page opens with, as one SVG figure for print: every level of both trees where there is room. */
export function mapFigure(data: PageData): string | undefined {
  const { rows: r, columns: c, segments: s } = data.layout
  const [rows, columns] = [data.dimensions[r], data.dimensions[c]]
  if (rows === undefined || columns === undefined || rows.codes.length * columns.codes.length === 0)
    return undefined
  const index = new StudyIndex(data)
  const table = crossTable(index, data.layout, fullBitset(index.n), new Set(waysOfSettling))
  const segments = s === undefined ? undefined : data.dimensions[s]
  const [rowCodes, columnCodes] = [printed(rows), printed(columns)]
  const headHeight = Math.min(
    150,
    30 + Math.max(...columnCodes.map((code) => widthOf(columns.codes[code]?.label ?? '', 10) * 0.87)),
  )
  const width = rowLabels + columnCodes.length * cellWidth + 70
  const bottom = headHeight + rowCodes.length * cellHeight
  const height = bottom + 106
  const shown = rowCodes.map((row) => columnCodes.flatMap((column) => table.cells[row]?.[column] ?? []))
  const most = shown.flat().reduce((greatest, { count }) => Math.max(greatest, count), 1)
  const cells = shown.flatMap((line, i) =>
    line.map((cell, j) =>
      drawCell(cell, rowLabels + j * cellWidth + 1, headHeight + i * cellHeight + 1, most, segments),
    ),
  )
  return figure(
    {
      width,
      height,
      title: `${data.title}: ${rows.label} by ${columns.label}`,
      description: `Number of studies with each pair of codes, ${thousands(table.n)} studies. data/cells.csv has the numbers.`,
    },
    tag('rect', { x: 0, y: 0, width, height, fill: '#ffffff' }),
    tag(
      'defs',
      {},
      tag(
        'pattern',
        { id: 'hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(-45)' },
        tag('line', { x1: 0, y1: 0, x2: 6, y2: 0, stroke: '#b9b5ac', 'stroke-width': 1 }),
      ),
    ),
    ...columnCodes
      .map((code) => codeLabel(columns, code))
      .map(({ label, depth }, i) =>
        text(wrap(label, 145, 10, 1)[0] ?? '', 0, 0, {
          'font-size': 10,
          'font-weight': depth === 0 ? 700 : undefined,
          transform: `translate(${rowLabels + i * cellWidth + cellWidth / 2 + 4} ${headHeight - 6}) rotate(-60)`,
        }),
      ),
    ...rowCodes
      .map((code) => codeLabel(rows, code))
      .map(({ label, depth }, i) =>
        text(
          wrap(label, rowLabels - 20 - depth * 12, 10.5, 1)[0] ?? '',
          8 + depth * 12,
          headHeight + i * cellHeight + 17,
          {
            'font-size': 10.5,
            'font-weight': depth === 0 ? 700 : undefined,
          },
        ),
      ),
    ...cells,
    ...drawLegend(bottom + 22, width, segments),
  )
}

const printed = (dimension: PageDimension): readonly number[] =>
  dimension.codes.flatMap((code, at) => (code.depth === 0 || dimension.codes.length <= mostCodes ? [at] : []))

const codeLabel = (
  dimension: PageDimension,
  code: number,
): { readonly label: string; readonly depth: number } => dimension.codes[code] ?? { label: '', depth: 0 }

function drawCell(
  cell: Cell,
  x: number,
  y: number,
  most: number,
  segments: PageDimension | undefined,
): string {
  const shade = cell.count === 0 ? 0 : Math.max(1, Math.ceil(5 * Math.sqrt(cell.count / most)))
  return drawLook(cell, { x, y, shade }) + segmentBar(cell, segments, x, y)
}

/** One cell in the look that its numbers ask for; never by colour alone. */
function drawLook(
  cell: Pick<Cell, 'count' | 'verdict'>,
  { x, y, shade }: { readonly x: number; readonly y: number; readonly shade: number },
): string {
  const look = lookOf(cell)
  const [w, h] = [cellWidth - 2, cellHeight - 2]
  const frame = {
    evidence: { fill: shades[shade] },
    under: { fill: '#fdf1e7', stroke: warn, 'stroke-width': 1.6, 'stroke-dasharray': '4 2' },
    none: { fill: '#ffffff', stroke: '#b9b5ac' },
    unclear: { fill: '#ffffff', stroke: '#dedbd4', 'stroke-dasharray': '1 2' },
    impossible: { fill: 'url(#hatch)' },
    unknown: { fill: '#ffffff', stroke: '#dedbd4', 'stroke-dasharray': '1 2' },
  }[look]
  const mark = { evidence: '', under: '▼', none: '', unclear: '', impossible: '', unknown: '?' }[look]
  const shown =
    cell.count > 0 || look === 'under' || look === 'none'
      ? thousands(cell.count)
      : look === 'unclear'
        ? '·'
        : ''
  const fill = look === 'under' ? warn : shade === 5 ? '#ffffff' : cell.count === 0 ? '#59616b' : '#12212c'
  return [
    tag('rect', { x, y, width: w, height: h, rx: 3, ...frame }),
    shown === '' ? '' : text(shown, x + w / 2, y + 14, { 'font-size': 10.5, 'text-anchor': 'middle', fill }),
    mark === '' ? '' : text(mark, x + w - 9, y + 9, { 'font-size': 7, fill }),
  ].join('')
}

function segmentBar(cell: Cell, segments: PageDimension | undefined, x: number, y: number): string {
  if (segments === undefined || cell.count === 0) return ''
  const shown = segmentsShown(segments)
  const total = shown.reduce((sum, code) => sum + (cell.segments[code] ?? 0), 0)
  if (total === 0) return ''
  const width = cellWidth - 10
  let left = x + 4
  const parts = shown.map((code, place) => {
    const part = (width * (cell.segments[code] ?? 0)) / total
    const bar =
      part === 0
        ? ''
        : tag('rect', {
            x: left,
            y: y + 18,
            width: part,
            height: 4,
            fill: segmentColour(segments, place, shown.length),
          })
    left += part
    return bar
  })
  return (
    tag('rect', { x: x + 3.5, y: y + 17.5, width: width + 1, height: 5, fill: '#ffffff' }) + parts.join('')
  )
}

function drawLegend(top: number, width: number, segments: PageDimension | undefined): readonly string[] {
  const samples = [
    [{ count: 4, verdict: 'as-expected' }, 'studies; darker is more'],
    [{ count: 1, verdict: 'fewer' }, 'under-represented'],
    [{ count: 0, verdict: 'as-expected' }, 'none, within chance'],
    [{ count: 0, verdict: 'too-little-expected' }, 'none, too little expected to tell'],
    [{ count: 0, verdict: 'impossible' }, lookWords.impossible],
  ] as const
  const parts: string[] = []
  let x = 8
  let y = top
  for (const [cell, words] of samples) {
    const needs = cellWidth + 22 + widthOf(words, 9.5)
    if (x > 8 && x + needs > width) {
      x = 8
      y += 28
    }
    parts.push(
      drawLook(cell, { x, y: y - 15, shade: 2 }),
      text(words, x + cellWidth + 4, y, { 'font-size': 9.5 }),
    )
    x += needs
  }
  if (segments === undefined) return parts
  x = 8
  parts.push(text(`${segments.label}:`, x, y + 30, { 'font-size': 9.5, 'font-weight': 700 }))
  x += widthOf(segments.label, 10) + 18
  segmentsShown(segments).forEach((code, place, all) => {
    const label = wrap(segments.codes[code]?.label ?? '', 140, 9.5, 1)[0] ?? ''
    parts.push(
      tag('rect', { x, y: y + 23, width: 18, height: 7, fill: segmentColour(segments, place, all.length) }),
      text(label, x + 23, y + 30, { 'font-size': 9.5 }),
    )
    x += widthOf(label, 9.5) + 42
  })
  return parts
}
