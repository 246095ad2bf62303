import type { FlowArm, PrismaFlow } from '../domain/prisma-flow.ts'
import { thousands } from './page/wording.ts'
import { blueSoft, ink, muted, paper } from './figure-colours.ts'
import { figure, tag, text, widthOf, wrap } from './svg.ts'

interface Box {
  readonly lines: readonly string[]
  /** What a review under way needs besides the boxes of PRISMA: drawn dashed. */
  readonly waiting?: boolean
}

interface Row {
  readonly stage: 'Identification' | 'Screening' | 'Included'
  readonly boxes: readonly (readonly Box[])[]
}

const boxWidth = 178
const gap = 24
const left = 38
const lineHeight = 15
const fontSize = 11
/** So that the longest name of a band stands in it whole. */
const shortestBand = 84

const n = (count: number): string => `(n\u00a0=\u00a0${thousands(count)})`

/** The PRISMA 2020 flow diagram (Page et al. 2021, doi 10.1136/bmj.n71) as SVG; the second arm only where it holds records. */
export function prismaDiagram(flow: PrismaFlow): string {
  const { identified } = flow
  const others = identified.website + identified.organisation + identified.citation
  const arms = others > 0 ? 2 : 1
  const rows = flowRows(flow, others > 0)
  const width = left + arms * 2 * (boxWidth + gap) - gap + 6
  const parts: string[] = []
  let y = 12
  /** Where the last box of each main column ends. */
  const ends = new Map<number, number>()
  const bands: { stage: string; from: number; to: number }[] = []
  for (const row of rows) {
    const least = row.stage === 'Screening' ? 2 * lineHeight : shortestBand
    const height = Math.max(...row.boxes.map(columnHeight), least)
    row.boxes.forEach((boxes, column) => {
      const x = left + column * (boxWidth + gap)
      let top = y
      for (const box of boxes) {
        parts.push(drawBox(box, x, top))
        top += boxHeight(box) + 6
      }
      if (column % 2 === 1) return void parts.push(arrow(x - gap, y + 16, x - 2, y + 16))
      const above = ends.get(column)
      if (above !== undefined) parts.push(arrow(x + boxWidth / 2, above, x + boxWidth / 2, y - 2))
      ends.set(column, y + columnHeight(boxes))
    })
    const band = bands.at(-1)
    if (band?.stage === row.stage) band.to = y + height
    else bands.push({ stage: row.stage, from: y, to: y + height })
    if (row.stage === 'Included') parts.push(joinOther(ends.get(2), y))
    y += height + 22
  }
  for (const { stage, from, to } of bands) parts.push(drawBand(stage, from, to))
  return figure(
    {
      width,
      height: y - 14,
      title: 'PRISMA 2020 flow diagram',
      description: rows.flatMap((row) => row.boxes.flat().map((box) => box.lines.join(' '))).join('; '),
    },
    tag(
      'defs',
      {},
      tag(
        'marker',
        {
          id: 'arrow',
          viewBox: '0 0 8 8',
          refX: 7,
          refY: 4,
          markerWidth: 7,
          markerHeight: 7,
          orient: 'auto',
        },
        tag('path', { d: 'M0 0 L8 4 L0 8 z', fill: muted }),
      ),
    ),
    tag('rect', { x: 0, y: 0, width, height: y - 14, fill: paper }),
    ...parts,
  )
}

const columnHeight = (boxes: readonly Box[]): number =>
  boxes.reduce((sum, box) => sum + boxHeight(box) + 6, -6)

/** The way of the other arm into the included studies: down, left, and in from the right. */
function joinOther(from: number | undefined, y: number): string {
  if (from === undefined) return ''
  const x = left + 2 * (boxWidth + gap) + boxWidth / 2
  const to = left + boxWidth + 2
  const line = tag('path', {
    d: `M${x} ${from} V${y + 20} H${to}`,
    fill: 'none',
    stroke: muted,
    'stroke-width': 1.3,
    'marker-end': 'url(#arrow)',
  })
  return line
}

function flowRows(flow: PrismaFlow, withOthers: boolean): readonly Row[] {
  const { identified, databases, other } = flow
  const arm = (
    boxes: (arm: FlowArm, isOther: boolean) => readonly (readonly Box[])[],
  ): readonly (readonly Box[])[] => [...boxes(databases, false), ...(withOthers ? boxes(other, true) : [])]
  const waits = (count: number, what: string): readonly Box[] =>
    count === 0 ? [] : [{ lines: [`${what} ${n(count)}`], waiting: true }]
  const screening: readonly Row[] = [
    {
      stage: 'Screening',
      boxes: arm((side) => [
        [
          { lines: [`Records screened ${n(side.screened)}`] },
          ...waits(side.awaitingScreening, 'Waiting for screening'),
        ],
        [
          {
            lines: [
              `Records excluded ${n(side.excluded)}`,
              ...(side.excludedByMachine > 0
                ? [`of these by a machine only ${n(side.excludedByMachine)}`]
                : []),
            ],
          },
        ],
      ]),
    },
  ]
  const fullText: readonly Row[] = [
    {
      stage: 'Screening',
      boxes: arm((side) => [
        [
          { lines: [`Reports sought for retrieval ${n(side.sought)}`] },
          ...waits(side.awaitingRetrieval, 'Waiting for retrieval'),
        ],
        [{ lines: [`Reports not retrieved ${n(side.notRetrieved)}`] }],
      ]),
    },
    {
      stage: 'Screening',
      boxes: arm((side) => [
        [
          { lines: [`Reports assessed for eligibility ${n(side.assessed)}`] },
          ...waits(side.awaitingAssessment, 'Waiting for assessment'),
        ],
        [
          {
            lines: [
              `Reports excluded ${n(side.excludedOnFullText)}`,
              ...side.fullTextReasons.map(({ reason, count }) => `${reason} ${n(count)}`),
            ],
          },
        ],
      ]),
    },
  ]
  return [
    {
      stage: 'Identification',
      boxes: [
        [
          {
            lines: [
              'Records identified from:',
              `Databases ${n(identified.database)}`,
              `Registers ${n(identified.register)}`,
            ],
          },
        ],
        [{ lines: ['Records removed before screening:', `Duplicate records ${n(databases.duplicates)}`] }],
        ...(withOthers
          ? [
              [
                {
                  lines: [
                    'Records identified from:',
                    `Websites ${n(identified.website)}`,
                    `Organisations ${n(identified.organisation)}`,
                    `Citation searching ${n(identified.citation)}`,
                  ],
                },
              ],
              [{ lines: ['Records removed before screening:', `Duplicate records ${n(other.duplicates)}`] }],
            ]
          : []),
      ],
    },
    ...screening,
    ...(flow.fullText ? fullText : []),
    {
      stage: 'Included',
      boxes: [
        [
          {
            lines: [
              `Studies included in review ${n(flow.newStudies)}`,
              `Reports of included studies ${n(flow.newReports)}`,
            ],
          },
        ],
      ],
    },
  ]
}

const boxLines = (box: Box): readonly string[] =>
  box.lines.flatMap((line) => wrap(line, boxWidth - 20, fontSize, 4))

const boxHeight = (box: Box): number => boxLines(box).length * lineHeight + 16

function drawBox(box: Box, x: number, y: number): string {
  const frame = tag('rect', {
    x,
    y,
    width: boxWidth,
    height: boxHeight(box),
    rx: 4,
    fill: paper,
    stroke: muted,
    'stroke-dasharray': box.waiting === true ? '5 4' : undefined,
  })
  const lines = boxLines(box).map((line, i) =>
    text(line, x + 10, y + 19 + i * lineHeight, {
      'font-size': fontSize,
      fill: box.waiting === true ? muted : ink,
    }),
  )
  return [frame, ...lines].join('')
}

const arrow = (x1: number, y1: number, x2: number, y2: number): string =>
  tag('line', { x1, y1, x2, y2, stroke: muted, 'stroke-width': 1.3, 'marker-end': 'url(#arrow)' })

const drawBand = (stage: string, from: number, to: number): string =>
  [
    tag('rect', { x: 4, y: from, width: 26, height: to - from, rx: 4, fill: blueSoft }),
    text(stage, 0, 0, {
      // A word longer than its band is set smaller, so that it stays inside.
      'font-size': Math.min(11.5, (11.5 * (to - from - 8)) / widthOf(stage, 11.5)),
      'text-anchor': 'middle',
      transform: `translate(21 ${Math.round((from + to) / 2)}) rotate(-90)`,
    }),
  ].join('')
