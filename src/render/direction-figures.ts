import { scaleLinear } from 'd3-scale'
import { allCodes, findDimension } from '../domain/codebook.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import type { DirectionRow } from '../synthesis/effects.ts'
import { bottomAxis, columnWidth, dotOnInterval, rulesDown } from './axis.ts'
import { blue, ink, muted, paper, rule, vermilion } from './figure-colours.ts'
import type { MapData } from './map-data.ts'
import { thousands } from './page/wording.ts'
import { figure, rowLabel, tag, text } from './svg.ts'

type Direction = DirectionRow['marks'][number]['direction']

/** Place and shape say it too. */
const colours: Readonly<Record<string, string>> = { negative: vermilion, between: muted, positive: blue }

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

const rowName = ({ label, depth }: Line, y: number, room: number): readonly string[] =>
  rowLabel(
    label,
    { x: 8 + depth * 10, y, width: room - 14 - depth * 10 },
    depth === 0 ? { 'font-weight': 600 } : {},
  )

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
  const [top, step] = [56, 23]
  const x = scaleLinear()
    .domain([0, 1])
    .range([256, columnWidth - 18])
  const bottom = top + lines.length * step
  const height = bottom + 54
  const drawn = lines.flatMap((line, i) => {
    const y = top + i * step + step / 2
    const { share, interval, votes } = line.votes
    return [
      ...rowName(line, y, 128),
      ...counted(134, y, 'negative', count(line, 'negative')),
      ...counted(174, y, 'between', count(line, 'mixed', 'none')),
      ...counted(214, y, 'positive', count(line, 'positive')),
      votes === 0 ? '' : dotOnInterval(x, y, { estimate: share, ...interval }, blue),
    ]
  })
  const ticks = [0, 0.5, 1].map((share) => ({ at: x(share), label: `${share * 100} %` }))
  const head = (words: readonly string[], at: number): readonly string[] =>
    words.map((word, i) =>
      text(word, at, 47 + (i - words.length + 1) * 11, {
        'font-size': 9.5,
        'text-anchor': 'middle',
        fill: muted,
      }),
    )
  const said = lines.map(
    (line) =>
      `${line.label}: ${count(line, 'negative')} negative, ${count(line, 'mixed', 'none')} mixed or none, ${count(line, 'positive')} positive`,
  )
  const notes = ['95 % intervals (Clopper and Pearson).', 'A study counts once in each row it belongs to.']
  return figure(
    {
      width: columnWidth,
      height,
      title: `Direction of results: ${snapshot.review.title}`,
      description: said.join('; '),
    },
    tag('rect', { x: 0, y: 0, width: columnWidth, height, fill: paper }),
    text('Which way results point, in studies; never by significance', 8, 18, { 'font-size': 11 }),
    ...head(['negative'], 140),
    ...head(['neither'], 183),
    ...head(['positive'], 224),
    ...head(['share positive', 'of those that point'], x(0.5)),
    ...rulesDown(ticks, [top - 2, bottom]),
    tag('line', {
      x1: x(0.5),
      y1: top - 2,
      x2: x(0.5),
      y2: bottom,
      stroke: muted,
      'stroke-dasharray': '3 3',
    }),
    ...bottomAxis(ticks, bottom + 13),
    ...drawn,
    ...notes.map((note, i) => text(note, 8, bottom + 33 + i * 12, { 'font-size': 9.5, fill: muted })),
  )
}

/** A mark and its number: triangle down, diamond, triangle up; nothing for none. */
function counted(x: number, y: number, kind: string, studies: number): readonly string[] {
  if (studies === 0) return [text('0', x + 6, y + 4, { 'font-size': 10, fill: muted })]
  const points =
    kind === 'positive'
      ? `${x - 8},${y + 5} ${x + 2},${y + 5} ${x - 3},${y - 5}`
      : kind === 'negative'
        ? `${x - 8},${y - 5} ${x + 2},${y - 5} ${x - 3},${y + 5}`
        : `${x - 8},${y} ${x - 3},${y - 5} ${x + 2},${y} ${x - 3},${y + 5}`
  return [
    tag('polygon', { points, fill: colours[kind] }),
    text(thousands(studies), x + 6, y + 3.5, { 'font-size': 10, fill: ink }),
  ]
}

/** Bars side by side that a third of a line has room for. */
const mostBars = 40
const labels = 170

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
      ...rowName(line, base - 12, labels),
      tag('line', { x1: 8, y1: base, x2: width - 12, y2: base, stroke: rule }),
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
    tag('rect', { x: 0, y: 0, width, height, fill: paper }),
    text('Studies by the direction of their results', 8, 20),
    ...groups.map(([kind, words], g) =>
      text(words, labels + g * third + 8, 46, { 'font-size': 11, fill: colours[kind] }),
    ),
    ...[1, 2].map((g) =>
      tag('line', { x1: labels + g * third, y1: 34, x2: labels + g * third, y2: bottom, stroke: rule }),
    ),
    ...drawn,
    text(
      `${each}. Tall: rigorous; middle: coded on rigor, not rigorous; short: rigor not coded.`,
      8,
      bottom + 24,
      { 'font-size': 10.5, fill: muted },
    ),
    text('Studies that state no direction are not drawn.', 8, bottom + 42, {
      'font-size': 10.5,
      fill: muted,
    }),
  )
}

const barHeight = (rigor: DirectionRow['marks'][number]['rigor']): number =>
  rigor === undefined ? 7 : rigor.rigorous ? 26 : 16
