import { edge, ink, muted, paper, rule, vermilion } from './figure-colours.ts'
import { fullBitset } from './page/bitset.ts'
import { type Cell, crossTable, lookOf } from './page/cross-table.ts'
import type { PageData, PageDimension } from './page/page-data.ts'
import { segmentColour, segmentsShown } from './page/segment-colours.ts'
import { StudyIndex, waysOfSettling } from './page/study-index.ts'
import { lookWords, thousands } from './page/wording.ts'
import { figure, rowLabel, tag, text, widthOf, wrap } from './svg.ts'

const cellHeight = 26
const rowLabels = 156
/** At this width, 170 mm across a page, letters of 10 units print as 7 points; more columns make the figure wider. */
const pageWidth = 690
const shades = ['#ffffff', '#e8f1f7', '#cde1ee', '#a3c8e1', '#6fa9cf', '#1f6796']

/** Room for a line of a column's slanted label. */
const slantedRoom = 118

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
  const columnLabels = columnCodes.map((code) => {
    const { label, depth } = codeLabel(columns, code)
    return { lines: wrap(label, slantedRoom, depth === 0 ? bold(10) : 10, 2), depth }
  })
  const longest = columnLabels.reduce(
    (most, { lines }) => lines.reduce((wider, line) => Math.max(wider, widthOf(line, bold(10))), most),
    0,
  )
  const headHeight = 24 + longest * 0.87
  const shown = rowCodes.map((row) => columnCodes.flatMap((column) => table.cells[row]?.[column] ?? []))
  const most = shown.flat().reduce((greatest, { count }) => Math.max(greatest, count), 1)
  const overhang = Math.max(24, longest * 0.5 - 10)
  const cellWidth = Math.min(
    44,
    Math.max(widthOf(thousands(most), 10.5) + 8, 26, (pageWidth - rowLabels - overhang) / columnCodes.length),
  )
  const width = Math.max(pageWidth, rowLabels + columnCodes.length * cellWidth + overhang)
  const bottom = headHeight + rowCodes.length * cellHeight
  const legend = drawLegend(bottom + 24, width, segments)
  const height = legend.bottom
  const cells = shown.flatMap((line, i) =>
    line.map((cell, j) => {
      const place = { x: rowLabels + j * cellWidth + 1, y: headHeight + i * cellHeight + 1, cellWidth }
      const shade = cell.count === 0 ? 0 : Math.max(1, Math.ceil(5 * Math.sqrt(cell.count / most)))
      return drawLook(cell, { ...place, shade }) + segmentBar(cell, segments, place)
    }),
  )
  return figure(
    {
      width,
      height,
      title: `${data.title}: ${rows.label} by ${columns.label}`,
      description: `Number of studies with each pair of codes, ${thousands(table.n)} studies. data/cells.csv has the numbers.`,
    },
    tag('rect', { x: 0, y: 0, width, height, fill: paper }),
    tag(
      'defs',
      {},
      tag(
        'pattern',
        { id: 'hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(-45)' },
        tag('line', { x1: 0, y1: 0, x2: 6, y2: 0, stroke: edge, 'stroke-width': 1 }),
      ),
    ),
    ...columnLabels.flatMap(({ lines, depth }, i) =>
      lines.map((line, at) =>
        text(line, 0, (at - lines.length + 1) * 11, {
          'font-size': 10,
          'font-weight': depth === 0 ? 700 : undefined,
          transform: `translate(${rowLabels + (i + 0.5) * cellWidth + 4 + (lines.length - 1) * 4} ${headHeight - 6}) rotate(-60)`,
        }),
      ),
    ),
    ...rowCodes.flatMap((code, i) => {
      const { label, depth } = codeLabel(rows, code)
      return rowLabel(
        label,
        {
          x: 8 + depth * 10,
          y: headHeight + (i + 0.5) * cellHeight,
          width: rowLabels - 14 - depth * 10,
        },
        depth === 0 ? { 'font-weight': 700 } : {},
      )
    }),
    ...cells,
    ...legend.parts,
  )
}

/** Bold letters are about an eighth wider: the size to measure them by. */
const bold = (size: number): number => size * 1.13

const printed = (dimension: PageDimension): readonly number[] =>
  dimension.codes.flatMap((code, at) => (code.depth === 0 || dimension.codes.length <= mostCodes ? [at] : []))

const codeLabel = (
  dimension: PageDimension,
  code: number,
): { readonly label: string; readonly depth: number } => dimension.codes[code] ?? { label: '', depth: 0 }

interface Place {
  readonly x: number
  readonly y: number
  readonly cellWidth: number
}

/** One cell in the look that its numbers ask for; never by colour alone. */
function drawLook(
  cell: Pick<Cell, 'count' | 'verdict'>,
  { x, y, cellWidth, shade }: Place & { readonly shade: number },
): string {
  const look = lookOf(cell)
  const [w, h] = [cellWidth - 2, cellHeight - 2]
  const frame = {
    evidence: { fill: shades[shade] },
    under: { fill: '#fdf1e7', stroke: vermilion, 'stroke-width': 1.6, 'stroke-dasharray': '4 2' },
    none: { fill: paper, stroke: edge },
    unclear: { fill: paper, stroke: rule, 'stroke-dasharray': '1 2' },
    impossible: { fill: 'url(#hatch)' },
    unknown: { fill: paper, stroke: rule, 'stroke-dasharray': '1 2' },
  }[look]
  const mark = { evidence: '', under: '▼', none: '', unclear: '', impossible: '', unknown: '' }[look]
  const shown =
    cell.count > 0 || look === 'under' || look === 'none'
      ? thousands(cell.count)
      : { evidence: '', unclear: '·', impossible: '', unknown: '?' }[look]
  const fill = look === 'under' ? vermilion : shade === 5 ? '#ffffff' : cell.count === 0 ? muted : ink
  return [
    tag('rect', { x, y, width: w, height: h, rx: 3, ...frame }),
    shown === '' ? '' : text(shown, x + w / 2, y + 14, { 'font-size': 10.5, 'text-anchor': 'middle', fill }),
    mark === '' ? '' : text(mark, x + w - 9, y + 9, { 'font-size': 7, fill }),
  ].join('')
}

/** The cell's studies by segment; what is not coded stays blank, so that no bar claims more than is known. */
function segmentBar(cell: Cell, segments: PageDimension | undefined, { x, y, cellWidth }: Place): string {
  if (segments === undefined || cell.count === 0) return ''
  const shown = segmentsShown(segments)
  const coded = shown.reduce((sum, code) => sum + (cell.segments[code] ?? 0), 0)
  if (coded === 0) return ''
  const width = cellWidth - 8
  let left = x + 3
  const parts = shown.map((code, place) => {
    const part = (width * (cell.segments[code] ?? 0)) / (coded + cell.unsegmented)
    const fill = segmentColour(segments, place, shown.length)
    const bar = part === 0 ? '' : tag('rect', { x: left, y: y + 17.5, width: part, height: 4, fill })
    left += part
    return bar
  })
  return tag('rect', { x: x + 2.5, y: y + 17, width: width + 1, height: 5, fill: paper }) + parts.join('')
}

const samples = [
  [{ count: 4, verdict: 'as-expected' }, 'studies; darker is more'],
  [{ count: 1, verdict: 'fewer' }, 'fewer than totals predict'],
  [{ count: 0, verdict: 'as-expected' }, 'none, within chance'],
  [{ count: 0, verdict: 'too-little-expected' }, 'none, too little expected to tell'],
  [{ count: 0, verdict: 'not-known' }, 'not known: too few coded'],
  [{ count: 0, verdict: 'impossible' }, lookWords.impossible],
] as const

interface Legend {
  readonly parts: readonly string[]
  readonly bottom: number
}

/** How to read a cell and what the bars' colours mean, on as many lines as they need. */
function drawLegend(top: number, width: number, segments: PageDimension | undefined): Legend {
  const parts: string[] = []
  let [x, y] = [8, top]
  /** Puts something of this width on the line, or on the next one where there is no room. */
  const put = (needs: number, step: number, draw: (x: number, y: number) => readonly string[]): void => {
    if (x > 8 && x + needs > width) [x, y] = [8, y + step]
    parts.push(...draw(x, y))
    x += needs
  }
  for (const [cell, words] of samples)
    put(56 + widthOf(words, 9.5), 30, (at, base) => [
      drawLook(cell, { x: at, y: base - 15, cellWidth: 34, shade: 2 }),
      text(words, at + 38, base + 1, { 'font-size': 9.5 }),
    ])
  if (segments === undefined) return { parts, bottom: y + 22 }
  ;[x, y] = [8, y + 32]
  put(widthOf(segments.label, 10) + 18, 18, (at, base) => [
    text(`${segments.label}:`, at, base, { 'font-size': 9.5, 'font-weight': 700 }),
  ])
  const swatch = (label: string, fill: string): void =>
    put(widthOf(label, 9.5) + 38, 18, (at, base) => [
      tag('rect', { x: at, y: base - 7, width: 18, height: 7, fill, stroke: edge, 'stroke-width': 0.5 }),
      text(label, at + 23, base, { 'font-size': 9.5 }),
    ])
  segmentsShown(segments).forEach((code, place, all) =>
    swatch(
      wrap(segments.codes[code]?.label ?? '', 260, 9.5, 1)[0] ?? '',
      segmentColour(segments, place, all.length),
    ),
  )
  swatch('not coded', paper)
  return { parts, bottom: y + 14 }
}
