import { onTestFinished } from 'vitest'
import { openPty, type PtyScreen, type TerminalOptions } from './pty-screen.ts'

export type Terminal = PtyScreen

/** A terminal for one test, gone afterwards. */
export function openTerminal(
  words: readonly string[],
  columns = 100,
  rows = 30,
  env: NonNullable<TerminalOptions['env']> = {},
): Terminal {
  const terminal = openPty(words, { columns, rows, env })
  onTestFinished(() => terminal.close())
  return terminal
}
