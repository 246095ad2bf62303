import type { Coder } from '../domain/decision.ts'
import { type AlphaMetric, alphaKernel, midranks } from './alpha.ts'
import { type Difference, plainDifference, ratioDifference, setDifference } from './difference.ts'
import { valuesWithoutEach } from './kernel.ts'
import { ownDisagreements } from './pairwise-kernel.ts'
import { missing, type Ratings, tallyOf, withRatings } from './ratings.ts'

/** A report on which coders differ, and what that costs. */
export interface CostlyUnit {
  readonly unit: string
  /** Its share of all disagreement observed on the dimension; the shares sum to 1. */
  readonly share: number
  /** What alpha would be without it; NaN where nothing would vary any more. */
  readonly alphaWithout: number
  readonly values: readonly { readonly coder: Coder; readonly value: RatedValue }[]
}

/** A code, a number, or a set of codes. */
type RatedValue = string | number | readonly string[]

/** The units on which coders differ, most costly first, by the metric that the headline alpha uses. */
export function costlyUnits(ratings: Ratings, metric: AlphaMetric): readonly CostlyUnit[] {
  const paired = withRatings(ratings, 2)
  const tally = tallyOf(paired)
  const own = ownDisagreements(tally, metricDifference(paired, metric))
  const total = own.reduce((sum, part) => sum + part, 0)
  if (total === 0) return []
  const without = valuesWithoutEach(alphaKernel(paired, metric))
  const wide = paired.coders.length
  return paired.units
    .flatMap((unit, u) => {
      const cost = own[u] ?? 0
      if (cost === 0) return []
      const values = paired.coders.flatMap((coder, c) => {
        const cell = paired.cells[u * wide + c] ?? missing
        const value = paired.scale.values[cell]
        return value === undefined ? [] : [{ coder, value }]
      })
      return [{ unit, share: cost / total, alphaWithout: without[u] ?? NaN, values }]
    })
    .toSorted((a, b) => b.share - a.share || (a.unit < b.unit ? -1 : 1))
}

/** A metric as differences between values; the ordinal one from how often each value was given. */
function metricDifference(ratings: Ratings, metric: AlphaMetric): Pick<Difference, 'between'> {
  const { scale } = ratings
  if (metric === 'ordinal') return squares(midranks(marginalsOf(ratings)))
  if (metric === 'nominal' || metric === 'exact-set') {
    return plainDifference(scale.values.length, (a, b) => (a === b ? 0 : 1))
  }
  if (scale.kind === 'set' && metric !== 'interval' && metric !== 'ratio') return setDifference(scale, metric)
  if (scale.kind !== 'interval' && scale.kind !== 'ratio') {
    throw new RangeError(`The metric ${metric} does not fit values of kind ${scale.kind}.`)
  }
  return metric === 'ratio' ? ratioDifference(scale.values) : squares(Float64Array.from(scale.values))
}

const squares = (positions: Float64Array): Difference =>
  plainDifference(positions.length, (a, b) => ((positions[a] ?? 0) - (positions[b] ?? 0)) ** 2)

function marginalsOf({ cells, scale }: Ratings): Float64Array {
  const marginals = new Float64Array(scale.values.length)
  for (const cell of cells) if (cell !== missing) marginals[cell]! += 1
  return marginals
}
