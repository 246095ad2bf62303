import type { Route } from '../tui/navigation.ts'
import type { Face } from './face.ts'

/** Whether a person sits at a terminal on which a cursor can be moved. */
export const isTerminal = (): boolean =>
  process.stdin.isTTY && process.stdout.isTTY && process.env['TERM'] !== 'dumb'

/** Opens the terminal program at a screen, and at a report where one is named. */
export async function showScreen(face: Face, route: Route, report?: string): Promise<void> {
  const { showApp } = await import('../tui/start.tsx')
  await showApp(
    (work) => face.withReview(work),
    face.control,
    { route, ...(report === undefined ? {} : { report }) },
    face,
  )
}
