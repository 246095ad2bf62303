import type { ReviewSnapshot } from '../domain/snapshot.ts'
import { directionsFigure } from './direction-figures.ts'
import { markup } from './escape.ts'
import { figureBox } from './figure-box.ts'
import { integrationFigure } from './integration-figure.ts'
import type { MapData } from './map-data.ts'
import { termsFigure } from './terms-figure.ts'

/** More sentences than this stand folded under the first ones. */
const mostLines = 4

/** The overview's other ways of looking at the evidence: direction, terms, who reads whom, what the search missed. */
export function evidenceViews(snapshot: ReviewSnapshot, data: MapData): string {
  const { said } = data
  return [
    section('Which way results point', directionsFigure(snapshot, data), said.directions),
    section('Which terms are used, and when', termsFigure(snapshot, data), said.terms),
    section('Who reads whom', integrationFigure(snapshot, data), said.disciplines),
    section('What the search may have missed', undefined, said.coverage),
  ].join('\n')
}

function section(heading: string, figure: string | undefined, lines: readonly string[]): string {
  if (figure === undefined && lines.length === 0) return ''
  const list = (some: readonly string[]): string =>
    `<ul class="findings">${some.map((line) => `<li dir="auto">${markup(line)}</li>`).join('')}</ul>`
  const [first, rest] =
    lines.length <= mostLines + 1 ? [lines, []] : [lines.slice(0, mostLines), lines.slice(mostLines)]
  return [
    `<h2>${heading}</h2>`,
    figure === undefined ? '' : figureBox(figure, heading),
    first.length === 0 ? '' : list(first),
    rest.length === 0 ? '' : `<details><summary>${rest.length} more</summary>${list(rest)}</details>`,
  ].join('\n')
}
