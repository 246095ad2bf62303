import { readHeader } from './csv-columns.ts'
import { CsvSplitter } from './csv-rows.ts'

/**
 * The delimiter of a file, from its head: the one with which a row names the most known columns, else the one that
 * divides the first line most. Comma where nothing is divided. `sep=;` in the first line says it outright.
 */
export function delimiterOf(head: string): string {
  const told = /^\uFEFF?sep=(.)[\r\n]/i.exec(head)
  if (told?.[1] !== undefined) return told[1]
  let best = ','
  let most = 0
  for (const delimiter of [',', '\t', ';', '|']) {
    const splitter = new CsvSplitter(delimiter)
    const rows = [...splitter.push(head.slice(0, 16_384)), ...splitter.end()].slice(0, 30)
    const known = Math.max(0, ...rows.map((row) => (row.cells.length > 1 ? readHeader(row.cells).known : 0)))
    const score = known * 1000 + (rows[0]?.cells.length ?? 1) - 1
    if (score > most) {
      most = score
      best = delimiter
    }
  }
  return best
}
