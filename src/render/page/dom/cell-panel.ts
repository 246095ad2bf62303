import { and, has, members } from '../bitset.ts'
import { type Cell, lookOf } from '../cross-table.ts'
import { cellInWords, studiesInWords, thousands } from '../wording.ts'
import { exportButtons } from './download.ts'
import { element, foreign, replace } from './element.ts'
import { segmentColour, segmentsShown } from '../segment-colours.ts'
import type { Change, Shown } from './shown.ts'
import { byNewest } from './studies-tab.ts'
import { StudyList } from './study-list.ts'

/** What is behind the chosen cell: its numbers in words, its segments, its studies. */
export class CellPanel {
  readonly #host: HTMLElement
  readonly #change: Change
  #opened: string | undefined

  constructor(host: HTMLElement, change: Change) {
    this.#host = host
    this.#change = change
    host.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#close()
    })
  }

  draw(shown: Shown): void {
    const { data, view, table } = shown
    const [row, column] = view.cell ?? []
    const cell = row === undefined || column === undefined ? undefined : table.cells[row]?.[column]
    const layout = document.querySelector('#map-layout')
    layout?.classList.toggle('with-panel', cell !== undefined)
    this.#host.hidden = cell === undefined
    if (cell === undefined || row === undefined || column === undefined) {
      this.#opened = undefined
      replace(this.#host)
      return
    }
    const rowLabel = data.dimensions[view.rows]?.codes[row]?.label ?? ''
    const columnLabel = data.dimensions[view.columns]?.codes[column]?.label ?? ''
    const heading = element(
      'h3',
      { tabindex: -1 },
      foreign(rowLabel),
      element('span', { class: 'by-sign' }, ' × '),
      foreign(columnLabel),
    )
    const found = members(
      and(table.rowSets[row] ?? shown.selected, table.columnSets[column] ?? shown.selected),
    )
    const sentences = cellInWords(cell, rowLabel, columnLabel, { ...table, searchedTo: data.searchedTo })
    replace(
      this.#host,
      element(
        'button',
        { type: 'button', class: 'close', 'aria-label': 'Close the cell', onclick: () => this.#close() },
        '×',
      ),
      heading,
      element(
        'p',
        { class: `figure ${lookOf(cell)}` },
        element('strong', {}, thousands(cell.count)),
        ` ${cell.count === 1 ? 'study' : 'studies'}`,
        cell.verdict === 'impossible' || cell.verdict === 'same-dimension'
          ? undefined
          : element('span', { class: 'expected' }, `${cell.expected.toFixed(1)} expected`),
      ),
      ...sentences.map((sentence, i) =>
        element('p', { class: i === 0 ? 'words' : 'words verdict', dir: 'auto' }, sentence),
      ),
      kindsOfGap(shown, row, column),
      segmentLines(shown, cell, found),
      definitions(shown, row, column),
      found.length === 0 ? undefined : exportButtons(data, () => found),
      found.length === 0 ? undefined : element('h4', {}, `${studiesInWords(found.length)}, newest first`),
      found.length === 0 ? undefined : new StudyList(data, byNewest(shown.index, found)).host,
    )
    const key = `${view.rows} ${row} ${view.columns} ${column}`
    if (this.#opened !== key && this.#opened !== undefined) this.#host.scrollTop = 0
    const isSheet = getComputedStyle(this.#host).position === 'fixed'
    if (this.#opened !== key && isSheet) heading.focus({ preventScroll: true })
    this.#opened = key
  }

  #close(): void {
    const at = document
      .querySelector<HTMLElement>('button.cell[aria-pressed="true"]')
      ?.getAttribute('data-at')
    this.#change({ cell: undefined })
    if (at !== null && at !== undefined)
      document.querySelector<HTMLElement>(`button.cell[data-at="${at}"]`)?.focus()
  }
}

/** What kind of gap the whole map has here; only for the rows and columns it was computed for. */
function kindsOfGap({ data, view }: Shown, row: number, column: number): HTMLElement | undefined {
  const { rows, columns } = data.layout
  const kinds = view.rows === rows && view.columns === columns ? data.kinds[`${row},${column}`] : undefined
  return kinds === undefined
    ? undefined
    : element(
        'div',
        { class: 'kinds' },
        element('h4', {}, 'Of all studies, whatever the filters'),
        ...kinds.map((line) => element('p', { class: 'words', dir: 'auto' }, line)),
      )
}

/** How the studies of a cell spread over the segments, those not coded on them told apart. */
function segmentLines(
  { data, view, index }: Shown,
  cell: Cell,
  found: readonly number[],
): HTMLElement | undefined {
  const dimension = view.segments === undefined ? undefined : data.dimensions[view.segments]
  if (dimension === undefined || cell.count === 0) return undefined
  const lines = segmentsShown(dimension).map((code, place, all) => {
    const count = cell.segments[code] ?? 0
    const bar = element('span', { class: 'bar', 'aria-hidden': 'true' })
    bar.style.width = `${(100 * count) / cell.count}%`
    bar.style.backgroundColor = segmentColour(dimension, place, all.length)
    return element(
      'li',
      {},
      element('span', { class: 'name' }, foreign(dimension.codes[code]?.label ?? '')),
      element('span', { class: 'track' }, bar),
      element('span', { class: 'number' }, thousands(count)),
    )
  })
  const coded = view.segments === undefined ? undefined : index.coded(view.segments, view.ways)
  const uncoded = coded === undefined ? 0 : found.filter((study) => !has(coded, study)).length
  const rest =
    uncoded === 0
      ? undefined
      : element('p', { class: 'rest' }, `${studiesInWords(uncoded)} not coded on this.`)
  return element(
    'div',
    { class: 'breakdown' },
    element('h4', {}, foreign(dimension.label)),
    element('ul', {}, ...lines),
    rest,
  )
}

function definitions({ data, view }: Shown, row: number, column: number): HTMLElement | undefined {
  const entries = [
    data.dimensions[view.rows]?.codes[row],
    data.dimensions[view.columns]?.codes[column],
  ].flatMap((code) =>
    code?.definition === undefined
      ? []
      : [element('dt', {}, foreign(code.label)), element('dd', { dir: 'auto' }, code.definition)],
  )
  return entries.length === 0
    ? undefined
    : element(
        'details',
        { class: 'definitions' },
        element('summary', {}, 'What these codes mean'),
        element('dl', {}, ...entries),
      )
}
