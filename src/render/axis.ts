import { scaleBand, type ScaleBand, scaleLinear, type ScaleLinear } from 'd3-scale'
import { edge, muted, paper, rule } from './figure-colours.ts'
import { tag, text } from './svg.ts'

/**
 * A figure for one column of a journal: at 85 mm its 360 units print letters of 10 units as 6.7 points, and on a
 * phone it stands at about its own size.
 */
export const columnWidth = 360

/** Where an axis' label stands, and what it says. */
interface Tick {
  readonly at: number
  readonly label: string
}

/** One band a year, with a fifth of it left free between bars. */
export const yearScale = (first: number, last: number, range: readonly [number, number]): ScaleBand<number> =>
  scaleBand<number>()
    .domain(Array.from({ length: last - first + 1 }, (_, i) => first + i))
    .range(range)
    .paddingInner(0.2)
    .paddingOuter(0.1)

/** Round years, about `most` of them, each under the middle of its band. */
export function yearTicks(years: ScaleBand<number>, most: number): readonly Tick[] {
  const domain = years.domain()
  const [first = 0, last = 0] = [domain[0], domain.at(-1)]
  const round = first === last ? [first] : scaleLinear().domain([first, last]).ticks(most)
  return round
    .filter(Number.isInteger)
    .map((year) => ({ at: (years(year) ?? 0) + years.bandwidth() / 2, label: String(year) }))
}

/** Labels under a plot. */
export const bottomAxis = (ticks: readonly Tick[], y: number): readonly string[] =>
  ticks.map(({ at, label }) => text(label, at, y, { 'font-size': 10, 'text-anchor': 'middle', fill: muted }))

/** Whole numbers beside a plot with a rule across it at each, the one at zero stronger. */
export function leftAxis(
  scale: ScaleLinear<number, number>,
  across: readonly [number, number],
  print: (value: number) => string,
): readonly string[] {
  return scale
    .ticks(5)
    .filter(Number.isInteger)
    .flatMap((value) => {
      const y = scale(value)
      return [
        tag('line', { x1: across[0], y1: y, x2: across[1], y2: y, stroke: value === 0 ? edge : rule }),
        text(print(value), across[0] - 5, y + 3.5, { 'font-size': 10, 'text-anchor': 'end', fill: muted }),
      ]
    })
}

/** Rules down through a plot at each tick. */
export const rulesDown = (ticks: readonly Tick[], down: readonly [number, number]): readonly string[] =>
  ticks.map(({ at }) => tag('line', { x1: at, y1: down[0], x2: at, y2: down[1], stroke: rule }))

/** An estimate as a dot on its interval. */
export const dotOnInterval = (
  x: ScaleLinear<number, number>,
  y: number,
  { estimate, low, high }: { estimate: number; low: number | undefined; high: number | undefined },
  colour: string,
): string =>
  (low === undefined || high === undefined
    ? ''
    : tag('line', { x1: x(low), y1: y, x2: x(high), y2: y, stroke: colour, 'stroke-width': 2 })) +
  tag('circle', { cx: x(estimate), cy: y, r: 4, fill: colour, stroke: paper })
