import { allCodes } from '../domain/codebook.ts'
import { printNotices } from '../domain/notice.ts'
import { prismaKeys } from '../domain/prisma-flow.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import type { MapData } from './map-data.ts'
import { referenceOf } from './page-content.ts'
import { referenceCells, referenceColumns, writeCsv } from './page/reference-files.ts'

type Value = string | number | undefined

/** One table of a report, with what each column means: CSV, spreadsheet and data dictionary are made from it. */
export interface Table {
  readonly name: string
  readonly holds: string
  readonly columns: readonly (readonly [name: string, meaning: string])[]
  /** How many rows there are, and the rows: made when asked for, since those of a big review fill the memory. */
  readonly count: number
  readonly rows: () => Iterable<readonly Value[]>
}

/** The data behind the map: studies, codings, cells, codebook, searches, agreement, flow. */
export function tablesOf(snapshot: ReviewSnapshot, data: MapData): readonly Table[] {
  return [
    studiesTable(snapshot),
    reportsTable(snapshot),
    codingsTable(snapshot),
    cellsTable(data),
    codebookTable(snapshot),
    searchesTable(snapshot),
    answersTable(snapshot, data),
    agreementTable(snapshot),
  ]
}

export function tableCsv(table: Table): readonly string[] {
  const pieces = [writeCsv([table.columns.map(([name]) => name)])]
  let batch: (readonly Value[])[] = []
  const flush = (): void => {
    pieces.push(writeCsv(batch))
    batch = []
  }
  for (const row of table.rows()) {
    batch.push(row)
    if (batch.length === rowsInPiece) flush()
  }
  flush()
  return pieces
}

/** How many rows of a table are made at a time. */
const rowsInPiece = 2000

function studiesTable({ studies, codebook }: ReviewSnapshot): Table {
  return {
    name: 'studies',
    count: studies.length,
    holds: 'one row a study: its codes on every dimension',
    columns: [
      ['study_id', 'stable id of the study'],
      ['reports', 'ids of its reports'],
      ['year', 'year of its first report'],
      ...codebook.dimensions.map(
        ({ id, label }) =>
          [
            id,
            `${label}: ids of its codes, or the number or text; empty where not coded, “none” where none applies`,
          ] as const,
      ),
    ],
    rows: () =>
      studies.map((study) => [
        study.id,
        study.reports.map(({ id }) => id).join('; '),
        earliest(study.reports.map(({ date }) => date?.year)),
        ...codebook.dimensions.map((dimension): Value => {
          const value = study.codings.find((coding) => coding.dimension === dimension.id)?.value
          if (value === undefined) return undefined
          if ('codes' in value) return value.codes.length === 0 ? 'none' : value.codes.join('; ')
          return 'number' in value ? value.number : value.text
        }),
      ]),
  }
}

function earliest(years: readonly (number | undefined)[]): number | undefined {
  const known = years.filter((year) => year !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

const reportsTable = ({ studies }: ReviewSnapshot): Table => ({
  name: 'reports',
  count: studies.reduce((sum, study) => sum + study.reports.length, 0),
  holds: 'one row a report of an included study, with its reference',
  columns: [
    ['study_id', 'the study it reports'],
    ['included_by', 'who included it: reconciliation, agreement, one-coder, rule or machine'],
    ...referenceColumns.map((name) => [name, `${name.replaceAll('_', ' ')} of the reference`] as const),
    ['notices', 'retractions, expressions of concern and corrections, with date and source'],
  ],
  rows: () =>
    studies.flatMap((study) =>
      study.reports.map((report) => [
        study.id,
        report.includedBy,
        ...referenceCells(referenceOf(report)),
        printNotices(report.notices ?? []).join('; ') || undefined,
      ]),
    ),
})

const codingsTable = ({ studies }: ReviewSnapshot): Table => ({
  name: 'codings',
  count: studies.reduce(
    (sum, study) =>
      sum +
      study.codings.reduce(
        (all, { value }) => all + ('codes' in value ? Math.max(1, value.codes.length) : 1),
        0,
      ),
    0,
  ),
  holds: 'one row a study, dimension and code, with who gave it and the quotes',
  columns: [
    ['study_id', 'the study'],
    ['dimension', 'id of the dimension'],
    ['code', 'id of the code; “none” where none applies; empty for numbers and texts'],
    ['value', 'the number or text'],
    ['settled_by', 'how it came about: reconciliation, agreement, rule, one-coder or machine'],
    ['coders', 'who gave it; machines begin with “machine:”'],
    ['quotes', 'passages that support it'],
  ],
  rows: () =>
    flatten(studies, (study) =>
      study.codings.flatMap(({ dimension, value, by, coders, evidence = [] }): (readonly Value[])[] => {
        const quotes = (code: string | undefined): string =>
          evidence
            .filter((entry) => entry.code === undefined || entry.code === code)
            .map(({ quote }) => `“${quote}”`)
            .join(' ')
        const row = (code: string | undefined, other: Value): readonly Value[] => [
          study.id,
          dimension,
          code,
          other,
          by,
          coders.join('; '),
          quotes(code) || undefined,
        ]
        if ('codes' in value)
          return value.codes.length === 0
            ? [row('none', undefined)]
            : value.codes.map((code) => row(code, undefined))
        return [row(undefined, 'number' in value ? value.number : value.text)]
      }),
    ),
})

const cellsTable = ({ gaps }: MapData): Table => ({
  name: 'cells',
  count: gaps?.ranked.length ?? 0,
  holds: 'one row a cell of the map it opens with: counts, expectation, exact test',
  columns: [
    ['row', `code of the dimension ${gaps?.rows ?? ''}`],
    ['column', `code of the dimension ${gaps?.columns ?? ''}`],
    ['studies', 'studies with both codes, each once'],
    ['possible', 'studies coded on both dimensions that could stand here'],
    ['with_row', 'of these, with the row’s code'],
    ['with_column', 'of these, with the column’s code'],
    ['expected', 'with_row times with_column over possible'],
    ['p_fewer', 'exact P(X <= studies), hypergeometric'],
    ['p_more', 'exact P(X >= studies)'],
    ['adjusted_fewer', 'p_fewer after Benjamini and Hochberg over the tested cells; empty where not tested'],
    ['adjusted_more', 'p_more, likewise'],
    ['verdict', 'fewer, more, as-expected, too-little-expected, not-known, impossible or same-dimension'],
    ['in_words', 'the same as a sentence'],
  ],
  rows: () =>
    (gaps?.ranked ?? []).map((cell) => [
      cell.row,
      cell.column,
      cell.observed,
      cell.studies,
      cell.withRow,
      cell.withColumn,
      rounded(cell.expected),
      rounded(cell.lowerTail),
      rounded(cell.upperTail),
      cell.adjustedLower === undefined ? undefined : rounded(cell.adjustedLower),
      cell.adjustedUpper === undefined ? undefined : rounded(cell.adjustedUpper),
      cell.verdict,
      cell.sentences.join(' '),
    ]),
})

/** Six significant digits: more would differ between machines' logarithms, and nobody reads them. */
const rounded = (value: number): number => Number(value.toPrecision(6))

const codebookTable = ({ codebook }: ReviewSnapshot): Table => ({
  name: 'codebook',
  count: codebook.dimensions.reduce((sum, dimension) => sum + Math.max(1, allCodes(dimension).length), 0),
  holds: 'one row a code: label, definition, place in the tree',
  columns: [
    ['dimension', 'id of the dimension'],
    ['dimension_label', 'its label'],
    ['type', 'single, multi, ordinal, number or text'],
    ['code', 'id of the code'],
    ['label', 'its label'],
    ['path', 'ids from the top of the tree down to it'],
    ['definition', 'what it means'],
  ],
  rows: () =>
    codebook.dimensions.flatMap((dimension): (readonly Value[])[] => {
      const { id, label, type, definition } = dimension
      if (dimension.codes.length === 0)
        return [[id, label, type, undefined, undefined, undefined, definition]]
      return allCodes(dimension).map(({ code, path }) => [
        id,
        label,
        type,
        code.id,
        code.label,
        path.join('/'),
        code.definition,
      ])
    }),
})

const searchesTable = ({ searches }: ReviewSnapshot): Table => ({
  name: 'searches',
  count: searches.length,
  holds: 'the search log (PRISMA-S): one row a dated search or imported file',
  columns: [
    ['search_id', 'id of the search'],
    ['source', 'label of the source'],
    ['channel', 'database, register, website, organisation or citation'],
    ['database', 'database or platform'],
    ['date', 'date of the search, or of the import of a file'],
    ['query', 'the exact query as run; empty where the export does not say it'],
    ['reported', 'records the source reported'],
    ['retrieved', 'records read'],
    ['file', 'name of the imported file'],
    ['sha256', 'its digest'],
    ['format', 'its format'],
  ],
  rows: () =>
    searches.map(
      ({ id, source, channel, database, date, query, reported, retrieved, file, digest, format }) => [
        id,
        source,
        channel,
        database,
        date,
        query,
        reported,
        retrieved,
        file,
        digest,
        format,
      ],
    ),
})

const answersTable = ({ codebook }: ReviewSnapshot, { answers }: MapData): Table => ({
  name: 'answers',
  count: codebook.questions.length,
  holds: 'one row a question of the codebook: the answer and the studies that bear on it',
  columns: [
    ['question_id', 'id of the question'],
    ['question', 'the question'],
    ['studies', 'how many included studies bear on it'],
    ['answer', 'the answer in words'],
    ['missing', 'what is missing'],
    ['study_ids', 'the studies'],
  ],
  rows: () =>
    codebook.questions.map(({ id, question }) => {
      const answer = answers.find((candidate) => candidate.question === id)
      return [
        id,
        question,
        answer?.studies.length,
        answer?.sentence,
        answer?.missing.join(' '),
        answer?.studies.join('; '),
      ]
    }),
})

const agreementTable = ({ agreement = [] }: ReviewSnapshot): Table => ({
  name: 'agreement',
  count: agreement.length,
  holds: 'one row a dimension and statistic: how well coders agreed before reconciliation',
  columns: [
    ['dimension', 'id of the dimension'],
    ['coders', 'people who coded'],
    ['units', 'reports that two or more people coded'],
    ['statistic', 'name of the statistic'],
    ['estimate', 'its value; empty where it cannot be estimated'],
    ['low', 'lower end of the interval'],
    ['high', 'upper end of the interval'],
    ['note', 'what to know about it'],
  ],
  rows: () =>
    agreement.map(({ dimension, coders, units, statistic, estimate, low, high, note }) => [
      dimension,
      coders,
      units,
      statistic,
      estimate === undefined ? undefined : rounded(estimate),
      low === undefined ? undefined : rounded(low),
      high === undefined ? undefined : rounded(high),
      note,
    ]),
})

/** The flow as the PRISMA2020 package reads it: `data,n`. */
export const prismaCsv = (snapshot: ReviewSnapshot): string =>
  writeCsv([['data', 'n'], ...Object.entries(prismaKeys(snapshot.flow))])

/** What every column of every table means. */
export const dataDictionary = (tables: readonly Table[]): string =>
  writeCsv([
    ['file', 'column', 'meaning'],
    ...tables.flatMap(({ name, columns }) =>
      columns.map(([column, meaning]) => [`data/${name}.csv`, column, meaning]),
    ),
  ])

/** `flatMap` one item at a time, so that the rows of a big review are never all there at once. */
function* flatten<T, R>(items: readonly T[], rowsOf: (item: T) => readonly R[]): Iterable<R> {
  for (const item of items) yield* rowsOf(item)
}
