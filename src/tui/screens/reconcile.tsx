import { Box, Text } from 'ink'
import { type ReactElement, useState } from 'react'
import type { ReconcileDecision } from '../../domain/decision.ts'
import { printable } from '../../domain/printable.ts'
import { cut } from '../../domain/text-width.ts'
import { openReconciliation, printOutcome, type ReconcileSitting } from '../../stages/reconcile.ts'
import { Frame, useBodySize } from '../frame.tsx'
import { reconcileKeys } from '../key-tables.ts'
import type { Press } from '../keys.ts'
import type { ScreenProps } from '../navigation.ts'
import { sayError, useOpened } from '../opened.ts'
import { reconcileLines, shownWords } from '../parts/reconcile-lines.ts'
import { SideBySide } from '../parts/side-by-side.tsx'
import { ThirdValue } from '../parts/third-value.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { afterReconcile, openReconcile, type ReconcileState } from '../reconcile-state.ts'
import { useScreenState } from '../screen-state.ts'
import { offersFor, pickedOutcome } from '../third-value.ts'
import { afterTyped } from '../typed-line.ts'

/** What is left to settle in a review, read once the frame is drawn. */
export function ReconcileRoute({ review, control }: ScreenProps): ReactElement {
  const { value, trouble } = useOpened(() => openReconciliation(review, control))
  if (value === undefined) return <Waiting name="Reconcile" trouble={trouble} />
  return <ReconcileScreen sitting={value} />
}

/** Disagreements, report by report, both coders side by side. Shown as settled only when it is in the log. */
export function ReconcileScreen({ sitting }: { readonly sitting: ReconcileSitting }): ReactElement {
  const { columns, rows } = useBodySize()
  const { disagreements: items, codebook } = sitting
  const [state, send, now] = useScreenState(afterReconcile, () =>
    openReconcile(items.map(({ report }) => report)),
  )
  const [trouble, setTrouble] = useState('')

  /** What is in hand in a state: between two drawings several keys may have been pressed. */
  const inHand = ({ at, turn, asking }: ReconcileState) => {
    const item = items[at]
    const words = item === undefined ? undefined : shownWords(item, turn)
    const isPicking = words !== undefined && asking?.kind === 'third'
    return { item, words, offers: isPicking ? offersFor(words[0].outcome, codebook, asking.typed) : [] }
  }
  const { item, offers } = inHand(state)
  const { asking } = state
  const { lines, start } = reconcileLines(sitting, state, columns - 2)
  const below = asking === undefined ? 0 : asking.kind === 'note' ? 1 : 6
  const height = Math.max(1, rows - 1 - below)
  const from = Math.min(start, Math.max(0, lines.length - height))
  const most = Math.max(0, lines.length - height - from)

  /** Saves first, shows afterwards. */
  const save = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
      setTrouble('')
    } catch (error) {
      setTrouble(`Not saved: ${sayError(error)}`)
    }
  }
  const settle = (outcome: ReconcileDecision['outcome'] | undefined, otherwise: string): unknown => {
    const { at, said } = now()
    const shared = items[at]
    if (shared === undefined) return undefined
    if (outcome === undefined) return setTrouble(otherwise)
    return save(async () => {
      const earlier = said.get(at)
      if (earlier !== undefined) await sitting.takeBack(earlier.decision)
      const decision = await sitting.settle(shared, outcome)
      send({ kind: 'saved', item: at, words: printOutcome(outcome, codebook), decision })
    })
  }
  const undo = (): Promise<void> =>
    save(async () => {
      const { order, said } = now()
      const last = order.at(-1)
      const word = last === undefined ? undefined : said.get(last)
      if (last === undefined || word === undefined) return
      await sitting.takeBack(word.decision)
      send({ kind: 'taken-back', item: last })
    })
  const finishAsking = (): unknown => {
    const before = now()
    const hand = inHand(before)
    const shared = hand.item
    if (before.asking === undefined || shared === undefined || hand.words === undefined) return undefined
    if (before.asking.kind === 'third')
      return settle(
        pickedOutcome(hand.words[0].outcome, hand.offers, before.asking),
        'Nothing in the codebook is called that.',
      )
    const text = before.asking.typed.trim()
    if (text === '') return send({ kind: 'cancel' })
    return save(async () => {
      await sitting.note(shared, text)
      send({ kind: 'noted', item: before.at, text })
    })
  }
  const onType = (input: string, press: Press): unknown => {
    const before = now()
    if (before.asking === undefined) return undefined
    const shown = inHand(before).offers
    if (press.return) return finishAsking()
    if (press.escape) return send({ kind: 'cancel' })
    if (press.downArrow || press.upArrow)
      return send({ kind: 'mark', by: press.downArrow ? 1 : -1, count: shown.length })
    const code = shown[before.asking.at]?.code
    if (press.tab) return code === undefined ? undefined : send({ kind: 'choose', code })
    const typed = afterTyped(before.asking.typed, input, press)
    return typed === undefined ? undefined : send({ kind: 'type', typed })
  }
  const act = (action: (typeof reconcileKeys)[number]['action']): unknown => {
    const { item: shared, words } = inHand(now())
    switch (action) {
      case 'acceptLeft':
        return settle(words?.[0].outcome, '')
      case 'acceptRight':
        return settle(words?.[1].outcome, '')
      case 'both':
        return words === undefined
          ? undefined
          : settle(sitting.both(words), 'Both can be accepted only where several codes can be given.')
      case 'third':
      case 'note':
        return shared === undefined ? undefined : send({ kind: 'ask', about: action })
      case 'undo':
        return undo()
      case 'skip':
      case 'back':
      case 'nextReport':
      case 'other':
        return send({ kind: action })
      case 'scrollDown':
      case 'scrollUp':
        return send({ kind: 'scroll', by: action === 'scrollDown' ? 3 : -3, most })
    }
  }

  const settled = state.said.size
  const place = Math.min(state.at + 1, items.length)
  const top = from + Math.min(state.scroll, most)
  return (
    <Frame
      name="Reconcile"
      bindings={reconcileKeys}
      onAction={act}
      status={`disagreement ${place} of ${items.length}   ${settled} settled`}
      trouble={trouble}
      typing={() => now().asking !== undefined}
      onType={onType}
      typingHints={typingHints}
    >
      {() => (
        <Box flexDirection="column" paddingX={1}>
          <Text bold wrap="truncate">
            {item === undefined ? '' : cut(printable(item.title), columns - 2)}
          </Text>
          <Box flexDirection="column" height={height} overflow="hidden">
            {item === undefined ? (
              <Text>{finished(items.length, settled)}</Text>
            ) : (
              lines.slice(top, top + height).map((line, i) =>
                'heading' in line ? (
                  <Text key={i} bold={line.isInHand} dimColor={!line.isInHand} wrap="truncate">
                    {line.heading}
                  </Text>
                ) : (
                  <SideBySide key={i} lines={[line]} width={columns - 2} />
                ),
              )
            )}
          </Box>
          {asking === undefined ? undefined : <ThirdValue asking={asking} offers={offers} />}
        </Box>
      )}
    </Frame>
  )
}

const typingHints = [
  { key: 'Enter', word: 'saves' },
  { key: 'Tab', word: 'adds a code' },
  { key: '↑ ↓', word: 'choose' },
  { key: 'Esc', word: 'leaves' },
] as const

const finished = (count: number, settled: number): string =>
  count === 0
    ? 'Nothing is left to settle.'
    : settled === count
      ? 'Every disagreement is settled. q leaves.'
      : `That was the last one; ${count - settled} are left open. ← goes back, q leaves.`
