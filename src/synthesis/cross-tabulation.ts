import { type CodeReference, type Dimension, withParents } from '../domain/codebook.ts'
import type { StudyId } from '../domain/study.ts'
import { type AxisChoice, type AxisCode, axisCodes } from './axis.ts'
import { type CodedStudies, type DimensionStudies, studiesWith, studyIds } from './coded-studies.ts'
import type { StudySet } from './study-set.ts'

export interface TableAxis {
  readonly dimension: string
  readonly label: string
  readonly codes: readonly AxisCode[]
  /** Per code: studies with it, among those coded on both dimensions. */
  readonly studies: readonly number[]
}

export interface TableCell {
  readonly row: string
  readonly column: string
  /** Studies with both codes, each counted once. */
  readonly studies: number
  /** Studies that could stand here and are coded on both dimensions, and how many of them have each code. */
  readonly possible: number
  readonly withRow: number
  readonly withColumn: number
  /** Why nothing can stand here: a structural zero, not a gap. */
  readonly impossible?: string
  /** One code is the other, or is above it in the same tree: the count says nothing. */
  readonly sameCode: boolean
  /** Per segment: studies of this cell with that code. A study with two segment codes counts in both. */
  readonly segments: readonly number[]
  /** Studies of this cell that are not coded on the segments' dimension, or with none of its codes shown. */
  readonly unsegmented: number
}

/** Counts of studies for every pair of codes of two dimensions. */
export interface CrossTabulation {
  readonly rows: TableAxis
  readonly columns: TableAxis
  readonly segments?: Omit<TableAxis, 'studies'>
  /** Studies in the review, and those coded on both dimensions (also with none of the codes). */
  readonly included: number
  readonly codedOnBoth: number
  /** Studies not coded on the rows' dimension, and on the columns': of them the table knows nothing. */
  readonly notCoded: { readonly rows: number; readonly columns: number }
  /** Row by row, in the order of the axes. */
  readonly cells: readonly (readonly TableCell[])[]
}

/**
 * Crosses two dimensions, or levels of their trees, over the studies that are coded on both: a study not coded
 * on one of them is not "without" its codes, it is unknown and left out of every count. Each study counts once
 * per cell, and under parents for its children. Impossible pairs of the codebook become structural zeros, and
 * the margins of their neighbours leave out the studies that could not stand there.
 * Throws a RangeError for a dimension the codebook lacks or one without codes.
 */
export function crossTabulate(
  index: CodedStudies,
  choice: { readonly rows: AxisChoice; readonly columns: AxisChoice; readonly segments?: AxisChoice },
): CrossTabulation {
  const rows = chosen(index, choice.rows)
  const columns = chosen(index, choice.columns)
  const segments = choice.segments === undefined ? undefined : chosen(index, choice.segments)
  const both = rows.on.coded.and(columns.on.coded)
  const rowSets = rows.codes.map(({ id }) => setOf(rows.on, id).and(both))
  const columnSets = columns.codes.map(({ id }) => setOf(columns.on, id).and(both))
  const segmentSets = segments?.codes.map(({ id }) => setOf(segments.on, id)) ?? []
  const zeros = structuralZeros(index, rows, columns, both)
  const rowCounts = rowSets.map((set) => set.size)
  const columnCounts = columnSets.map((set) => set.size)
  const codedOnBoth = both.size
  const cells = rows.codes.map((row, i) =>
    columns.codes.map((column, j): TableCell => {
      const [inRow, inColumn] = [rowSets[i] ?? both, columnSets[j] ?? both]
      const impossible = zeros.because(row.id, column.id)
      const atRisk = zeros.possible(row.id, column.id)
      const shared = segments === undefined ? undefined : inRow.and(inColumn)
      const counted = shared?.size ?? inRow.sharedWith(inColumn)
      return {
        row: row.id,
        column: column.id,
        studies: counted,
        possible: atRisk?.size ?? codedOnBoth,
        withRow: atRisk?.sharedWith(inRow) ?? rowCounts[i] ?? 0,
        withColumn: atRisk?.sharedWith(inColumn) ?? columnCounts[j] ?? 0,
        ...(impossible === undefined ? {} : { impossible }),
        sameCode:
          rows.on.dimension.id === columns.on.dimension.id &&
          (row.path.includes(column.id) || column.path.includes(row.id)),
        segments: shared === undefined ? [] : segmentSets.map((set) => set.sharedWith(shared)),
        unsegmented:
          shared === undefined ? 0 : segmentSets.reduce((rest, set) => rest.without(set), shared).size,
      }
    }),
  )
  return {
    rows: { ...named(rows), studies: rowCounts },
    columns: { ...named(columns), studies: columnCounts },
    ...(segments === undefined ? {} : { segments: named(segments) }),
    included: index.studies.length,
    codedOnBoth,
    notCoded: {
      rows: index.studies.length - rows.on.coded.size,
      columns: index.studies.length - columns.on.coded.size,
    },
    cells,
  }
}

/** The ids of the studies in a cell, in the snapshot's order. */
export function studiesInCell(
  index: CodedStudies,
  row: { readonly dimension: string; readonly code: string },
  column: { readonly dimension: string; readonly code: string },
): readonly StudyId[] {
  const inRow = studiesWith(index, { dimension: row.dimension, codes: [row.code] })
  const inColumn = studiesWith(index, { dimension: column.dimension, codes: [column.code] })
  return studyIds(index, inRow.and(inColumn))
}

interface ChosenAxis {
  readonly on: DimensionStudies
  readonly codes: readonly AxisCode[]
}

function chosen(index: CodedStudies, choice: AxisChoice): ChosenAxis {
  const on = index.on(choice.dimension)
  const codes = axisCodes(on.dimension, choice, (code) => setOf(on, code).size > 0)
  if (codes.length === 0) throw new RangeError(`The dimension "${choice.dimension}" has no such codes.`)
  return { on, codes }
}

const named = ({ on, codes }: ChosenAxis): Omit<TableAxis, 'studies'> => ({
  dimension: on.dimension.id,
  label: on.dimension.label,
  codes,
})

function setOf(on: DimensionStudies, code: string): StudySet {
  const set = on.under.get(code)
  if (set === undefined) throw new RangeError(`The dimension "${on.dimension.id}" has no code "${code}".`)
  return set
}

interface StructuralZeros {
  because(row: string, column: string): string | undefined
  /** Studies that could stand in a cell, where not all of those coded on both could. */
  possible(row: string, column: string): StudySet | undefined
}

/**
 * A study whose columns are all impossible with a row could never have that row, so it says nothing about how
 * often the row goes with other columns; the same the other way round. Without such studies the margins of a
 * cell beside a structural zero would promise too much (quasi-independence, Agresti 2013, section 10.1).
 */
function structuralZeros(
  index: CodedStudies,
  rows: ChosenAxis,
  columns: ChosenAxis,
  both: StudySet,
): StructuralZeros {
  const [r, c] = [rows.on.dimension, columns.on.dimension]
  const pairs = index.snapshot.codebook.impossible.flatMap(({ cells: [a, b], because }) => [
    ...(a.dimension === r.id && b.dimension === c.id ? [{ row: a, column: b, because }] : []),
    ...(b.dimension === r.id && a.dimension === c.id ? [{ row: b, column: a, because }] : []),
  ])
  const because = (row: string, column: string): string | undefined =>
    pairs.find((pair) => covers(r, pair.row, row) && covers(c, pair.column, column))?.because
  const bound = (own: DimensionStudies, forbids: (code: string) => boolean): StudySet | undefined => {
    const forbidden = [...own.direct.keys()].filter(forbids)
    if (forbidden.length === 0) return undefined
    const any = unionOf(forbidden, own, both)
    const free = [...own.direct.keys()].filter((code) => !forbidden.includes(code))
    return any.without(unionOf(free, own, both))
  }
  const boundByRow = new Map(
    rows.codes.map(({ id }) => [id, bound(columns.on, (column) => because(id, column) !== undefined)]),
  )
  const boundByColumn = new Map(
    columns.codes.map(({ id }) => [id, bound(rows.on, (row) => because(row, id) !== undefined)]),
  )
  const possible = (row: string, column: string): StudySet | undefined => {
    const [byRow, byColumn] = [boundByRow.get(row), boundByColumn.get(column)]
    if (byRow === undefined) return byColumn === undefined ? undefined : both.without(byColumn)
    const rest = both.without(byRow)
    return byColumn === undefined ? rest : rest.without(byColumn)
  }
  return pairs.length === 0 ? { because: () => undefined, possible: () => undefined } : { because, possible }
}

const covers = (dimension: Dimension, reference: CodeReference, code: string): boolean =>
  reference.codes === undefined || withParents(dimension, code).some((id) => reference.codes?.includes(id))

const unionOf = (codes: readonly string[], { direct }: DimensionStudies, both: StudySet): StudySet =>
  codes.reduce((all, code) => all.or(direct.get(code) ?? all), both.without(both)).and(both)
