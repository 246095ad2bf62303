import type { CrossTable } from './cross-table.ts'
import type { PageData } from './page-data.ts'
import { waysOfSettling } from './study-index.ts'
import type { View } from './view.ts'
import { settledWords, thousands } from './wording.ts'

/** One filter in words, and the change that takes it away. */
export interface FilterInWords {
  readonly words: string
  readonly undo: Partial<View>
}

/** Everything that keeps studies out of a view; empty where all studies are shown. */
export function filtersInWords(view: View, { dimensions }: PageData): readonly FilterInWords[] {
  const codes = [...view.filters].map(([d, chosen]): FilterInWords => {
    const labels = chosen.map((code) => dimensions[d]?.codes[code]?.label ?? '')
    const rest = new Map([...view.filters].filter(([other]) => other !== d))
    return { words: `${dimensions[d]?.label ?? ''}: ${labels.join(' or ')}`, undo: { filters: rest } }
  })
  const years =
    view.from === undefined && view.to === undefined
      ? []
      : [
          {
            words: `Years ${view.from ?? '…'} to ${view.to ?? '…'}`,
            undo: { from: undefined, to: undefined },
          },
        ]
  const ways = [...view.ways].map((way) => settledWords[way]).join(', ') || 'nobody’s'
  const settled =
    view.ways.size === waysOfSettling.length
      ? []
      : [{ words: `Codings: ${ways}`, undo: { ways: new Set(waysOfSettling) } }]
  const text = view.text.trim() === '' ? [] : [{ words: `Search: ${view.text}`, undo: { text: '' } }]
  return [...codes, ...years, ...settled, ...text]
}

/** How many studies a view selects. */
export const selectedInWords = ({ selected }: Pick<CrossTable, 'selected'>, all: number): string =>
  selected === all
    ? `All ${thousands(all)} studies selected`
    : `${thousands(selected)} of ${thousands(all)} studies selected`

/** The same, and how many of them its table can count. */
export const countedInWords = (table: CrossTable, all: number): string =>
  `${selectedInWords(table, all)}; ${thousands(table.n)} of them coded on both dimensions; ${thousands(table.tested)} ${table.tested === 1 ? 'cell expects' : 'cells expect'} enough studies to be tested.`
