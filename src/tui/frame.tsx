import { Box, Text, useApp, usePaste, useWindowSize } from 'ink'
import { type ReactElement, useEffect, useRef } from 'react'
import { cut, textWidth } from '../domain/text-width.ts'
import type { ReportId } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import { afterFrame, nextFound, openFrame } from './frame-state.ts'
import { type Command, commandsOf, overlayRows } from './frame-commands.ts'
import { type FrameAction, frameKeys } from './key-tables.ts'
import { useKeyQueue } from './key-queue.ts'
import {
  actionFor,
  type Hint,
  hintsOf,
  hintsThatFit,
  type KeyBinding,
  type KeyPress,
  noPress,
  type Press,
} from './keys.ts'
import { useColor } from './look.ts'
import { useNavigation } from './navigation.ts'
import { Hints } from './parts/hints.tsx'
import { OverlayList } from './parts/overlay-list.tsx'
import { useSuspend } from './suspend.ts'
import { useScreenState } from './screen-state.ts'
import { afterTyped } from './typed-line.ts'

export interface FrameProps<Action extends string> {
  readonly name: string
  readonly bindings: readonly KeyBinding<Action>[]
  /** What an action does; `input` is the character that meant it, if one did. Further keys wait for its promise. */
  onAction(action: Action, input: string): unknown
  /** At the right end of the first line: where one is, in numbers. */
  readonly status?: string
  /** What was just done, on the line above the hints. */
  readonly message?: string
  /** What could not be done; shown in place of the message until it is empty again. */
  readonly trouble?: string
  /**
   * Whether keys go to `onType`: something is being typed. Asked at every key, since several may come before the
   * screen is drawn again. Pasted text comes there in one piece.
   */
  typing?(): boolean
  onType?(input: string, press: Press): unknown
  /** What the hints line says while typing. */
  readonly typingHints?: readonly Hint[]
  /** More entries for the palette. */
  readonly commands?: readonly Command[]
  /** A search chose a report. Without it and `review` there is no search. */
  onFind?(report: ReportId): unknown
  readonly review?: Review
  /** What leaving does, where it is not simply going back. */
  onLeave?(): unknown
  children(size: { readonly columns: number; readonly rows: number }): ReactElement
}

/** Lines of the frame that are not the body's: name, rule, message, hints, and one that stays free. */
const ownLines = 5

/** How much room a screen has inside the frame. */
export function useBodySize(): { readonly columns: number; readonly rows: number } {
  const { columns, rows } = useWindowSize()
  return { columns, rows: Math.max(1, rows - ownLines) }
}

const findLimit = 200

/**
 * The frame around every screen: its name and where one is on top, the message and the hints below, and over it,
 * when asked for, the keys, the commands, or a search. All keys come in here.
 */
export function Frame<Action extends string>(props: FrameProps<Action>): ReactElement {
  const { columns, rows } = useWindowSize()
  const { exit } = useApp()
  const { suspend, redraw } = useSuspend()
  const navigation = useNavigation()
  const color = useColor()
  const [state, send, now] = useScreenState(afterFrame, openFrame)
  const asked = useRef('')
  const { review } = props
  const canFind = review !== undefined && props.onFind !== undefined

  const leave = (): unknown => {
    if (now().found.reports.length > 0) return send({ kind: 'forget' })
    if (props.onLeave !== undefined) return props.onLeave()
    return navigation === undefined ? exit() : navigation.leave()
  }
  const goToFound = (by: 1 | -1): unknown => {
    const next = nextFound(now(), by)
    if (next === undefined) return undefined
    send({ kind: 'gone-to', at: next.at })
    return props.onFind?.(next.report)
  }
  const act = (action: FrameAction): unknown => {
    switch (action) {
      case 'find':
        return canFind ? send({ kind: 'open', overlay: 'find' }) : undefined
      case 'palette':
      case 'help':
        return send({ kind: 'open', overlay: action })
      case 'nextFound':
        return goToFound(1)
      case 'previousFound':
        return goToFound(-1)
      case 'leave':
        return leave()
      case 'redraw':
        return redraw()
      case 'suspend':
        return suspend()
    }
  }
  const commands = commandsOf(props, { act, canFind, navigation })
  const entries = overlayRows(state, commands, [...props.bindings, ...frameKeys])

  /** One search at a time, and always for what stands there now: what was typed meanwhile is asked next. */
  const ask = async (typed: string): Promise<void> => {
    const isAsking = asked.current !== ''
    asked.current = typed === '' ? ' ' : typed
    if (isAsking || review === undefined) return
    for (let words = ''; words !== asked.current;) {
      words = asked.current
      await new Promise((resolve) => setImmediate(resolve))
      const reports = words.trim() === '' ? [] : await review.store.findAsTyped(words, findLimit)
      if (words === asked.current) send({ kind: 'found', words: words.trim(), reports })
    }
    asked.current = ''
  }
  const onOverlayKey = (input: string, press: Press): unknown => {
    const { overlay } = now()
    if (overlay === undefined) return undefined
    if (press.escape || (overlay.kind === 'help' && input === '?' && overlay.typed === '')) {
      if (overlay.kind === 'find') send({ kind: 'forget' })
      return send({ kind: 'close' })
    }
    const shown = overlayRows(now(), commands, [...props.bindings, ...frameKeys])
    if (press.return) return choose(shown[overlay.at]?.key)
    const step = stepOf(input, press, rows - ownLines - 3)
    if (step !== undefined) return send({ kind: 'mark', by: step, count: shown.length })
    const typed = afterTyped(overlay.typed, input, press)
    if (typed === undefined) return undefined
    send({ kind: 'type', typed })
    if (overlay.kind === 'find') void ask(typed)
    return undefined
  }
  const choose = (key: string | undefined): unknown => {
    const { overlay } = now()
    if (overlay?.kind === 'find') {
      if (key === undefined) return undefined
      send({ kind: 'gone-to', at: overlay.at })
      return props.onFind?.(key)
    }
    send({ kind: 'close' })
    return commands.find(({ name }) => name === key)?.run()
  }
  const onKey = ({ input, press }: KeyPress): unknown => {
    if (press.ctrl && input === 'z') return suspend()
    if (now().overlay !== undefined) return onOverlayKey(input, press)
    if (props.typing?.() === true) return props.onType?.(input, press)
    const own = actionFor(props.bindings, input, press)
    if (own !== undefined) return props.onAction(own, input)
    const general = actionFor(frameKeys, input, press)
    return general === undefined ? undefined : act(general)
  }
  useKeyQueue(onKey)
  // Pasted text is text, never commands.
  usePaste((text) => {
    const { overlay } = now()
    if (overlay !== undefined) void onOverlayKey(text, noPress)
    else if (props.typing?.() === true) void props.onType?.(text, noPress)
  })
  useEffect(() => () => void (asked.current = ''), [])

  const { overlay } = state
  const height = Math.max(1, rows - ownLines)
  const status = cut(props.status ?? '', Math.max(0, columns - props.name.length - 4))
  const blank = ' '.repeat(Math.max(1, columns - 2 - textWidth(props.name) - textWidth(status)))
  const hints =
    overlay === undefined ? screenHints(props, canFind, state.found.reports.length, columns) : overlayHints
  return (
    <Box flexDirection="column" width={columns} height={Math.max(1, rows - 1)} overflow="hidden">
      <Text wrap="truncate">
        <Text bold {...color('accent')}>{` ${props.name}`}</Text>
        {blank}
        {status}
      </Text>
      <Text wrap="truncate" dimColor>
        {'─'.repeat(columns)}
      </Text>
      <Box flexDirection="column" height={height} overflow="hidden">
        {overlay === undefined ? (
          props.children({ columns, rows: height })
        ) : (
          <OverlayList
            title={titles[overlay.kind]}
            typed={overlay.typed}
            rows={entries}
            at={overlay.at}
            empty={emptyWords(overlay.kind, overlay.typed)}
            columns={columns}
            height={height}
          />
        )}
      </Box>
      <MessageLine message={props.message ?? ''} trouble={props.trouble ?? ''} columns={columns} />
      <Hints hints={hints} />
    </Box>
  )
}

function MessageLine(props: {
  readonly message: string
  readonly trouble: string
  readonly columns: number
}): ReactElement {
  const color = useColor()
  if (props.trouble === '') return <Text wrap="truncate">{` ${cut(props.message, props.columns - 2)}`}</Text>
  return (
    <Text wrap="truncate" bold {...color('bad')}>
      {` ${cut(props.trouble, props.columns - 2)}`}
    </Text>
  )
}

const titles = { help: 'Keys', palette: ':', find: '/' } as const

const emptyWords = (kind: keyof typeof titles, typed: string): string =>
  typed.trim() === ''
    ? 'Type words of a title or an abstract.'
    : kind === 'find'
      ? 'Nothing found.'
      : 'Nothing is called that.'

const overlayHints: readonly Hint[] = [
  { key: '↑ ↓', word: 'choose' },
  { key: 'Enter', word: 'go' },
  { key: 'Esc', word: 'back' },
]

function screenHints<Action extends string>(
  props: FrameProps<Action>,
  canFind: boolean,
  found: number,
  columns: number,
): readonly Hint[] {
  if (props.typing?.() === true) return props.typingHints ?? typedHints
  const general = hintsOf(frameKeys.filter(({ action }) => canFind || action !== 'find'))
  const more = found > 0 ? [{ key: 'n N', word: `${found} found` }] : []
  return hintsThatFit(
    [...more, ...hintsOf(props.bindings), ...general.slice(0, -2)],
    general.slice(-2),
    columns - 2,
  )
}

const typedHints: readonly Hint[] = [
  { key: 'Enter', word: 'save' },
  { key: 'Esc', word: 'back' },
]

function stepOf(input: string, press: Press, page: number): number | undefined {
  if (press.downArrow || press.tab || (press.ctrl && input === 'n')) return press.shift ? -1 : 1
  if (press.upArrow || (press.ctrl && input === 'p')) return -1
  if (press.pageDown) return page
  return press.pageUp ? -page : undefined
}
