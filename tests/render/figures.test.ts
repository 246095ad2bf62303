import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ReviewSnapshot } from '../../src/domain/snapshot.ts'
import { directionsFigure, harvestFigure } from '../../src/render/direction-figures.ts'
import { integrationFigure } from '../../src/render/integration-figure.ts'
import { pageData } from '../../src/render/page-content.ts'
import { renderReport } from '../../src/render/report-files.ts'
import { termsFigure } from '../../src/render/terms-figure.ts'
import { mapData } from '../../src/stages/map-data.ts'
import { sampleCodebook, sampleReview } from './sample-review.ts'

const assets = { script: 'void 0', style: 'p{}' }
const review = sampleReview(60)
const ids = review.studies.flatMap(({ reports }) => reports[0]?.id ?? [])
/** Every study cites the next two, and one work that is not in the review. */
const citing: ReviewSnapshot = {
  ...review,
  references: ids.map((report, i) => ({
    report,
    cites: ['doi:10.5555/elsewhere', ids[(i + 1) % ids.length] ?? '', ids[(i + 2) % ids.length] ?? ''],
  })),
}
const { roles: _, ...withoutRoles } = sampleCodebook
const plain = sampleReview(60, { codebook: withoutRoles })
const termed = sampleReview(60, {
  codebook: { ...sampleCodebook, roles: { ...sampleCodebook.roles, term: 'design' } },
})
const figuresOf = (snapshot: ReviewSnapshot): readonly string[] =>
  [...renderReport(snapshot, mapData(snapshot), assets).keys()].filter((path) => path.startsWith('figures/'))

describe('the figure of who cites whom', () => {
  test('holds every pair of disciplines with the citations counted for it', () => {
    const data = mapData(citing)
    const svg = integrationFigure(citing, data) ?? ''
    const flows = data.integration?.flows ?? []
    expect(flows).toHaveLength(16)
    expect(flows.reduce((sum, { observed }) => sum + observed, 0)).toBeGreaterThan(100)
    for (const { observed, expected } of flows) {
      expect(svg).toContain(`>${observed}</text>`)
      expect(svg).toContain(`${expected.toFixed(1)} exp.`)
    }
  })

  test('is not there without reference lists, and the page says why', () => {
    expect(figuresOf(citing)).toContain('figures/integration.svg')
    expect(figuresOf(review)).not.toContain('figures/integration.svg')
    const page = new TextDecoder().decode(renderReport(review, mapData(review), assets).get('index.html'))
    expect(page).toContain('Who reads whom is not known: the review holds no reference lists.')
  })
})

test('the figure of terms has a row of bars for each term in use, and none without a dimension for terms', () => {
  const data = mapData(termed)
  const svg = termsFigure(termed, data) ?? ''
  const used = data.terms?.codes.filter(({ studies }) => studies > 0) ?? []
  expect(used.length).toBeGreaterThan(2)
  const bars = used.flatMap(({ counts }) => counts.filter((count) => count > 0))
  expect(svg.split('<rect').length - 2).toBe(bars.length)
  for (const { label, studies } of used) expect(svg).toContain(`${label}: ${studies}, `)
  expect(termsFigure(review, mapData(review))).toBeUndefined()
})

test('the page carries the kinds of gap of each cell of its layout', () => {
  const data = mapData(sampleReview(400))
  const told = (data.gaps?.ranked ?? []).filter(({ kinds }) => kinds.length > 0)
  const { kinds, dimensions, layout } = pageData(sampleReview(400), '', data.gaps)
  expect(told.length).toBeGreaterThan(0)
  expect(Object.keys(kinds)).toHaveLength(told.length)
  for (const cell of told) {
    const row = dimensions[layout.rows]?.codes.findIndex(({ id }) => id === cell.row)
    const column = dimensions[layout.columns]?.codes.findIndex(({ id }) => id === cell.column)
    expect(kinds[`${row},${column}`]).toEqual(cell.kinds)
  }
})

describe('the figures of direction', () => {
  test('say how many studies of each row point which way', () => {
    const data = mapData(review)
    for (const draw of [directionsFigure, harvestFigure]) {
      const svg = draw(review, data) ?? ''
      for (const { label, marks } of data.directions?.rows ?? []) {
        const up = marks.filter(({ direction }) => direction === 'positive').length
        const down = marks.filter(({ direction }) => direction === 'negative').length
        expect(svg).toMatch(new RegExp(`${label}: ${down} negative, \\d+ mixed or none, ${up} positive`))
      }
    }
  })

  test('draw one bar a study while there is room, and say what a bar is when there is not', () => {
    const few = sampleReview(12)
    const stated = (mapData(few).directions?.rows ?? []).flatMap(({ marks }) =>
      marks.filter(({ direction }) => direction !== 'notStated'),
    )
    const svg = harvestFigure(few, mapData(few)) ?? ''
    expect(svg.split('<rect').length - 2).toBe(stated.length)
    const many = sampleReview(900)
    expect(harvestFigure(many, mapData(many))).toMatch(/One bar is up to \d+ studies of the same rigor/)
  })

  test('are not there where the codebook names no direction', () => {
    expect(figuresOf(plain).join()).not.toMatch(/directions|harvest|integration/)
  })
})

describe('every figure', () => {
  const all: ReviewSnapshot = { ...citing, codebook: termed.codebook }
  const files = [...renderReport(all, mapData(all), assets)].filter(([path]) => path.endsWith('.svg'))
  const svgs = files.map(([path, bytes]) => [path, new TextDecoder().decode(bytes)] as const)

  test('is there', () => {
    expect(svgs.map(([path]) => path.replace(/^figures\/|\.svg$/g, '')).toSorted()).toEqual(
      'agreement directions harvest integration map prisma terms years'.split(' '),
    )
  })

  test.each(svgs)('%s can be read in print, in a column of 85 mm or across 170 mm', (_path, svg) => {
    const width = Number(/<svg[^>]* width="([\d.]+)"/.exec(svg)?.[1])
    const points = (width <= 400 ? 85 : 170) / 0.3528
    const sizes = [...svg.matchAll(/font-size="([\d.]+)"[^>]*>([^<]*)</g)]
      // Signs that repeat what a frame or a colour says already may be small.
      .filter(([, , words]) => !/^[▼▲]$/.test(words ?? ''))
      .map(([, size]) => (Number(size) * points) / width)
    expect(sizes.length).toBeGreaterThan(3)
    expect(Math.min(...sizes)).toBeGreaterThan(5.5)
  })

  test.each(svgs.filter(([path]) => !/map|harvest|agreement/.test(path)))(
    '%s has no colour that the page does not turn for the dark',
    (_path, svg) => {
      const sheet = readFileSync(new URL('../../src/render/style/overview.css', import.meta.url), 'utf8')
      const colours = [...svg.matchAll(/(fill|stroke)="(#[0-9a-f]{6})"/g)].map(
        ([, where, colour]) => `[${where}='${colour}']`,
      )
      expect([...new Set(colours)].filter((rule) => !sheet.includes(rule))).toEqual([])
    },
  )
})
