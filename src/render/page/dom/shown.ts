import type { Bitset } from '../bitset.ts'
import type { CrossTable } from '../cross-table.ts'
import type { PageData } from '../page-data.ts'
import type { StudyIndex } from '../study-index.ts'
import type { View } from '../view.ts'

/** What every part of the page is drawn from. */
export interface Shown {
  readonly data: PageData
  readonly index: StudyIndex
  readonly view: View
  readonly selected: Bitset
  readonly table: CrossTable
}

/** Changes the view: a step can be gone back from, a tweak only changes the address. */
export type Change = (change: Partial<View>, how?: 'step' | 'tweak') => void
