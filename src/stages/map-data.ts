import { allCodes, findDimension } from '../domain/codebook.ts'
import { judgementsOf, signed } from '../domain/gap-judgement.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import type { GapSummary, MapData } from '../render/map-data.ts'
import { citationModel } from '../synthesis/citations.ts'
import { type CodedStudies, codedStudies } from '../synthesis/coded-studies.ts'
import { crossTabulate } from '../synthesis/cross-tabulation.ts'
import { gapStatistics, type GapTable, rankedGaps } from '../synthesis/gap-statistics.ts'
import { cellSentence, standingNote, tableSentence, verdictSentence } from '../synthesis/gap-wording.ts'
import { kindsOfGapIn } from '../synthesis/kinds-of-gap.ts'
import { capitalised } from '../synthesis/print-numbers.ts'
import { answerQuestions } from '../synthesis/question-answers.ts'
import { seededRandom } from '../statistics/random.ts'
import { coverageView, directionsView, disciplinesView, termsView } from '../synthesis/views.ts'

/** Bootstrap samples and permutations behind the intervals of who cites whom. */
const draws = 500

/**
 * Everything a report shows beside the snapshot itself, computed from it: the gap table of the map's layout, the
 * answers, the standing notes.
 */
export function mapData(snapshot: ReviewSnapshot): MapData {
  const index = codedStudies(snapshot)
  const table = mapTable(snapshot, index)
  return {
    ...(table === undefined ? {} : { gaps: gapSummary(index, table) }),
    answers: answerQuestions(index).map(({ question, sentence, missing, studies }) => ({
      question: question.id,
      sentence,
      missing,
      studies,
    })),
    notes: table === undefined ? [] : standingNote(snapshot, table, agreementNote(snapshot, table)),
    ...views(index, table?.rows),
  }
}

/** What the overview tells beside the gap table. The log's hash seeds chance, so one review gives one set of intervals. */
function views(
  index: CodedStudies,
  rows: string | undefined,
): Pick<MapData, 'integration' | 'terms' | 'directions' | 'said'> {
  const random = seededRandom(`${index.snapshot.log.hash} disciplines`)
  const disciplines = disciplinesView(index, draws, random)
  const terms = termsView(index)
  const directions = rows === undefined ? undefined : directionsView(index, rows)
  const { integration } = disciplines.data
  return {
    ...(integration === undefined ? {} : { integration }),
    ...(terms.data === undefined ? {} : { terms: terms.data.trend }),
    ...(rows === undefined || directions?.data.rows === undefined
      ? {}
      : { directions: { dimension: rows, rows: directions.data.rows } }),
    said: {
      disciplines: disciplines.lines,
      terms: terms.lines,
      coverage: coverageView(index).lines,
      directions: directions?.lines ?? [],
    },
  }
}

/** The map's own rows and columns; where the codebook names none, its first two dimensions with codes. */
function mapTable(snapshot: ReviewSnapshot, index: CodedStudies): GapTable | undefined {
  const { codebook } = snapshot
  const withCodes = codebook.dimensions.filter((dimension) => dimension.codes.length > 0)
  const rows = findDimension(codebook, codebook.map?.rows ?? '') ?? withCodes[0]
  const columns =
    findDimension(codebook, codebook.map?.columns ?? '') ?? withCodes.find(({ id }) => id !== rows?.id)
  if (rows === undefined || columns === undefined) return undefined
  return gapStatistics(
    crossTabulate(index, { rows: { dimension: rows.id }, columns: { dimension: columns.id } }),
  )
}

function gapSummary(index: CodedStudies, table: GapTable): GapSummary {
  const { codebook, review, gapJudgements = [] } = index.snapshot
  const citations = citationModel(index)
  const labelsOf = (id: string): ReadonlyMap<string, string> =>
    new Map(allCodes(findDimension(codebook, id) ?? { codes: [] }).map(({ code }) => [code.id, code.label]))
  const [rows, columns] = [labelsOf(table.rows), labelsOf(table.columns)]
  const kindsOf = (cell: GapTable['cells'][number][number]): readonly string[] => [
    ...kindsOfGapIn(index, table, cell, citations).map(
      ({ kind, sentence }) => `${capitalised(kind)}: ${sentence}`,
    ),
    ...judgementsOf(gapJudgements, [
      { dimension: table.rows, code: cell.row },
      { dimension: table.columns, code: cell.column },
    ]).map((judgement) => `Judged by ${signed(judgement)}.`),
  ]
  const first = rankedGaps(table)
  const ranked = new Set(first)
  const rest = table.cells.flat().filter((cell) => !ranked.has(cell))
  return {
    rows: table.rows,
    columns: table.columns,
    sentence: tableSentence(table),
    tested: table.tested,
    ranked: [...first, ...rest].map((cell) => {
      const kinds = kindsOf(cell)
      return {
        ...cell,
        kinds,
        sentences: [
          cellSentence(cell, {
            row: rows.get(cell.row) ?? cell.row,
            column: columns.get(cell.column) ?? cell.column,
            ...(review.searchedTo === undefined ? {} : { searchedTo: review.searchedTo }),
          }),
          verdictSentence(cell, table),
          ...kinds,
        ],
      }
    }),
  }
}

/** How well coders agreed on the map's two dimensions, in words; undefined where nobody measured it. */
export function agreementNote(
  { codebook, agreement = [] }: Pick<ReviewSnapshot, 'codebook' | 'agreement'>,
  table: Pick<GapTable, 'rows' | 'columns'>,
): string | undefined {
  const said = [...new Set([table.rows, table.columns])].flatMap((id) => {
    const line = agreement.find(({ dimension, estimate }) => dimension === id && estimate !== undefined)
    if (line?.estimate === undefined) return []
    const label = findDimension(codebook, id)?.label ?? id
    const interval =
      line.low === undefined || line.high === undefined
        ? ''
        : ` (${line.low.toFixed(2)} to ${line.high.toFixed(2)})`
    return [`${label}: ${line.statistic} ${line.estimate.toFixed(2)}${interval}`]
  })
  return said.length === 0 ? undefined : `Agreement between coders before reconciliation: ${said.join('; ')}.`
}
