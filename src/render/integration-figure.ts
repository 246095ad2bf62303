import { allCodes, findDimension } from '../domain/codebook.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import type { MapData } from './map-data.ts'
import { decimal, thousands } from './page/wording.ts'
import { figure, tag, text, widthOf, wrap } from './svg.ts'

const cellWidth = 66
const cellHeight = 38
const labels = 180
const muted = '#59616b'
const more = '#cfe0ef'
const fewer = '#f7d8bd'

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
  const head = 44 + Math.min(130, Math.max(...codes.map((code) => widthOf(name(code), 11) * 0.72)) + 14)
  const width = Math.max(560, labels + codes.length * cellWidth + 90)
  const height = head + codes.length * cellHeight + 62
  const columns = codes.map((code, i) => {
    const [x, y] = [labels + i * cellWidth + cellWidth / 2, head - 8]
    return text(wrap(name(code), 165, 11, 1)[0] ?? '', x, y, {
      'font-size': 11,
      transform: `rotate(-42 ${x} ${y})`,
    })
  })
  const rows = codes.map((code, i) =>
    text(wrap(name(code), labels - 20, 11, 1)[0] ?? '', labels - 10, head + i * cellHeight + 23, {
      'font-size': 11,
      'text-anchor': 'end',
    }),
  )
  const cells = flows.flatMap(({ observed, expected, interval }, at) => {
    const [x, y] = [
      labels + (at % codes.length) * cellWidth,
      head + Math.floor(at / codes.length) * cellHeight,
    ]
    const clear =
      interval === undefined ? '#ffffff' : interval.low > 1 ? more : interval.high < 1 ? fewer : '#ffffff'
    return [
      tag('rect', { x, y, width: cellWidth, height: cellHeight, fill: clear, stroke: '#d5d1c8' }),
      text(thousands(observed), x + cellWidth / 2, y + 17, { 'font-size': 12.5, 'text-anchor': 'middle' }),
      text(`${decimal(expected)} exp.`, x + cellWidth / 2, y + 31, {
        'font-size': 9,
        'text-anchor': 'middle',
        fill: muted,
      }),
    ]
  })
  const foot = head + codes.length * cellHeight
  const key = (x: number, fill: string, words: string): readonly string[] => [
    tag('rect', { x, y: foot + 14, width: 13, height: 13, fill, stroke: '#d5d1c8' }),
    text(words, x + 19, foot + 25, { 'font-size': 10.5 }),
  ]
  const said = flows.map(({ from, to, observed }) => `${name(from)} cites ${name(to)} ${observed}`)
  return figure(
    { width, height, title: `Who cites whom: ${review.title}`, description: said.join('; ') },
    tag('rect', { x: 0, y: 0, width, height, fill: '#ffffff' }),
    text('Citations among included studies: rows cite, columns are cited', 16, 20),
    ...columns,
    ...rows,
    ...cells,
    ...key(16, more, 'more than expected (95 %)'),
    ...key(190, fewer, 'fewer than expected (95 %)'),
    ...key(372, '#ffffff', 'neither is clear'),
    text(
      `Reference lists known for ${thousands(known)} of ${thousands(coded)} studies with a code here. Expected: if codes did not matter.`,
      16,
      foot + 48,
      { 'font-size': 10.5, fill: muted },
    ),
  )
}
