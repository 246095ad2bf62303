import { LineSplitter } from './lines.ts'

/** One row of a delimited file as it stood there. */
export interface CsvRow {
  readonly line: number
  readonly raw: string
  readonly cells: readonly string[]
  /** Set where a quotation mark was opened and not closed in any sensible place; the row is its first line alone. */
  readonly unclosedQuote?: boolean
}

/** A quoted cell of more lines than this is taken for an unclosed quotation mark. */
const longestCell = 500

/**
 * Cuts delimited text into rows, chunk by chunk, after RFC 4180 with what real exports need: a quotation mark
 * inside a quoted cell that is neither doubled nor at the cell's end is text; a quotation mark that never
 * closes costs its own row and no other. Blank lines are skipped.
 */
export class CsvSplitter {
  readonly #delimiter: string
  readonly #splitter = new LineSplitter()
  #line = 0
  #row: OpenRow | undefined
  #lines: string[] = []
  /** Cells that a row should have; a row over several lines with another number is looked at again. */
  expected: number | undefined

  constructor(delimiter: string) {
    this.#delimiter = delimiter
  }

  push(chunk: string): CsvRow[] {
    const rows: CsvRow[] = []
    for (const line of this.#splitter.push(chunk)) this.#take(line, rows)
    return rows
  }

  end(): CsvRow[] {
    const rows: CsvRow[] = []
    for (const line of this.#splitter.end()) this.#take(line, rows)
    while (this.#row !== undefined) this.#recover(rows)
    return rows
  }

  #take(text: string, rows: CsvRow[]): void {
    this.#line++
    const line = this.#line === 1 && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
    if (this.#row === undefined) {
      if (line.trim() === '') return
      this.#row = { line: this.#line, cells: [], part: [], quoted: false, stray: false }
      this.#lines = []
    }
    this.#lines.push(line)
    const row = this.#row
    scan(row, line, this.#delimiter)
    if (row.quoted) {
      row.part.push('\n')
      if (this.#lines.length > longestCell) this.#recover(rows)
      return
    }
    if (
      row.stray &&
      this.#lines.length > 1 &&
      this.expected !== undefined &&
      row.cells.length !== this.expected
    ) {
      this.#recover(rows)
      return
    }
    this.#row = undefined
    rows.push({
      line: row.line,
      raw: this.#lines.length === 1 ? line : this.#lines.join('\n'),
      cells: row.cells,
    })
  }

  /** Takes the first line alone, its quotation marks as text, and reads the lines after it again. */
  #recover(rows: CsvRow[]): void {
    const [first = '', ...rest] = this.#lines
    const start = this.#row?.line ?? this.#line
    this.#row = undefined
    this.#lines = []
    rows.push({
      line: start,
      raw: first,
      cells: first
        .split(this.#delimiter)
        .map((cell) => cell.replace(/^\s*"|"\s*$/g, '').replaceAll('""', '"')),
      unclosedQuote: true,
    })
    this.#line = start
    for (const line of rest) this.#take(line, rows)
  }
}

interface OpenRow {
  readonly line: number
  readonly cells: string[]
  /** Pieces of the cell that is open. */
  part: string[]
  quoted: boolean
  stray: boolean
}

function scan(row: OpenRow, line: string, delimiter: string): void {
  let at = 0
  for (;;) {
    if (row.quoted) {
      const quote = line.indexOf('"', at)
      if (quote === -1) {
        row.part.push(line.slice(at))
        return
      }
      const next = line.charAt(quote + 1)
      if (next === '"') {
        row.part.push(line.slice(at, quote + 1))
        at = quote + 2
        continue
      }
      const rest = next === '' || next === delimiter ? quote + 1 : afterSpaces(line, quote + 1, delimiter)
      if (rest === undefined) {
        row.stray = true
        row.part.push(line.slice(at, quote + 1))
        at = quote + 1
        continue
      }
      row.part.push(line.slice(at, quote))
      row.cells.push(row.part.length === 1 ? (row.part[0] ?? '') : row.part.join(''))
      row.part = []
      row.quoted = false
      if (rest >= line.length) return
      at = rest + 1
    }
    const opens = quoteAt(line, at)
    if (opens !== undefined) {
      row.quoted = true
      at = opens + 1
      continue
    }
    const end = line.indexOf(delimiter, at)
    row.cells.push(end === -1 ? line.slice(at) : line.slice(at, end))
    if (end === -1) return
    at = end + 1
  }
}

/** Where a cell's opening quotation mark is: at its start, or after the `=` with which Excel is told "text". */
function quoteAt(line: string, at: number): number | undefined {
  if (line.charCodeAt(at) === 0x22) return at
  if (line.charCodeAt(at) === 0x3d && line.charCodeAt(at + 1) === 0x22) return at + 1
  return undefined
}

/** The delimiter or line end after spaces; undefined where text follows the quotation mark. */
function afterSpaces(line: string, from: number, delimiter: string): number | undefined {
  let at = from
  while (line.charAt(at) === ' ') at++
  return at >= line.length || line.charAt(at) === delimiter ? at : undefined
}
