import type { ReportId } from '../domain/report.ts'

/** What is being typed: the reason of an exclusion, a note, or the number of a report. */
export interface ScreeningQuestion {
  readonly kind: 'reason' | 'note' | 'jump'
  readonly typed: string
  /** The marked reason among those that match, from 0. */
  readonly at: number
}

/** Where a sitting over reports to screen stands. Plain data: the screen draws it, the reducer moves it. */
export interface ScreeningState {
  /** The report in hand, by its place in the queue; as many as there are when nothing waits any more. */
  readonly at: number
  readonly scroll: number
  readonly sideScroll: number
  readonly asking?: ScreeningQuestion
  /** Said to be the same document as one that is still to be named. */
  readonly twin?: ReportId
  /** What was done last, in words. */
  readonly message: string
  readonly trouble: string
  /** Counts what changed outside of this state, so that it is drawn anew. */
  readonly changes: number
}

export type ScreeningEvent =
  | { readonly kind: 'go'; readonly at: number; readonly message?: string }
  | { readonly kind: 'scroll' | 'scrollSide'; readonly by: number; readonly most: number }
  | { readonly kind: 'ask'; readonly about: ScreeningQuestion['kind'] }
  | { readonly kind: 'type'; readonly typed: string }
  | { readonly kind: 'mark'; readonly by: number; readonly count: number }
  | { readonly kind: 'answered' }
  | { readonly kind: 'twin'; readonly report?: ReportId }
  | { readonly kind: 'done' | 'trouble'; readonly words: string }
  | { readonly kind: 'changed' }

export const openScreening = (at: number): ScreeningState => ({
  at,
  scroll: 0,
  sideScroll: 0,
  message: '',
  trouble: '',
  changes: 0,
})

export function afterScreening(state: ScreeningState, event: ScreeningEvent): ScreeningState {
  switch (event.kind) {
    case 'go':
      return {
        ...withoutAsking(state),
        at: event.at,
        scroll: 0,
        message: event.message ?? '',
        trouble: '',
      }
    case 'scroll': {
      const scroll = moved(state.scroll, event)
      return scroll === state.scroll ? state : { ...state, scroll }
    }
    case 'scrollSide': {
      const sideScroll = moved(state.sideScroll, event)
      return sideScroll === state.sideScroll ? state : { ...state, sideScroll }
    }
    case 'ask':
      return {
        ...state,
        asking: { kind: event.about, typed: '', at: 0 },
        message: '',
        trouble: '',
        sideScroll: 0,
      }
    case 'type':
      return state.asking === undefined
        ? state
        : { ...state, trouble: '', asking: { ...state.asking, typed: event.typed, at: 0 } }
    case 'mark': {
      if (state.asking === undefined) return state
      const at = Math.max(0, Math.min(event.count - 1, state.asking.at + event.by))
      return { ...state, asking: { ...state.asking, at } }
    }
    case 'answered':
      return withoutAsking(state)
    case 'twin': {
      const { twin: _twin, ...rest } = state
      return event.report === undefined ? rest : { ...rest, twin: event.report }
    }
    case 'done':
      return { ...withoutAsking(state), message: event.words, trouble: '', changes: state.changes + 1 }
    case 'trouble':
      return { ...state, trouble: event.words }
    case 'changed':
      return { ...state, changes: state.changes + 1 }
  }
}

const moved = (from: number, { by, most }: { readonly by: number; readonly most: number }): number =>
  Math.max(0, Math.min(most, from + by))

function withoutAsking({ asking: _asking, ...state }: ScreeningState): ScreeningState {
  return state
}
