import { recordTable } from './csv-record-write.ts'
import type { WritableRecord } from './format.ts'

/** Excel cuts a cell off here. */
const longestCell = 32_767

/** Characters that XML, and so a workbook, cannot hold. */
const unwritable =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

export type SheetCell = string | number | boolean | undefined

/**
 * Rows as a workbook of one sheet, the first row as a bold, frozen header. Texts are text cells, so that nothing is run
 * as a formula or turned into a date; a text longer than Excel's 32,767 characters is cut and says so.
 */
export async function writeXlsxRows(
  rows: Iterable<readonly SheetCell[]>,
  sheet = 'records',
): Promise<Uint8Array> {
  const { default: writeExcelFile } = await import('write-excel-file/universal')
  const data = [...rows].map((row, i) =>
    row.map((cell) =>
      i === 0 ? { value: String(cell ?? ''), fontWeight: 'bold' as const } : excelCell(cell),
    ),
  )
  const blob = await writeExcelFile(data, { sheet, stickyRowsCount: 1 }).toBlob()
  return new Uint8Array(await blob.arrayBuffer())
}

/** Records as a workbook, in the columns of lacuna's own table. */
export const writeXlsxRecords = (records: Iterable<WritableRecord>): Promise<Uint8Array> =>
  writeXlsxRows(recordTable(records))

function excelCell(
  cell: SheetCell,
): { value: string; type: StringConstructor } | { value: number; type: NumberConstructor } | null {
  if (cell === undefined || cell === '') return null
  if (typeof cell === 'number') return { value: cell, type: Number }
  const text = String(cell).replace(unwritable, '')
  return {
    value: text.length > longestCell ? `${text.slice(0, longestCell - 20)} … [cut by Excel]` : text,
    type: String,
  }
}
