import { Box, Text } from 'ink'
import type { ReactElement } from 'react'
import { cut } from '../../domain/text-width.ts'
import { status } from '../../stages/status.ts'
import { Frame } from '../frame.tsx'
import { homeKeys } from '../key-tables.ts'
import type { Route, ScreenProps } from '../navigation.ts'
import { useOpened } from '../opened.ts'

/** Where the review stands, and what to do next. The frame is there at once; the counts come when they are counted. */
export function HomeScreen({ review, go }: ScreenProps): ReactElement {
  const { value, trouble } = useOpened(() => status(review))
  const act = (action: (typeof homeKeys)[number]['action']): unknown =>
    action === 'next' ? goNext() : go(action)
  const goNext = (): unknown => {
    const route = value === undefined ? undefined : routeOf(value.next.command)
    return route === undefined ? undefined : go(route)
  }
  return (
    <Frame name={review.settings.title} bindings={homeKeys} onAction={act} trouble={trouble}>
      {({ columns }) => (
        <Box flexDirection="column" paddingX={1}>
          {value === undefined ? (
            <Text dimColor>Reading…</Text>
          ) : (
            <>
              {value.stages
                .filter(({ reports }) => reports > 0)
                .map(({ stage, reports, label }) => (
                  <Text key={stage} wrap="truncate">{`${String(reports).padStart(7)}  ${label}`}</Text>
                ))}
              <Text> </Text>
              <Text wrap="truncate">
                {cut(`next: ${value.next.command} (${value.next.because})`, columns - 2)}
              </Text>
            </>
          )}
        </Box>
      )}
    </Frame>
  )
}

const routeOf = (command: string): Route | undefined =>
  command.startsWith('lacuna dedupe --review') ? 'duplicates' : undefined
