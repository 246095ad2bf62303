import type { ReviewSnapshot } from '../../src/domain/snapshot.ts'
import type { MapData } from '../../src/render/map-data.ts'
import { pageData } from '../../src/render/page-content.ts'
import { fullBitset } from '../../src/render/page/bitset.ts'
import { crossTable } from '../../src/render/page/cross-table.ts'
import { StudyIndex, waysOfSettling } from '../../src/render/page/study-index.ts'
import { cellInWords } from '../../src/render/page/wording.ts'

/** What a stage would hand over, computed by the page's own code; `gap-agreement.test.ts` checks that against synthesis. */
export function sampleMapData(snapshot: ReviewSnapshot): MapData {
  const data = pageData(snapshot)
  const { rows, columns } = data.layout
  const index = new StudyIndex(data)
  const table = crossTable(index, { rows, columns }, fullBitset(index.n), new Set(waysOfSettling))
  const [rowCodes, columnCodes] = [data.dimensions[rows]?.codes ?? [], data.dimensions[columns]?.codes ?? []]
  const ranked = table.cells
    .flat()
    .toSorted(
      (a, b) =>
        Number(b.verdict === 'fewer') - Number(a.verdict === 'fewer') ||
        b.expected - b.count - (a.expected - a.count),
    )
    .map((cell) => ({
      row: rowCodes[cell.row]?.id ?? '',
      column: columnCodes[cell.column]?.id ?? '',
      observed: cell.count,
      studies: cell.possible,
      withRow: cell.withRow,
      withColumn: cell.withColumn,
      expected: cell.expected,
      lowerTail: cell.lower,
      upperTail: cell.upper,
      ...(cell.adjustedLower === undefined ? {} : { adjustedLower: cell.adjustedLower }),
      ...(cell.adjustedUpper === undefined ? {} : { adjustedUpper: cell.adjustedUpper }),
      verdict: cell.verdict,
      sentences: cellInWords(cell, rowCodes[cell.row]?.label ?? '', columnCodes[cell.column]?.label ?? '', {
        ...table,
        searchedTo: data.searchedTo,
      }),
    }))
  const few = ranked.filter(({ verdict }) => verdict === 'fewer').length
  return {
    gaps: {
      rows: data.dimensions[rows]?.id ?? '',
      columns: data.dimensions[columns]?.id ?? '',
      sentence: `${few} of ${table.tested} tested cells have fewer studies than row and column totals predict.`,
      tested: table.tested,
      ranked,
    },
    answers: snapshot.codebook.questions.map(({ id, answeredBy }) => {
      const studies = snapshot.studies.filter((study) =>
        answeredBy.every(({ dimension, codes }) =>
          study.codings.some(
            (coding) =>
              coding.dimension === dimension &&
              'codes' in coding.value &&
              coding.value.codes.some((code) => codes?.includes(code) ?? true),
          ),
        ),
      )
      return {
        question: id,
        sentence: `${studies.length} of ${snapshot.studies.length} included studies bear on this question.`,
        missing: ['None of these studies reports a null result.'],
        studies: studies.map((study) => study.id),
      }
    }),
    agreement: [
      {
        dimension: 'intervention',
        coders: 2,
        units: 60,
        statistic: 'Krippendorff alpha',
        estimate: 0.81,
        low: 0.72,
        high: 0.9,
      },
      { dimension: 'outcome', coders: 2, units: 60, statistic: 'Krippendorff alpha', note: 'no variation' },
    ],
    notes: ['Cells count each study once. Absence from the map is not absence of effect.'],
  }
}
