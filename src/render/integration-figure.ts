import { allCodes, findDimension } from '../domain/codebook.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import { columnWidth } from './axis.ts'
import { blueSoft, edge, muted, paper, vermilionSoft } from './figure-colours.ts'
import type { MapData } from './map-data.ts'
import { decimal, thousands } from './page/wording.ts'
import { figure, rowLabel, tag, text, widthOf, wrap } from './svg.ts'

const cellWidth = 56
const cellHeight = 34
const labels = 112

/**
 * Who cites whom: rows cite, columns are cited; each cell its citations and how many the totals of row and column
 * give. Undefined where no reference list is known, since then every cell would read as a silence it is not.
 */
export function integrationFigure(
  { codebook, review }: ReviewSnapshot,
  { integration }: MapData,
): string | undefined {
  if (integration === undefined || integration.codes.length === 0) return undefined
  const { codes, flows, dimension, known, coded } = integration
  const names = new Map(
    allCodes(findDimension(codebook, dimension) ?? { codes: [] }).map(({ code }) => [code.id, code.label]),
  )
  const name = (code: string): string => names.get(code) ?? code
  const slanted = Math.min(110, Math.max(...codes.map((code) => widthOf(name(code), 10) * 0.72)) + 12)
  const head = 30 + slanted
  // The last column's label leans out over the right edge of its cell.
  const width = Math.max(columnWidth, labels + codes.length * cellWidth + Math.max(8, slanted - 14))
  const foot = head + codes.length * cellHeight
  const note = wrap(
    `Reference lists known for ${thousands(known)} of ${thousands(coded)} studies with a code here. Expected: if codes did not matter.`,
    width - 16,
    9.5,
    3,
  )
  const height = foot + 54 + note.length * 12
  const columns = codes.map((code, i) => {
    const [x, y] = [labels + i * cellWidth + cellWidth / 2, head - 8]
    return text(wrap(name(code), 145, 10, 1)[0] ?? '', x, y, {
      'font-size': 10,
      transform: `rotate(-42 ${x} ${y})`,
    })
  })
  const rows = codes.flatMap((code, i) =>
    rowLabel(
      name(code),
      { x: labels - 8, y: head + (i + 0.5) * cellHeight, width: labels - 14 },
      { 'text-anchor': 'end' },
    ),
  )
  const cells = flows.flatMap(({ observed, expected, interval }, at) => {
    const [x, y] = [
      labels + (at % codes.length) * cellWidth,
      head + Math.floor(at / codes.length) * cellHeight,
    ]
    const clear =
      interval === undefined
        ? undefined
        : interval.low > 1
          ? ({ fill: blueSoft, mark: '▲' } as const)
          : interval.high < 1
            ? ({ fill: vermilionSoft, mark: '▼' } as const)
            : undefined
    return [
      tag('rect', {
        x,
        y,
        width: cellWidth,
        height: cellHeight,
        fill: clear?.fill ?? paper,
        stroke: edge,
        'stroke-width': 0.7,
      }),
      text(thousands(observed), x + cellWidth / 2, y + 15, { 'font-size': 11.5, 'text-anchor': 'middle' }),
      clear === undefined ? '' : text(clear.mark, x + cellWidth - 10, y + 10, { 'font-size': 7 }),
      text(`${decimal(expected)} exp.`, x + cellWidth / 2, y + 28, {
        'font-size': 9,
        'text-anchor': 'middle',
        fill: muted,
      }),
    ]
  })
  const key = (x: number, y: number, fill: string, words: string): readonly string[] => [
    tag('rect', { x, y: foot + y, width: 11, height: 11, fill, stroke: edge, 'stroke-width': 0.7 }),
    text(words, x + 17, foot + y + 9, { 'font-size': 10 }),
  ]
  const said = flows.map(({ from, to, observed }) => `${name(from)} cites ${name(to)} ${observed}`)
  return figure(
    { width, height, title: `Who cites whom: ${review.title}`, description: said.join('; ') },
    tag('rect', { x: 0, y: 0, width, height, fill: paper }),
    text('Citations among included studies: rows cite, columns are cited', 8, 18, { 'font-size': 11 }),
    ...columns,
    ...rows,
    ...cells,
    ...key(8, 12, blueSoft, '▲ more than expected (95 %)'),
    ...key(190, 12, paper, 'neither is clear'),
    ...key(8, 28, vermilionSoft, '▼ fewer than expected (95 %)'),
    ...note.map((line, i) => text(line, 8, foot + 56 + i * 12, { 'font-size': 9.5, fill: muted })),
  )
}
