import { hypergeometricCdf } from '../statistics/discrete-distributions.ts'
import { type Random, shuffled } from '../statistics/random.ts'
import type { AxisChoice } from './axis.ts'
import type { CodedStudies } from './coded-studies.ts'
import { crossTabulate } from './cross-tabulation.ts'
import { gapStatistics, type GapOptions, type GapStatistic } from './gap-statistics.ts'
import { memberships } from './memberships.ts'

export interface PermutedCell {
  readonly row: string
  readonly column: string
  /** The exact test's tail, and the same by permutation: they should agree. */
  readonly exact: number
  readonly permuted: number
  /** Chance that any tested cell of a table without structure looks this empty: single-step min-p. */
  readonly familyWise: number
}

export interface PermutationCheck {
  readonly draws: number
  readonly cells: readonly PermutedCell[]
}

/**
 * The exact test's cross-check: whole column sets are dealt to studies at random `draws` times, and each tested
 * cell's lower tail counted; besides, how often the least likely cell of all is as unlikely as this one, which
 * holds under any dependence between cells (Westfall and Young 1993, min-p, single step). Cells beside a
 * structural zero are left out: dealing would put studies where they cannot stand.
 */
export function permutationCheck(
  index: CodedStudies,
  choice: { readonly rows: AxisChoice; readonly columns: AxisChoice },
  draws: number,
  random: Random,
  options: GapOptions = {},
): PermutationCheck {
  const table = crossTabulate(index, choice)
  const gaps = gapStatistics(table, options)
  const tested = gaps.cells.flatMap((cells, i) =>
    cells.flatMap((cell, j) =>
      cell.adjustedLower !== undefined && cell.studies === table.codedOnBoth ? [{ cell, i, j }] : [],
    ),
  )
  const { rowsOf, columnsOf } = memberships(index, table)
  const tails = tested.map(({ cell }) => tailsByCount(cell))
  const width = table.columns.codes.length
  const counts = new Uint32Array(table.rows.codes.length * width)
  const atMost = new Uint32Array(tested.length)
  const minimum = new Float64Array(draws)
  for (let draw = 0; draw < draws; draw++) {
    const dealt = shuffled(columnsOf, random)
    counts.fill(0)
    for (const [s, rows] of rowsOf.entries())
      for (const i of rows)
        for (const j of dealt[s] ?? []) counts[i * width + j] = (counts[i * width + j] ?? 0) + 1
    let least = 1
    for (const [t, { cell, i, j }] of tested.entries()) {
      const count = counts[i * width + j] ?? 0
      if (count <= cell.observed) atMost[t] = (atMost[t] ?? 0) + 1
      least = Math.min(least, tails[t]?.[count] ?? 1)
    }
    minimum[draw] = least
  }
  const sorted = minimum.toSorted()
  return {
    draws,
    cells: tested.map(({ cell }, t) => ({
      row: cell.row,
      column: cell.column,
      exact: cell.lowerTail,
      permuted: ((atMost[t] ?? 0) + 1) / (draws + 1),
      familyWise: (countAtMost(sorted, cell.lowerTail * (1 + 1e-9)) + 1) / (draws + 1),
    })),
  }
}

const tailsByCount = ({ studies, withRow, withColumn }: GapStatistic): readonly number[] =>
  Array.from({ length: Math.min(withRow, withColumn) + 1 }, (_, count) =>
    hypergeometricCdf(count, { population: studies, marked: withRow, drawn: withColumn }),
  )

/** How many of some ascending values are at most a limit. */
function countAtMost(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? Infinity) <= limit) low = middle + 1
    else high = middle
  }
  return low
}
