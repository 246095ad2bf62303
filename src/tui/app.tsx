import { useApp } from 'ink'
import { type ComponentType, type ReactElement, useEffect, useMemo, useState } from 'react'
import type { ReportId } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import type { Control } from '../stages/control.ts'
import { Navigation, type Route, routes, type ScreenProps } from './navigation.ts'
import { Waiting } from './parts/waiting.tsx'

/** Where each screen is; loaded when it is first opened, so that the first frame waits for none but its own. */
const screens: Readonly<Partial<Record<Route, () => Promise<ComponentType<ScreenProps>>>>> = {
  home: async () => (await import('./screens/home.tsx')).HomeScreen,
  screen: async () => (await import('./screens/screening.tsx')).TitleAbstractScreen,
  'full-text': async () => (await import('./screens/screening.tsx')).FullTextScreen,
  code: async () => (await import('./screens/code.tsx')).CodeRoute,
  duplicates: async () => (await import('./screens/duplicates.tsx')).DuplicatesRoute,
  reconcile: async () => (await import('./screens/reconcile.tsx')).ReconcileRoute,
}

interface Stop {
  readonly route: Route
  readonly report?: ReportId
  /** Tells visits apart, so that a screen opened again begins anew. */
  readonly visit: number
}

/** The terminal program: one screen at a time, and the way back. Leaving the first one ends it. */
export function App(props: {
  readonly opened: Promise<Review>
  readonly control: Control
  readonly start: Omit<Stop, 'visit'>
}): ReactElement {
  const { exit } = useApp()
  const [way, setWay] = useState<readonly Stop[]>([{ ...props.start, visit: 0 }])
  const here = way.at(-1)
  const [review, setReview] = useState<Review>()
  useEffect(() => void props.opened.then(setReview), [props.opened])
  const navigation = useMemo(
    () => ({
      go: (route: Route, report?: ReportId): void =>
        setWay((stops) => {
          const stop = {
            route,
            visit: (stops.at(-1)?.visit ?? 0) + 1,
            ...(report === undefined ? {} : { report }),
          }
          // Home is never above another screen: going there is going back.
          return route === 'home' ? [stop] : [...stops.filter((before) => before.route !== route), stop]
        }),
      leave: (): void =>
        setWay((stops) => {
          if (stops.length < 2) exit()
          return stops.length < 2 ? stops : stops.slice(0, -1)
        }),
    }),
    [exit],
  )
  return (
    <Navigation.Provider value={navigation}>
      {here === undefined || review === undefined ? (
        <Waiting name={nameOf(props.start.route)} />
      ) : (
        <Screen key={here.visit} {...here} review={review} control={props.control} {...navigation} />
      )}
    </Navigation.Provider>
  )
}

function Screen({ route, ...props }: ScreenProps & { readonly route: Route }): ReactElement {
  const [{ Loaded }, setLoaded] = useState<{ readonly Loaded?: ComponentType<ScreenProps> }>({})
  const [trouble, setTrouble] = useState('')
  const name = nameOf(route)
  useEffect(() => {
    const load = screens[route]
    if (load === undefined) return setTrouble(`There is no screen "${name}" yet.`)
    load().then(
      (component) => setLoaded({ Loaded: component }),
      (error: unknown) => setTrouble(String(error)),
    )
    return undefined
  }, [route, name])
  return Loaded === undefined ? <Waiting name={name} trouble={trouble} /> : <Loaded {...props} />
}

const nameOf = (route: Route): string => routes.find((one) => one.route === route)?.name ?? route
