import { describe, expect, test } from 'vitest'
import type { ReviewSnapshot } from '../../src/domain/snapshot.ts'
import { pageData } from '../../src/render/page-content.ts'
import { fullBitset } from '../../src/render/page/bitset.ts'
import { crossTable } from '../../src/render/page/cross-table.ts'
import { StudyIndex, waysOfSettling } from '../../src/render/page/study-index.ts'
import { cellInWords } from '../../src/render/page/wording.ts'
import { codedStudies } from '../../src/synthesis/coded-studies.ts'
import { crossTabulate } from '../../src/synthesis/cross-tabulation.ts'
import { gapStatistics } from '../../src/synthesis/gap-statistics.ts'
import { cellSentence, verdictSentence } from '../../src/synthesis/gap-wording.ts'
import { sampleCodebook, sampleReview } from './sample-review.ts'

/** The page counts for itself, so that readers can filter; what it shows must be what the gap table says. */
function bothTables(snapshot: ReviewSnapshot, rows: string, columns: string, segments?: string) {
  const data = pageData(snapshot, '')
  const index = new StudyIndex(data)
  const at = (id: string): number => data.dimensions.findIndex((dimension) => dimension.id === id)
  const choice = {
    rows: at(rows),
    columns: at(columns),
    segments: segments === undefined ? undefined : at(segments),
  }
  const page = crossTable(index, choice, fullBitset(index.n), new Set(waysOfSettling))
  const cross = crossTabulate(codedStudies(snapshot), {
    rows: { dimension: rows },
    columns: { dimension: columns },
    ...(segments === undefined ? {} : { segments: { dimension: segments } }),
  })
  return { data, choice, page, cross, gaps: gapStatistics(cross) }
}

const cases = [
  ['a map with a planted gap and a structural zero', sampleReview(400), 'intervention', 'outcome', 'rigor'],
  ['few studies', sampleReview(12), 'intervention', 'outcome', 'design'],
  ['columns by rows', sampleReview(90, { seed: 3 }), 'outcome', 'intervention', undefined],
  [
    'a dimension that not all studies are coded on',
    sampleReview(150, { seed: 4 }),
    'country',
    'discipline',
    'direction',
  ],
  ['a dimension against itself', sampleReview(40), 'outcome', 'outcome', undefined],
  [
    'a structural zero that holds for a whole branch',
    sampleReview(200, {
      seed: 5,
      codebook: {
        ...sampleCodebook,
        impossible: [
          {
            cells: [
              { dimension: 'outcome', codes: ['climate'] },
              { dimension: 'intervention', codes: ['allotments'] },
            ],
            because: 'So.',
          },
          {
            cells: [
              { dimension: 'intervention', codes: ['water'] },
              { dimension: 'outcome', codes: ['crime', 'cost'] },
            ],
            because: 'So.',
          },
        ],
      },
    }),
    'intervention',
    'outcome',
    'rigor',
  ],
] as const

describe.each(cases)('%s', (_, snapshot, rows, columns, segments) => {
  const { data, choice, page, cross, gaps } = bothTables(snapshot, rows, columns, segments)

  test('has the same counts, expectations, p values and verdicts as the gap table', () => {
    const ours = page.cells.flat().map((cell) => ({
      row: data.dimensions[choice.rows]?.codes[cell.row]?.id,
      column: data.dimensions[choice.columns]?.codes[cell.column]?.id,
      observed: cell.count,
      studies: cell.possible,
      withRow: cell.withRow,
      withColumn: cell.withColumn,
      expected: cell.expected,
      lowerTail: cell.lower,
      upperTail: cell.upper,
      adjustedLower: cell.adjustedLower,
      adjustedUpper: cell.adjustedUpper,
      verdict: cell.verdict,
      segments: cell.segments,
    }))
    const segmentsOf = cross.cells.flat().map((cell) => cell.segments)
    const theirs = gaps.cells.flat().map((cell, i) => ({
      row: cell.row,
      column: cell.column,
      observed: cell.observed,
      studies: cell.studies,
      withRow: cell.withRow,
      withColumn: cell.withColumn,
      expected: cell.expected,
      lowerTail: cell.lowerTail,
      upperTail: cell.upperTail,
      adjustedLower: cell.adjustedLower,
      adjustedUpper: cell.adjustedUpper,
      verdict: cell.verdict,
      segments: segmentsOf[i],
    }))
    expect(ours).toEqual(theirs)
    expect([page.tested, page.n, page.selected]).toEqual([gaps.tested, gaps.codedOnBoth, gaps.included])
  })

  test('says it in the same words', () => {
    const labels = (at: number, code: number): string => data.dimensions[at]?.codes[code]?.label ?? ''
    const said = page.cells.flat().map((cell) =>
      cellInWords(cell, labels(choice.rows, cell.row), labels(choice.columns, cell.column), {
        ...page,
        searchedTo: data.searchedTo,
      }).join(' '),
    )
    const expected = gaps.cells.flat().map((cell, i) => {
      const shown = page.cells.flat()[i]
      const names = {
        row: labels(choice.rows, shown?.row ?? 0),
        column: labels(choice.columns, shown?.column ?? 0),
        ...(data.searchedTo === undefined ? {} : { searchedTo: data.searchedTo }),
      }
      const verdict = verdictSentence(cell, gaps)
      return cell.verdict === 'impossible' && cell.observed === 0
        ? verdict
        : `${cellSentence(cell, names)} ${verdict}`
    })
    const odd = said.flatMap((words, i) =>
      words === expected[i] || words.includes('yet studies are coded so') ? [] : [[words, expected[i]]],
    )
    expect(odd).toEqual([])
  })
})
