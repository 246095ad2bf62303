import { openPty, type PtyScreen } from './pty-screen.ts'

/** A sitting that is killed again and again, and what must hold of it. */
export interface KilledSession {
  /** The command that opens the screen, and how large the terminal is. */
  readonly words: readonly string[]
  readonly columns?: number
  readonly rows?: number
  /** On the screen when it is ready for keys. */
  readonly ready: string | RegExp
  /** What a screen shows as saved, as numbers, such as how many are done; undefined before it shows any. */
  saved(screen: readonly string[]): readonly number[] | undefined
  /** By how much one key may change each of these numbers. */
  readonly mostByOneKey: number
  /** The keys of one life, typed one by one; the program is killed right after the last. */
  readonly lives: Iterable<readonly string[]>
}

export interface KilledReport {
  readonly kills: number
  /** What was shown as saved and was not there on reopening, in words; empty where all is well. */
  readonly lost: readonly string[]
}

/**
 * Kills a program without warning right after random keys, opens it again and compares: everything that was shown
 * as saved must be there. The key pressed last may have been saved and not been shown any more, never the
 * other way round.
 */
export async function killAgainAndAgain(session: KilledSession): Promise<KilledReport> {
  const lost: string[] = []
  let kills = 0
  let shown: readonly number[] | undefined
  for (const keys of session.lives) {
    const terminal = openPty(session.words, { columns: session.columns ?? 80, rows: session.rows ?? 24 })
    try {
      await terminal.until(session.ready)
      const found = session.saved(terminal.screen())
      if (shown !== undefined) lost.push(...differences(shown, found, session.mostByOneKey, kills))
      for (const key of keys.slice(0, -1)) await typeAndWait(terminal, key)
      shown = session.saved(terminal.screen()) ?? found
      terminal.type(keys.at(-1) ?? '')
      // Sometimes before the key is read, sometimes while it is saved, sometimes after it is drawn.
      await new Promise((resolve) => setTimeout(resolve, (kills * 7) % 60))
      shown = session.saved(terminal.screen()) ?? shown
      terminal.kill('SIGKILL')
      await terminal.exited
      kills++
    } finally {
      terminal.close()
    }
  }
  return { kills, lost }
}

async function typeAndWait(terminal: PtyScreen, key: string): Promise<void> {
  const before = terminal.raw().length
  terminal.type(key)
  for (let waited = 0; waited < 40 && terminal.raw().length === before; waited++)
    await new Promise((resolve) => setTimeout(resolve, 10))
  await terminal.settled()
}

function differences(
  shown: readonly number[],
  found: readonly number[] | undefined,
  most: number,
  kill: number,
): readonly string[] {
  if (found === undefined) return [`after kill ${kill} nothing is shown any more`]
  return shown.flatMap((number, i) =>
    Math.abs(number - (found[i] ?? NaN)) <= most
      ? []
      : [`after kill ${kill}: ${number} shown, ${String(found[i])} found`],
  )
}

/** Mulberry32: the same keys for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Random keys for a number of lives, of one to `most` keys each. */
export function* randomLives(
  keys: readonly string[],
  count: number,
  most: number,
  chance: () => number,
): Generator<readonly string[]> {
  for (let life = 0; life < count; life++) {
    const length = 1 + Math.floor(chance() * most)
    yield Array.from({ length }, () => keys[Math.floor(chance() * keys.length)] ?? '')
  }
}
