import type { Route } from '../tui/navigation.ts'
import type { Face } from './face.ts'

/** Whether a person sits at a terminal on which a cursor can be moved. */
export const isTerminal = (): boolean =>
  process.stdin.isTTY && process.stdout.isTTY && process.env['TERM'] !== 'dumb'

/**
 * Opens the terminal program at a screen, and at a report where one is named: full-screen on a terminal, in plain
 * lines elsewhere or where asked for.
 */
export async function showScreen(face: Face, route: Route, report?: string): Promise<void> {
  const start = { route, ...(report === undefined ? {} : { report }) }
  if (!isTerminal() || face.flags.screenReader === true) {
    const { converseWith } = await import('../tui/start-linear.ts')
    return face.withReview((review) => converseWith(review, face.control, start))
  }
  const { showApp } = await import('../tui/start.tsx')
  return showApp((work) => face.withReview(work), face.control, start, face)
}
