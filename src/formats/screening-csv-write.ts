import { type CsvCell, writeCsvRows } from './csv-write.ts'
import { isoDate } from './dates.ts'
import type { WritableRecord } from './format.ts'
import { writeName } from './names.ts'
import { decisionNote, verdictOf } from './proposals.ts'

/** ASReview's data set: `included` is 1, 0 or, where nothing was decided, empty. */
export function* writeAsreviewCsv(records: Iterable<WritableRecord>): Iterable<string> {
  yield* writeCsvRows(asreviewRows(records))
}

function* asreviewRows(records: Iterable<WritableRecord>): Iterable<readonly CsvCell[]> {
  yield ['record_id', 'title', 'abstract', 'authors', 'keywords', 'year', 'journal', 'doi', 'url', 'included']
  let id = 0
  for (const record of records) {
    // ASReview asks for numbers that are unique in the file.
    yield [
      id,
      record.title,
      record.abstract,
      names(record),
      record.keywords?.join('; '),
      record.date?.year,
      record.container,
      record.identifiers.doi,
      record.urls?.[0],
      label(record),
    ]
    id++
  }
}

function label(record: WritableRecord): CsvCell {
  const verdict = record.decision === undefined ? undefined : verdictOf(record.decision.verdict)
  return verdict === 'include' ? 1 : verdict === 'exclude' ? 0 : undefined
}

/** Rayyan's CSV: its header, and the decision as it writes its own. */
export function* writeRayyanCsv(records: Iterable<WritableRecord>): Iterable<string> {
  yield* writeCsvRows(rayyanRows(records))
}

function* rayyanRows(records: Iterable<WritableRecord>): Iterable<readonly CsvCell[]> {
  yield 'key,title,year,month,day,journal,issn,volume,issue,pages,authors,url,language,publisher,location,abstract,notes,doi,keywords,pubmed_id,pmc_id'.split(
    ',',
  )
  for (const record of records) {
    const { identifiers, date } = record
    yield [
      record.key,
      record.title,
      isoDate(date).slice(0, 4),
      date?.month,
      date?.day,
      record.container,
      identifiers.issn?.join(', '),
      record.volume,
      record.issue,
      record.pages,
      record.authors.map((name) => ('literal' in name ? name.literal : writeName(name))).join(' and '),
      record.urls?.[0],
      record.language,
      record.publisher,
      record.place,
      record.abstract,
      [
        ...(record.decision === undefined ? [] : [decisionNote(record.decision)]),
        ...(record.notes ?? []),
      ].join(' | '),
      identifiers.doi,
      record.keywords?.join('; '),
      identifiers.pmid,
      identifiers.pmcid,
    ]
  }
}

const names = (record: WritableRecord): string =>
  record.authors.map((name) => ('literal' in name ? name.literal : writeName(name))).join('; ')
