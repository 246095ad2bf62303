import type { Coder } from '../domain/decision.ts'

/** What one dimension's values are and how they relate. Values come from the codebook, in its order. */
export type Scale =
  | { readonly kind: 'nominal'; readonly values: readonly string[] }
  | { readonly kind: 'ordinal'; readonly values: readonly string[] }
  /** The distinct numbers that occur, ascending. */
  | { readonly kind: 'interval'; readonly values: readonly number[] }
  | { readonly kind: 'ratio'; readonly values: readonly number[] }
  /** The distinct sets of codes that occur, each in the order of `codes`. */
  | {
      readonly kind: 'set'
      readonly values: readonly (readonly string[])[]
      readonly codes: readonly string[]
    }

/** In a cell: this coder did not judge this unit. */
export const missing = -1

/** Who gave which unit which value. Units are reports; a coder gives a unit one value or none. */
export interface Ratings {
  readonly units: readonly string[]
  readonly coders: readonly Coder[]
  readonly scale: Scale
  /** Row by row (unit), column by column (coder): an index into the scale's values, or `missing`. */
  readonly cells: Int32Array
}

/** Ratings from a look-up. Throws a RangeError for an index that the scale does not have. */
export function makeRatings(
  units: readonly string[],
  coders: readonly Coder[],
  scale: Scale,
  cell: (unit: number, coder: number) => number,
): Ratings {
  const cells = new Int32Array(units.length * coders.length)
  for (let u = 0; u < units.length; u++) {
    for (let c = 0; c < coders.length; c++) {
      const value = cell(u, c)
      if (value !== missing && !(value in scale.values)) {
        throw new RangeError(`There is no value ${value} on a scale of ${scale.values.length}.`)
      }
      cells[u * coders.length + c] = value
    }
  }
  return { units, coders, scale, cells }
}

/** How many coders judged a unit. */
export function ratingsOfUnit({ coders, cells }: Ratings, unit: number): number {
  let count = 0
  for (let c = 0; c < coders.length; c++) if (cells[unit * coders.length + c] !== missing) count++
  return count
}

/** The units that at least so many coders judged, in order. */
export const withRatings = (ratings: Ratings, atLeast: number): Ratings =>
  selectUnits(ratings, (unit) => ratingsOfUnit(ratings, unit) >= atLeast)

export function selectUnits(ratings: Ratings, keep: (unit: number) => boolean): Ratings {
  const { units, coders, cells } = ratings
  const kept = units.flatMap((_, unit) => (keep(unit) ? [unit] : []))
  if (kept.length === units.length) return ratings
  const wide = coders.length
  const left = new Int32Array(kept.length * wide)
  for (const [i, unit] of kept.entries()) left.set(cells.subarray(unit * wide, (unit + 1) * wide), i * wide)
  return { ...ratings, units: kept.map((unit) => units[unit] ?? ''), cells: left }
}

/**
 * For every unit the first one with the same ratings by the same coders. What leaving out a unit does, leaving
 * out its twin does too, so thousands of screened reports cost no more than their few patterns.
 */
export function twinsOf({ units, coders, cells }: Ratings): Int32Array {
  const first = new Map<string, number>()
  return Int32Array.from(units, (_, unit) => {
    const pattern = cells.subarray(unit * coders.length, (unit + 1) * coders.length).join(' ')
    const twin = first.get(pattern)
    if (twin === undefined) first.set(pattern, unit)
    return twin ?? unit
  })
}

/** Only these coders' columns; units stay, also those that none of them judged. */
export function selectCoders(ratings: Ratings, chosen: readonly Coder[]): Ratings {
  const columns = chosen.map((coder) => ratings.coders.indexOf(coder))
  const unknown = chosen.find((_, i) => columns[i] === -1)
  if (unknown !== undefined) throw new RangeError(`There is no coder "${unknown}" in these ratings.`)
  const wide = ratings.coders.length
  return makeRatings(
    ratings.units,
    chosen,
    ratings.scale,
    (unit, coder) => ratings.cells[unit * wide + (columns[coder] ?? 0)] ?? missing,
  )
}

/**
 * The same ratings on a scale without the sets or numbers that no longer occur; these come from the data, so
 * leaving them out changes no figure. Scales of codes come from the codebook and stay whole.
 */
export function withUsedValues(ratings: Ratings): Ratings {
  const { scale, cells } = ratings
  if (scale.kind === 'nominal' || scale.kind === 'ordinal') return ratings
  const used = [...new Set(cells)].filter((cell) => cell !== missing).toSorted((a, b) => a - b)
  const place = new Map(used.map((value, i) => [value, i]))
  const left: Scale =
    scale.kind === 'set'
      ? { ...scale, values: used.map((value) => scale.values[value] ?? []) }
      : { ...scale, values: used.map((value) => scale.values[value] ?? 0) }
  return { ...ratings, scale: left, cells: cells.map((cell) => place.get(cell) ?? missing) }
}

/**
 * Ratings by unit without the coders' names, as agreement sees them: for each unit its distinct values with how
 * many coders gave each. Unit u's entries stand at `start[u]` up to `start[u + 1]`.
 */
export interface Tally {
  readonly units: number
  readonly values: number
  /** How many coders judged each unit. */
  readonly ratings: Int32Array
  readonly start: Int32Array
  readonly value: Int32Array
  readonly count: Int32Array
}

export function tallyOf({ units, coders, scale, cells }: Ratings): Tally {
  const value: number[] = []
  const count: number[] = []
  const start = new Int32Array(units.length + 1)
  const ratings = new Int32Array(units.length)
  for (let u = 0; u < units.length; u++) {
    const first = value.length
    for (let c = 0; c < coders.length; c++) {
      const cell = cells[u * coders.length + c] ?? missing
      if (cell === missing) continue
      ratings[u]! += 1
      const at = value.indexOf(cell, first)
      if (at === -1) {
        value.push(cell)
        count.push(1)
      } else count[at]! += 1
    }
    start[u + 1] = value.length
  }
  return {
    units: units.length,
    values: scale.values.length,
    ratings,
    start,
    value: Int32Array.from(value),
    count: Int32Array.from(count),
  }
}
