import type { ReportId } from '../domain/report.ts'

/** What lies over a screen: the keys, the commands, or a search. */
export interface Overlay {
  readonly kind: 'help' | 'palette' | 'find'
  readonly typed: string
  /** The marked line, from 0. */
  readonly at: number
}

/** What the frame around every screen remembers. Plain data: the reducer moves it, the frame draws it. */
export interface FrameState {
  readonly overlay?: Overlay
  readonly found: Found
}

export interface FoundReport {
  readonly id: ReportId
  readonly title?: string
  readonly year?: number
}

interface Found {
  /** What the finds are for; the list is empty until the first answer. */
  readonly words: string
  readonly reports: readonly FoundReport[]
  /** The find that was gone to last, for the next and the previous one; -1 before any. */
  readonly at: number
}

export type FrameEvent =
  | { readonly kind: 'open'; readonly overlay: Overlay['kind'] }
  | { readonly kind: 'close' | 'forget' }
  | { readonly kind: 'type'; readonly typed: string }
  | { readonly kind: 'mark'; readonly by: number; readonly count: number }
  | { readonly kind: 'found'; readonly words: string; readonly reports: readonly FoundReport[] }
  | { readonly kind: 'gone-to'; readonly at: number }

const nothingFound: Found = { words: '', reports: [], at: -1 }

export const openFrame = (): FrameState => ({ found: nothingFound })

export function afterFrame(state: FrameState, event: FrameEvent): FrameState {
  switch (event.kind) {
    case 'open': {
      const typed = event.overlay === 'find' ? state.found.words : ''
      return {
        ...state,
        overlay: { kind: event.overlay, typed, at: Math.max(0, typed === '' ? 0 : state.found.at) },
      }
    }
    case 'close':
      return { found: state.found }
    case 'forget':
      return { found: nothingFound }
    case 'type':
      return state.overlay === undefined
        ? state
        : { ...state, overlay: { ...state.overlay, typed: event.typed, at: 0 } }
    case 'mark': {
      if (state.overlay === undefined) return state
      const at = Math.max(0, Math.min(event.count - 1, state.overlay.at + event.by))
      return { ...state, overlay: { ...state.overlay, at } }
    }
    case 'found':
      return { ...state, found: { words: event.words, reports: event.reports, at: -1 } }
    case 'gone-to':
      return { found: { ...state.found, at: event.at } }
  }
}

/** The find after or before the last one gone to, round and round; undefined where nothing was found. */
export function nextFound(
  { found }: FrameState,
  by: 1 | -1,
): { readonly at: number; readonly report: ReportId } | undefined {
  const count = found.reports.length
  if (count === 0) return undefined
  const at = found.at === -1 ? (by === 1 ? 0 : count - 1) : (found.at + by + count) % count
  const report = found.reports[at]?.id
  return report === undefined ? undefined : { at, report }
}

/** The part of a list that fits, with the marked item in it: where it begins. */
export const windowStart = (at: number, count: number, height: number): number =>
  Math.max(0, Math.min(at - Math.floor(height / 2), count - height))
