import type { PageDimension } from './page-data.ts'

/** Okabe and Ito's colours, told apart by all common kinds of colour vision (jfly.uni-koeln.de/color, 2008). */
const distinct = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#8c7a00', '#555555']
/** From pale to dark: steps of an ordinal scale differ in lightness, so they survive greyscale print. */
const stepsFromPaleToDark = [
  [245, 213, 150],
  [214, 137, 45],
  [107, 47, 6],
] as const

/** The codes that a bar shows: the top level, whose counts hold those of the codes below. */
export const segmentsShown = (dimension: PageDimension): readonly number[] =>
  dimension.codes.flatMap((code, at) => (code.depth === 0 ? [at] : []))

export function segmentColour(dimension: PageDimension, place: number, count: number): string {
  if (dimension.type !== 'ordinal') return distinct[place % distinct.length] ?? '#555555'
  const position = count < 2 ? 1 : place / (count - 1)
  const [pale, middle, dark] = stepsFromPaleToDark
  const [from, to, share] = position < 0.5 ? [pale, middle, position * 2] : [middle, dark, position * 2 - 1]
  const mixed = from.map((value, i) => Math.round(value + ((to[i] ?? 0) - value) * share))
  return `rgb(${mixed.join(', ')})`
}
