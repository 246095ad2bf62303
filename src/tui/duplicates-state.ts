import type { DecisionId } from '../domain/decision.ts'

export type Word = 'same' | 'different'

/** Where a sitting over doubtful pairs stands. Plain data: the screen draws it, the reducer moves it. */
export interface DuplicatesState {
  readonly count: number
  /** The pair on the screen, from 0; `count` when all have been seen. */
  readonly at: number
  /** What was said of which pair in this sitting, with its entry in the log. */
  readonly said: ReadonlyMap<number, { readonly word: Word; readonly decision: DecisionId }>
  /** Pairs in the order in which they were decided, for undo. */
  readonly order: readonly number[]
  readonly scroll: number
}

export type DuplicatesEvent =
  | { readonly kind: 'saved'; readonly pair: number; readonly word: Word; readonly decision: DecisionId }
  | { readonly kind: 'taken-back'; readonly pair: number }
  | { readonly kind: 'skip' | 'back' }
  | { readonly kind: 'scroll'; readonly by: number; readonly most: number }

export const openDuplicates = (count: number): DuplicatesState => ({
  count,
  at: 0,
  said: new Map(),
  order: [],
  scroll: 0,
})

/** The next state. A saved word moves on to the next pair without one; a word taken back returns to its pair. */
export function afterDuplicates(state: DuplicatesState, event: DuplicatesEvent): DuplicatesState {
  switch (event.kind) {
    case 'saved': {
      const said = new Map(state.said).set(event.pair, { word: event.word, decision: event.decision })
      const order = [...state.order.filter((pair) => pair !== event.pair), event.pair]
      return { ...state, said, order, at: nextOpen({ ...state, said }, event.pair), scroll: 0 }
    }
    case 'taken-back': {
      const said = new Map(state.said)
      said.delete(event.pair)
      return {
        ...state,
        said,
        order: state.order.filter((pair) => pair !== event.pair),
        at: event.pair,
        scroll: 0,
      }
    }
    case 'skip':
      return { ...state, at: Math.min(state.at + 1, state.count), scroll: 0 }
    case 'back':
      return { ...state, at: Math.max(state.at - 1, 0), scroll: 0 }
    case 'scroll':
      return { ...state, scroll: Math.max(0, Math.min(event.most, state.scroll + event.by)) }
  }
}

/** The next pair without a word, after this one or else from the beginning; the end when all have one. */
function nextOpen({ count, said }: DuplicatesState, from: number): number {
  for (let step = 1; step <= count; step++) {
    const at = (from + step) % count
    if (!said.has(at)) return at
  }
  return count
}
