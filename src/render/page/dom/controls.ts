import { countedInWords, selectedInWords } from '../filter-words.ts'
import type { PageData } from '../page-data.ts'
import { type StudyIndex } from '../study-index.ts'
import { firstView, type View } from '../view.ts'
import { element, find, replace } from './element.ts'
import { FilterChips } from './filter-chips.ts'
import { Filters } from './filters.ts'
import { legend } from './legend.ts'
import type { Change, Shown } from './shown.ts'
import { YearFilter } from './year-filter.ts'

/** Everything a reader turns: which dimensions, which studies; and the line that says what is shown. */
export class Controls {
  readonly #change: Change
  readonly #rows: HTMLSelectElement
  readonly #columns: HTMLSelectElement
  readonly #segments: HTMLSelectElement
  readonly #search: HTMLInputElement
  readonly #years: YearFilter
  readonly #filters: Filters
  readonly #chips: FilterChips
  readonly #status = element('p', { class: 'status', role: 'status' })
  readonly #legend = find('map-legend')
  readonly #axes: HTMLElement
  readonly #empty = element('input', {
    type: 'checkbox',
    onchange: () => this.#change({ hideEmpty: this.#empty.checked }, 'tweak'),
  })
  readonly #hideEmpty = element('label', { class: 'check' }, this.#empty, 'Hide empty rows and columns')
  readonly #host: HTMLElement
  #typing: ReturnType<typeof setTimeout> | undefined
  #legendFor: number | undefined = -1

  constructor(host: HTMLElement, data: PageData, index: StudyIndex, change: Change) {
    this.#host = host
    this.#change = change
    this.#rows = this.#choice(data, 'rows')
    this.#columns = this.#choice(data, 'columns')
    this.#segments = this.#choice(data, 'segments')
    this.#search = element('input', {
      type: 'search',
      id: 'search',
      placeholder: 'Words in titles, names, codes, quotes',
      autocomplete: 'off',
      oninput: () => {
        clearTimeout(this.#typing)
        this.#typing = setTimeout(() => change({ text: this.#search.value }, 'tweak'), 120)
      },
    })
    this.#years = new YearFilter(index, change)
    this.#filters = new Filters(data, index, change)
    this.#chips = new FilterChips(data, change)
    this.#axes = element(
      'div',
      { class: 'axes' },
      labelled('Rows', this.#rows),
      labelled('Columns', this.#columns),
      labelled('Bars in the cells', this.#segments),
      element(
        'button',
        {
          type: 'button',
          class: 'quiet swap',
          'aria-label': 'Swap rows and columns',
          title: 'Swap rows and columns',
          onclick: () => this.#swap(data),
        },
        '⇄',
      ),
    )
    replace(
      host,
      element(
        'div',
        { class: 'turns' },
        this.#axes,
        element(
          'div',
          { class: 'search-line' },
          labelled('Search', this.#search),
          this.#years.host,
          this.#filters.host,
        ),
      ),
      this.#chips.host,
      element('div', { class: 'status-line' }, this.#status, this.#hideEmpty),
    )
  }

  draw(shown: Shown): void {
    const { data, view, table } = shown
    const isMap = view.tab === 'map'
    this.#host.hidden = !isMap && view.tab !== 'studies'
    if (this.#host.hidden) return
    this.#axes.hidden = !isMap
    this.#hideEmpty.hidden = !isMap
    this.#empty.checked = view.hideEmpty
    this.#rows.value = String(view.rows)
    this.#columns.value = String(view.columns)
    this.#segments.value = String(view.segments ?? '')
    if (document.activeElement !== this.#search) this.#search.value = view.text
    this.#years.draw(shown)
    this.#filters.draw(shown)
    this.#chips.draw(shown)
    const all = data.studies.length
    this.#status.textContent = isMap ? countedInWords(table, all) : `${selectedInWords(table, all)}.`
    this.drawLegend(shown)
  }

  /** How to read the map; apart, because paper shows it whatever tab is open. */
  drawLegend({ data, view }: Shown): void {
    if (this.#legendFor !== view.segments) replace(this.#legend, legend(data, view.segments))
    this.#legendFor = view.segments
  }

  #choice(data: PageData, axis: 'rows' | 'columns' | 'segments'): HTMLSelectElement {
    const options = data.dimensions.flatMap((dimension, at) =>
      dimension.codes.length === 0 ? [] : [element('option', { value: at }, dimension.label)],
    )
    const none = axis === 'segments' ? [element('option', { value: '' }, 'None')] : []
    return element(
      'select',
      {
        id: `choose-${axis}`,
        onchange: (event) => {
          const { value } = event.target as HTMLSelectElement
          const chosen = value === '' ? undefined : Number(value)
          if (axis === 'segments') return this.#change({ segments: chosen })
          const folded = { rows: new Set<number>(), columns: new Set<number>() }
          const at: Partial<View> = axis === 'rows' ? { rows: chosen ?? 0 } : { columns: chosen ?? 0 }
          return this.#change({ ...at, cell: undefined, folded })
        },
      },
      ...none,
      ...options,
    )
  }

  #swap(data: PageData): void {
    const first = firstView(data)
    const rows = Number(this.#columns.value)
    this.#change({ rows, columns: Number(this.#rows.value), cell: undefined, folded: first.folded })
  }
}

const labelled = (label: string, input: HTMLElement): HTMLElement =>
  element('div', { class: 'field' }, element('label', { for: input.id }, label), input)
