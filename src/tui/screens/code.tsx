import { Text } from 'ink'
import { type ReactElement, useEffect, useReducer } from 'react'
import type { ReportId } from '../../domain/report.ts'
import type { Review } from '../../review/review.ts'
import { act } from '../code-actions.ts'
import type { CodeDesk } from '../code-desk.ts'
import { codeKeys, wideCodeKeys } from '../code-keys.ts'
import { filterWords } from '../code-queue.ts'
import { askingHints } from '../code-hints.ts'
import { typeAt } from '../code-typing.ts'
import { codeView } from '../code-view.ts'
import { Frame, useBodySize } from '../frame.tsx'
import type { ScreenProps } from '../navigation.ts'
import { useNews } from '../news.ts'
import { notYours, openDesk } from '../open-desk.ts'
import { useOpened } from '../opened.ts'
import { Lines } from '../parts/lines.tsx'
import { Waiting } from '../parts/waiting.tsx'

/** A coder's reports, one after the other. The frame is drawn first; log and reports are read after it. */
export function CodeRoute(props: ScreenProps): ReactElement {
  const { review, control, report } = props
  const { value, trouble } = useOpened(() => openDesk(review, control, report))
  if (value === undefined) return <Waiting name="Code" trouble={trouble} />
  return <CodeScreen review={review} desk={value} />
}

/** The report on one side, the codebook on the other. A code is shown as given only when it is in the log. */
function CodeScreen({ review, desk }: { readonly review: Review; readonly desk: CodeDesk }): ReactElement {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    desk.onChange = redraw
    return () => void desk.leave()
  }, [desk])
  useNews(() => desk.news(), redraw)

  const { columns, rows } = useBodySize()
  const view = codeView(desk, columns, rows)
  const { queue } = desk.sitting
  return (
    <Frame
      name="Code"
      review={review}
      bindings={view.layout.isWide ? wideCodeKeys : codeKeys}
      status={statusOf(desk)}
      message={desk.message}
      trouble={desk.trouble}
      typing={() => desk.state.asking !== undefined}
      typingHints={askingHints(desk.state.asking)}
      onAction={(action) =>
        act(desk, action, { shown: view.layout.reportHeight, lines: view.report.lines.length })
      }
      onType={(input, press) => typeAt(desk, input, press, codeView(desk, columns, rows).report.lineOfWord)}
      onFind={(report: ReportId) =>
        queue.has(report) ? desk.open(report) : desk.say('', notYours('That report'))
      }
    >
      {() =>
        queue.count === 0 ? (
          <Text dimColor> No report is yours to code now.</Text>
        ) : (
          <Lines lines={view.lines} />
        )
      }
    </Frame>
  )
}

function statusOf(desk: CodeDesk): string {
  const { queue } = desk.sitting
  const { opened, state } = desk
  if (opened === undefined) return ''
  const id = opened.report.id
  const parts = [
    queue.isDone(id) ? '✓ complete' : '',
    desk.sheet.flag === undefined ? '' : '! flagged',
    opened.isInSample ? 'agreement sample: no suggestions' : state.showsSuggestions ? '' : 'suggestions off',
    state.filter.kind === 'all' ? '' : `listed: ${filterWords(desk, state.filter)}`,
    queue.flaggedCount === 0 ? '' : `${queue.flaggedCount} flagged`,
    `${queue.doneCount} done`,
    `report ${queue.placeOf(id)} of ${queue.count}`,
  ]
  return parts.filter((part) => part !== '').join(' · ')
}
