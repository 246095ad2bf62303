import { type GapJudgement, judgementsOf, signed } from '../domain/gap-judgement.ts'
import type { StudyId } from '../domain/study.ts'
import type { AxisChoice } from './axis.ts'
import { citationModel } from './citations.ts'
import { type CodedStudies, studiesWith, studyIds } from './coded-studies.ts'
import { type CrossTabulation, crossTabulate } from './cross-tabulation.ts'
import {
  type GapOptions,
  gapStatistics,
  type GapStatistic,
  type GapTable,
  rankedGaps,
} from './gap-statistics.ts'
import { cellSentence, standingNote, tableSentence, verdictSentence } from './gap-wording.ts'
import { type GapFinding, kindsOfGapIn, type KindOptions } from './kinds-of-gap.ts'
import { estimatePrior, type PriorEstimate, shrink, type ShrunkenRatio } from './shrinkage.ts'
import { studiesPerYear, type YearSeries } from './trends.ts'

/** A cell with everything that is said of it. */
export interface GapCell extends GapStatistic {
  readonly rowLabel: string
  readonly columnLabel: string
  /** Per code of the segments' dimension, and what none of them holds; empty without segments. */
  readonly segments: readonly number[]
  readonly unsegmented: number
  readonly studyIds: readonly StudyId[]
  /** Its studies per year of first publication. */
  readonly published: YearSeries
  /** What is there, and what the test says. */
  readonly sentence: string
  readonly test: string
  readonly kinds: readonly GapFinding[]
  /** What people say of it: reasons and priorities, signed, never computed. */
  readonly judgements: readonly GapJudgement[]
  /** Absent where the prior cannot be estimated or the cell is not comparable. */
  readonly shrunken?: ShrunkenRatio
}

/** The ranked table of gaps of one map, with the words that belong beside it. */
export interface GapReport {
  readonly table: CrossTabulation
  readonly statistics: GapTable
  /** One sentence for the whole table. */
  readonly sentence: string
  readonly notes: readonly string[]
  /** Of observed / expected over the cells of the finest codes, and what it says in a sentence. */
  readonly prior: PriorEstimate
  readonly priorSentence: string
  /** Most missing first, as `rankedGaps` has them; at the end structural zeros and cells of one dimension. */
  readonly cells: readonly GapCell[]
}

/**
 * Everything the gap table of two dimensions says: counts, tests, kinds, shrinkage and wording. Pure: the same
 * snapshot and options give the same report.
 * @param agreement the sentence on how well coders agreed on the two dimensions
 */
export function gapReport(
  index: CodedStudies,
  choice: { readonly rows: AxisChoice; readonly columns: AxisChoice; readonly segments?: AxisChoice },
  options: GapOptions & { readonly kinds?: Partial<KindOptions>; readonly agreement?: string } = {},
): GapReport {
  const { kinds, agreement, ...limits } = options
  const table = crossTabulate(index, choice)
  const statistics = gapStatistics(table, limits)
  const citations = citationModel(index)
  const finest = finestCells(table)
  const comparable = statistics.cells
    .flat()
    .filter(
      (cell) => finest.has(key(cell)) && cell.verdict !== 'impossible' && cell.verdict !== 'same-dimension',
    )
  const prior = estimatePrior(comparable)
  const { searchedTo } = index.snapshot.review
  const labels = {
    row: new Map(table.rows.codes.map(({ id, label }) => [id, label])),
    column: new Map(table.columns.codes.map(({ id, label }) => [id, label])),
  }
  const counted = new Map(table.cells.flat().map((cell) => [key(cell), cell]))
  const ranked = rankedGaps(statistics)
  const untested = statistics.cells.flat().filter((cell) => !ranked.includes(cell))
  const cells = [...ranked, ...untested].map((cell): GapCell => {
    const studies = studiesWith(index, { dimension: table.rows.dimension, codes: [cell.row] }).and(
      studiesWith(index, { dimension: table.columns.dimension, codes: [cell.column] }),
    )
    const names = {
      row: labels.row.get(cell.row) ?? cell.row,
      column: labels.column.get(cell.column) ?? cell.column,
    }
    return {
      ...cell,
      rowLabel: names.row,
      columnLabel: names.column,
      segments: counted.get(key(cell))?.segments ?? [],
      unsegmented: counted.get(key(cell))?.unsegmented ?? 0,
      studyIds: studyIds(index, studies),
      published: studiesPerYear(index, studies),
      sentence: cellSentence(cell, { ...names, ...(searchedTo === undefined ? {} : { searchedTo }) }),
      test: verdictSentence(cell, statistics),
      kinds: kindsOfGapIn(index, statistics, cell, citations, kinds),
      judgements: judgementsOf(index.snapshot.gapJudgements ?? [], [
        { dimension: table.rows.dimension, code: cell.row },
        { dimension: table.columns.dimension, code: cell.column },
      ]),
      ...(prior.estimated && finest.has(key(cell)) && cell.expected > 0
        ? { shrunken: shrink(cell, prior.prior) }
        : {}),
    }
  })
  return {
    table,
    statistics,
    sentence: tableSentence(statistics),
    notes: standingNote(index.snapshot, statistics, agreement),
    prior,
    priorSentence: prior.estimated
      ? `Sparse cells are shrunk towards the ratios of all ${comparable.length} cells (gamma prior, shape ${prior.prior.shape.toPrecision(3)}, rate ${prior.prior.rate.toPrecision(3)}).`
      : `Shrinkage of sparse cells cannot be estimated: ${prior.because}.`,
    cells,
  }
}

const key = ({ row, column }: { readonly row: string; readonly column: string }): string =>
  `${row}\n${column}`

/** Cells of codes with no code of the same axis below them: those of parents repeat their children's studies. */
function finestCells({ rows, columns, cells }: CrossTabulation): ReadonlySet<string> {
  const hasBelow = ({ codes }: typeof rows): ReadonlySet<string> =>
    new Set(codes.flatMap(({ path }) => path.slice(0, -1)))
  const [rowParents, columnParents] = [hasBelow(rows), hasBelow(columns)]
  return new Set(
    cells
      .flat()
      .filter(({ row, column }) => !rowParents.has(row) && !columnParents.has(column))
      .map(key),
  )
}

/** How a cell's numbers came about, one line each, for whoever wants to check them by hand. */
export function explainCell(report: GapReport, cell: GapCell): readonly string[] {
  const { table, statistics } = report
  const { rows, columns } = table
  const lines = [
    `${rows.label}: ${cell.rowLabel}; ${columns.label}: ${cell.columnLabel}.`,
    `${table.codedOnBoth} of ${table.included} included studies are coded on both dimensions (${table.notCoded.rows} not on ${rows.label}, ${table.notCoded.columns} not on ${columns.label}).`,
    ...(cell.studies === table.codedOnBoth
      ? []
      : [
          `${cell.studies} of these could stand here; the others have only codes that are impossible with it.`,
        ]),
    `${cell.withRow} of ${cell.studies} report ${cell.rowLabel}, ${cell.withColumn} report ${cell.columnLabel}, ${cell.observed} report both.`,
    `Expected if topics were combined at random: ${cell.withRow} x ${cell.withColumn} / ${cell.studies} = ${cell.expected.toFixed(2)}.`,
  ]
  if (cell.verdict === 'same-dimension' || cell.verdict === 'impossible') return [...lines, cell.test]
  lines.push(
    `Chance of ${cell.observed} or fewer: ${cell.lowerTail.toPrecision(3)}; of ${cell.observed} or more: ${cell.upperTail.toPrecision(3)} (exact, hypergeometric).`,
  )
  if (cell.adjustedLower !== undefined && cell.adjustedUpper !== undefined)
    lines.push(
      `Adjusted for both tails of ${statistics.tested} tested cells (Benjamini-Hochberg): ${cell.adjustedLower.toPrecision(3)} and ${cell.adjustedUpper.toPrecision(3)}.`,
    )
  if (cell.shrunken !== undefined)
    lines.push(
      `Observed / expected is ${cell.ratio.toFixed(2)}; shrunk, ${cell.shrunken.mean.toFixed(2)}, below ${cell.shrunken.upper.toFixed(2)} with probability 0.95.`,
    )
  else lines.push(report.priorSentence)
  return [
    ...lines,
    cell.test,
    ...publishedInWords(cell.published),
    ...cell.kinds.map(({ kind, sentence }) => `${kind}: ${sentence}`),
    ...cell.judgements.map((judgement) => `judged by ${signed(judgement)}`),
  ]
}

/** "Published 2001 to 2024, 3 in the last five of these years." */
function publishedInWords({ firstYear, counts, withoutYear }: YearSeries): readonly string[] {
  if (counts.length === 0) return []
  const lastYear = firstYear + counts.length - 1
  const recent = counts.slice(-5).reduce((sum, count) => sum + count, 0)
  const span = lastYear === firstYear ? `${lastYear}` : `${firstYear} to ${lastYear}`
  const late = counts.length > 5 ? `, ${recent} in the last five of these years` : ''
  return [`Published ${span}${late}${withoutYear === 0 ? '' : `; ${withoutYear} without a year`}.`]
}
