/** How a table is written. */
export interface CsvOptions {
  /** A byte order mark, by which Excel knows UTF-8. */
  readonly byteOrderMark?: boolean
  readonly delimiter?: ',' | ';' | '\t'
  /** Writes a cell that a spreadsheet would run as a formula with an apostrophe before it. On unless said otherwise. */
  readonly formulaGuard?: boolean
}

export type CsvCell = string | number | boolean | undefined

/** Rows to text after RFC 4180, CRLF line ends, one string a row. */
export function* writeCsvRows(
  rows: Iterable<readonly CsvCell[]>,
  options: CsvOptions = {},
): Iterable<string> {
  const { delimiter = ',', byteOrderMark = false, formulaGuard = true } = options
  const special = delimiter === ',' ? /[",\r\n]|^\s|\s$/ : /["\t;,\r\n]|^\s|\s$/
  let first = byteOrderMark ? '\uFEFF' : ''
  for (const row of rows) {
    const cells = row.map((cell) => {
      if (cell === undefined) return ''
      if (typeof cell !== 'string') return String(cell)
      const text = formulaGuard ? guarded(cell) : cell
      return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    })
    yield `${first}${cells.join(delimiter)}\r\n`
    first = ''
  }
}

/**
 * A cell that no spreadsheet takes for a formula: one that begins with `= + - @`, a tab or a line end (after any
 * apostrophes) gets an apostrophe before it. `unguarded` takes it off again.
 */
export const guarded = (text: string): string => (/^'*[=+\-@\t\r\n]/.test(text) ? `'${text}` : text)

export const unguarded = (text: string): string => (/^''*[=+\-@\t\r\n]/.test(text) ? text.slice(1) : text)
