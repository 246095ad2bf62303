import type { ReviewSnapshot } from '../domain/snapshot.ts'
import { thousands } from './page/wording.ts'
import { figure, tag, text, wrap } from './svg.ts'

const ink = '#1d2126'
const muted = '#59616b'
const blue = '#1f6796'

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
  const [first, last] = [Math.min(...counts.keys()), Math.max(...counts.keys())]
  const most = Math.max(...counts.values())
  const [left, top, plotWidth, plotHeight] = [48, 34, 560, 190]
  const step = plotWidth / (last - first + 1)
  const top10 = niceStep(most)
  const scale = plotHeight / (Math.ceil(most / top10) * top10)
  const lines: string[] = []
  for (let value = 0; value <= Math.ceil(most / top10) * top10; value += top10) {
    const y = top + plotHeight - value * scale
    lines.push(
      tag('line', { x1: left, y1: y, x2: left + plotWidth, y2: y, stroke: value === 0 ? muted : '#dedbd4' }),
      text(thousands(value), left - 6, y + 4, { 'font-size': 10.5, 'text-anchor': 'end', fill: muted }),
    )
  }
  const every = Math.max(1, Math.ceil(34 / step))
  const bars: string[] = []
  for (let year = first; year <= last; year++) {
    const count = counts.get(year) ?? 0
    const x = left + (year - first) * step
    if (count > 0)
      bars.push(
        tag('rect', {
          x: x + step * 0.1,
          y: top + plotHeight - count * scale,
          width: step * 0.8,
          height: count * scale,
          fill: blue,
        }),
      )
    if ((year - first) % every === 0)
      bars.push(
        text(String(year), x + step / 2, top + plotHeight + 16, {
          'font-size': 10.5,
          'text-anchor': 'middle',
          fill: muted,
        }),
      )
  }
  const note = unknown === 0 ? '' : `; year unknown for ${thousands(unknown)}`
  const known = [...counts].toSorted(([a], [b]) => a - b).map(([year, count]) => `${year}: ${count}`)
  return figure(
    {
      width: 640,
      height: 260,
      title: `Studies per year: ${review.title}`,
      description: `${known.join(', ')}${note}`,
    },
    tag('rect', { x: 0, y: 0, width: 640, height: 260, fill: '#ffffff' }),
    text(`Included studies per year of first report${note}`, left, 18, { 'font-size': 12, fill: ink }),
    ...lines,
    ...bars,
  )
}

/** 1, 2 or 5 times a power of ten, so that an axis has about five steps. */
function niceStep(most: number): number {
  const rough = Math.max(1, most / 5)
  const power = 10 ** Math.floor(Math.log10(rough))
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough) ?? rough
}

/** Agreement per dimension with its interval; undefined where nobody measured it. */
export function agreementFigure({ agreement = [], codebook, review }: ReviewSnapshot): string | undefined {
  if (agreement.length === 0) return undefined
  const [left, top, plotWidth, line] = [210, 44, 360, 26]
  const low = Math.min(0, ...agreement.map((entry) => Math.floor((entry.low ?? entry.estimate ?? 0) * 4) / 4))
  const x = (value: number): number => left + ((value - low) / (1 - low)) * plotWidth
  const height = top + agreement.length * line + 40
  const ticks: string[] = []
  for (let quarter = Math.round(low * 4); quarter <= 4; quarter++) {
    const value = quarter / 4
    ticks.push(
      tag('line', { x1: x(value), y1: top - 8, x2: x(value), y2: height - 34, stroke: '#dedbd4' }),
      text(value.toFixed(2), x(value), height - 18, {
        'font-size': 10.5,
        'text-anchor': 'middle',
        fill: muted,
      }),
    )
  }
  const rows = agreement.flatMap((entry, i) => {
    const y = top + i * line + 8
    const label = codebook.dimensions.find(({ id }) => id === entry.dimension)?.label ?? entry.dimension
    const name = text(wrap(label, left - 30, 11, 1)[0] ?? '', left - 14, y + 4, {
      'font-size': 11,
      'text-anchor': 'end',
    })
    if (entry.estimate === undefined)
      return [name, text(entry.note ?? 'not estimable', left + 4, y + 4, { 'font-size': 10.5, fill: muted })]
    const interval =
      entry.low === undefined || entry.high === undefined
        ? []
        : [
            tag('line', {
              x1: x(entry.low),
              y1: y,
              x2: x(entry.high),
              y2: y,
              stroke: blue,
              'stroke-width': 2.5,
            }),
          ]
    return [
      name,
      ...interval,
      tag('circle', {
        cx: x(entry.estimate),
        cy: y,
        r: 4.5,
        fill: blue,
        stroke: '#ffffff',
        'stroke-width': 1,
      }),
    ]
  })
  const said = agreement.map(
    ({ dimension, estimate }) =>
      `${dimension} ${estimate === undefined ? 'not estimable' : estimate.toFixed(2)}`,
  )
  return figure(
    { width: 620, height, title: `Agreement between coders: ${review.title}`, description: said.join('; ') },
    tag('rect', { x: 0, y: 0, width: 620, height, fill: '#ffffff' }),
    text(`${agreement[0]?.statistic ?? 'Agreement'} before reconciliation, with its interval`, 16, 20, {
      'font-size': 12,
    }),
    ...ticks,
    ...rows,
  )
}
