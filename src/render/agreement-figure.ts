import { scaleLinear } from 'd3-scale'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import { bottomAxis, columnWidth, dotOnInterval, rulesDown } from './axis.ts'
import { blue, muted, paper } from './figure-colours.ts'
import { figure, rowLabel, tag, text, wrap } from './svg.ts'

const [left, right, top, line] = [132, columnWidth - 44, 40, 24]

/** Agreement per dimension with its interval; undefined where nobody measured it. */
export function agreementFigure({ agreement = [], codebook, review }: ReviewSnapshot): string | undefined {
  if (agreement.length === 0) return undefined
  const lowest = agreement.reduce((low, entry) => Math.min(low, entry.low ?? entry.estimate ?? 0), 0)
  const x = scaleLinear().domain([lowest, 1]).nice(5).range([left, right])
  const bottom = top + agreement.length * line
  const height = bottom + 30
  const ticks = x.ticks(5).map((value) => ({ at: x(value), label: value.toFixed(1) }))
  const rows = agreement.flatMap((entry, i) => {
    const y = top + i * line + line / 2
    const label = codebook.dimensions.find(({ id }) => id === entry.dimension)?.label ?? entry.dimension
    const name = rowLabel(label, { x: left - 8, y, width: left - 14 }, { 'text-anchor': 'end' })
    const { estimate, low, high, note } = entry
    if (estimate === undefined) {
      const words = wrap(note ?? 'not estimable', columnWidth - left - 10, 10, 1)[0] ?? ''
      return [...name, text(words, left + 6, y + 3.5, { 'font-size': 10, fill: muted })]
    }
    return [
      ...name,
      dotOnInterval(x, y, { estimate, low, high }, blue),
      text(estimate.toFixed(2), right + 12, y + 3.5, { 'font-size': 10 }),
    ]
  })
  const said = agreement.map(
    ({ dimension, estimate }) =>
      `${dimension} ${estimate === undefined ? 'not estimable' : estimate.toFixed(2)}`,
  )
  return figure(
    {
      width: columnWidth,
      height,
      title: `Agreement between coders: ${review.title}`,
      description: said.join('; '),
    },
    tag('rect', { x: 0, y: 0, width: columnWidth, height, fill: paper }),
    text(`${agreement[0]?.statistic ?? 'Agreement'} before reconciliation, with its interval`, 8, 18, {
      'font-size': 11,
    }),
    ...rulesDown(ticks, [top - 4, bottom + 4]),
    ...bottomAxis(ticks, bottom + 19),
    ...rows,
  )
}
