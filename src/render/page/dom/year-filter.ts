import { has } from '../bitset.ts'
import type { StudyIndex } from '../study-index.ts'
import { element, replace, svg } from './element.ts'
import type { Change, Shown } from './shown.ts'

/** Two sliders, from and to, under bars that say how many selected studies each year has. */
export class YearFilter {
  readonly host = element('fieldset', { class: 'years' })
  readonly #index: StudyIndex
  readonly #from: HTMLInputElement
  readonly #to: HTMLInputElement
  readonly #says = element('span', { class: 'says' })
  readonly #bars = element('div', { class: 'year-bars', 'aria-hidden': 'true' })

  constructor(index: StudyIndex, change: Change) {
    this.#index = index
    const first = index.firstYear ?? 0
    const last = index.lastYear ?? 0
    const slider = (id: string, label: string): HTMLInputElement =>
      element('input', {
        type: 'range',
        id,
        min: first,
        max: last,
        step: 1,
        'aria-label': label,
        oninput: () => {
          const from = Math.min(Number(this.#from.value), Number(this.#to.value))
          const to = Math.max(Number(this.#from.value), Number(this.#to.value))
          change({ from: from === first ? undefined : from, to: to === last ? undefined : to }, 'tweak')
        },
      })
    this.#from = slider('year-from', 'First year')
    this.#to = slider('year-to', 'Last year')
    this.#from.value = String(first)
    this.#to.value = String(last)
    replace(
      this.host,
      element('legend', {}, 'Years ', this.#says),
      this.#bars,
      element('div', { class: 'sliders' }, this.#from, this.#to),
    )
    this.host.hidden = index.firstYear === undefined || index.firstYear === index.lastYear
  }

  draw({ view, selected }: Shown): void {
    const { firstYear = 0, lastYear = 0, years } = this.#index
    const counts = new Map<number, number>()
    years.forEach((year, i) => {
      if (year !== undefined && has(selected, i)) counts.set(year, (counts.get(year) ?? 0) + 1)
    })
    if (document.activeElement !== this.#from && document.activeElement !== this.#to) {
      this.#from.value = String(view.from ?? firstYear)
      this.#to.value = String(view.to ?? lastYear)
    }
    this.#says.textContent =
      view.from === undefined && view.to === undefined
        ? `${firstYear} to ${lastYear}, and unknown`
        : `${view.from ?? firstYear} to ${view.to ?? lastYear}`
    const span = lastYear - firstYear + 1
    const most = Math.max(1, ...counts.values())
    const bars = [...counts].map(([year, count]) =>
      svg('rect', {
        x: year - firstYear + 0.1,
        y: 20 - (20 * count) / most,
        width: 0.8,
        height: (20 * count) / most,
      }),
    )
    replace(this.#bars, svg('svg', { viewBox: `0 0 ${span} 20`, preserveAspectRatio: 'none' }, ...bars))
  }
}
