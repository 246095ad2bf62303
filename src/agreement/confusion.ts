import { missing, type Ratings, type Tally, tallyOf, withRatings } from './ratings.ts'

/** Two codes that coders gave to the same report, one coder this and another that. */
export interface Confusion {
  readonly code: string
  /** The other coder's code; undefined where the other gave nothing in its place. */
  readonly other: string | undefined
  /** How many pairs of coders of one report it happened to; parts where sets differ in several codes. */
  readonly pairs: number
  /** The reports it happened in. */
  readonly units: readonly string[]
}

/**
 * Which codes are taken for which, most often first: what to mend in a codebook. For single and ordered choices
 * every pair of coders with different codes is one confusion. Where several codes may be given, codes that only
 * one coder gave stand against codes that only the other gave, in equal parts, and what is left over on one
 * side was left out by the other: {a, b} and {a, c} confuse b with c, {a, b} and {a} leave b out.
 */
export function confusions(ratings: Ratings): readonly Confusion[] {
  const { scale } = ratings
  if (scale.kind === 'interval' || scale.kind === 'ratio') return []
  const sets: readonly (readonly string[])[] =
    scale.kind === 'set' ? scale.values : scale.values.map((value) => [value])
  const place = new Map((scale.kind === 'set' ? scale.codes : scale.values).map((code, i) => [code, i]))
  const found = new Map<
    string,
    { code: string; other: string | undefined; pairs: number; units: Set<string> }
  >()
  const add = (a: string, b: string | undefined, pairs: number, unit: string): void => {
    const isInOrder = b === undefined || (place.get(a) ?? 0) <= (place.get(b) ?? 0)
    const [code, other] = isInOrder ? [a, b] : [b, a]
    const key = `${code}\u0000${other ?? ''}`
    const known = found.get(key)
    if (known === undefined) found.set(key, { code, other, pairs, units: new Set([unit]) })
    else {
      known.pairs += pairs
      known.units.add(unit)
    }
  }
  const paired = withRatings(ratings, 2)
  eachDifferingPair(tallyOf(paired), (unit, a, b, times) => {
    const [left, right] = apart(sets[a] ?? [], sets[b] ?? [])
    const name = paired.units[unit] ?? ''
    const more = Math.max(left.length, right.length)
    for (const x of left) for (const y of right) add(x, y, times / more, name)
    const over = left.length - right.length
    for (const x of over > 0 ? left : over < 0 ? right : []) {
      add(x, undefined, (times * Math.abs(over)) / more, name)
    }
  })
  return [...found.values()]
    .map((confusion) => ({ ...confusion, units: [...confusion.units] }))
    .toSorted(
      (a, b) =>
        b.pairs - a.pairs ||
        (place.get(a.code) ?? 0) - (place.get(b.code) ?? 0) ||
        (place.get(a.other ?? '') ?? -1) - (place.get(b.other ?? '') ?? -1),
    )
}

/** What each of two sets has that the other lacks. */
function apart(a: readonly string[], b: readonly string[]): readonly [readonly string[], readonly string[]] {
  return [a.filter((code) => !b.includes(code)), b.filter((code) => !a.includes(code))]
}

function eachDifferingPair(
  tally: Tally,
  visit: (unit: number, a: number, b: number, times: number) => void,
): void {
  for (let unit = 0; unit < tally.units; unit++) {
    const end = tally.start[unit + 1] ?? 0
    for (let i = tally.start[unit] ?? 0; i < end; i++) {
      for (let j = i + 1; j < end; j++) {
        const times = (tally.count[i] ?? 0) * (tally.count[j] ?? 0)
        visit(unit, tally.value[i] ?? 0, tally.value[j] ?? 0, times)
      }
    }
  }
}

/** Krippendorff's coincidences: how ratings of one report meet, each report's pairs divided by its coders less one. */
export interface Coincidences {
  /** Values that occur, in the scale's order. */
  readonly values: readonly string[]
  /** Row by row; symmetric; the whole sums to the number of ratings that can be paired. */
  readonly cells: readonly (readonly number[])[]
}

/** The confusion table of a dimension with one code a report; undefined for sets and numbers. */
export function coincidences(ratings: Ratings): Coincidences | undefined {
  const { scale } = ratings
  if (scale.kind !== 'nominal' && scale.kind !== 'ordinal') return undefined
  const tally = tallyOf(withRatings(ratings, 2))
  const size = scale.values.length
  const full = new Float64Array(size * size)
  for (let unit = 0; unit < tally.units; unit++) {
    const m = tally.ratings[unit] ?? 0
    const end = tally.start[unit + 1] ?? 0
    for (let i = tally.start[unit] ?? 0; i < end; i++) {
      const [a, countA] = [tally.value[i] ?? 0, tally.count[i] ?? 0]
      for (let j = tally.start[unit] ?? 0; j < end; j++) {
        const countB = (tally.count[j] ?? 0) - (i === j ? 1 : 0)
        full[a * size + (tally.value[j] ?? 0)]! += (countA * countB) / (m - 1)
      }
    }
  }
  const used = scale.values.flatMap((_, value) =>
    full.subarray(value * size, (value + 1) * size).some((cell) => cell > 0) ? [value] : [],
  )
  return {
    values: used.map((value) => scale.values[value] ?? ''),
    cells: used.map((a) => used.map((b) => full[a * size + b] ?? missing)),
  }
}
