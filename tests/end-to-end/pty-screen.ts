import pty from '@lydell/node-pty'
import xterm from '@xterm/headless'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A real terminal: the command runs in a pty, and what it draws is read back from a screen. */
export interface PtyScreen {
  /** The screen as lines of text, without trailing spaces. */
  screen(): readonly string[]
  /** On which columns of a line of the screen a character stands; wide characters take two. */
  columnsOf(row: number, character: string): readonly number[]
  /** Everything that was written to the terminal, as it came. */
  raw(): string
  type(keys: string): void
  resize(columns: number, rows: number): void
  kill(signal: string): void
  /** Waits until the screen holds a text. Throws with the screen when it does not come. */
  until(text: string | RegExp): Promise<void>
  /** Waits until nothing has been written for a while: the last frame is whole. */
  settled(): Promise<void>
  readonly pid: number
  readonly exited: Promise<number>
  close(): void
}

export interface TerminalOptions {
  readonly columns?: number
  readonly rows?: number
  readonly env?: Readonly<Record<string, string>>
}

const patienceMs = 30_000
const pauseMs = 25
const quietMs = 250

export function openPty(
  words: readonly string[],
  { columns = 100, rows = 30, env }: TerminalOptions,
): PtyScreen {
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true })
  // What the machine that runs the tests says of colours must not decide what they see.
  const { FORCE_COLOR: _forced, CI: _ci, NO_COLOR: _none, ...own } = process.env
  const child = pty.spawn(process.execPath, [join(root, 'dist', 'cli', 'main.js'), ...words], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd: root,
    env: { ...own, LACUNA_CODER: 'Ada', TERM: 'xterm-256color', ...env },
  })
  let raw = ''
  let last = performance.now()
  child.onData((data) => {
    last = performance.now()
    raw += data
    emulator.write(data)
  })
  const exited = new Promise<number>((resolve) => child.onExit(({ exitCode }) => resolve(exitCode)))
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
    pid: child.pid,
    columnsOf: (row, character) => {
      const line = emulator.buffer.active.getLine(emulator.buffer.active.viewportY + row)
      return Array.from({ length: emulator.cols }, (_, i) => i).filter(
        (i) => line?.getCell(i)?.getChars() === character,
      )
    },
    raw: () => raw,
    type: (keys) => child.write(keys),
    resize: (width, height) => {
      emulator.resize(width, height)
      child.resize(width, height)
    },
    kill: (signal) => child.kill(signal),
    until: async (text) => {
      for (let waited = 0; waited < patienceMs; waited += pauseMs) {
        const found = screen().join('\n')
        if (typeof text === 'string' ? found.includes(text) : text.test(found)) return
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
      }
      throw new Error(`The screen never showed ${String(text)}:\n${screen().join('\n')}`)
    },
    settled: async () => {
      while (performance.now() - last < quietMs) await new Promise((resolve) => setTimeout(resolve, pauseMs))
    },
    close: () => {
      child.kill('SIGKILL')
      emulator.dispose()
    },
  }
}
