import type { RecordType } from '../domain/record.ts'
import type { WritableRecord } from './format.ts'
import { type CsvCell, type CsvOptions, writeCsvRows } from './csv-write.ts'
import { writeName } from './names.ts'
import { protectText } from './text-value.ts'

/** The columns of lacuna's own table of records, in order; `csv.ts` reads every one of them back. */
const columns: readonly (readonly [string, (record: WritableRecord) => CsvCell])[] = [
  ['key', (record) => record.key],
  ['type', (record): RecordType => record.type],
  ['title', (record) => text(record.title)],
  ['alternative_titles', (record) => text(record.alternativeTitles?.join('\n'))],
  ['authors', (record) => text(record.authors.map(writeName).join('; '))],
  ['editors', (record) => text(record.editors?.map(writeName).join('; '))],
  ['year', (record) => record.date?.year],
  ['month', (record) => record.date?.month],
  ['day', (record) => record.date?.day],
  ['season', (record) => record.date?.season],
  ['container', (record) => text(record.container)],
  ['container_short', (record) => text(record.containerShort)],
  ['volume', (record) => text(record.volume)],
  ['issue', (record) => text(record.issue)],
  ['pages', (record) => text(record.pages)],
  ['article_number', (record) => text(record.articleNumber)],
  ['publisher', (record) => text(record.publisher)],
  ['place', (record) => text(record.place)],
  ['edition', (record) => text(record.edition)],
  ['series', (record) => text(record.series)],
  ['doi', (record) => record.identifiers.doi],
  ['pmid', (record) => record.identifiers.pmid],
  ['pmcid', (record) => record.identifiers.pmcid],
  ['openalex_id', (record) => record.identifiers.openalex],
  ['issn', (record) => record.identifiers.issn?.join('; ')],
  ['isbn', (record) => record.identifiers.isbn?.join('; ')],
  ['accession_number', (record) => text(record.identifiers.accession?.join('; '))],
  ['abstract', (record) => text(record.abstract)],
  ['keywords', (record) => text(record.keywords?.join('; '))],
  ['language', (record) => text(record.language)],
  ['urls', (record) => record.urls?.join(' ')],
  ['notes', (record) => text(record.notes?.join('\n\n'))],
  ['decision', (record) => record.decision?.verdict],
  ['decision_reason', (record) => text(record.decision?.reason)],
]

/** Records as lacuna's own table. */
export function* writeCsvRecords(
  records: Iterable<WritableRecord>,
  options: CsvOptions = {},
): Iterable<string> {
  yield* writeCsvRows(recordTable(records), options)
}

/** The table of records, header first, as cells. */
export function* recordTable(records: Iterable<WritableRecord>): Iterable<readonly CsvCell[]> {
  yield columns.map(([name]) => name)
  for (const record of records) yield columns.map(([, cell]) => cell(record))
}

const text = (value: string | undefined): string | undefined =>
  value === undefined ? undefined : protectText(value)
