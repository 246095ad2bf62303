import { readFileSync } from 'node:fs'
import pty from '@lydell/node-pty'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))

/** What one key brought: times from the key going in, bytes of everything that came out. */
export interface KeyFrame {
  /** To the first byte that came out. */
  readonly firstMs: number
  /** To the last one before the terminal fell quiet. */
  readonly ms: number
  readonly bytes: number
}

/** The program in a real terminal, with a clock at its output. */
export interface BenchTerminal {
  /** Milliseconds from the start until a text has come out. */
  until(text: string): Promise<number>
  key(key: string): Promise<KeyFrame>
  /** Waits until nothing comes out any more. */
  quiet(): Promise<void>
  /** Of the processor, since the start; coarse (10 ms), and 0 where the system does not tell. */
  processorMs(): number
  close(): Promise<void>
}

/** Nothing for this long means that a frame is whole: several times what drawing takes. */
const quietMs = 60
const patienceMs = 180_000

export function openBenchTerminal(words: readonly string[], columns = 120, rows = 40): BenchTerminal {
  const started = performance.now()
  let output = ''
  let last = started
  let first = 0
  let bytes = 0
  const child = pty.spawn(process.execPath, [main, ...words], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    env: { ...process.env, LACUNA_CODER: 'Ada', TERM: 'xterm-256color' },
  })
  const exited = new Promise<void>((resolve) => child.onExit(() => resolve()))
  child.onData((data) => {
    last = performance.now()
    if (bytes === 0) first = last
    bytes += Buffer.byteLength(data)
    output += data
  })
  const quiet = async (): Promise<void> => {
    while (performance.now() - last < quietMs) await pause(2)
  }
  return {
    quiet,
    until: async (text) => {
      while (!output.includes(text)) {
        if (performance.now() - started > patienceMs) throw new Error(`"${text}" never came:\n${output}`)
        await pause(1)
      }
      return last - started
    },
    key: async (key) => {
      await quiet()
      output = ''
      bytes = 0
      const pressed = performance.now()
      child.write(key)
      const hasAnswered = (): boolean => bytes > 0 || performance.now() - pressed > 2_000
      while (!hasAnswered()) await pause(1)
      await quiet()
      return bytes === 0
        ? { firstMs: 0, ms: 0, bytes: 0 }
        : { firstMs: first - pressed, ms: last - pressed, bytes }
    },
    processorMs: () => processorMs(child.pid),
    close: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

function processorMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /su, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return 0
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
