import { Box, Text } from 'ink'
import type { ReactElement } from 'react'
import { cut, textWidth } from '../../domain/text-width.ts'
import { windowStart } from '../frame-state.ts'
import { useColor } from '../look.ts'

export interface OverlayRow {
  readonly key: string
  readonly name: string
  readonly does: string
}

/** A line of typing with the rows that match below it; only those that fit are drawn. */
export function OverlayList(props: {
  readonly title: string
  readonly typed: string
  readonly rows: readonly OverlayRow[]
  readonly at: number
  /** What to say where there is no row. */
  readonly empty: string
  readonly columns: number
  readonly height: number
}): ReactElement {
  const { rows, at, columns } = props
  const color = useColor()
  const height = Math.max(1, props.height - 2)
  const start = windowStart(at, rows.length, height)
  const widest = Math.max(0, ...rows.map(({ name }) => textWidth(name)))
  const nameWidth = Math.min(widest, Math.max(10, Math.floor(columns / 3)))
  return (
    <Box flexDirection="column" height={props.height} overflow="hidden">
      <Text wrap="truncate">
        <Text bold {...color('accent')}>{` ${props.title} `}</Text>
        {`${cut(props.typed, columns - props.title.length - 5)}▏`}
      </Text>
      <Text> </Text>
      {rows.length === 0 ? <Text wrap="truncate" dimColor>{` ${props.empty}`}</Text> : undefined}
      {rows.slice(start, start + height).map(({ key, name, does }, i) => {
        const isMarked = start + i === at
        const padded = cut(name, nameWidth)
        const space = ' '.repeat(Math.max(0, nameWidth - textWidth(padded)))
        return (
          <Text key={key} wrap="truncate" bold={isMarked} inverse={isMarked}>
            {isMarked ? '▶' : ' '}
            {`${padded}${space}  ${cut(does, Math.max(1, columns - nameWidth - 4))}`}
          </Text>
        )
      })}
    </Box>
  )
}
