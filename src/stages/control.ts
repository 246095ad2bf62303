import { DecisionClock } from '../domain/decision-clock.ts'

/** How far a long step is. `total` is absent where it cannot be known beforehand. */
export interface Progress {
  readonly step: string
  readonly done: number
  readonly total?: number
  readonly unit: string
  /** More about it in words: the rate, why it waits, how long it takes. */
  readonly detail?: string
  /** Other steps are under way at the same time. */
  readonly isBeside?: boolean
}

/** What a verb is given besides its options: where to tell progress, when to stop, and time and chance. */
export interface Control {
  progress(progress: Progress): void
  /** Aborted by Ctrl-C: a stage stops at its next safe border and throws `signal.reason`. */
  readonly signal: AbortSignal
  /** Milliseconds since 1970. */
  now(): number
  random(bytes: number): Uint8Array
  /** Who is at work. */
  readonly coder: string
}

/** Lets the event loop run (a signal arrives there), then stops if it was asked to. */
export async function breathe(control: Control): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  control.signal.throwIfAborted()
}

/** A clock for new decisions that is later than everything in the log. */
export const clockAfter = (control: Control, last: string | undefined): DecisionClock =>
  new DecisionClock(
    () => control.now(),
    (bytes) => control.random(bytes),
    last,
  )

/** The calendar day of an instant, in UTC: `2026-11-23`. */
export const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10)
