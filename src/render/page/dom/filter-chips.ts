import { filtersInWords } from '../filter-words.ts'
import type { PageData } from '../page-data.ts'
import { firstView } from '../view.ts'
import { element, foreign, replace } from './element.ts'
import type { Change, Shown } from './shown.ts'

/** What is filtered, one chip a filter that takes it away again. */
export class FilterChips {
  readonly host = element('div', { class: 'chips' })
  readonly #data: PageData
  readonly #change: Change

  constructor(data: PageData, change: Change) {
    this.#data = data
    this.#change = change
  }

  draw({ view }: Shown): void {
    const chips = filtersInWords(view, this.#data).map(({ words, undo }) =>
      element(
        'button',
        {
          type: 'button',
          class: 'chip',
          'aria-label': `Remove filter: ${words}`,
          onclick: () => this.#change(undo),
        },
        foreign(words),
        ' ×',
      ),
    )
    this.host.hidden = chips.length === 0
    const { filters, from, to, ways, text } = firstView(this.#data)
    const reset = element(
      'button',
      { type: 'button', class: 'quiet', onclick: () => this.#change({ filters, from, to, ways, text }) },
      'Show all studies',
    )
    replace(this.host, ...chips, reset)
  }
}
