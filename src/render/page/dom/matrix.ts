import { type Cell, lookOf } from '../cross-table.ts'
import { filtersInWords, countedInWords } from '../filter-words.ts'
import type { PageDimension } from '../page-data.ts'
import { lookWords, studiesInWords, thousands } from '../wording.ts'
import { element, foreign, replace } from './element.ts'
import { segmentColour, segmentsShown } from '../segment-colours.ts'
import type { Change, Shown } from './shown.ts'

const marks = { evidence: '', under: '▼', none: '0', unclear: '·', impossible: '×', unknown: '?' } as const

/** The map itself: a table of buttons, one a cell, that arrow keys walk through. */
export class Matrix {
  readonly #host: HTMLElement
  readonly #change: Change
  #shown: Shown | undefined
  /** The cell that Tab reaches. */
  #current: readonly [number, number] | undefined

  constructor(host: HTMLElement, change: Change) {
    this.#host = host
    this.#change = change
    host.addEventListener('keydown', (event) => this.#walk(event))
  }

  draw(shown: Shown): void {
    const focused = this.#host.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-at')
      : undefined
    this.#shown = shown
    const { data, view, table } = shown
    const rows = data.dimensions[view.rows] as PageDimension
    const columns = data.dimensions[view.columns] as PageDimension
    const filled = (total: number | undefined): boolean => !view.hideEmpty || (total ?? 0) > 0
    const openRows = openCodes(rows, view.folded.rows).filter((row) => filled(table.rowTotals[row]))
    const openColumns = openCodes(columns, view.folded.columns).filter((column) =>
      filled(table.columnTotals[column]),
    )
    this.#current = view.cell ?? [openRows[0] ?? 0, openColumns[0] ?? 0]
    if (!openRows.includes(this.#current[0]) || !openColumns.includes(this.#current[1]))
      this.#current = [openRows[0] ?? 0, openColumns[0] ?? 0]
    let most = 1
    for (const row of openRows)
      for (const column of openColumns) most = Math.max(most, table.cells[row]?.[column]?.count ?? 0)
    const caption = `${rows.label} by ${columns.label}: number of studies in each cell`
    if (openRows.length === 0 || openColumns.length === 0) {
      replace(
        this.#host,
        element('p', { class: 'nothing' }, 'No study of this selection has a code on both dimensions.'),
      )
      return
    }
    const made = element(
      'table',
      { class: 'matrix', role: 'grid', 'aria-label': caption },
      paperCaption(shown, caption),
      this.#head(columns, openColumns, rows),
      element('tbody', {}, ...openRows.map((row) => this.#row(rows, row, openColumns, most))),
    )
    replace(this.#host, made)
    if (focused !== undefined && focused !== null)
      this.#host.querySelector<HTMLElement>(`[data-at="${focused}"]`)?.focus({ preventScroll: true })
  }

  #head(columns: PageDimension, open: readonly number[], rows: PageDimension): HTMLElement {
    const grouped = columns.codes.some((code) => code.depth > 0)
    const corner = element(
      'th',
      { class: 'corner', rowspan: grouped ? 2 : 1, scope: 'col' },
      element('span', { class: 'axis-rows' }, foreign(rows.label), ' ↓'),
      element('span', { class: 'axis-columns' }, foreign(columns.label), ' →'),
    )
    const total = (code: number): HTMLElement =>
      element('span', { class: 'total' }, thousands(this.#shown?.table.columnTotals[code] ?? 0))
    const column = (code: number): HTMLElement => {
      const { label, depth, definition } = columns.codes[code] ?? { label: '', depth: 0 }
      const hasOwnGroup = grouped && depth === 0 && hasChildren(columns, code)
      return element(
        'th',
        {
          scope: 'col',
          class: `column${depth === 0 ? ' top' : ''}${depth > 1 ? ' deep' : ''}`,
          // A code that heads no group stands as high as the groups do.
          rowspan: grouped && depth === 0 && !hasOwnGroup ? 2 : undefined,
          title: definition,
        },
        element(
          'span',
          { class: hasOwnGroup ? 'label own' : 'label' },
          hasOwnGroup ? 'All of it' : foreign(label),
        ),
        hasOwnGroup ? element('span', { class: 'unseen' }, foreign(label)) : undefined,
        total(code),
      )
    }
    if (!grouped) return element('thead', {}, element('tr', {}, corner, ...open.map(column)))
    const isAlone = (code: number): boolean => topOf(columns, code) === code && !hasChildren(columns, code)
    const upper = columns.codes.flatMap((code, at) => {
      const span = open.filter((candidate) => topOf(columns, candidate) === at).length
      if (code.depth > 0 || span === 0) return []
      if (isAlone(at)) return [column(at)]
      return [
        element(
          'th',
          { class: 'group', colspan: span, scope: 'colgroup', title: code.definition ?? code.label },
          this.#fold('columns', columns, at),
          element('span', { class: 'label' }, foreign(code.label)),
        ),
      ]
    })
    const lower = open.filter((code) => !isAlone(code)).map(column)
    return element('thead', {}, element('tr', {}, corner, ...upper), element('tr', {}, ...lower))
  }

  #row(rows: PageDimension, row: number, open: readonly number[], most: number): HTMLElement {
    const { label, depth, definition } = rows.codes[row] ?? { label: '', depth: 0 }
    const head = element(
      'th',
      { scope: 'row', class: `row depth-${Math.min(depth, 4)}`, title: definition ?? label },
      element(
        'span',
        { class: 'row-inner' },
        this.#fold('rows', rows, row),
        element('span', { class: 'label' }, foreign(label)),
        element('span', { class: 'total' }, thousands(this.#shown?.table.rowTotals[row] ?? 0)),
      ),
    )
    return element(
      'tr',
      { class: depth === 0 ? 'top' : '' },
      head,
      ...open.map((column) => this.#cell(row, column, most)),
    )
  }

  #fold(axis: 'rows' | 'columns', dimension: PageDimension, code: number): HTMLElement | undefined {
    if (!hasChildren(dimension, code)) return undefined
    const folded = this.#shown?.view.folded[axis] ?? new Set<number>()
    const isOpen = !folded.has(code)
    const label = dimension.codes[code]?.label ?? ''
    const turn = (): void => {
      const next = new Set(folded)
      if (isOpen) next.add(code)
      else next.delete(code)
      const both = this.#shown?.view.folded ?? { rows: new Set<number>(), columns: new Set<number>() }
      this.#change({ folded: { ...both, [axis]: next } }, 'tweak')
    }
    return element(
      'button',
      {
        type: 'button',
        class: 'fold',
        'aria-expanded': String(isOpen),
        'aria-label': `${isOpen ? 'Fold' : 'Unfold'} ${label}`,
        'data-at': `${axis}-${code}`,
        onclick: turn,
      },
      isOpen ? '−' : '+',
    )
  }

  #cell(row: number, column: number, most: number): HTMLElement {
    const shown = this.#shown as Shown
    const { data, view, table } = shown
    const cell = table.cells[row]?.[column] as Cell
    const look = lookOf(cell)
    const rowLabel = data.dimensions[view.rows]?.codes[row]?.label ?? ''
    const columnLabel = data.dimensions[view.columns]?.codes[column]?.label ?? ''
    const isCurrent = this.#current?.[0] === row && this.#current[1] === column
    const isOpen = view.cell?.[0] === row && view.cell[1] === column
    const found =
      cell.count > 0 || look === 'under'
        ? cell.count === 0
          ? '0 studies'
          : studiesInWords(cell.count)
        : lookWords[look]
    const under = look === 'under' ? `, ${lookWords.under}` : ''
    const more = cell.verdict === 'more' ? ', more than totals predict' : ''
    const label = `${rowLabel}, ${columnLabel}: ${found}${under}${more}`
    const content =
      cell.count > 0
        ? [
            element('span', { class: 'count' }, thousands(cell.count)),
            look === 'under' ? element('span', { class: 'mark' }, marks.under) : undefined,
            cell.verdict === 'more' ? element('span', { class: 'mark more' }, '▲') : undefined,
            segmentBar(shown, cell),
          ]
        : look === 'under'
          ? [element('span', { class: 'count' }, '0'), element('span', { class: 'mark' }, marks.under)]
          : [element('span', { class: 'count empty' }, marks[look])]
    const button = element(
      'button',
      {
        type: 'button',
        class: `cell ${look} shade-${shade(cell.count, most)}`,
        tabindex: isCurrent ? 0 : -1,
        'aria-label': label,
        'aria-pressed': String(isOpen),
        'data-at': `${row}-${column}`,
        onclick: () => this.#change({ cell: isOpen ? undefined : [row, column] }),
      },
      ...content,
    )
    return element('td', { role: 'gridcell' }, button)
  }

  #walk(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      Home: [0, -Infinity],
      End: [0, Infinity],
    }
    const step = steps[event.key]
    const here = event.target instanceof HTMLElement ? event.target.closest('td') : null
    const line = here?.closest('tr')
    if (step === undefined || here === null || line === null || line === undefined) return
    event.preventDefault()
    const lines = [...(line.parentElement?.children ?? [])]
    const nextLine = lines[Math.min(lines.length - 1, Math.max(0, lines.indexOf(line) + step[0]))]
    const cells = [...line.children]
    const place = Math.min(cells.length - 1, Math.max(1, cells.indexOf(here) + step[1]))
    const next = nextLine?.children[place]?.querySelector<HTMLElement>('button.cell')
    if (next === null || next === undefined) return
    for (const button of this.#host.querySelectorAll('button.cell[tabindex="0"]'))
      button.setAttribute('tabindex', '-1')
    next.setAttribute('tabindex', '0')
    next.focus()
  }
}

/** What paper needs because the controls are not on it: what is counted, of which studies. */
function paperCaption({ data, view, table }: Shown, counted: string): HTMLElement {
  const filters = filtersInWords(view, data).map(({ words }) => words)
  const only = filters.length === 0 ? '' : ` Only ${filters.join('; ')}.`
  return element(
    'caption',
    { dir: 'auto' },
    `${counted}. ${countedInWords(table, data.studies.length)}${only}`,
  )
}

function segmentBar({ data, view }: Shown, cell: Cell): HTMLElement | undefined {
  const dimension = view.segments === undefined ? undefined : data.dimensions[view.segments]
  if (dimension === undefined) return undefined
  const parts = segmentsShown(dimension).flatMap((code, place, all) => {
    const count = cell.segments[code] ?? 0
    if (count === 0) return []
    const part = element('span', {})
    part.style.flexGrow = String(count)
    part.style.backgroundColor = segmentColour(dimension, place, all.length)
    return [part]
  })
  if (parts.length === 0) return undefined
  // What is not coded stays blank: a bar filled by two coded studies of seventeen would claim too much.
  const blank = element('span', {})
  blank.style.flexGrow = String(cell.unsegmented)
  return element('span', { class: 'segments', 'aria-hidden': 'true' }, ...parts, blank)
}

/** Codes that show: those without a folded code above them. */
function openCodes(dimension: PageDimension, folded: ReadonlySet<number>): readonly number[] {
  return dimension.codes.flatMap((code, at) => {
    for (let above = code.parent; above >= 0; above = dimension.codes[above]?.parent ?? -1)
      if (folded.has(above)) return []
    return [at]
  })
}

const hasChildren = (dimension: PageDimension, code: number): boolean =>
  dimension.codes.some((other) => other.parent === code)

function topOf(dimension: PageDimension, code: number): number {
  let top = code
  for (let at = code; at >= 0; at = dimension.codes[at]?.parent ?? -1) top = at
  return top
}

/** Five steps on a square-root scale, so that one study already shows and big cells do not drown the rest. */
const shade = (count: number, most: number): number =>
  count === 0 ? 0 : Math.max(1, Math.ceil(5 * Math.sqrt(count / most)))
