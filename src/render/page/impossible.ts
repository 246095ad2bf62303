import type { SettledBy } from '../../domain/coding.ts'
import { and, type Bitset, without } from './bitset.ts'
import type { StudyIndex } from './study-index.ts'

/** The structural zeros of one table. */
export interface ImpossibleCells {
  /** Why a cell cannot have studies, or undefined. */
  because(row: number, column: number): string | undefined
  /** Studies that could stand in a cell; undefined where all counted studies could. */
  possible(row: number, column: number): Bitset | undefined
}

/**
 * What the codebook declares impossible for two dimensions; a named code stands for those below it too. A study
 * whose columns are all impossible with a row could never have that row, so it is left out of the margins of that
 * row's cells, and the same the other way round (quasi-independence, Agresti 2013, section 10.1).
 */
export function impossibleCells(
  index: StudyIndex,
  choice: { readonly rows: number; readonly columns: number },
  base: Bitset,
  ways: ReadonlySet<SettledBy>,
): ImpossibleCells {
  const { data } = index
  const rules = data.impossible.flatMap(({ a, b, because }) => [
    ...(a.dimension === choice.rows && b.dimension === choice.columns
      ? [{ row: a, column: b, because }]
      : []),
    ...(b.dimension === choice.rows && a.dimension === choice.columns
      ? [{ row: b, column: a, because }]
      : []),
  ])
  if (rules.length === 0) return { because: () => undefined, possible: () => undefined }
  const covers = (dimension: number, codes: readonly number[] | undefined, code: number): boolean => {
    if (codes === undefined) return true
    const all = data.dimensions[dimension]?.codes ?? []
    for (let at = code; at >= 0; at = all[at]?.parent ?? -1) if (codes.includes(at)) return true
    return false
  }
  const because = (row: number, column: number): string | undefined =>
    rules.find(
      (rule) => covers(choice.rows, rule.row.codes, row) && covers(choice.columns, rule.column.codes, column),
    )?.because
  /** Studies all of whose codes on a dimension are forbidden. */
  const bound = (dimension: number, forbids: (code: number) => boolean): Bitset | undefined => {
    const codes = (data.dimensions[dimension]?.codes ?? []).map((_, code) => code)
    const forbidden = new Set(codes.filter(forbids))
    if (forbidden.size === 0) return undefined
    const free = new Set(codes.filter((code) => !forbidden.has(code)))
    const any = and(index.withDirectly(dimension, forbidden, ways), base)
    return without(any, index.withDirectly(dimension, free, ways))
  }
  const codesOf = (dimension: number): readonly number[] =>
    (data.dimensions[dimension]?.codes ?? []).map((_, code) => code)
  const byRow = codesOf(choice.rows).map((row) =>
    bound(choice.columns, (column) => because(row, column) !== undefined),
  )
  const byColumn = codesOf(choice.columns).map((column) =>
    bound(choice.rows, (row) => because(row, column) !== undefined),
  )
  const possible = (row: number, column: number): Bitset | undefined => {
    const [left, top] = [byRow[row], byColumn[column]]
    if (left === undefined) return top === undefined ? undefined : without(base, top)
    const rest = without(base, left)
    return top === undefined ? rest : without(rest, top)
  }
  return { because, possible }
}
