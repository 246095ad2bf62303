import type { Route } from '../tui/navigation.ts'
import type { Face } from './face.ts'

/** Whether a person sits at a terminal on which a cursor can be moved. */
export const isTerminal = (): boolean =>
  process.stdin.isTTY && process.stdout.isTTY && process.env['TERM'] !== 'dumb'

/** Opens the terminal program at a screen. */
export async function showScreen(face: Face, route: Route): Promise<void> {
  const { showApp } = await import('../tui/start.tsx')
  await showApp((work) => face.withReview(work), face.control, route, face)
}
