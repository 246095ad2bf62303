import { scaleLinear } from 'd3-scale'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import { bottomAxis, columnWidth, leftAxis, yearScale, yearTicks } from './axis.ts'
import { blue, paper } from './figure-colours.ts'
import { thousands } from './page/wording.ts'
import { figure, tag, text } from './svg.ts'

const height = 196
const [left, right, top, bottom] = [36, columnWidth - 8, 38, height - 24]

/** Included studies per year of first report; undefined where no year is known. */
export function yearsFigure({ studies, review }: ReviewSnapshot): string | undefined {
  const counts = new Map<number, number>()
  let unknown = 0
  for (const study of studies) {
    const years = study.reports.flatMap(({ date }) => date?.year ?? [])
    if (years.length === 0) unknown++
    else counts.set(Math.min(...years), (counts.get(Math.min(...years)) ?? 0) + 1)
  }
  if (counts.size === 0) return undefined
  const known = [...counts].toSorted(([a], [b]) => a - b)
  const [first, last] = [known[0]?.[0] ?? 0, known.at(-1)?.[0] ?? 0]
  const years = yearScale(first, last, [left, right])
  const most = known.reduce((larger, [, count]) => Math.max(larger, count), 1)
  const studiesAt = scaleLinear().domain([0, most]).nice(5).range([bottom, top])
  const bars = known.map(([year, count]) =>
    tag('rect', {
      x: years(year),
      y: studiesAt(count),
      width: years.bandwidth(),
      height: bottom - studiesAt(count),
      fill: blue,
    }),
  )
  const note = unknown === 0 ? '' : `; year unknown for ${thousands(unknown)}`
  return figure(
    {
      width: columnWidth,
      height,
      title: `Studies per year: ${review.title}`,
      description: `${known.map(([year, count]) => `${year}: ${count}`).join(', ')}${note}`,
    },
    tag('rect', { x: 0, y: 0, width: columnWidth, height, fill: paper }),
    text(`Included studies per year of first report${note}`, 8, 18, { 'font-size': 11 }),
    ...leftAxis(studiesAt, [left, right], thousands),
    ...bars,
    ...bottomAxis(yearTicks(years, 6), bottom + 15),
  )
}
