import { allCodes, findDimension } from '../domain/codebook.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import type { GapSummary, MapData, RankedCell } from '../render/map-data.ts'
import { codedStudies } from '../synthesis/coded-studies.ts'
import { crossTabulate } from '../synthesis/cross-tabulation.ts'
import { type GapStatistic, gapStatistics, type GapTable, rankedGaps } from '../synthesis/gap-statistics.ts'
import { cellSentence, standingNote, tableSentence, verdictSentence } from '../synthesis/gap-wording.ts'
import { answerQuestions } from '../synthesis/question-answers.ts'

/** Everything that a report prints and that is computed rather than kept: from the snapshot alone. */
export function mapData(snapshot: ReviewSnapshot): MapData {
  const index = codedStudies(snapshot)
  const answers = answerQuestions(index).map(({ question, sentence, missing, studies }) => ({
    question: question.id,
    sentence,
    missing,
    studies,
  }))
  const layout = snapshot.codebook.map
  if (layout === undefined) return { answers, agreement: [], notes: [] }
  const table = gapStatistics(
    crossTabulate(index, { rows: { dimension: layout.rows }, columns: { dimension: layout.columns } }),
  )
  return { gaps: gapSummary(snapshot, table), answers, agreement: [], notes: standingNote(snapshot, table) }
}

function gapSummary(snapshot: ReviewSnapshot, table: GapTable): GapSummary {
  return {
    rows: table.rows,
    columns: table.columns,
    sentence: tableSentence(table),
    tested: table.tested,
    ranked: rankedGaps(table).map((cell) => rankedCell(snapshot, table, cell)),
  }
}

function rankedCell(snapshot: ReviewSnapshot, table: GapTable, cell: GapStatistic): RankedCell {
  const { row, column, observed, studies, withRow, withColumn, expected, lowerTail, upperTail, verdict } =
    cell
  const { searchedTo } = snapshot.review
  const names = {
    row: labelOf(snapshot, table.rows, row),
    column: labelOf(snapshot, table.columns, column),
    ...(searchedTo === undefined ? {} : { searchedTo }),
  }
  return {
    row,
    column,
    observed,
    studies,
    withRow,
    withColumn,
    expected,
    lowerTail,
    upperTail,
    ...(cell.adjustedLower === undefined ? {} : { adjustedLower: cell.adjustedLower }),
    ...(cell.adjustedUpper === undefined ? {} : { adjustedUpper: cell.adjustedUpper }),
    verdict,
    sentences: [cellSentence(cell, names), verdictSentence(cell, table)],
  }
}

function labelOf(snapshot: ReviewSnapshot, dimension: string, code: string): string {
  const found = findDimension(snapshot.codebook, dimension)
  const placed =
    found === undefined ? undefined : allCodes(found).find((candidate) => candidate.code.id === code)
  return placed?.code.label ?? code
}
