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

/** How many studies the view selects, and how many of them its table can count. */
export function selectionInWords({ selected, n, tested }: CrossTable, all: number): string {
  const some =
    selected === all ? `All ${thousands(all)} studies` : `${thousands(selected)} of ${thousands(all)} studies`
  return `${some} selected; ${thousands(n)} of them coded on both dimensions; ${thousands(tested)} ${tested === 1 ? 'cell expects' : 'cells expect'} enough studies to be tested.`
}
