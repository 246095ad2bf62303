import { Box, Text } from 'ink'
import { type ReactElement, useEffect, useMemo } from 'react'
import { emptyScreening } from '../../domain/screening-sheet.ts'
import { linksOf, openLink } from '../../stages/open-link.ts'
import { readPlace } from '../../stages/places.ts'
import {
  openScreeningSitting,
  type ScreeningSitting,
  type ScreeningTask,
} from '../../stages/screening-sitting.ts'
import { Frame, useBodySize } from '../frame.tsx'
import { type ScreeningAction, screeningKeys } from '../key-tables.ts'
import type { ScreenProps } from '../navigation.ts'
import { useOpened } from '../opened.ts'
import { Lines } from '../parts/lines.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { startingPlace } from '../screening-place.ts'
import { screeningActions } from '../screening-actions.ts'
import { reportColumn, screeningColumns, shownPart, sideColumn } from '../screening-pane.ts'
import { afterScreening, openScreening } from '../screening-state.ts'
import { useScreenState } from '../screen-state.ts'
import { useKeptPlace } from '../kept-place.ts'
import { useNews } from '../news.ts'

const names = { 'title-abstract': 'Screen titles and abstracts', 'full-text': 'Screen full texts' } as const

export const TitleAbstractScreen = (props: ScreenProps): ReactElement => (
  <ScreeningRoute {...props} task="title-abstract" />
)
export const FullTextScreen = (props: ScreenProps): ReactElement => (
  <ScreeningRoute {...props} task="full-text" />
)

/** What waits for this coder at a stage, read once the frame is drawn; opens where they left off. */
function ScreeningRoute(props: ScreenProps & { readonly task: ScreeningTask }): ReactElement {
  const { review, control, task, report } = props
  const { value, trouble } = useOpened(async () => {
    const sitting = await openScreeningSitting(review, task, control)
    const place = await readPlace(review, control.coder, task)
    const at = startingPlace(sitting.queue, report ?? place?.report)
    const first = sitting.queue.at(at)
    if (first !== undefined) await sitting.read([first])
    return { sitting, at }
  })
  if (value === undefined) return <Waiting name={names[task]} trouble={trouble} />
  return <ScreeningScreen {...props} {...value} />
}

/** One report after the other. A word is shown as said only when it is in the log. */
function ScreeningScreen(
  props: ScreenProps & {
    readonly sitting: ScreeningSitting
    readonly at: number
    readonly task: ScreeningTask
  },
): ReactElement {
  const { review, control, sitting, task } = props
  const { columns, rows } = useBodySize()
  const [state, send, now] = useScreenState(afterScreening, () => openScreening(props.at))
  const { queue } = sitting
  const report = queue.at(state.at)
  const shown = report === undefined ? undefined : sitting.shown(report)
  const sheet = report === undefined ? undefined : sitting.sheet(report)
  const width = screeningColumns(columns)
  const reportLines = useMemo(
    () => (shown === undefined ? [] : reportColumn(shown, width.report)),
    [shown, width.report],
  )
  // Once one scrolls in it, the side panel is shown whole.
  const sideRows = state.sideScroll > 0 ? Infinity : rows
  const side = useMemo(
    () => sideColumn(sitting, sheet ?? emptyScreening, state.asking, width.side, sideRows),
    [sitting, sheet, state.asking, width.side, sideRows],
  )
  const sideLines = useMemo(
    () => shownPart(side.lines, state.sideScroll, { width: width.side, rows, key: 'J' }),
    [side, state.sideScroll, width.side, rows],
  )
  const most = {
    scroll: Math.max(0, reportLines.length - rows),
    side: Math.max(0, side.whole - rows),
  }
  const actions = screeningActions({ sitting, send, now, open: openPage, mostScroll: most })

  useNews(
    () => sitting.news(),
    () => send({ kind: 'changed' }),
  )
  // What comes next is read while the reader reads, and the place is kept for the next sitting.
  useEffect(() => {
    if (report === undefined) return undefined
    const later = setImmediate(() => {
      const next = queue.nextOpen(state.at)
      const around = [state.at, state.at + 1, state.at + 2, state.at - 1, next, queue.nextOpen(next)]
      sitting.read(around.flatMap((place) => queue.at(place) ?? [])).catch(() => undefined)
    })
    return () => clearImmediate(later)
  }, [report, state.at, queue, sitting])
  useKeptPlace(review, control.coder, task, report)

  return (
    <Frame<ScreeningAction>
      name={names[task]}
      bindings={task === 'full-text' ? screeningKeys : titleKeys}
      onAction={actions.act}
      status={statusWords(sitting, state.at)}
      message={state.asking === undefined ? state.message : actions.prompt(state.asking)}
      trouble={state.trouble}
      typing={() => now().asking !== undefined}
      onType={actions.onType}
      {...(state.asking?.kind === 'reason' ? { typingHints: reasonHints } : {})}
      review={review}
      onFind={actions.find}
    >
      {() =>
        shown === undefined ? (
          <Text>{` ${nothingLeft(sitting)}`}</Text>
        ) : (
          <Box>
            <Box flexDirection="column" width={width.side}>
              <Lines lines={sideLines} />
            </Box>
            <Text dimColor>{rule(rows)}</Text>
            <Box flexDirection="column" width={width.report}>
              <Lines lines={shownPart(reportLines, state.scroll, { width: width.report, rows, key: 'j' })} />
            </Box>
          </Box>
        )
      }
    </Frame>
  )
}

const rule = (rows: number): string => Array.from({ length: rows }, () => '│').join('\n')

const reasonHints = [
  { key: 'Enter', word: 'exclude' },
  { key: '↑ ↓', word: 'choose' },
  { key: 'Esc', word: 'back' },
] as const

const titleKeys = screeningKeys.filter(({ action }) => action !== 'notObtained')

const openPage = async (report: Parameters<typeof linksOf>[0]): Promise<string | undefined> => {
  const { text, page } = linksOf(report)
  const address = text ?? page
  if (address !== undefined) await openLink(address)
  return address
}

function statusWords({ queue }: ScreeningSitting, at: number): string {
  const flagged = queue.flaggedCount === 0 ? '' : ` · ${queue.flaggedCount} flagged`
  const place = at < queue.count ? `${at + 1} of ${queue.count} · ` : ''
  return `${place}${queue.doneCount} done${flagged} `
}

const nothingLeft = ({ queue }: ScreeningSitting): string =>
  queue.count === 0
    ? 'No report waits for you at this stage. q leaves.'
    : queue.doneCount === queue.count
      ? 'Everything is done. ← goes back over it, z takes the last word back, q leaves.'
      : `That was the last one. ${queue.count - queue.doneCount} still wait: s goes to the first of them.`
