import type { SettledBy } from '../../domain/coding.ts'
import { hypergeometricCdf, hypergeometricUpperTail } from '../../statistics/discrete-distributions.ts'
import { benjaminiHochberg } from '../../statistics/multiplicity.ts'
import { and, type Bitset, size, sizeOfBoth } from './bitset.ts'
import { impossibleCells } from './impossible.ts'
import type { StudyIndex } from './study-index.ts'

/** Cells with less expected are not tested: an empty one would be no surprise (P(0) = exp(-E) > 0.05 below 2.996). */
const leastExpected = 3
/** Benjamini-Hochberg's level. */
const gapLevel = 0.05
/** The least share of the selected studies coded on both dimensions for the table to say anything. */
const leastCodedShare = 0.5

/** What a cell's count means; the words and rules of the gap statistics in `synthesis/`. */
export type Verdict =
  'fewer' | 'more' | 'as-expected' | 'too-little-expected' | 'not-known' | 'impossible' | 'same-dimension'

export interface Cell {
  readonly row: number
  readonly column: number
  /** Studies with both codes, each once. */
  readonly count: number
  /** Studies that could stand here, and how many of them have the row's and the column's code. */
  readonly possible: number
  readonly withRow: number
  readonly withColumn: number
  readonly expected: number
  /** Exact tails P(X <= count) and P(X >= count), and their adjustment where the cell was tested. */
  readonly lower: number
  readonly upper: number
  readonly adjustedLower?: number
  readonly adjustedUpper?: number
  readonly verdict: Verdict
  readonly impossible?: string
  /** Studies per code of the segments' dimension, parents too, in its order; empty without segments. */
  readonly segments: readonly number[]
  /** Studies of the cell that are not coded on the segments' dimension; 0 without segments. */
  readonly unsegmented: number
}

export interface CrossTable {
  /** Selected studies, and those of them coded on both dimensions: these are counted. */
  readonly selected: number
  readonly n: number
  readonly rowTotals: readonly number[]
  readonly columnTotals: readonly number[]
  /** Per row code, per column code, all levels. */
  readonly cells: readonly (readonly Cell[])[]
  readonly tested: number
  /** The studies behind every row and column, for lists. */
  readonly rowSets: readonly Bitset[]
  readonly columnSets: readonly Bitset[]
}

export interface TableChoice {
  readonly rows: number
  readonly columns: number
  readonly segments?: number | undefined
}

/**
 * Cross-tabulates the selected studies over two dimensions, all levels of both trees, and tests each cell: given
 * n studies of which R have the row and C the column, the count is hypergeometric if whole column sets are dealt to
 * studies at random. Adjusted by Benjamini and Hochberg over the cells that can say something. Folding rows or
 * columns away does not change any number.
 */
export function crossTable(
  index: StudyIndex,
  choice: TableChoice,
  selected: Bitset,
  ways: ReadonlySet<SettledBy>,
): CrossTable {
  const { data } = index
  const base = and(selected, and(index.coded(choice.rows, ways), index.coded(choice.columns, ways)))
  const n = size(base)
  const included = size(selected)
  const setsOf = (dimension: number | undefined): readonly Bitset[] =>
    dimension === undefined
      ? []
      : (data.dimensions[dimension]?.codes ?? []).map((_, code) =>
          and(index.withCode(dimension, code, ways), base),
        )
  const rowSets = setsOf(choice.rows)
  const columnSets = setsOf(choice.columns)
  const segmentSets = setsOf(choice.segments)
  const segmented = choice.segments === undefined ? undefined : index.coded(choice.segments, ways)
  const rowTotals = rowSets.map(size)
  const columnTotals = columnSets.map(size)
  const zeros = impossibleCells(index, choice, base, ways)
  const known = included > 0 && n >= leastCodedShare * included
  const drafts = rowSets.map((rowSet, row) =>
    columnSets.map((columnSet, column): Draft => {
      const both = segmentSets.length === 0 ? undefined : and(rowSet, columnSet)
      const count = both === undefined ? sizeOfBoth(rowSet, columnSet) : size(both)
      const atRisk = zeros.possible(row, column)
      const possible = atRisk === undefined ? n : size(atRisk)
      const withRow = atRisk === undefined ? (rowTotals[row] ?? 0) : sizeOfBoth(atRisk, rowSet)
      const withColumn = atRisk === undefined ? (columnTotals[column] ?? 0) : sizeOfBoth(atRisk, columnSet)
      const expected = possible === 0 ? 0 : (withRow * withColumn) / possible
      const impossible = zeros.because(row, column)
      const segments =
        both === undefined || count === 0
          ? segmentSets.map(() => 0)
          : segmentSets.map((set) => sizeOfBoth(both, set))
      const unsegmented =
        both === undefined || segmented === undefined ? 0 : count - sizeOfBoth(both, segmented)
      const given = { population: possible, marked: withRow, drawn: withColumn }
      const tails = { lower: hypergeometricCdf(count, given), upper: hypergeometricUpperTail(count, given) }
      const draft = {
        row,
        column,
        count,
        possible,
        withRow,
        withColumn,
        expected,
        ...tails,
        segments,
        unsegmented,
      }
      return impossible === undefined ? draft : { ...draft, impossible }
    }),
  )
  const untested = (draft: Draft): Verdict | undefined => {
    if (draft.impossible !== undefined) return 'impossible'
    if (choice.rows === choice.columns) return 'same-dimension'
    if (!known) return 'not-known'
    return draft.expected < leastExpected ? 'too-little-expected' : undefined
  }
  const tested = drafts.flat().filter((draft) => untested(draft) === undefined)
  // Both questions, fewer and more, are asked of every cell, so both are adjusted for.
  const adjusted = benjaminiHochberg([
    ...tested.map((draft) => draft.lower),
    ...tested.map((draft) => draft.upper),
  ])
  const place = new Map(tested.map((draft, i) => [draft, i]))
  const finish = (draft: Draft): Cell => {
    const i = place.get(draft)
    if (i === undefined) return { ...draft, verdict: untested(draft) ?? 'as-expected' }
    const [adjustedLower, adjustedUpper] = [adjusted[i] ?? 1, adjusted[tested.length + i] ?? 1]
    const verdict = adjustedLower <= gapLevel ? 'fewer' : adjustedUpper <= gapLevel ? 'more' : 'as-expected'
    return { ...draft, adjustedLower, adjustedUpper, verdict }
  }
  return {
    selected: included,
    n,
    rowTotals,
    columnTotals,
    cells: drafts.map((row) => row.map(finish)),
    tested: tested.length,
    rowSets,
    columnSets,
  }
}

type Draft = Omit<Cell, 'verdict' | 'adjustedLower' | 'adjustedUpper'>

/** How a cell is drawn: what an editor must tell apart at a glance. */
export type Look = 'evidence' | 'under' | 'none' | 'unclear' | 'impossible' | 'unknown'

export function lookOf({ count, verdict }: Pick<Cell, 'count' | 'verdict'>): Look {
  if (verdict === 'fewer') return 'under'
  if (count > 0) return 'evidence'
  if (verdict === 'impossible' || verdict === 'same-dimension') return 'impossible'
  if (verdict === 'not-known') return 'unknown'
  return verdict === 'too-little-expected' ? 'unclear' : 'none'
}
