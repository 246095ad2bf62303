import type { SettledBy } from '../../../domain/coding.ts'
import { sizeOfBoth } from '../bitset.ts'
import type { PageData } from '../page-data.ts'
import { type StudyIndex, waysOfSettling } from '../study-index.ts'
import { settledWords, thousands } from '../wording.ts'
import { element, foreign, replace } from './element.ts'
import type { Change, Shown } from './shown.ts'

/** Check boxes for every dimension's codes and for how codings came about, behind one button. */
export class Filters {
  readonly host = element('details', { class: 'filters' })
  readonly #data: PageData
  readonly #index: StudyIndex
  readonly #change: Change
  readonly #summary = element('summary', {}, 'Filters')
  #shown: Shown | undefined
  #counts: readonly {
    readonly d: number
    readonly code: number
    readonly says: HTMLElement
    readonly box: HTMLInputElement
  }[] = []
  #ways: readonly { readonly way: SettledBy; readonly box: HTMLInputElement }[] = []

  constructor(data: PageData, index: StudyIndex, change: Change) {
    this.#data = data
    this.#index = index
    this.#change = change
    this.host.append(this.#summary)
    this.host.addEventListener('toggle', () => {
      if (!this.host.open) return
      if (this.#counts.length === 0) this.#build()
      if (this.#shown !== undefined) this.draw(this.#shown)
    })
    this.host.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return
      this.host.open = false
      this.#summary.focus()
    })
  }

  draw(shown: Shown): void {
    this.#shown = shown
    const chosen = [...shown.view.filters.values()].filter((codes) => codes.length > 0).length
    const all = chosen + (shown.view.ways.size < waysOfSettling.length ? 1 : 0)
    this.#summary.textContent = all === 0 ? 'Filters' : `Filters (${all})`
    if (!this.host.open) return
    for (const { d, code, says, box } of this.#counts) {
      const set = this.#index.withCode(d, code, shown.view.ways)
      says.textContent = thousands(sizeOfBoth(set, shown.selected))
      box.checked = shown.view.filters.get(d)?.includes(code) === true
    }
    for (const { way, box } of this.#ways) box.checked = shown.view.ways.has(way)
  }

  #build(): void {
    const counts: { d: number; code: number; says: HTMLElement; box: HTMLInputElement }[] = []
    const groups = this.#data.dimensions.flatMap((dimension, d) => {
      if (dimension.codes.length === 0) return []
      const lines = dimension.codes.map((entry, code) => {
        const says = element('span', { class: 'total' })
        const box = element('input', { type: 'checkbox', onchange: () => this.#turn(d, code, box.checked) })
        counts.push({ d, code, says, box })
        return element(
          'label',
          { class: `check depth-${Math.min(entry.depth, 4)}` },
          box,
          element('span', { class: 'label' }, foreign(entry.label)),
          says,
        )
      })
      return [
        element(
          'fieldset',
          { class: 'facet' },
          element('legend', {}, foreign(dimension.label)),
          element('div', { class: 'boxes' }, ...lines),
        ),
      ]
    })
    const ways: { way: SettledBy; box: HTMLInputElement }[] = []
    const wayLines = waysOfSettling.map((way) => {
      const box = element('input', { type: 'checkbox', onchange: () => this.#turnWay(way, box.checked) })
      ways.push({ way, box })
      return element('label', { class: 'check' }, box, element('span', { class: 'label' }, settledWords[way]))
    })
    this.#counts = counts
    this.#ways = ways
    const wayGroup = element(
      'fieldset',
      { class: 'facet' },
      element('legend', {}, 'Codings that count'),
      element('div', { class: 'boxes' }, ...wayLines),
    )
    const close = element(
      'button',
      {
        type: 'button',
        class: 'quiet',
        onclick: () => {
          this.host.open = false
        },
      },
      'Close filters',
    )
    const body = element('div', { class: 'filter-body' })
    replace(body, element('div', { class: 'facets' }, ...groups, wayGroup), close)
    this.host.append(body)
  }

  #turn(d: number, code: number, on: boolean): void {
    const filters = new Map(this.#shown?.view.filters)
    const codes = filters.get(d) ?? []
    const next = on ? [...codes, code] : codes.filter((other) => other !== code)
    if (next.length === 0) filters.delete(d)
    else filters.set(d, next)
    this.#change({ filters }, 'tweak')
  }

  #turnWay(way: SettledBy, on: boolean): void {
    const ways = new Set(this.#shown?.view.ways)
    if (on) ways.add(way)
    else ways.delete(way)
    this.#change({ ways }, 'tweak')
  }
}
