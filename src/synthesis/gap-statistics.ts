import {
  type Hypergeometric,
  hypergeometricCdf,
  hypergeometricMean,
  hypergeometricUpperTail,
  hypergeometricVariance,
} from '../statistics/discrete-distributions.ts'
import { benjaminiHochberg } from '../statistics/multiplicity.ts'
import type { CrossTabulation, TableCell } from './cross-tabulation.ts'

export interface GapOptions {
  /** Cells with less expected are not tested: an empty one would be no surprise (P(0) > 0.05 below 2.996). */
  readonly leastExpected?: number
  /** The share of false alarms among alarms that is accepted on average: Benjamini-Hochberg's level. */
  readonly level?: number
  /** The least share of included studies coded on both dimensions for the table to say anything. */
  readonly leastCodedShare?: number
}

const gapDefaults: Required<GapOptions> = { leastExpected: 3, level: 0.05, leastCodedShare: 0.5 }

/**
 * What a cell's count means.
 * `fewer`, `more`: than row and column totals predict. `as-expected`: tested, neither.
 * `too-little-expected`: not tested, an empty cell here means nothing.
 * `not-known`: too few of the included studies are coded on both dimensions.
 * `impossible`: a structural zero. `same-dimension`: codes of one dimension bound by its own rules, not tested.
 */
export type GapVerdict =
  'fewer' | 'more' | 'as-expected' | 'too-little-expected' | 'not-known' | 'impossible' | 'same-dimension'

/** One cell's exact test against the null that whole sets of columns were dealt to studies at random. */
export interface GapStatistic {
  readonly row: string
  readonly column: string
  readonly observed: number
  /** Studies that could stand here; of these with the row's code, and with the column's. */
  readonly studies: number
  readonly withRow: number
  readonly withColumn: number
  readonly expected: number
  /** observed / expected; NaN where nothing is expected. */
  readonly ratio: number
  readonly variance: number
  /** (observed - expected) / standard deviation; NaN where the variance is 0. */
  readonly z: number
  /** Exact one-sided P(X <= observed) and P(X >= observed). */
  readonly lowerTail: number
  readonly upperTail: number
  /** Benjamini-Hochberg over both tails of all tested cells; absent where the cell is not tested. */
  readonly adjustedLower?: number
  readonly adjustedUpper?: number
  readonly verdict: GapVerdict
  /** The codebook's reason, for a structural zero. */
  readonly impossible?: string
}

export interface GapTable {
  readonly rows: string
  readonly columns: string
  readonly options: Required<GapOptions>
  /** How many cells were tested: what the adjustment is for. */
  readonly tested: number
  /** Included studies, and those coded on both dimensions. */
  readonly included: number
  readonly codedOnBoth: number
  /** Row by row, as in the table. */
  readonly cells: readonly (readonly GapStatistic[])[]
}

/**
 * Tests every cell of a cross-tabulation at the level of studies: given n studies of which R have the row and C
 * the column, the count is hypergeometric if whole column sets are dealt to studies at random. So studies with
 * several codes do no harm, as they would to a chi-square test on cell totals. Adjusted for multiplicity over
 * the cells that can say something (Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x).
 * Not valid where one finding ties a row to a column within a study.
 */
export function gapStatistics(table: CrossTabulation, options: GapOptions = {}): GapTable {
  const settings = { ...gapDefaults, ...options }
  const known = table.included > 0 && table.codedOnBoth >= settings.leastCodedShare * table.included
  const sameDimension = table.rows.dimension === table.columns.dimension
  const judge = (cell: TableCell, expected: number): GapVerdict | undefined => {
    if (cell.impossible !== undefined) return 'impossible'
    if (sameDimension) return 'same-dimension'
    if (!known) return 'not-known'
    return expected < settings.leastExpected ? 'too-little-expected' : undefined
  }
  const raw = table.cells.flat().map((cell) => {
    const statistic = cellStatistic(cell)
    return { statistic, untested: judge(cell, statistic.expected) }
  })
  const tested = raw.filter(({ untested }) => untested === undefined).map(({ statistic }) => statistic)
  // Both questions, fewer and more, are asked of every cell, so both are adjusted for.
  const adjusted = benjaminiHochberg([
    ...tested.map(({ lowerTail }) => lowerTail),
    ...tested.map(({ upperTail }) => upperTail),
  ])
  const place = new Map(tested.map((statistic, i) => [statistic, i]))
  const cells = raw.map(({ statistic, untested }): GapStatistic => {
    const i = place.get(statistic)
    if (i === undefined) return { ...statistic, verdict: untested ?? 'as-expected' }
    const [adjustedLower, adjustedUpper] = [adjusted[i] ?? 1, adjusted[tested.length + i] ?? 1]
    const verdict =
      adjustedLower <= settings.level ? 'fewer' : adjustedUpper <= settings.level ? 'more' : 'as-expected'
    return { ...statistic, adjustedLower, adjustedUpper, verdict }
  })
  const width = table.columns.codes.length
  return {
    rows: table.rows.dimension,
    columns: table.columns.dimension,
    options: settings,
    tested: tested.length,
    included: table.included,
    codedOnBoth: table.codedOnBoth,
    cells: table.cells.map((_, i) => cells.slice(i * width, (i + 1) * width)),
  }
}

function cellStatistic(cell: TableCell): Omit<GapStatistic, 'verdict'> {
  const { row, column, studies: observed, possible, withRow, withColumn } = cell
  const given: Hypergeometric = { population: possible, marked: withRow, drawn: withColumn }
  const expected = possible === 0 ? 0 : hypergeometricMean(given)
  const variance = hypergeometricVariance(given)
  return {
    row,
    column,
    observed,
    studies: possible,
    withRow,
    withColumn,
    expected,
    ratio: expected === 0 ? NaN : observed / expected,
    variance,
    z: variance === 0 ? NaN : (observed - expected) / Math.sqrt(variance),
    lowerTail: hypergeometricCdf(observed, given),
    upperTail: hypergeometricUpperTail(observed, given),
    ...(cell.impossible === undefined ? {} : { impossible: cell.impossible }),
  }
}

/** Tested cells with fewer studies than predicted first, by how many are missing; then the other tested cells. */
export function rankedGaps(table: GapTable): readonly GapStatistic[] {
  const shortfall = ({ expected, observed }: GapStatistic): number => expected - observed
  const order: readonly GapVerdict[] = ['fewer', 'as-expected', 'more', 'not-known', 'too-little-expected']
  return table.cells
    .flat()
    .filter(({ verdict }) => order.includes(verdict))
    .toSorted(
      (a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict) || shortfall(b) - shortfall(a) || 0,
    )
}
