import type { Slice } from './source.ts'

const dayMs = 86_400_000

/** The two halves of a slice's range of ISO dates, or undefined when it is a single day. */
export function halvesByDay(slice: Slice): readonly Slice[] | undefined {
  if (slice.range === undefined) return undefined
  const from = Date.parse(slice.range.from)
  const to = Date.parse(slice.range.to)
  if (!(to > from)) return undefined
  const middle = from + Math.floor((to - from) / dayMs / 2) * dayMs
  return [
    withRange(slice, slice.range.from, isoDay(middle)),
    withRange(slice, isoDay(middle + dayMs), slice.range.to),
  ]
}

/** The two halves of a slice's range of years, or undefined when it is one year. */
export function halvesByYear(slice: Slice): readonly Slice[] | undefined {
  if (slice.range === undefined) return undefined
  const from = Number(slice.range.from)
  const to = Number(slice.range.to)
  if (!(to > from)) return undefined
  const middle = Math.floor((from + to) / 2)
  return [
    withRange(slice, slice.range.from, String(middle)),
    withRange(slice, String(middle + 1), slice.range.to),
  ]
}

const withRange = (slice: Slice, from: string, to: string): Slice => ({
  ...slice,
  id: `${from}..${to}`,
  range: { from, to },
})

const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** An ISO date so many days before another: living updates overlap, because indexes are late. */
export const daysBefore = (date: string, days: number): string => isoDay(Date.parse(date) - days * dayMs)
