import type { ReviewSnapshot } from '../domain/snapshot.ts'
import type { MapData } from './map-data.ts'
import { thousands } from './page/wording.ts'
import { figure, tag, text, wrap } from './svg.ts'

const muted = '#59616b'
const [labels, plotWidth, rowHeight, top] = [190, 400, 30, 44]

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
  const step = plotWidth / all.length
  const most = used.reduce((larger, { counts }) => counts.reduce((a, b) => Math.max(a, b), larger), 1)
  const bottom = top + used.length * rowHeight
  const [width, height] = [labels + plotWidth + 60, bottom + 46]
  const rows = used.flatMap(({ label, studies, counts }, i) => {
    const base = top + (i + 1) * rowHeight - 4
    return [
      text(wrap(label, labels - 26, 11, 1)[0] ?? '', 14, base - 4, { 'font-size': 11 }),
      tag('line', { x1: labels, y1: base, x2: labels + plotWidth, y2: base, stroke: '#dedbd4' }),
      ...counts.flatMap((count, year) =>
        count === 0
          ? []
          : [
              tag('rect', {
                x: labels + year * step + step * 0.1,
                y: base - (count / most) * (rowHeight - 8),
                width: step * 0.8,
                height: (count / most) * (rowHeight - 8),
                fill: '#1f6796',
              }),
            ],
      ),
      text(thousands(studies), labels + plotWidth + 10, base - 4, { 'font-size': 11 }),
    ]
  })
  const every = Math.max(1, Math.ceil(38 / step))
  const years = all.flatMap((_, year) =>
    year % every === 0
      ? [
          text(String(firstYear + year), labels + (year + 0.5) * step, bottom + 14, {
            'font-size': 10.5,
            'text-anchor': 'middle',
            fill: muted,
          }),
        ]
      : [],
  )
  const note = withoutYear === 0 ? '' : `; year unknown for ${thousands(withoutYear)}`
  const said = used.map(
    ({ label, studies, first, last }) => `${label}: ${studies}, ${first ?? '?'} to ${last ?? '?'}`,
  )
  return figure(
    { width, height, title: `${terms.label} over the years: ${review.title}`, description: said.join('; ') },
    tag('rect', { x: 0, y: 0, width, height, fill: '#ffffff' }),
    text(`${terms.label}: studies per year, tallest bar ${thousands(most)}${note}`, 14, 20),
    text('all', labels + plotWidth + 10, 36, { 'font-size': 10.5, fill: muted }),
    ...rows,
    ...years,
  )
}
