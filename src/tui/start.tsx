import type { ReactElement } from 'react'
import { UserError } from '../domain/problem.ts'
import type { Review } from '../review/review.ts'
import type { Control } from '../stages/control.ts'
import type { PairReview } from '../stages/review-pairs.ts'
import type { ReconcileSitting } from '../stages/reconcile.ts'
import type { Look } from './look.ts'
import type { Route } from './navigation.ts'

/**
 * Shows the terminal program, beginning at a screen, until the user leaves. The terminal is put back as it was,
 * also after an error. Throws a UserError where there is no terminal.
 */
export async function showApp(review: Review, control: Control, route: Route, look: Look): Promise<void> {
  const { App } = await import('./app.tsx')
  await showScreen(
    <App review={review} control={control} route={route} />,
    look,
    'The screens',
    'You can use the verbs instead: "lacuna --help" lists them.',
  )
}

/** Shows the doubtful pairs full-screen; otherwise as `showApp`. */
export async function showDuplicates(review: PairReview, look: Look): Promise<void> {
  const { DuplicatesScreen } = await import('./screens/duplicates.tsx')
  await showScreen(
    <DuplicatesScreen review={review} />,
    look,
    'Doubtful pairs',
    'You can decide them with "lacuna dedupe --same A B" and "--different A B"; "--json" lists them.',
  )
}

/** Shows disagreements between coders full-screen; otherwise as `showApp`. */
export async function showReconciliation(sitting: ReconcileSitting, look: Look): Promise<void> {
  const { ReconcileScreen } = await import('./screens/reconcile.tsx')
  await showScreen(
    <ReconcileScreen sitting={sitting} />,
    look,
    'Disagreements',
    'You can list them with "lacuna reconcile --list" and settle them with "lacuna decide FILE".',
  )
}

async function showScreen(screen: ReactElement, look: Look, what: string, remedy: string): Promise<void> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new UserError(`${what} are shown full-screen, and this is not a terminal.`, remedy, { exitCode: 2 })
  }
  // Without colours bold and underlined stay; ink would leave them out too.
  if (!look.hasColor) process.env['FORCE_COLOR'] ??= '1'
  const [{ render }, { LookContext }] = await Promise.all([import('ink'), import('./look.ts')])
  const app = render(<LookContext.Provider value={look}>{screen}</LookContext.Provider>, {
    alternateScreen: true,
    incrementalRendering: true,
    // A terminal is a terminal, also where a CI variable is set.
    interactive: true,
    // Every key is drawn at once; frames are small.
    maxFps: 250,
    patchConsole: false,
  })
  await app.waitUntilExit()
}
