import type { PageData } from '../page-data.ts'
import { waysOfSettling } from '../study-index.ts'
import { firstView } from '../view.ts'
import { settledWords } from '../wording.ts'
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
    const chip = (words: HTMLElement | string, label: string, undo: () => void): HTMLElement =>
      element(
        'button',
        { type: 'button', class: 'chip', 'aria-label': `Remove filter: ${label}`, onclick: undo },
        words,
        ' ×',
      )
    const chips: HTMLElement[] = []
    for (const [d, codes] of view.filters) {
      const dimension = this.#data.dimensions[d]
      const words = `${dimension?.label ?? ''}: ${codes.map((code) => dimension?.codes[code]?.label ?? '').join(' or ')}`
      const rest = new Map([...view.filters].filter(([other]) => other !== d))
      chips.push(chip(foreign(words), words, () => this.#change({ filters: rest })))
    }
    if (view.from !== undefined || view.to !== undefined) {
      const words = `Years ${view.from ?? '…'} to ${view.to ?? '…'}`
      chips.push(chip(words, words, () => this.#change({ from: undefined, to: undefined })))
    }
    if (view.ways.size < waysOfSettling.length) {
      const words = `Codings: ${[...view.ways].map((way) => settledWords[way]).join(', ') || 'nobody’s'}`
      chips.push(chip(words, words, () => this.#change({ ways: new Set(waysOfSettling) })))
    }
    if (view.text.trim() !== '') {
      const words = `Search: ${view.text}`
      chips.push(chip(foreign(words), words, () => this.#change({ text: '' })))
    }
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
