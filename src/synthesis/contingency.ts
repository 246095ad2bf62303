import { chiSquareUpperTail } from '../statistics/distributions.ts'

/** Pearson's test of a table of counts, with each cell's adjusted residual. */
export interface Contingency {
  readonly total: number
  readonly chiSquare: number
  readonly degreesOfFreedom: number
  readonly p: number
  readonly expected: readonly (readonly number[])[]
  /** (O - E) / sqrt(E (1 - row share) (1 - column share)); NaN where a margin is empty or whole. */
  readonly residuals: readonly (readonly number[])[]
}

/**
 * Chi-square and adjusted residuals (Haberman 1973, doi:10.2307/2529686). Only for tables in which every study
 * stands in exactly one cell: else n is inflated and the null is wrong, and the study-level test is the one to
 * use. `isSinglyCoded` of memberships.ts says whether that is so. Rows and columns without a study do not count towards the
 * degrees of freedom.
 */
export function contingency(counts: readonly (readonly number[])[]): Contingency {
  const rows = counts.map(sum)
  const columns = (counts[0] ?? []).map((_, j) => sum(counts.map((row) => row[j] ?? 0)))
  const total = sum(rows)
  const expected = rows.map((row) => columns.map((column) => (total === 0 ? 0 : (row * column) / total)))
  let chiSquare = 0
  const residuals = counts.map((cells, i) =>
    cells.map((observed, j) => {
      const e = expected[i]?.[j] ?? 0
      if (e > 0) chiSquare += (observed - e) ** 2 / e
      const spread = e * (1 - (rows[i] ?? 0) / total) * (1 - (columns[j] ?? 0) / total)
      return spread > 0 ? (observed - e) / Math.sqrt(spread) : NaN
    }),
  )
  const used = (margin: readonly number[]): number => margin.filter((value) => value > 0).length
  const degreesOfFreedom = Math.max(0, (used(rows) - 1) * (used(columns) - 1))
  const p = degreesOfFreedom === 0 ? 1 : chiSquareUpperTail(chiSquare, degreesOfFreedom)
  return { total, chiSquare, degreesOfFreedom, p, expected, residuals }
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
