import { allCodes, findDimension } from '../domain/codebook.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import type { DirectionRow } from '../synthesis/effects.ts'
import type { MapData } from './map-data.ts'
import { thousands } from './page/wording.ts'
import { figure, tag, text, wrap } from './svg.ts'

type Direction = DirectionRow['marks'][number]['direction']

const muted = '#59616b'
const rule = '#dedbd4'
const labels = 190
/** Blue, grey and vermilion (Okabe and Ito) differ for all common kinds of colour vision; place and shape say it too. */
const colours: Readonly<Record<string, string>> = {
  negative: '#b34a00',
  between: '#6b6f75',
  positive: '#1f6796',
}

interface Line extends DirectionRow {
  readonly depth: number
}

/** Fewer studies with a direction than this make a sentence, not a figure. */
const fewest = 3

/** The rows with a study, in the codebook's order, with how deep each stands. */
function linesOf({ codebook }: ReviewSnapshot, { directions }: MapData): readonly Line[] {
  if (directions === undefined) return []
  const stated = directions.rows.flatMap(({ marks }) =>
    marks.flatMap(({ study, direction }) => (direction === 'notStated' ? [] : [study])),
  )
  if (new Set(stated).size < fewest) return []
  const depths = new Map(
    allCodes(findDimension(codebook, directions.dimension) ?? { codes: [] }).map(({ code, path }) => [
      code.id,
      path.length - 1,
    ]),
  )
  return directions.rows.flatMap((row) =>
    row.marks.some(({ direction }) => direction !== 'notStated')
      ? [{ ...row, depth: depths.get(row.code) ?? 0 }]
      : [],
  )
}

const rowName = ({ label, depth }: Line, y: number): string =>
  text(wrap(label, labels - 26 - depth * 12, 11, 1)[0] ?? '', 14 + depth * 12, y, {
    'font-size': 11,
    ...(depth === 0 ? { 'font-weight': 600 } : {}),
  })

const count = ({ marks }: Line, ...which: readonly Direction[]): number =>
  marks.filter(({ direction }) => which.includes(direction)).length

/**
 * Effect-direction plot (Boon and Thomson 2021, doi:10.1002/jrsm.1458), one line a code: how many studies point
 * down, neither way and up, and the share of those that point one way that point up, with its exact interval.
 * Undefined where the codebook names no direction or hardly a study states one.
 */
export function directionsFigure(snapshot: ReviewSnapshot, data: MapData): string | undefined {
  const lines = linesOf(snapshot, data)
  if (lines.length === 0) return undefined
  const [top, step, plot, plotWidth] = [62, 24, 400, 180]
  const width = plot + plotWidth + 40
  const bottom = top + lines.length * step
  const height = bottom + 48
  const x = (share: number): number => plot + share * plotWidth
  const drawn = lines.flatMap((line, i) => {
    const y = top + i * step + 12
    const { share, interval, votes } = line.votes
    const estimate =
      votes === 0
        ? []
        : [
            tag('line', {
              x1: x(interval.low),
              y1: y,
              x2: x(interval.high),
              y2: y,
              stroke: colours['positive'],
              'stroke-width': 2.5,
            }),
            tag('circle', { cx: x(share), cy: y, r: 4.5, fill: colours['positive'], stroke: '#ffffff' }),
          ]
    return [
      rowName(line, y + 4),
      ...counted(labels + 24, y, 'negative', count(line, 'negative')),
      ...counted(labels + 88, y, 'between', count(line, 'mixed', 'none')),
      ...counted(labels + 152, y, 'positive', count(line, 'positive')),
      ...estimate,
    ]
  })
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    tag('line', {
      x1: x(share),
      y1: top - 4,
      x2: x(share),
      y2: bottom,
      stroke: share === 0.5 ? muted : rule,
      ...(share === 0.5 ? { 'stroke-dasharray': '3 3' } : {}),
    }),
    text(`${share * 100} %`, x(share), bottom + 16, {
      'font-size': 10.5,
      'text-anchor': 'middle',
      fill: muted,
    }),
  ])
  const head = (words: string, at: number): string =>
    text(words, at, 48, { 'font-size': 10.5, 'text-anchor': 'middle', fill: muted })
  const said = lines.map(
    (line) =>
      `${line.label}: ${count(line, 'negative')} negative, ${count(line, 'mixed', 'none')} mixed or none, ${count(line, 'positive')} positive`,
  )
  return figure(
    {
      width,
      height,
      title: `Direction of results: ${snapshot.review.title}`,
      description: said.join('; '),
    },
    tag('rect', { x: 0, y: 0, width, height, fill: '#ffffff' }),
    text('Which way results point, in studies; never by significance', 14, 20),
    head('negative', labels + 30),
    head('mixed, none', labels + 94),
    head('positive', labels + 158),
    head('positive of those that point one way', plot + plotWidth / 2),
    ...ticks,
    ...drawn,
    text(
      '95 % intervals (Clopper and Pearson). A study counts once in each row it belongs to.',
      14,
      bottom + 38,
      {
        'font-size': 10.5,
        fill: muted,
      },
    ),
  )
}

/** A mark and its number: triangle down, diamond, triangle up; nothing for none. */
function counted(x: number, y: number, kind: string, studies: number): readonly string[] {
  if (studies === 0) return [text('0', x + 6, y + 4, { 'font-size': 10.5, fill: '#8a8f96' })]
  const points =
    kind === 'positive'
      ? `${x - 8},${y + 5} ${x + 2},${y + 5} ${x - 3},${y - 5}`
      : kind === 'negative'
        ? `${x - 8},${y - 5} ${x + 2},${y - 5} ${x - 3},${y + 5}`
        : `${x - 8},${y} ${x - 3},${y - 5} ${x + 2},${y} ${x - 3},${y + 5}`
  return [
    tag('polygon', { points, fill: colours[kind] }),
    text(thousands(studies), x + 6, y + 4, { 'font-size': 11 }),
  ]
}

/** Bars side by side that a third of a line has room for. */
const mostBars = 40

/**
 * Harvest plot (Ogilvie et al. 2008, doi:10.1186/1471-2288-8-8): one bar a study, left to right by direction,
 * tall where it is rigorous, short where its rigor is not known. Where a line has more studies than there is room
 * for bars, every bar stands for the same number of studies, which the figure names.
 */
export function harvestFigure(snapshot: ReviewSnapshot, data: MapData): string | undefined {
  const lines = linesOf(snapshot, data)
  if (lines.length === 0) return undefined
  const groups: readonly (readonly [kind: string, words: string, of: readonly Direction[]])[] = [
    ['negative', 'negative', ['negative']],
    ['between', 'mixed or none', ['mixed', 'none']],
    ['positive', 'positive', ['positive']],
  ]
  const most = lines.reduce(
    (top, line) => groups.reduce((larger, [, , of]) => Math.max(larger, count(line, ...of)), top),
    1,
  )
  const per = Math.ceil(most / mostBars)
  const [top, step, third] = [58, 34, 176]
  const width = labels + 3 * third + 20
  const bottom = top + lines.length * step
  const height = bottom + 62
  const bar = Math.min(8, (third - 16) / (Math.ceil(most / per) + 2))
  const drawn = lines.flatMap((line, i) => {
    const base = top + (i + 1) * step - 4
    const bars = groups.flatMap(([kind, , of], g) => {
      const marks = line.marks.filter(({ direction }) => of.includes(direction))
      const heights = [26, 16, 7].flatMap((tall) =>
        Array.from(
          { length: Math.ceil(marks.filter(({ rigor }) => barHeight(rigor) === tall).length / per) },
          () => tall,
        ),
      )
      return heights.map((tall, place) =>
        tag('rect', {
          x: labels + g * third + 8 + place * bar,
          y: base - tall,
          width: bar * 0.72,
          height: tall,
          fill: colours[kind],
        }),
      )
    })
    return [
      rowName(line, base - 6),
      tag('line', { x1: 14, y1: base, x2: width - 12, y2: base, stroke: rule }),
      ...bars,
    ]
  })
  const each =
    per === 1 ? 'One bar is one study' : `One bar is up to ${thousands(per)} studies of the same rigor`
  return figure(
    {
      width,
      height,
      title: `Harvest plot: ${snapshot.review.title}`,
      description: `${each}. ${lines.map((line) => `${line.label}: ${groups.map(([, words, of]) => `${count(line, ...of)} ${words}`).join(', ')}`).join('; ')}`,
    },
    tag('rect', { x: 0, y: 0, width, height, fill: '#ffffff' }),
    text('Studies by the direction of their results', 14, 20),
    ...groups.map(([kind, words], g) =>
      text(words, labels + g * third + 8, 46, { 'font-size': 11, fill: colours[kind] }),
    ),
    ...[1, 2].map((g) =>
      tag('line', { x1: labels + g * third, y1: 34, x2: labels + g * third, y2: bottom, stroke: rule }),
    ),
    ...drawn,
    text(
      `${each}. Tall: rigorous; middle: coded on rigor, not rigorous; short: rigor not coded.`,
      14,
      bottom + 24,
      { 'font-size': 10.5, fill: muted },
    ),
    text('Studies that state no direction are not drawn.', 14, bottom + 42, {
      'font-size': 10.5,
      fill: muted,
    }),
  )
}

const barHeight = (rigor: DirectionRow['marks'][number]['rigor']): number =>
  rigor === undefined ? 7 : rigor.rigorous ? 26 : 16
