import { bootstrapDraws } from '../statistics/intervals.ts'
import { seededRandom } from '../statistics/random.ts'
import { type Estimate, intervalFromDraws, intervalFromLeftOut, type IntervalOptions } from './estimate.ts'
import { ratingsOfUnit, type Ratings, tallyOf, withRatings } from './ratings.ts'

/** One code of a dimension taken by itself: given or not given. */
export interface CodeAgreement {
  readonly code: string
  /** How many codings gave it, of all codings of units that two or more coded. */
  readonly given: number
  readonly codings: number
  /** Units where at least one coder gave it. */
  readonly units: number
  /** Mean share of pairs of coders who agree on it, given or not. High for rare codes whatever coders do. */
  readonly agreement: number
  /**
   * When one coder gave it, how often another coder of the same unit gave it too (positive agreement, Cicchetti
   * and Feinstein 1990, doi:10.1016/0895-4356(90)90159-M); NaN where nobody gave it.
   */
  readonly positiveAgreement: number
  /** Krippendorff's alpha of given or not. */
  readonly alpha: Estimate
}

/** Where one code was given: units, with how many of their coders gave it. */
interface CodeTally {
  readonly code: string
  readonly unit: readonly number[]
  readonly given: readonly number[]
}

/**
 * Agreement on each code of a dimension of single, ordered or several choices, in the codebook's order. Units
 * with fewer than two coders are left out. Numbers have no codes and give an empty list.
 */
export function agreementPerCode(ratings: Ratings, options: IntervalOptions = {}): readonly CodeAgreement[] {
  const paired = withRatings(ratings, 2)
  const coders = Float64Array.from(paired.units, (_, unit) => ratingsOfUnit(paired, unit))
  const tallies = tallyCodes(paired)
  const draws = options.bootstrap === undefined ? [] : drawAlphas(tallies, coders, options.bootstrap)
  return tallies.map((tally, i) => codeAgreement(tally, coders, options, draws[i]))
}

function tallyCodes(ratings: Ratings): readonly CodeTally[] {
  const { scale } = ratings
  if (scale.kind === 'interval' || scale.kind === 'ratio') return []
  const codes: readonly string[] = scale.kind === 'set' ? scale.codes : scale.values
  const values: readonly (readonly string[])[] =
    scale.kind === 'set' ? scale.values : scale.values.map((value) => [value])
  const place = new Map(codes.map((code, i) => [code, i]))
  const codesOf = values.map((value) => value.map((code) => place.get(code) ?? -1))
  const tallies = codes.map((code) => ({ code, unit: [] as number[], given: [] as number[] }))
  const tally = tallyOf(ratings)
  for (let unit = 0; unit < tally.units; unit++) {
    for (let i = tally.start[unit] ?? 0; i < (tally.start[unit + 1] ?? 0); i++) {
      for (const code of codesOf[tally.value[i] ?? 0] ?? []) {
        const of = tallies[code]
        if (of === undefined) continue
        const last = of.unit.length - 1
        if (of.unit[last] === unit) of.given[last]! += tally.count[i] ?? 0
        else {
          of.unit.push(unit)
          of.given.push(tally.count[i] ?? 0)
        }
      }
    }
  }
  return tallies
}

/** Pairs of coders of one unit who differ on a code, both ways, by coders less one. */
const differing = (given: number, coders: number): number => (2 * given * (coders - given)) / (coders - 1)

/** Alpha of two values from n codings of which `given` give the code; NaN where there is no variation. */
function binaryAlpha(within: number, given: number, n: number): number {
  const atLarge = 2 * given * (n - given)
  return atLarge > 0 ? 1 - (within * (n - 1)) / atLarge : NaN
}

function codeAgreement(
  { code, unit, given }: CodeTally,
  coders: Float64Array,
  options: IntervalOptions,
  draws: Float64Array | undefined,
): CodeAgreement {
  const n = coders.reduce((sum, m) => sum + m, 0)
  const parts = unit.map((at, i) => {
    const m = coders[at] ?? 0
    const count = given[i] ?? 0
    return { at, m, count, within: differing(count, m) }
  })
  const within = parts.reduce((sum, part) => sum + part.within, 0)
  const all = parts.reduce((sum, part) => sum + part.count, 0)
  const both = parts.reduce((sum, { count, m }) => sum + (count * (count - 1)) / (m - 1), 0)
  const apart = parts.reduce((sum, part) => sum + part.within / part.m, 0)
  return {
    code,
    given: all,
    codings: n,
    units: parts.length,
    agreement: coders.length === 0 ? NaN : 1 - apart / coders.length,
    positiveAgreement: all === 0 ? NaN : both / all,
    alpha: alphaOfCode(),
  }

  function alphaOfCode(): Estimate {
    if (coders.length === 0) return { kind: 'undefined', because: 'no-pairs' }
    const value = binaryAlpha(within, all, n)
    if (Number.isNaN(value)) return { kind: 'undefined', because: 'no-variation' }
    const shared = {
      kind: 'value',
      value,
      observedDisagreement: within / n,
      expectedDisagreement: (2 * all * (n - all)) / (n * (n - 1)),
    } as const
    if (within === 0) return { ...shared, interval: 'no-disagreement' }
    const leftOut = coders.map((m) => binaryAlpha(within, all, n - m))
    for (const part of parts) {
      leftOut[part.at] = binaryAlpha(within - part.within, all - part.count, n - part.m)
    }
    const level = options.level ?? 0.95
    const interval = intervalFromLeftOut(value, leftOut, level)
    if (draws === undefined || options.bootstrap === undefined) return { ...shared, interval }
    const bootstrap = intervalFromDraws(draws, level, options.bootstrap)
    return { ...shared, interval, bootstrap }
  }
}

/** For every code its alpha in every bootstrap draw; all codes share the draws. */
function drawAlphas(
  tallies: readonly CodeTally[],
  coders: Float64Array,
  { draws, seed }: { readonly draws: number; readonly seed: number | string },
): readonly Float64Array[] {
  const flat = tallies.map(({ unit, given }) => ({
    unit: Int32Array.from(unit),
    given: Float64Array.from(given),
    within: Float64Array.from(unit, (at, i) => differing(given[i] ?? 0, coders[at] ?? 0)),
  }))
  const results = tallies.map(() => new Float64Array(draws))
  let draw = 0
  bootstrapDraws(coders.length, draws, seededRandom(seed), (counts) => {
    const n = coders.reduce((sum, m, unit) => sum + m * (counts[unit] ?? 0), 0)
    for (const [code, { unit, given, within }] of flat.entries()) {
      let [all, apart] = [0, 0]
      for (let i = 0; i < unit.length; i++) {
        const weight = counts[unit[i] ?? 0] ?? 0
        all += weight * (given[i] ?? 0)
        apart += weight * (within[i] ?? 0)
      }
      const result = results[code]
      if (result !== undefined) result[draw] = binaryAlpha(apart, all, n)
    }
    return draw++
  })
  return results
}
