import type { Coder } from '../domain/decision.ts'
import { type AlphaMetric, alphaKernel } from './alpha.ts'
import { chanceCorrectedKernel } from './chance-corrected.ts'
import { coefficientOf, everyUnit, type Kernel } from './kernel.ts'
import { type Ratings, selectCoders, withRatings, withUsedValues } from './ratings.ts'

/** How two coders agree on the units that both judged. */
export interface CoderPair {
  readonly coders: readonly [Coder, Coder]
  readonly units: number
  /** Share of units with the same value; NaN where they share none. */
  readonly agreement: number
  /** By the dimension's metric, from these two coders' values alone; NaN where nothing varies. */
  readonly alpha: number
}

/** Every pair of coders: the coder-by-coder matrix, each pair once, in the coders' order. */
export function coderPairs(ratings: Ratings, metric: AlphaMetric): readonly CoderPair[] {
  return ratings.coders.flatMap((first, i) =>
    ratings.coders.slice(i + 1).map((second) => {
      const two = withUsedValues(withRatings(selectCoders(ratings, [first, second]), 2))
      return {
        coders: [first, second] as const,
        units: two.units.length,
        agreement: valueOf(chanceCorrectedKernel(two, 'none')),
        alpha: valueOf(alphaKernel(two, metric)),
      }
    }),
  )
}

function valueOf(kernel: Kernel): number {
  return kernel.units === 0 ? NaN : coefficientOf(kernel.disagreement(everyUnit(kernel)))
}
