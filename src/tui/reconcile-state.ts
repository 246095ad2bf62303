import type { DecisionId } from '../domain/decision.ts'
import type { ReportId } from '../domain/report.ts'

/** What is being typed: a third value, or a note. */
export interface Asking {
  readonly kind: 'third' | 'note'
  readonly typed: string
  /** The offer that is marked, from 0. */
  readonly at: number
  /** Codes taken so far, where several can be. */
  readonly chosen: readonly string[]
}

/** Where a sitting over disagreements stands. Plain data: the screen draws it, the reducer moves it. */
export interface ReconcileState {
  /** The report of every disagreement, in the order of the sitting; those of one report stand together. */
  readonly reports: readonly ReportId[]
  /** The disagreement in hand, from 0; as many as there are when all have been seen. */
  readonly at: number
  /** What was settled in this sitting, in words, with its entry in the log. */
  readonly said: ReadonlyMap<number, { readonly words: string; readonly decision: DecisionId }>
  /** Disagreements in the order in which they were settled, for undo. */
  readonly order: readonly number[]
  /** Which two of the coders are shown, where there are more: steps of the right-hand column. */
  readonly turn: number
  readonly scroll: number
  readonly asking?: Asking
  /** Notes written in this sitting, by disagreement. */
  readonly noted: ReadonlyMap<number, readonly string[]>
}

export type ReconcileEvent =
  | { readonly kind: 'saved'; readonly item: number; readonly words: string; readonly decision: DecisionId }
  | { readonly kind: 'taken-back'; readonly item: number }
  | { readonly kind: 'noted'; readonly item: number; readonly text: string }
  | { readonly kind: 'skip' | 'back' | 'nextReport' | 'other' | 'cancel' }
  | { readonly kind: 'ask'; readonly about: Asking['kind'] }
  | { readonly kind: 'type'; readonly typed: string }
  | { readonly kind: 'mark'; readonly by: number; readonly count: number }
  | { readonly kind: 'choose'; readonly code: string }
  | { readonly kind: 'scroll'; readonly by: number; readonly most: number }

export const openReconcile = (reports: readonly ReportId[]): ReconcileState => ({
  reports,
  at: 0,
  said: new Map(),
  order: [],
  turn: 0,
  scroll: 0,
  noted: new Map(),
})

/** The next state. A saved outcome moves on to the next open disagreement; one taken back returns to its own. */
export function afterReconcile(state: ReconcileState, event: ReconcileEvent): ReconcileState {
  switch (event.kind) {
    case 'saved': {
      const said = new Map(state.said).set(event.item, { words: event.words, decision: event.decision })
      const order = [...state.order.filter((item) => item !== event.item), event.item]
      return goTo({ ...state, said, order }, nextOpen(state.reports.length, said, event.item))
    }
    case 'taken-back': {
      const said = new Map(state.said)
      said.delete(event.item)
      return goTo({ ...state, said, order: state.order.filter((item) => item !== event.item) }, event.item)
    }
    case 'noted': {
      const notes = [...(state.noted.get(event.item) ?? []), event.text]
      return withoutAsking({ ...state, noted: new Map(state.noted).set(event.item, notes) })
    }
    case 'skip':
      return goTo(state, state.at + 1)
    case 'back':
      return goTo(state, state.at - 1)
    case 'nextReport': {
      const here = state.reports[state.at]
      const next = state.reports.findIndex((report, i) => i > state.at && report !== here)
      return goTo(state, next === -1 ? state.reports.length : next)
    }
    case 'other':
      return { ...state, turn: state.turn + 1, scroll: 0 }
    case 'scroll':
      return { ...state, scroll: Math.max(0, Math.min(event.most, state.scroll + event.by)) }
    case 'ask':
      return { ...state, asking: { kind: event.about, typed: '', at: 0, chosen: [] } }
    case 'cancel':
      return withoutAsking(state)
    case 'type':
    case 'mark':
    case 'choose':
      return state.asking === undefined ? state : { ...state, asking: afterTyping(state.asking, event) }
  }
}

type Typing = Extract<ReconcileEvent, { kind: 'type' | 'mark' | 'choose' }>

function afterTyping(asking: Asking, event: Typing): Asking {
  switch (event.kind) {
    case 'type':
      return { ...asking, typed: event.typed, at: 0 }
    case 'mark':
      return { ...asking, at: Math.max(0, Math.min(event.count - 1, asking.at + event.by)) }
    case 'choose': {
      const without = asking.chosen.filter((code) => code !== event.code)
      const isChosen = without.length < asking.chosen.length
      return { ...asking, typed: '', at: 0, chosen: isChosen ? without : [...without, event.code] }
    }
  }
}

function goTo(state: ReconcileState, at: number): ReconcileState {
  const place = Math.max(0, Math.min(at, state.reports.length))
  return withoutAsking({ ...state, at: place, scroll: 0, turn: 0 })
}

function withoutAsking({ asking: _asking, ...state }: ReconcileState): ReconcileState {
  return state
}

/** The next without an outcome, after this one or else from the beginning; the end when all have one. */
function nextOpen(count: number, said: ReadonlyMap<number, unknown>, from: number): number {
  for (let step = 1; step <= count; step++) {
    const at = (from + step) % count
    if (!said.has(at)) return at
  }
  return count
}
