import { scaleLinear } from 'd3-scale'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import { bottomAxis, columnWidth, yearScale, yearTicks } from './axis.ts'
import { blue, muted, paper, rule } from './figure-colours.ts'
import type { MapData } from './map-data.ts'
import { thousands } from './page/wording.ts'
import { figure, rowLabel, tag, text, wrap } from './svg.ts'

const [left, right, top, rowHeight] = [132, columnWidth - 40, 46, 26]

/**
 * Studies per year by the term they use: one row of bars a term, all on one scale, most used first. Undefined where
 * the codebook names no dimension for terms or no year is known.
 */
export function termsFigure({ review }: ReviewSnapshot, { terms }: MapData): string | undefined {
  const used = (terms?.codes ?? [])
    .filter(({ counts }) => counts.some((count) => count > 0))
    .toSorted((a, b) => b.studies - a.studies)
  if (terms === undefined || used.length === 0) return undefined
  const { firstYear, counts: all, withoutYear } = terms.coded
  const years = yearScale(firstYear, firstYear + all.length - 1, [left, right])
  const most = used.reduce((larger, { counts }) => counts.reduce((a, b) => Math.max(a, b), larger), 1)
  const tall = scaleLinear()
    .domain([0, most])
    .range([0, rowHeight - 7])
  const bottom = top + used.length * rowHeight
  const height = bottom + 24
  const rows = used.flatMap(({ label, studies, counts }, i) => {
    const base = top + (i + 1) * rowHeight - 4
    const bars = counts.flatMap((count, year) =>
      count === 0
        ? []
        : [
            tag('rect', {
              x: years(firstYear + year),
              y: base - tall(count),
              width: years.bandwidth(),
              height: tall(count),
              fill: blue,
            }),
          ],
    )
    return [
      ...rowLabel(label, { x: 8, y: base - 8, width: left - 14 }),
      tag('line', { x1: left, y1: base, x2: right, y2: base, stroke: rule }),
      ...bars,
      text(thousands(studies), columnWidth - 8, base - 3, { 'font-size': 10, 'text-anchor': 'end' }),
    ]
  })
  const note = withoutYear === 0 ? '' : `; year unknown for ${thousands(withoutYear)}`
  const said = used.map(
    ({ label, studies, first, last }) => `${label}: ${studies}, ${first ?? '?'} to ${last ?? '?'}`,
  )
  const small = { 'font-size': 10, fill: muted }
  return figure(
    {
      width: columnWidth,
      height,
      title: `${terms.label} over the years: ${review.title}`,
      description: said.join('; '),
    },
    tag('rect', { x: 0, y: 0, width: columnWidth, height, fill: paper }),
    text(wrap(`${terms.label}: studies per year${note}`, columnWidth - 16, 11, 1)[0] ?? '', 8, 18, {
      'font-size': 11,
    }),
    text(`tallest bar: ${thousands(most)}`, left, 38, small),
    text('all', columnWidth - 8, 38, { ...small, 'text-anchor': 'end' }),
    ...rows,
    ...bottomAxis(yearTicks(years, 4), bottom + 11),
  )
}
