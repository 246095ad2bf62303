import type { ReactElement } from 'react'
import { type NextTask, readHome } from '../../stages/home.ts'
import { Frame } from '../frame.tsx'
import { homeLines } from '../home-pane.ts'
import { homeKeys } from '../key-tables.ts'
import type { Route, ScreenProps } from '../navigation.ts'
import { useOpened } from '../opened.ts'
import { Lines } from '../parts/lines.tsx'

const routeOf: Readonly<Record<NextTask, Route>> = {
  'title-abstract': 'screen',
  'full-text': 'full-text',
  coding: 'code',
  duplicates: 'duplicates',
  reconcile: 'reconcile',
}

/** Where the review stands, what waits for this coder, and what to do next. There at once; the counts follow. */
export function HomeScreen({ review, control, go }: ScreenProps): ReactElement {
  const { value, trouble } = useOpened(() => readHome(review, control))
  const act = (action: (typeof homeKeys)[number]['action']): unknown => {
    if (action !== 'next') return go(action)
    return value?.next === undefined ? undefined : go(routeOf[value.next])
  }
  return (
    <Frame
      name={review.settings.title}
      bindings={homeKeys}
      onAction={act}
      status={`${control.coder} `}
      trouble={trouble}
      review={review}
      onFind={(report) => go('screen', report)}
    >
      {({ columns, rows }) => <Lines lines={homeLines(value, columns).slice(0, rows)} />}
    </Frame>
  )
}
