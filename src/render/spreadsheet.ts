import { markup } from './escape.ts'
import type { Table } from './tables.ts'
import { xmlHead, zip } from './zip.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const packageRoot = 'http://schemas.openxmlformats.org/package/2006'
const relationship = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** What one cell can hold (Excel's limit). */
const longestCell = 32_767
/** A workbook with more rows in a sheet takes minutes to open; such a table is named on the first sheet instead. */
const mostRows = 20_000

/**
 * Tables as one workbook, a sheet each. Text goes in as inline strings, never as formulas, so nothing in it is
 * computed; a text longer than a cell can hold is cut and marked, the CSV has it whole.
 */
export function writeXlsx(tables: readonly Table[]): Uint8Array {
  const small = tables.filter(({ count }) => count <= mostRows)
  const sheets = [contents(tables), ...small].map((table, i) => ({
    id: i + 1,
    name: table.name,
    xml: () => sheetXml(table),
  }))
  return zip([
    [
      '[Content_Types].xml',
      `${xmlHead}<Types xmlns="${packageRoot}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${contentType}.styles+xml"/>${sheets.map(({ id }) => `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="${contentType}.worksheet+xml"/>`).join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${xmlHead}<Relationships xmlns="${packageRoot}/relationships"><Relationship Id="rId1" Type="${relationship}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${xmlHead}<workbook xmlns="${main}" xmlns:r="${relationship}"><sheets>${sheets.map(({ id, name }) => `<sheet name="${markup(name)}" sheetId="${id}" r:id="rId${id}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${xmlHead}<Relationships xmlns="${packageRoot}/relationships">${sheets.map(({ id }) => `<Relationship Id="rId${id}" Type="${relationship}/worksheet" Target="worksheets/sheet${id}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${relationship}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${xmlHead}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
    ],
    ...sheets.map(({ id, xml }) => [`xl/worksheets/sheet${id}.xml`, xml] as const),
  ])
}

/** The first sheet: what the tables hold, and where those are that are too long for a workbook. */
const contents = (tables: readonly Table[]): Table => ({
  name: 'contents',
  holds: 'what is in this workbook',
  columns: [
    ['table', 'name of the sheet'],
    ['holds', 'what it holds'],
    ['rows', 'how many rows'],
    ['where', 'in this workbook, or only as CSV'],
  ],
  count: tables.length,
  rows: () =>
    tables.map(({ name, holds, count }) => [
      name,
      holds,
      count,
      count <= mostRows ? 'here' : `too long for a workbook: data/${name}.csv`,
    ]),
})

function sheetXml({ columns, rows }: Table): string {
  const line = (values: readonly (string | number | undefined)[], at: number, style = ''): string =>
    `<row r="${at}">${values.map((value, i) => cellXml(value, `${columnName(i)}${at}`, style)).join('')}</row>`
  const head = line(
    columns.map(([name]) => name),
    1,
    ' s="1"',
  )
  const body = Array.from(rows(), (row, i) => line(row, i + 2))
  return `${xmlHead}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>${head}${body.join('')}</sheetData></worksheet>`
}

/** A, B … Z, AA, AB … */
const columnName = (i: number): string =>
  (i >= 26 ? columnName(Math.floor(i / 26) - 1) : '') + String.fromCharCode(65 + (i % 26))

function cellXml(value: string | number | undefined, at: string, style: string): string {
  if (value === undefined || value === '') return ''
  if (typeof value === 'number') return `<c r="${at}"${style}><v>${value}</v></c>`
  const text = value.length > longestCell ? `${value.slice(0, longestCell - 12)}… (cut here)` : value
  return `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${markup(text)}</t></is></c>`
}
