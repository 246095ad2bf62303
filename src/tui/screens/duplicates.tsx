import { Box, Text, useApp, useInput, useWindowSize } from 'ink'
import { type ReactElement, useReducer, useRef, useState } from 'react'
import { cut } from '../../domain/text-width.ts'
import type { PairReview } from '../../stages/review-pairs.ts'
import { afterDuplicates, openDuplicates, type Word } from '../duplicates-state.ts'
import { actionFor, duplicatesKeys, hintsLine } from '../keys.ts'
import { KeyHelp } from '../parts/key-help.tsx'
import { compareLines, SideBySide } from '../parts/side-by-side.tsx'

/** Doubtful pairs, one after the other, side by side. A word is shown as said only when it is in the log. */
export function DuplicatesScreen({ review }: { readonly review: PairReview }): ReactElement {
  const { exit } = useApp()
  const { columns, rows } = useWindowSize()
  const [state, send] = useReducer(afterDuplicates, review.pairs.length, openDuplicates)
  const [trouble, setTrouble] = useState('')
  const isSaving = useRef(false)

  const pair = review.pairs[state.at]
  const lines = pair === undefined ? [] : compareLines(pair.fields, columns)
  const height = Math.max(1, rows - 7)
  const most = Math.max(0, lines.length - height)

  /** Saves first, shows afterwards. Keys pressed while saving are left alone: they could mean the next pair. */
  const save = async (work: () => Promise<void>): Promise<void> => {
    if (isSaving.current) return
    isSaving.current = true
    try {
      await work()
      setTrouble('')
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error))
    } finally {
      isSaving.current = false
    }
  }
  const say = (word: Word): Promise<void> =>
    save(async () => {
      if (pair === undefined) return
      const earlier = state.said.get(state.at)
      if (earlier !== undefined) await review.takeBack(earlier.decision)
      send({ kind: 'saved', pair: state.at, word, decision: await review.say(pair, word) })
    })
  const undo = (): Promise<void> =>
    save(async () => {
      const last = state.order.at(-1)
      const said = last === undefined ? undefined : state.said.get(last)
      if (last === undefined || said === undefined) return
      await review.takeBack(said.decision)
      send({ kind: 'taken-back', pair: last })
    })

  useInput((input, press) => {
    const action = actionFor(duplicatesKeys, input, press)
    switch (action) {
      case undefined:
        return
      case 'same':
      case 'different':
        void say(action)
        return
      case 'undo':
        void undo()
        return
      case 'skip':
      case 'back':
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

  const decided = state.said.size
  const said = state.said.get(state.at)
  return (
    <Box flexDirection="column" width={columns} height={Math.max(1, rows - 1)} overflow="hidden">
      <Text bold wrap="truncate">
        {`Duplicates   pair ${Math.min(state.at + 1, state.count)} of ${state.count}   ${decided} decided`}
      </Text>
      <Text wrap="truncate" dimColor>
        {pair === undefined
          ? ''
          : cut(
              `The rules say ${(100 * pair.probability).toFixed(0)} % the same: ${pair.reason}`,
              columns - 1,
            )}
      </Text>
      <Text wrap="truncate">
        {said === undefined ? '' : `You said: ${said.word}. Say it again to change it.`}
      </Text>
      <Box flexDirection="column" height={height} overflow="hidden">
        {state.showsHelp ? (
          <KeyHelp bindings={duplicatesKeys} />
        ) : pair === undefined ? (
          <Text>{finished(state.count, decided)}</Text>
        ) : (
          <SideBySide lines={lines.slice(state.scroll, state.scroll + height)} width={columns} />
        )}
      </Box>
      <Text wrap="truncate" color="red">
        {trouble === '' ? '' : cut(`Not saved: ${trouble}`, columns - 1)}
      </Text>
      <Text wrap="truncate" dimColor>
        {most > 0 && !state.showsHelp ? `${hintsLine(duplicatesKeys)}   j more` : hintsLine(duplicatesKeys)}
      </Text>
    </Box>
  )
}

const finished = (count: number, decided: number): string =>
  decided === count
    ? 'Every pair is decided. q leaves and puts the reports together anew.'
    : `That was the last pair; ${count - decided} are left open. p goes back, q leaves.`
