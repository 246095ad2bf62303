import type { ReportId } from '../domain/report.ts'
import type { QueueFilter } from '../stages/coding-queue.ts'
import type { CodeFocus } from './code-focus.ts'
import type { Quoting } from './report-pane.ts'

/** What is being typed or chosen; keys go there until it is done or left. */
export type CodeAsking =
  /** A code by a part of its name, in all dimensions or in the one in hand. */
  | { readonly kind: 'find'; readonly inDimension: boolean; readonly typed: string; readonly at: number }
  /** A number or a text. */
  | { readonly kind: 'value'; readonly typed: string }
  | { readonly kind: 'note'; readonly about: 'code' | 'report'; readonly typed: string }
  /** A passage, word by word; without `anchor` it is the sentence around the word. */
  | { readonly kind: 'quote'; readonly at: number; readonly anchor?: number }
  /** A report of the queue. */
  | { readonly kind: 'queue'; readonly typed: string; readonly at: number; readonly filter: QueueFilter }
  /** A report to copy the codes of. */
  | { readonly kind: 'copy'; readonly at: number }

/** Where a coder is. Plain data: the reducer moves it, the screen draws it. What was said is not here. */
export interface CodeState {
  readonly report?: ReportId
  readonly focus?: CodeFocus
  /** Which side is shown where there is no room for both. */
  readonly page: 'codes' | 'report'
  /** Lines of the report above the part that is shown. */
  readonly scroll: number
  /** Everything about the code in hand, in the place of the lists. */
  readonly showsWhole: boolean
  readonly showsSuggestions: boolean
  readonly filter: QueueFilter
  /** Reports that were open before this one, the last at the end. */
  readonly visited: readonly ReportId[]
  readonly asking?: CodeAsking
}

export type CodeEvent =
  | {
      readonly kind: 'opened'
      readonly report: ReportId
      readonly focus?: CodeFocus
      readonly isBack?: boolean
    }
  | { readonly kind: 'focus'; readonly focus: CodeFocus }
  | { readonly kind: 'page' | 'whole' | 'suggestions' | 'cancel' }
  /** `most`: the last line at which the report still fills its part of the screen. */
  | { readonly kind: 'scroll'; readonly to: number; readonly most: number }
  | { readonly kind: 'filter'; readonly filter: QueueFilter }
  | { readonly kind: 'ask'; readonly asking: CodeAsking }
  | { readonly kind: 'type'; readonly typed: string }
  | { readonly kind: 'mark'; readonly by: number; readonly count: number }

export const openCode = (): CodeState => ({
  page: 'codes',
  scroll: 0,
  showsWhole: false,
  showsSuggestions: true,
  filter: { kind: 'all' },
  visited: [],
})

const mostVisited = 500

export function afterCode(state: CodeState, event: CodeEvent): CodeState {
  switch (event.kind) {
    case 'opened':
      return opened(state, event)
    case 'focus':
      return same(state.focus, event.focus) ? state : { ...state, focus: event.focus }
    case 'page':
      return { ...state, page: state.page === 'codes' ? 'report' : 'codes' }
    case 'whole':
      return { ...state, showsWhole: !state.showsWhole }
    case 'suggestions':
      return { ...state, showsSuggestions: !state.showsSuggestions }
    case 'cancel':
      return withoutAsking(state)
    case 'scroll':
      return { ...state, scroll: Math.max(0, Math.min(event.most, event.to)) }
    case 'filter':
      return { ...state, filter: event.filter }
    case 'ask':
      return { ...state, asking: event.asking }
    case 'type':
    case 'mark':
      return state.asking === undefined ? state : { ...state, asking: afterAsking(state.asking, event) }
  }
}

function opened(
  state: CodeState,
  { report, focus, isBack }: Extract<CodeEvent, { kind: 'opened' }>,
): CodeState {
  const { focus: _focus, report: before, ...rest } = withoutAsking(state)
  const visited =
    isBack === true
      ? state.visited.slice(0, -1)
      : before === undefined || before === report
        ? state.visited
        : [...state.visited, before].slice(-mostVisited)
  return {
    ...rest,
    report,
    visited,
    scroll: before === report ? state.scroll : 0,
    page: before === report ? state.page : 'codes',
    showsWhole: false,
    ...(focus === undefined ? {} : { focus }),
  }
}

type Typing = Extract<CodeEvent, { kind: 'type' | 'mark' }>

function afterAsking(asking: CodeAsking, event: Typing): CodeAsking {
  if (event.kind === 'type') {
    if (asking.kind === 'quote' || asking.kind === 'copy') return asking
    return 'at' in asking ? { ...asking, typed: event.typed, at: 0 } : { ...asking, typed: event.typed }
  }
  if (!('at' in asking)) return asking
  return { ...asking, at: Math.max(0, Math.min(event.count - 1, asking.at + event.by)) }
}

function withoutAsking({ asking: _asking, ...state }: CodeState): CodeState {
  return state
}

const same = (a: CodeFocus | undefined, b: CodeFocus): boolean =>
  a?.dimension === b.dimension && a.code === b.code

/** The words that a quote takes: from the mark to the word in hand, or the sentence around it. */
export function quotingOf(
  asking: Extract<CodeAsking, { kind: 'quote' }>,
  sentenceOf: (word: number) => Quoting,
): Quoting {
  if (asking.anchor === undefined) return sentenceOf(asking.at)
  return { from: Math.min(asking.anchor, asking.at), to: Math.max(asking.anchor, asking.at) }
}
