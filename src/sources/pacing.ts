import type { Pace } from './source.ts'

/** What all runs on this machine know of one source; kept where they all can see it. */
export interface PaceState {
  /** No start before this instant, in ms since 1970. */
  readonly next: number
  /** Requests under way: who, and until when they count if nobody hears of them again. */
  readonly leases: readonly { readonly id: string; readonly until: number }[]
}

export const restingState: PaceState = { next: 0, leases: [] }

/** Changes a source's state as one step that no other run can come between. */
export interface PaceBoard {
  change<Result>(
    source: string,
    step: (state: PaceState) => { readonly state: PaceState; readonly result: Result },
  ): Promise<Result>
}

export interface Clock {
  now(): number
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** A lease is forgotten after this: longer than any request may take. */
const leaseMs = 10 * 60_000
/** How long to look away when all places are taken. */
const lookMs = 40

/**
 * Waits for a turn: starts are spaced evenly (a window of any length sees no more than its share), so many at once,
 * over all runs that share the board. The result ends the turn; call it when the body has arrived.
 */
export async function takeTurn(
  board: PaceBoard,
  clock: Clock,
  source: string,
  id: string,
  pace: Pace,
  signal?: AbortSignal,
): Promise<() => Promise<void>> {
  for (;;) {
    signal?.throwIfAborted()
    const wait = await board.change(source, (state) => reserve(state, id, pace, clock.now()))
    if (wait <= 0) break
    await clock.sleep(wait, signal)
  }
  return () => board.change(source, (state) => ({ state: without(state, id), result: undefined }))
}

/** Nobody starts before then: a server asked all of us to wait. */
export const coolDown = (board: PaceBoard, source: string, until: number): Promise<void> =>
  board.change(source, (state) => ({
    state: { ...state, next: Math.max(state.next, until) },
    result: undefined,
  }))

/** 0 when the turn is taken, else how long to wait before asking again. */
function reserve(
  state: PaceState,
  id: string,
  pace: Pace,
  now: number,
): { readonly state: PaceState; readonly result: number } {
  const leases = state.leases.filter((lease) => lease.until > now)
  const current = { ...state, leases }
  if (leases.length >= pace.concurrency) return { state: current, result: lookMs }
  if (state.next > now) return { state: current, result: Math.min(state.next - now, 5000) }
  return {
    state: { next: now + pace.intervalMs, leases: [...leases, { id, until: now + leaseMs }] },
    result: 0,
  }
}

const without = (state: PaceState, id: string): PaceState => ({
  ...state,
  leases: state.leases.filter((lease) => lease.id !== id),
})

/** A board for one process alone. */
export function privateBoard(): PaceBoard {
  const states = new Map<string, PaceState>()
  return {
    change: (source, step) => {
      const { state, result } = step(states.get(source) ?? restingState)
      states.set(source, state)
      return Promise.resolve(result)
    },
  }
}

/**
 * The pace an answer asks for (`x-rate-limit-limit` in `x-rate-limit-interval`, `x-concurrency-limit`), never faster
 * than our own. A tenth is kept in hand, because requests do not arrive as evenly as they start.
 */
export function slowerOf(own: Pace, headers: Readonly<Record<string, string>>): Pace {
  const limit = Number(headers['x-rate-limit-limit'] ?? Number.NaN)
  const seconds = Number.parseFloat(headers['x-rate-limit-interval'] ?? '')
  const atOnce = Number(headers['x-concurrency-limit'] ?? Number.NaN)
  const asked = limit > 0 && seconds > 0 ? Math.ceil((seconds * 1100) / limit) : 0
  return {
    intervalMs: Math.max(own.intervalMs, asked),
    concurrency: atOnce >= 1 ? Math.min(own.concurrency, atOnce) : own.concurrency,
  }
}
