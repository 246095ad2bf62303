import { render } from 'ink'
import type { ReactElement } from 'react'
import { UserError } from '../domain/problem.ts'
import type { PairReview } from '../stages/review-pairs.ts'
import type { ReconcileSitting } from '../stages/reconcile.ts'
import { DuplicatesScreen } from './screens/duplicates.tsx'
import { ReconcileScreen } from './screens/reconcile.tsx'

/**
 * Shows the doubtful pairs full-screen until the user leaves. The terminal is put back as it was, also after an
 * error. Throws a UserError where there is no terminal.
 */
export async function showDuplicates(review: PairReview): Promise<void> {
  await showScreen(
    <DuplicatesScreen review={review} />,
    'Doubtful pairs',
    'You can decide them with "lacuna dedupe --same A B" and "--different A B"; "--json" lists them.',
  )
}

/** Shows disagreements between coders full-screen until the user leaves; otherwise as `showDuplicates`. */
export async function showReconciliation(sitting: ReconcileSitting): Promise<void> {
  await showScreen(
    <ReconcileScreen sitting={sitting} />,
    'Disagreements',
    'You can list them with "lacuna reconcile --list" and settle them with "lacuna decide FILE".',
  )
}

async function showScreen(screen: ReactElement, what: string, remedy: string): Promise<void> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new UserError(`${what} are shown full-screen, and this is not a terminal.`, remedy, { exitCode: 2 })
  }
  const app = render(screen, {
    alternateScreen: true,
    incrementalRendering: true,
    // A terminal is a terminal, also where a CI variable is set.
    interactive: true,
  })
  await app.waitUntilExit()
}
