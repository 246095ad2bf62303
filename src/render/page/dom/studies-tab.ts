import { members } from '../bitset.ts'
import type { StudyIndex } from '../study-index.ts'
import { thousands } from '../wording.ts'
import { exportButtons } from './download.ts'
import { element, replace } from './element.ts'
import type { Shown } from './shown.ts'
import { StudyList } from './study-list.ts'

/** All studies that the filters let through, as a list. */
export class StudiesTab {
  readonly #host: HTMLElement

  constructor(host: HTMLElement) {
    this.#host = host
  }

  draw({ data, index, selected }: Shown): void {
    const found = members(selected)
    replace(
      this.#host,
      element(
        'p',
        { class: 'lead', role: 'status' },
        found.length === index.n
          ? `All ${thousands(index.n)} included studies, newest first.`
          : `${thousands(found.length)} of ${thousands(index.n)} included studies pass the filters of the map, newest first.`,
      ),
      found.length === 0 ? undefined : exportButtons(data, () => found),
      new StudyList(data, byNewest(index, found)).host,
    )
  }
}

/** By year of first report, newest first, unknown years last; equal years in the order of the data. */
export const byNewest = (index: StudyIndex, studies: readonly number[]): readonly number[] =>
  studies.toSorted((a, b) => (index.years[b] ?? -1) - (index.years[a] ?? -1) || a - b)
