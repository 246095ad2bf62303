import type { Problem } from '../domain/problem.ts'
import type { ParsedRecord } from '../domain/record.ts'
import { type ColumnMeaning, type CsvHeader, readHeader } from './csv-columns.ts'
import { csvRecord } from './csv-fields.ts'
import { writeCsvRecords } from './csv-record-write.ts'
import { delimiterOf } from './csv-delimiter.ts'
import { type CsvRow, CsvSplitter } from './csv-rows.ts'
import type { Format } from './format.ts'
import { printable } from './tagged-lines.ts'
import { wosLists, wosRecord } from './wos-fields.ts'

/** Delimited text with a header: the databases', screening tools' and spreadsheets' exports, and lacuna's own table. */
export const csv: Format = {
  name: 'csv',
  extensions: ['csv', 'tsv', 'tab', 'txt'],
  cannotCarry: [
    'a keyword, name or accession number that holds a semicolon',
    'unknown fields',
    'blank lines inside a note',
  ],
  detect(head, fileName) {
    const header = headerIn(head)
    if (header === undefined)
      return /\.(?:csv|tsv)$/i.test(fileName) && /[^\s,;\t]\s*[,;\t]\s*\S/.test(head) ? 0.3 : 0
    if (header.isWosTags || (header.vendor !== undefined && header.known >= 3)) return 0.9
    if (header.known >= 3) return 0.8
    return /\.(?:csv|tsv|tab)$/i.test(fileName) ? 0.7 : header.known >= 2 ? 0.45 : 0
  },
  read: (text, file) => readCsv(text, file),
  write: (records) => writeCsvRecords(records),
}

/** How many rows before the header are looked through: Embase puts the query's lines there. */
const preamble = 30

/**
 * Records of a delimited file.
 * @param mapping header names to meanings, for files of one's own making
 */
export async function* readCsv(
  text: AsyncIterable<string>,
  file: string,
  mapping: Readonly<Record<string, ColumnMeaning>> = {},
): AsyncIterable<ParsedRecord | Problem> {
  const reader = new CsvReader(file, mapping)
  for await (const chunk of text) yield* reader.push(chunk)
  yield* reader.end()
}

class CsvReader {
  readonly #file: string
  readonly #mapping: Readonly<Record<string, ColumnMeaning>>
  #head = ''
  #splitter: CsvSplitter | undefined
  #header: CsvHeader | undefined
  #waiting: CsvRow[] = []

  constructor(file: string, mapping: Readonly<Record<string, ColumnMeaning>>) {
    this.#file = file
    this.#mapping = mapping
  }

  push(chunk: string): (ParsedRecord | Problem)[] {
    if (this.#splitter === undefined) {
      this.#head += chunk
      if (this.#head.length < 4096) return []
    }
    return this.#rows(this.#start(chunk))
  }

  end(): (ParsedRecord | Problem)[] {
    const rows = this.#splitter === undefined ? this.#start('') : []
    const out = this.#rows([...rows, ...(this.#splitter?.end() ?? [])])
    if (this.#header === undefined) out.push(...this.#settle(true))
    return out
  }

  #start(chunk: string): CsvRow[] {
    if (this.#splitter !== undefined) return this.#splitter.push(chunk)
    this.#splitter = new CsvSplitter(delimiterOf(this.#head))
    return this.#splitter.push(this.#head)
  }

  #rows(rows: readonly CsvRow[]): (ParsedRecord | Problem)[] {
    const out: (ParsedRecord | Problem)[] = []
    for (const row of rows) {
      if (this.#header !== undefined) out.push(...readRow(row, this.#header, this.#file))
      else {
        this.#waiting.push(row)
        out.push(...this.#settle(this.#waiting.length >= preamble))
      }
    }
    return out
  }

  /** Takes the first row with known names for the header; after enough rows without one, the first row of all. */
  #settle(must: boolean): (ParsedRecord | Problem)[] {
    const last = this.#waiting.at(-1)
    if (last === undefined) return []
    const header = readHeader(last.cells, this.#mapping)
    const isHeader = header.known >= 2 || header.isWosTags || (header.known === 1 && last.cells.length === 1)
    if (!isHeader && !must) return []
    const at = isHeader ? this.#waiting.length - 1 : 0
    const chosen = isHeader ? header : readHeader(this.#waiting[0]?.cells ?? [], this.#mapping)
    const before = this.#waiting.slice(0, at).filter((row) => !/^sep=.$/i.test(row.raw))
    const after = this.#waiting.slice(at + 1)
    this.#waiting = []
    this.#header = chosen
    if (this.#splitter !== undefined) this.#splitter.expected = chosen.headers.length
    return [
      ...(before.length === 0 ? [] : [preambleNote(before, this.#file)]),
      ...(isHeader ? [] : [noHeader(chosen, this.#file)]),
      ...after.flatMap((row) => readRow(row, chosen, this.#file)),
    ]
  }
}

function readRow(row: CsvRow, header: CsvHeader, file: string): readonly (ParsedRecord | Problem)[] {
  if (row.cells.every((cell) => cell.trim() === '')) return []
  const record = header.isWosTags ? wosRow(row, header) : csvRecord(row, header)
  const at = { file, line: row.line, ...(record.sourceKey === undefined ? {} : { record: record.sourceKey }) }
  if (row.unclosedQuote === true) {
    return [
      record,
      {
        kind: 'problem',
        severity: 'doubtful',
        code: 'csv/unclosed-quote',
        at,
        message:
          'A quotation mark is opened in this row and never closed; the row was read as its first line alone.',
        remedy: 'You can close the quotation mark and import the file again; nothing is imported twice.',
      },
    ]
  }
  const extra = row.cells.slice(header.headers.length).filter((cell) => cell.trim() !== '')
  if (extra.length === 0 && row.cells.length >= Math.min(2, header.headers.length)) return [record]
  const found = `${row.cells.length} ${row.cells.length === 1 ? 'cell' : 'cells'}; expected ${header.headers.length}`
  return [
    record,
    {
      kind: 'problem',
      severity: 'doubtful',
      code: 'csv/other-number-of-cells',
      at,
      message: `The row has ${found}, as in the header. Its cells may stand under the wrong names.`,
      remedy: 'You can look whether a cell with a delimiter in it lacks its quotation marks.',
    },
  ]
}

function wosRow(row: CsvRow, header: CsvHeader): ParsedRecord {
  const fields = new Map<string, string[]>()
  row.cells.forEach((cell, i) => {
    const tag = header.headers[i] ?? ''
    if (tag === '' || cell.trim() === '') return
    fields.set(tag, wosLists.has(tag) ? cell.split(/;\s*/).filter((item) => item !== '') : [cell.trim()])
  })
  return wosRecord(fields, { format: 'csv', line: row.line, raw: row.raw })
}

function headerIn(head: string): CsvHeader | undefined {
  const splitter = new CsvSplitter(delimiterOf(head))
  const rows = [...splitter.push(head.slice(0, 16_384)), ...splitter.end()].slice(0, preamble)
  return rows.map((row) => readHeader(row.cells)).find((header) => header.known >= 2 || header.isWosTags)
}

function preambleNote(rows: readonly CsvRow[], file: string): Problem {
  return {
    kind: 'problem',
    severity: 'note',
    code: 'csv/lines-before-header',
    at: { file, line: rows[0]?.line ?? 1 },
    message: `${rows.length} ${rows.length === 1 ? 'line stands' : 'lines stand'} before the header, beginning "${printable((rows[0]?.raw ?? '').slice(0, 60))}".`,
    remedy: 'You can keep them with your search documentation: databases put the query there.',
  }
}

function noHeader(header: CsvHeader, file: string): Problem {
  return {
    kind: 'problem',
    severity: 'doubtful',
    code: 'csv/no-known-columns',
    at: { file, line: 1 },
    message: `No column name is known, beginning "${printable(header.headers.slice(0, 4).join(', ').slice(0, 80))}"; the first row was taken for the header and the columns kept as they are.`,
    remedy:
      'You can name the columns in the first row title, authors, year, doi and so on, and import the file again.',
  }
}
