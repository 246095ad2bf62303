import { Box, Text } from 'ink'
import { type ReactElement, useState } from 'react'
import { cut } from '../../domain/text-width.ts'
import { type PairReview, type PairToReview, reviewPairs } from '../../stages/review-pairs.ts'
import { afterDuplicates, type DuplicatesState, openDuplicates, type Word } from '../duplicates-state.ts'
import { Frame, useBodySize } from '../frame.tsx'
import { duplicatesKeys } from '../key-tables.ts'
import type { ScreenProps } from '../navigation.ts'
import { sayError, useOpened } from '../opened.ts'
import { type ComparedLine, compareLines, SideBySide } from '../parts/side-by-side.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { useScreenState } from '../screen-state.ts'

/** The doubtful pairs of a review, read once the frame is drawn. */
export function DuplicatesRoute({ review, control, leave }: ScreenProps): ReactElement {
  const { value, trouble } = useOpened(() => reviewPairs(review, control))
  if (value === undefined) return <Waiting name="Duplicates" trouble={trouble} />
  const regroup = async (): Promise<void> => {
    const { dedupe } = await import('../../stages/dedupe.ts')
    await dedupe(review, { dryRun: false }, control)
  }
  return <DuplicatesScreen review={value} regroup={regroup} leave={leave} />
}

/** Doubtful pairs, one after the other, side by side. A word is shown as said only when it is in the log. */
export function DuplicatesScreen(props: {
  readonly review: PairReview
  /** Puts the reports together anew; without it whoever opened the screen does. */
  readonly regroup?: () => Promise<void>
  readonly leave?: () => void
}): ReactElement {
  const { review } = props
  const [message, setMessage] = useState('')
  const [state, send, now] = useScreenState(afterDuplicates, () => openDuplicates(review.pairs.length))
  const [trouble, setTrouble] = useState('')
  const { columns, rows } = useBodySize()
  const pair = review.pairs[state.at]
  const lines = pair === undefined ? [] : compareLines(pair.fields, columns - 2)
  const most = Math.max(0, lines.length - linesShown(rows))

  /** Saves first, shows afterwards. */
  const save = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
      setTrouble('')
    } catch (error) {
      setTrouble(`Not saved: ${sayError(error)}`)
    }
  }
  const say = (word: Word): Promise<void> =>
    save(async () => {
      const { at, said } = now()
      const inHand = review.pairs[at]
      if (inHand === undefined) return
      const earlier = said.get(at)
      if (earlier !== undefined) await review.takeBack(earlier.decision)
      send({ kind: 'saved', pair: at, word, decision: await review.say(inHand, word) })
    })
  const undo = (): Promise<void> =>
    save(async () => {
      const { order, said } = now()
      const last = order.at(-1)
      const word = last === undefined ? undefined : said.get(last)
      if (last === undefined || word === undefined) return
      await review.takeBack(word.decision)
      send({ kind: 'taken-back', pair: last })
    })
  const onLeave = async (): Promise<void> => {
    try {
      if (now().said.size > 0) {
        setMessage('Putting the reports together anew…')
        // Lets the message be drawn: long work follows.
        await new Promise((resolve) => setTimeout(resolve, 20))
        await props.regroup?.()
      }
      props.leave?.()
    } catch (error) {
      setMessage('')
      setTrouble(sayError(error))
    }
  }
  const act = (action: (typeof duplicatesKeys)[number]['action']): unknown => {
    switch (action) {
      case 'same':
      case 'different':
        return say(action)
      case 'undo':
        return undo()
      case 'skip':
      case 'back':
        return send({ kind: action })
      case 'scrollDown':
      case 'scrollUp':
        return send({ kind: 'scroll', by: action === 'scrollDown' ? 3 : -3, most })
    }
  }
  return (
    <Frame
      name="Duplicates"
      bindings={duplicatesKeys}
      onAction={act}
      status={`pair ${Math.min(state.at + 1, state.count)} of ${state.count}   ${state.said.size} decided`}
      trouble={trouble}
      message={message}
      {...(props.leave === undefined ? {} : { onLeave })}
    >
      {() =>
        pair === undefined ? (
          <Text>{` ${finished(state.count, state.said.size)}`}</Text>
        ) : (
          <Pair pair={pair} lines={lines} state={state} columns={columns} height={linesShown(rows)} />
        )
      }
    </Frame>
  )
}

/** All lines of the body but what the rules say, what the user said, and how much there is below. */
const linesShown = (rows: number): number => Math.max(1, rows - 3)

function Pair(props: {
  readonly pair: PairToReview
  readonly lines: readonly ComparedLine[]
  readonly state: DuplicatesState
  readonly columns: number
  readonly height: number
}): ReactElement {
  const { pair, lines, state, columns, height } = props
  const said = state.said.get(state.at)
  const percent = (100 * pair.probability).toFixed(0)
  const below = lines.length - state.scroll - height
  return (
    <Box flexDirection="column" paddingX={1}>
      <Text wrap="truncate">{cut(`The rules say ${percent} % the same: ${pair.reason}`, columns - 2)}</Text>
      <Text wrap="truncate" bold={said !== undefined}>
        {said === undefined ? '' : `You said: ${said.word}. Say it again to change it.`}
      </Text>
      <Box flexDirection="column" height={height} overflow="hidden">
        <SideBySide lines={lines.slice(state.scroll, state.scroll + height)} width={columns - 2} />
      </Box>
      <Text wrap="truncate" dimColor>
        {below > 0 ? `${below} more ${below === 1 ? 'line' : 'lines'} (j)` : ''}
      </Text>
    </Box>
  )
}

const finished = (count: number, decided: number): string =>
  count === 0
    ? 'No pair is doubtful.'
    : decided === count
      ? 'Every pair is decided. q leaves and puts the reports together anew.'
      : `That was the last pair; ${count - decided} are left open. ← goes back, q leaves.`
