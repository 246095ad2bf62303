import { betaQuantile, normalQuantile, studentTQuantile } from './distributions.ts'
import type { Random } from './random.ts'

export interface Interval {
  readonly low: number
  readonly high: number
  /** Such as 0.95. */
  readonly level: number
}

export interface Jackknife extends Interval {
  readonly standardError: number
  /** The jackknife's estimate of the estimator's bias; the interval is around the plain estimate. */
  readonly bias: number
  readonly degreesOfFreedom: number
}

/**
 * Jackknife interval from the estimates with one unit left out each: standard error
 * sqrt((n - 1) / n * sum of squared deviations from their mean), Student's t with n - 1 degrees of freedom.
 * Tukey 1958 (doi:10.1214/aoms/1177706647); Efron and Stein 1981 (doi:10.1214/aos/1176345462).
 * Undefined for fewer than two units or if a left-out estimate is not finite (then the estimate hangs on one
 * unit and has no honest interval).
 */
export function jackknife(
  estimate: number,
  leftOut: readonly number[] | Float64Array,
  level = 0.95,
): Jackknife | undefined {
  const n = leftOut.length
  if (n < 2 || !leftOut.every(Number.isFinite) || !Number.isFinite(estimate)) return undefined
  let mean = 0
  for (const value of leftOut) mean += value / n
  let squares = 0
  for (const value of leftOut) squares += (value - mean) ** 2
  const standardError = Math.sqrt(((n - 1) / n) * squares)
  const reach = studentTQuantile((1 + level) / 2, n - 1) * standardError
  return {
    low: estimate - reach,
    high: estimate + reach,
    level,
    standardError,
    bias: (n - 1) * (mean - estimate),
    degreesOfFreedom: n - 1,
  }
}

/**
 * The statistic of `draws` bootstrap samples of n units. A sample is given as how often each unit is in it, so
 * that sums over units need no copies; the array is reused, so do not keep it. May hold NaN where the
 * statistic of a sample is undefined. Efron 1979, doi:10.1214/aos/1176344552.
 */
export function bootstrapDraws(
  n: number,
  draws: number,
  random: Random,
  statistic: (counts: Uint32Array) => number,
): Float64Array {
  const result = new Float64Array(draws)
  const counts = new Uint32Array(n)
  for (let draw = 0; draw < draws; draw++) {
    counts.fill(0)
    for (let i = 0; i < n; i++) {
      const unit = random.below(n)
      counts[unit] = (counts[unit] ?? 0) + 1
    }
    result[draw] = statistic(counts)
  }
  return result
}

/**
 * Percentile interval of bootstrap draws; those that are not finite are left out and counted as undefined.
 * Undefined if none is finite.
 */
export function percentileInterval(
  draws: Float64Array,
  level = 0.95,
): (Interval & { readonly undefinedDraws: number }) | undefined {
  const finite = draws.filter(Number.isFinite).toSorted()
  if (finite.length === 0) return undefined
  return {
    low: sortedQuantile(finite, (1 - level) / 2),
    high: sortedQuantile(finite, (1 + level) / 2),
    level,
    undefinedDraws: draws.length - finite.length,
  }
}

/** The p-quantile of ascending values, linear between neighbours (type 7 of Hyndman and Fan 1996, doi:10.2307/2684934). */
export function sortedQuantile(sorted: Float64Array | readonly number[], p: number): number {
  const place = (sorted.length - 1) * p
  const below = sorted[Math.floor(place)] ?? NaN
  const above = sorted[Math.ceil(place)] ?? NaN
  return below + (above - below) * (place - Math.floor(place))
}

/**
 * Wilson's score interval for a share (Wilson 1927, doi:10.2307/2276774): good coverage from few units on, never
 * outside [0, 1]. With no units it is the whole range.
 */
export function wilsonInterval(successes: number, n: number, level = 0.95): Interval {
  checkShare(successes, n)
  if (n === 0) return { low: 0, high: 1, level }
  const z = normalQuantile((1 + level) / 2)
  const share = successes / n
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const reach = ((z / (1 + (z * z) / n)) * Math.sqrt(share * (1 - share) + (z * z) / (4 * n))) / Math.sqrt(n)
  return {
    low: successes === 0 ? 0 : centre - reach,
    high: successes === n ? 1 : centre + reach,
    level,
  }
}

/**
 * The exact interval of Clopper and Pearson (1934, doi:10.1093/biomet/26.4.404): covers at least as often as it
 * says, usually more. With no units it is the whole range.
 */
export function clopperPearsonInterval(successes: number, n: number, level = 0.95): Interval {
  checkShare(successes, n)
  const tail = (1 - level) / 2
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, n - successes + 1),
    high: successes === n ? 1 : betaQuantile(1 - tail, successes + 1, n - successes),
    level,
  }
}

function checkShare(successes: number, n: number): void {
  if (!(successes >= 0 && successes <= n && Number.isFinite(n))) {
    throw new RangeError(`Expected a count from 0 to ${n}, got ${successes}.`)
  }
}
