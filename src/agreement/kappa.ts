import type { Coder } from '../domain/decision.ts'
import { missing, type Ratings } from './ratings.ts'

/** The table of two coders: how often the first gave one value (row) where the second gave another (column). */
export interface PairTable {
  readonly coders: readonly [Coder, Coder]
  readonly values: number
  /** Row by row. */
  readonly counts: Float64Array
  /** Units that both judged; all others are left out of every figure of the table. */
  readonly n: number
}

/** Throws a RangeError for a coder who is not in the ratings. */
export function pairTable(ratings: Ratings, first: Coder, second: Coder): PairTable {
  const [row, column] = [ratings.coders.indexOf(first), ratings.coders.indexOf(second)]
  if (row === -1 || column === -1) {
    throw new RangeError(`There is no coder "${row === -1 ? first : second}" in these ratings.`)
  }
  const values = ratings.scale.values.length
  const counts = new Float64Array(values * values)
  const wide = ratings.coders.length
  let n = 0
  for (let unit = 0; unit < ratings.units.length; unit++) {
    const a = ratings.cells[unit * wide + row] ?? missing
    const b = ratings.cells[unit * wide + column] ?? missing
    if (a === missing || b === missing) continue
    counts[a * values + b]! += 1
    n++
  }
  return { coders: [first, second], values, counts, n }
}

export interface CohenKappa {
  readonly value: number
  /** Large-sample standard error for kappa as it is (not under chance agreement). */
  readonly standardError: number
  readonly observed: number
  readonly expected: number
}

/**
 * Cohen's kappa of two coders' table, weighted by `credit` (1 on the diagonal): (observed - expected) /
 * (1 - expected), with expected agreement from each coder's own totals (1960, doi:10.1177/001316446002000104;
 * weighted 1968, doi:10.1037/h0026256). Standard error: Fleiss, Cohen and Everitt 1969, doi:10.1037/h0028106,
 * equation 13. Undefined where both gave one and the same value throughout, or no unit is shared.
 *
 * Falls with skewed values although the coders are as good (Feinstein and Cicchetti 1990,
 * doi:10.1016/0895-4356(90)90158-L), so read it with percent agreement and the table.
 */
export function cohenKappa(
  { counts, values, n }: PairTable,
  credit: (a: number, b: number) => number = (a, b) => (a === b ? 1 : 0),
): CohenKappa | undefined {
  if (n === 0) return undefined
  const rows = new Float64Array(values)
  const columns = new Float64Array(values)
  eachCell(values, (a, b) => {
    rows[a]! += (counts[a * values + b] ?? 0) / n
    columns[b]! += (counts[a * values + b] ?? 0) / n
  })
  // The mean credit of a value of either coder against the other's totals.
  const ofRow = new Float64Array(values)
  const ofColumn = new Float64Array(values)
  let [observed, expected] = [0, 0]
  eachCell(values, (a, b) => {
    ofRow[a]! += (columns[b] ?? 0) * credit(a, b)
    ofColumn[b]! += (rows[a] ?? 0) * credit(a, b)
    observed += ((counts[a * values + b] ?? 0) / n) * credit(a, b)
    expected += (rows[a] ?? 0) * (columns[b] ?? 0) * credit(a, b)
  })
  if (1 - expected < 1e-12) return undefined
  let squares = 0
  eachCell(values, (a, b) => {
    const means = (ofRow[a] ?? 0) + (ofColumn[b] ?? 0)
    const term = credit(a, b) * (1 - expected) - means * (1 - observed)
    squares += ((counts[a * values + b] ?? 0) / n) * term ** 2
  })
  const excess = observed * expected - 2 * expected + observed
  const variance = (squares - excess ** 2) / (n * (1 - expected) ** 4)
  return {
    value: (observed - expected) / (1 - expected),
    standardError: Math.sqrt(Math.max(0, variance)),
    observed,
    expected,
  }
}

function eachCell(values: number, visit: (a: number, b: number) => void): void {
  for (let a = 0; a < values; a++) for (let b = 0; b < values; b++) visit(a, b)
}
