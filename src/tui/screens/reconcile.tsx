import { Box, Text, useApp, useInput, useWindowSize } from 'ink'
import { type ReactElement, useReducer, useRef, useState } from 'react'
import type { ReconcileDecision } from '../../domain/decision.ts'
import { printable } from '../../domain/printable.ts'
import { cut } from '../../domain/text-width.ts'
import { printOutcome, type ReconcileSitting } from '../../stages/reconcile.ts'
import { actionFor, hintsLine, reconcileKeys } from '../keys.ts'
import { KeyHelp } from '../parts/key-help.tsx'
import { reconcileLines, shownWords } from '../parts/reconcile-lines.ts'
import { SideBySide } from '../parts/side-by-side.tsx'
import { ThirdValue } from '../parts/third-value.tsx'
import { afterReconcile, openReconcile } from '../reconcile-state.ts'
import { offersFor, pickedOutcome } from '../third-value.ts'

/** Disagreements, report by report, both coders side by side. Shown as settled only when it is in the log. */
export function ReconcileScreen({ sitting }: { readonly sitting: ReconcileSitting }): ReactElement {
  const { exit } = useApp()
  const { columns, rows } = useWindowSize()
  const { disagreements: items, codebook } = sitting
  const [state, send] = useReducer(
    afterReconcile,
    items.map(({ report }) => report),
    openReconcile,
  )
  const [trouble, setTrouble] = useState('')
  const isSaving = useRef(false)

  const item = items[state.at]
  const words = item === undefined ? undefined : shownWords(item, state.turn)
  const { asking } = state
  const offers =
    item === undefined || words === undefined || asking?.kind !== 'third'
      ? []
      : offersFor(words[0].outcome, codebook, asking.typed)
  const { lines, start } = reconcileLines(sitting, state, columns)
  const below = asking === undefined ? 0 : asking.kind === 'note' ? 1 : 6
  const height = Math.max(1, rows - 6 - below)
  const from = Math.min(start, Math.max(0, lines.length - height))
  const most = Math.max(0, lines.length - height - from)

  /** Saves first, shows afterwards. Keys pressed while saving are left alone: they could mean the next one. */
  const save = async (work: () => Promise<void>): Promise<void> => {
    if (isSaving.current) return
    isSaving.current = true
    try {
      await work()
      setTrouble('')
    } catch (error) {
      setTrouble(`Not saved: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      isSaving.current = false
    }
  }
  const settle = (outcome: ReconcileDecision['outcome'] | undefined, otherwise: string): void => {
    if (item === undefined) return
    if (outcome === undefined) return setTrouble(otherwise)
    void save(async () => {
      const earlier = state.said.get(state.at)
      if (earlier !== undefined) await sitting.takeBack(earlier.decision)
      const decision = await sitting.settle(item, outcome)
      send({ kind: 'saved', item: state.at, words: printOutcome(outcome, codebook), decision })
    })
    return undefined
  }
  const undo = (): void =>
    void save(async () => {
      const last = state.order.at(-1)
      const said = last === undefined ? undefined : state.said.get(last)
      if (last === undefined || said === undefined) return
      await sitting.takeBack(said.decision)
      send({ kind: 'taken-back', item: last })
    })
  const finishAsking = (): void => {
    if (asking === undefined || item === undefined || words === undefined) return
    if (asking.kind === 'third') {
      settle(pickedOutcome(words[0].outcome, offers, asking), 'Nothing in the codebook is called that.')
      return
    }
    const text = asking.typed.trim()
    if (text === '') return send({ kind: 'cancel' })
    void save(async () => {
      await sitting.note(item, text)
      send({ kind: 'noted', item: state.at, text })
    })
    return undefined
  }

  useInput((input, press) => {
    if (asking !== undefined) {
      const marked = offers[asking.at]?.code
      if (press.return) finishAsking()
      else if (press.escape) send({ kind: 'cancel' })
      else if (press.backspace || press.delete) send({ kind: 'erase' })
      else if (press.downArrow || press.upArrow)
        send({ kind: 'mark', by: press.downArrow ? 1 : -1, count: offers.length })
      else if (press.tab) {
        if (marked !== undefined) send({ kind: 'choose', code: marked })
      } else if (!press.ctrl && !press.meta) send({ kind: 'type', text: input.replace(/\p{Cc}/gu, ' ') })
      return
    }
    const action = actionFor(reconcileKeys, input, press)
    switch (action) {
      case undefined:
        return
      case 'acceptLeft':
        settle(words?.[0].outcome, '')
        return
      case 'acceptRight':
        settle(words?.[1].outcome, '')
        return
      case 'both':
        if (words !== undefined)
          settle(sitting.both(words), 'Both can be accepted only where several codes can be given.')
        return
      case 'third':
      case 'note':
        if (item !== undefined) send({ kind: 'ask', about: action })
        return
      case 'undo':
        undo()
        return
      case 'skip':
      case 'back':
      case 'nextReport':
      case 'other':
      case 'help':
        send({ kind: action })
        return
      case 'scrollDown':
      case 'scrollUp':
        send({ kind: 'scroll', by: action === 'scrollDown' ? 3 : -3, most })
        return
      case 'quit':
        if (state.showsHelp) send({ kind: 'help' })
        else exit()
    }
  })

  const settled = state.said.size
  const place = Math.min(state.at + 1, items.length)
  const top = from + Math.min(state.scroll, most)
  return (
    <Box flexDirection="column" width={columns} height={Math.max(1, rows - 1)} overflow="hidden">
      <Text bold wrap="truncate">
        {`Reconcile   disagreement ${place} of ${items.length}   ${settled} settled`}
      </Text>
      <Text wrap="truncate">{item === undefined ? '' : cut(printable(item.title), columns - 1)}</Text>
      <Box flexDirection="column" height={height} overflow="hidden">
        {state.showsHelp ? (
          <KeyHelp bindings={reconcileKeys} />
        ) : item === undefined ? (
          <Text>{finished(items.length, settled)}</Text>
        ) : (
          lines.slice(top, top + height).map((line, i) =>
            'heading' in line ? (
              <Text key={i} bold={line.isInHand} dimColor={!line.isInHand} wrap="truncate">
                {line.heading}
              </Text>
            ) : (
              <SideBySide key={i} lines={[line]} width={columns} />
            ),
          )
        )}
      </Box>
      {asking === undefined ? undefined : <ThirdValue asking={asking} offers={offers} />}
      <Text wrap="truncate" color="red">
        {trouble === '' ? '' : cut(printable(trouble), columns - 1)}
      </Text>
      <Text wrap="truncate" dimColor>
        {asking === undefined
          ? hintsLine(reconcileKeys)
          : 'Enter saves   Tab adds a code   ↑ ↓ choose   Esc leaves'}
      </Text>
    </Box>
  )
}

const finished = (count: number, settled: number): string =>
  settled === count
    ? 'Every disagreement is settled. q leaves.'
    : `That was the last one; ${count - settled} are left open. p goes back, q leaves.`
