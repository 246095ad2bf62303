import type { Clock } from '../../src/sources/pacing.ts'

/** A clock that jumps to the next sleeper when everybody sleeps, so that minutes of waiting take no time. */
export class SimulatedClock implements Clock {
  #now = 1_800_000_000_000
  readonly #sleepers: { readonly at: number; readonly wake: () => void }[] = []

  now(): number {
    return this.#now
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#sleepers.push({ at: this.#now + Math.max(1, ms), wake: resolve })
    })
  }

  /** Lets the work run to its end. */
  async run(work: Promise<unknown>): Promise<void> {
    let isDone = false
    const finished = work.finally(() => {
      isDone = true
    })
    for (;;) {
      await new Promise((resolve) => {
        setImmediate(resolve)
      })
      if (isDone) break
      this.#sleepers.sort((a, b) => a.at - b.at)
      const next = this.#sleepers.shift()
      if (next === undefined) throw new Error('everybody waits and nobody sleeps')
      this.#now = next.at
      next.wake()
    }
    await finished
  }
}
