import { createContext, useContext } from 'react'
import type { ReportId } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import type { Control } from '../stages/control.ts'

/** The screens by the names under which they are opened, with what the palette says of them. */
export const routes = [
  { route: 'home', name: 'Home', does: 'where the review stands, and what to do next' },
  { route: 'screen', name: 'Screen', does: 'title and abstract: include, exclude, maybe' },
  { route: 'full-text', name: 'Full text', does: 'include or exclude on the full text' },
  { route: 'code', name: 'Code', does: 'give included reports their codes' },
  { route: 'duplicates', name: 'Duplicates', does: 'decide pairs that may be one document' },
  { route: 'reconcile', name: 'Reconcile', does: 'settle what coders judged apart' },
] as const
export type Route = (typeof routes)[number]['route']

/** What every screen is given. */
export interface ScreenProps {
  readonly review: Review
  readonly control: Control
  /** Opens another screen, at a report where one is named; `leave` there comes back here. */
  readonly go: (route: Route, report?: ReportId) => void
  /** Back to the screen before, or to the shell. */
  readonly leave: () => void
  /** The report to open at, where the screen was opened for one. */
  readonly report?: ReportId
}

/** How the frame around a screen leads to other screens; absent where a screen stands alone. */
export const Navigation = createContext<Pick<ScreenProps, 'go' | 'leave'> | undefined>(undefined)

export const useNavigation = (): Pick<ScreenProps, 'go' | 'leave'> | undefined => useContext(Navigation)
