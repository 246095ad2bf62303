import { type Random, shuffled } from './random.ts'

export interface PermutationTest {
  readonly observed: number
  /** How many of the permuted statistics were at least the observed one. */
  readonly atLeast: number
  readonly draws: number
  /** (atLeast + 1) / (draws + 1): never 0, and exact as a test. */
  readonly p: number
}

/**
 * A one-sided permutation test: how often does the statistic of the items in random order reach the one
 * observed? The observed order counts as one of the draws (Phipson and Smyth 2010, doi:10.2202/1544-6115.1585).
 * For a lower tail negate the statistic. Ties within 1e-12 count as reached, since sums differ by rounding.
 */
export function permutationTest<T>(
  items: readonly T[],
  statistic: (items: readonly T[]) => number,
  draws: number,
  random: Random,
): PermutationTest {
  const observed = statistic(items)
  let atLeast = 0
  for (let i = 0; i < draws; i++) {
    if (statistic(shuffled(items, random)) >= observed - 1e-12 * Math.max(1, Math.abs(observed))) atLeast++
  }
  return { observed, atLeast, draws, p: (atLeast + 1) / (draws + 1) }
}

/** All orders of the items: n! of them, so for n up to about 8. One empty order for no items. */
export function* permutations<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length === 0) {
    yield []
    return
  }
  for (const [i, item] of items.entries()) {
    for (const rest of permutations(items.toSpliced(i, 1))) yield [item, ...rest]
  }
}
