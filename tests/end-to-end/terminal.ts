import pty from '@lydell/node-pty'
import xterm from '@xterm/headless'
import { onTestFinished } from 'vitest'
import { join } from 'node:path'
import { root } from './command.ts'

/** A real terminal: the command runs in a pty, and what it draws is read back from a screen. */
export interface Terminal {
  /** The screen as lines of text, without trailing spaces. */
  screen(): readonly string[]
  type(keys: string): void
  resize(columns: number, rows: number): void
  kill(signal: string): void
  /** Waits until the screen holds a text. Throws with the screen when it does not come. */
  until(text: string | RegExp): Promise<void>
  readonly exited: Promise<number>
}

export function openTerminal(words: readonly string[], columns = 100, rows = 30): Terminal {
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true })
  const child = pty.spawn(process.execPath, [join(root, 'dist', 'cli', 'main.js'), ...words], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd: root,
    env: { ...process.env, LACUNA_CODER: 'Ada', TERM: 'xterm-256color' },
  })
  child.onData((data) => emulator.write(data))
  const exited = new Promise<number>((resolve) => child.onExit(({ exitCode }) => resolve(exitCode)))
  onTestFinished(() => {
    child.kill('SIGKILL')
    emulator.dispose()
  })
  const screen = (): readonly string[] => {
    const { active } = emulator.buffer
    return Array.from(
      { length: emulator.rows },
      (_, i) => active.getLine(active.viewportY + i)?.translateToString(true) ?? '',
    )
  }
  return {
    screen,
    exited,
    type: (keys) => child.write(keys),
    resize: (width, height) => {
      emulator.resize(width, height)
      child.resize(width, height)
    },
    kill: (signal) => child.kill(signal),
    until: async (text) => {
      for (let waited = 0; waited < 1_200; waited++) {
        const found = screen().join('\n')
        if (typeof text === 'string' ? found.includes(text) : text.test(found)) return
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
      throw new Error(`The screen never showed ${String(text)}:\n${screen().join('\n')}`)
    },
  }
}
