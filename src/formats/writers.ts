import { bibtex } from './bibtex.ts'
import { cslJson } from './csl-json.ts'
import { writeJsonLines } from './csl-write.ts'
import { writeCsvRecords } from './csv-record-write.ts'
import { csv } from './csv.ts'
import type { Format, WritableRecord } from './format.ts'
import { ris } from './ris.ts'
import { writeAsreviewCsv, writeRayyanCsv } from './screening-csv-write.ts'
import { writeXlsxRecords } from './xlsx-write.ts'

/** One way to write records: as text in pieces, or as bytes where the format is not text. */
export type Writer = {
  readonly name: string
  readonly extension: string
  /** Who asks for it. */
  readonly purpose: string
  readonly cannotCarry: readonly string[]
} & (
  | { readonly write: (records: Iterable<WritableRecord>) => Iterable<string> }
  | { readonly writeBytes: (records: Iterable<WritableRecord>) => Promise<Uint8Array> }
)

const ofFormat = (format: Format, extension: string, purpose: string): Writer => ({
  name: format.name,
  extension,
  purpose,
  cannotCarry: format.cannotCarry,
  write: (records) => format.write?.(records) ?? [],
})

/** Every way in which lacuna writes records, in the order in which they are offered. */
export const writers: readonly Writer[] = [
  ofFormat(ris, 'ris', 'Zotero, EndNote, Mendeley and every screening tool'),
  ofFormat(bibtex, 'bib', 'LaTeX, as biblatex in UTF-8'),
  ofFormat(cslJson, 'json', 'scripts, Pandoc and citation processors'),
  ofFormat(csv, 'csv', 'scripts and spreadsheets'),
  {
    name: 'csv-excel',
    extension: 'csv',
    purpose: 'Excel: CSV with a byte order mark',
    cannotCarry: csv.cannotCarry,
    write: (records) => writeCsvRecords(records, { byteOrderMark: true }),
  },
  {
    name: 'xlsx',
    extension: 'xlsx',
    purpose: 'spreadsheets',
    cannotCarry: [...csv.cannotCarry, 'a text of more than 32,767 characters: it is cut, and says so'],
    writeBytes: writeXlsxRecords,
  },
  {
    name: 'jsonl',
    extension: 'jsonl',
    purpose: 'scripts that read a line at a time',
    cannotCarry: cslJson.cannotCarry,
    write: writeJsonLines,
  },
  {
    name: 'asreview',
    extension: 'csv',
    purpose: 'ASReview LAB',
    cannotCarry: [
      'everything but title, abstract, authors, keywords, year, journal, DOI, first address and label',
      'reasons for exclusion',
      "the record's own key: ASReview wants numbers",
    ],
    write: writeAsreviewCsv,
  },
  {
    name: 'rayyan',
    extension: 'csv',
    purpose: 'Rayyan',
    cannotCarry: [
      'record types, editors, editions and series',
      'identifiers other than DOI, PMID, PMCID and ISSN',
      'addresses after the first',
    ],
    write: writeRayyanCsv,
  },
]

export const writerNamed = (name: string): Writer | undefined =>
  writers.find((writer) => writer.name === name.toLowerCase())
