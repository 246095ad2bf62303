import {
  type Difference,
  plainDifference,
  ratioDifference,
  type SetMetric,
  setDifference,
} from './difference.ts'
import type { BareKernel, Disagreement, Kernel } from './kernel.ts'
import { pairwiseKernel } from './pairwise-kernel.ts'
import { type Ratings, type Tally, tallyOf, twinsOf } from './ratings.ts'

/** `exact-set` takes a set of codes as one value: the same set or not. */
export type AlphaMetric = 'nominal' | 'ordinal' | 'interval' | 'ratio' | 'exact-set' | SetMetric

/**
 * Krippendorff's alpha: 1 - observed / expected disagreement over all pairs of values within units against all
 * pairs of values at large, for any number of coders and with values missing. Units judged by fewer than two
 * cannot be paired and are left out. Krippendorff 2019, Content Analysis (4th ed.), chapter 12; Hayes and
 * Krippendorff 2007, doi:10.1080/19312450709336664.
 *
 * Not a share of agreement, not a p-value; 0 is what chance gives, negative is worse than chance. It depends on
 * how values are spread, so alphas of different material do not compare.
 * Throws a RangeError when the metric does not fit the scale.
 */
export function alphaKernel(ratings: Ratings, metric: AlphaMetric | Difference): Kernel {
  return { ...kernelOf(ratings, metric), twins: twinsOf(ratings) }
}

function kernelOf(ratings: Ratings, metric: AlphaMetric | Difference): BareKernel {
  const tally = onlyPairs(tallyOf(ratings))
  const { scale } = ratings
  if (typeof metric === 'object') return pairwiseKernel(tally, metric)
  switch (metric) {
    case 'nominal':
    case 'exact-set':
      return nominalKernel(tally)
    case 'ordinal':
      return intervalKernel(tally, (marginals) => midranks(marginals))
    case 'interval':
    case 'ratio': {
      if (scale.kind !== 'interval' && scale.kind !== 'ratio') break
      const numbers = Float64Array.from(scale.values)
      return metric === 'interval'
        ? intervalKernel(tally, () => numbers)
        : pairwiseKernel(tally, ratioDifference(scale.values))
    }
    case 'masi':
    case 'masi-rounded':
    case 'jaccard':
      if (scale.kind !== 'set') break
      return pairwiseKernel(tally, setDifference(scale, metric))
  }
  throw new RangeError(`The metric ${metric} does not fit values of kind ${scale.kind}.`)
}

/** Units judged by fewer than two stay as units, for the jackknife, but bring nothing. */
function onlyPairs(tally: Tally): Tally {
  const start = new Int32Array(tally.units + 1)
  const kept: number[] = []
  for (let unit = 0; unit < tally.units; unit++) {
    const end = (tally.ratings[unit] ?? 0) >= 2 ? (tally.start[unit + 1] ?? 0) : 0
    for (let i = tally.start[unit] ?? 0; i < end; i++) kept.push(i)
    start[unit + 1] = kept.length
  }
  return {
    ...tally,
    start,
    ratings: tally.ratings.map((m) => (m >= 2 ? m : 0)),
    value: Int32Array.from(kept, (i) => tally.value[i] ?? 0),
    count: Int32Array.from(kept, (i) => tally.count[i] ?? 0),
  }
}

/** Same value or not: differences of 0 and 1. */
function nominalKernel(tally: Tally): BareKernel {
  const own = Float64Array.from(tally.ratings, (m, unit) => {
    let same = 0
    for (let i = tally.start[unit] ?? 0; i < (tally.start[unit + 1] ?? 0); i++) {
      same += (tally.count[i] ?? 0) ** 2
    }
    return m < 2 ? 0 : (m * m - same) / (m - 1)
  })
  const marginals = new Float64Array(tally.values)
  return {
    units: tally.units,
    disagreement(weights) {
      const n = weighMarginals(tally, weights, marginals)
      let same = 0
      for (const count of marginals) same += count * count
      return perPair(sumWeighted(own, weights), n * n - same, n)
    },
  }
}

/**
 * Squared distances between positions. The ordinal metric is one: the ranks between two values, counting half
 * of each end, are the distance of their mid-ranks, and these depend on the sample.
 */
function intervalKernel(tally: Tally, positionsFor: (marginals: Float64Array) => Float64Array): BareKernel {
  const marginals = new Float64Array(tally.values)
  return {
    units: tally.units,
    disagreement(weights) {
      const n = weighMarginals(tally, weights, marginals)
      const positions = positionsFor(marginals)
      // Distances from the mean keep the differences of large sums exact.
      const centre = weightedMean(positions, marginals, n)
      let squares = 0
      let observed = 0
      for (let unit = 0; unit < tally.units; unit++) {
        const weight = weights[unit] ?? 0
        if (weight === 0) continue
        const m = tally.ratings[unit] ?? 0
        if (m < 2) continue
        let sum = 0
        let sumOfSquares = 0
        for (let i = tally.start[unit] ?? 0; i < (tally.start[unit + 1] ?? 0); i++) {
          const distance = (positions[tally.value[i] ?? 0] ?? 0) - centre
          const count = tally.count[i] ?? 0
          sum += count * distance
          sumOfSquares += count * distance * distance
        }
        squares += weight * sumOfSquares
        observed += (weight * Math.max(0, 2 * (m * sumOfSquares - sum * sum))) / (m - 1)
      }
      return perPair(observed, hasOneValue(marginals) ? 0 : 2 * n * squares, n)
    },
  }
}

/** A value's mid-rank among all ratings: those below it and half of its own. */
export function midranks(marginals: ArrayLike<number>): Float64Array {
  let below = 0
  return Float64Array.from(marginals, (count) => {
    below += count
    return below - count / 2
  })
}

/** How often each value was given, into `marginals`; returns the number of ratings. */
function weighMarginals(tally: Tally, weights: ArrayLike<number>, marginals: Float64Array): number {
  marginals.fill(0)
  let n = 0
  for (let unit = 0; unit < tally.units; unit++) {
    const weight = weights[unit] ?? 0
    if (weight === 0) continue
    n += weight * (tally.ratings[unit] ?? 0)
    for (let i = tally.start[unit] ?? 0; i < (tally.start[unit + 1] ?? 0); i++) {
      marginals[tally.value[i] ?? 0]! += weight * (tally.count[i] ?? 0)
    }
  }
  return n
}

/** Disagreements per pair of ratings: within units, and among all n. */
function perPair(within: number, atLarge: number, n: number): Disagreement {
  return n > 0 ? { observed: within / n, expected: atLarge / (n * (n - 1)) } : { observed: NaN, expected: 0 }
}

function sumWeighted(values: Float64Array, weights: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (values[i] ?? 0) * (weights[i] ?? 0)
  return sum
}

function weightedMean(positions: Float64Array, marginals: Float64Array, n: number): number {
  return n === 0 ? 0 : sumWeighted(positions, marginals) / n
}

const hasOneValue = (marginals: Float64Array): boolean => marginals.filter((count) => count > 0).length < 2

/** A difference by places on the scale, for cross-checks with packages that weigh categories by place. */
export const placeDifference = (values: number, power: number): Difference =>
  plainDifference(values, (a, b) => Math.abs(a - b) ** power)
