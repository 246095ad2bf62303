import { render } from 'ink'
import { UserError } from '../domain/problem.ts'
import type { PairReview } from '../stages/review-pairs.ts'
import { DuplicatesScreen } from './screens/duplicates.tsx'

/**
 * Shows the doubtful pairs full-screen until the user leaves. The terminal is put back as it was, also after an
 * error. Throws a UserError where there is no terminal.
 */
export async function showDuplicates(review: PairReview): Promise<void> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new UserError(
      'Doubtful pairs are shown full-screen, and this is not a terminal.',
      'You can decide them with "lacuna dedupe --same A B" and "--different A B"; "--json" lists them.',
      { exitCode: 2 },
    )
  }
  const app = render(<DuplicatesScreen review={review} />, {
    alternateScreen: true,
    incrementalRendering: true,
    // A terminal is a terminal, also where a CI variable is set.
    interactive: true,
  })
  await app.waitUntilExit()
}
