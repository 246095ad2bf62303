import type { Pace } from './source.ts'

/** What all runs on this machine know of one source; kept where they all can see it. */
export interface PaceState {
  /** No start before this instant, in ms since 1970. */
  readonly next: number
  /** Requests under way: who, and until when they count if nobody hears of them again. */
  readonly leases: readonly { readonly id: string; readonly until: number }[]
  /** When the last requests were over, for sources that count requests in a window. */
  readonly ended?: readonly number[]
  /** A slower pace that the server asked one of us for, and until when it is remembered. */
  readonly asked?: Pace & { readonly until: number }
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
export const leaseMs = 10 * 60_000
/** How long to look away when all places are taken. */
const lookMs = 40
/** A pause longer than any server may ask of us was written under another clock. */
const longestPauseMs = 20 * 60_000
/** Clocks tick in whole milliseconds, and the server's own runs a little apart from ours. */
const slackMs = 5
/** What a server asked for is remembered so long after it last said so. */
const rememberMs = 10 * 60_000

/**
 * Waits for a turn: starts are spaced evenly, so many at once, and where the source counts requests in a window, so
 * many in any window, over all runs that share the board. Nobody knows when a request reaches the server, only that
 * it is between its start and the end of its answer; so for the window it counts from its start until a whole window
 * after its end, and slow connections cannot push two windows' requests into one. The result ends the turn; call it
 * when the body has arrived, with the pace that the answer asks for.
 */
export async function takeTurn(
  board: PaceBoard,
  clock: Clock,
  source: string,
  id: string,
  pace: Pace,
  signal?: AbortSignal,
): Promise<(asked?: Pace) => Promise<void>> {
  for (;;) {
    signal?.throwIfAborted()
    const wait = await board.change(source, (state) => reserve(state, id, pace, clock.now()))
    if (wait <= 0) break
    await clock.sleep(wait, signal)
  }
  return (asked) => board.change(source, (state) => end(state, id, pace, asked, clock.now()))
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
  own: Pace,
  now: number,
): { readonly state: PaceState; readonly result: number } {
  const pace = state.asked !== undefined && state.asked.until > now ? slower(own, state.asked) : own
  const leases = state.leases.filter((lease) => lease.until > now)
  const ended = recent(state.ended, pace, now)
  const next = state.next > now + longestPauseMs ? 0 : state.next
  const current = { ...state, next, leases, ended }
  if (leases.length >= pace.concurrency) return { state: current, result: lookMs }
  if (next > now) return { state: current, result: Math.min(next - now, 5000) }
  if (pace.window !== undefined && leases.length + ended.length >= pace.window.requests) {
    const first = ended[0]
    const wait = first === undefined ? lookMs : Math.min(first + pace.window.ms + slackMs - now, 5000)
    return { state: current, result: Math.max(1, wait) }
  }
  const taken = [...leases, { id, until: now + leaseMs }]
  return { state: { ...current, next: now + pace.intervalMs, leases: taken }, result: 0 }
}

function end(
  state: PaceState,
  id: string,
  pace: Pace,
  asked: Pace | undefined,
  now: number,
): { readonly state: PaceState; readonly result: undefined } {
  const leases = state.leases.filter((lease) => lease.id !== id)
  const ended = [...recent(state.ended, asked ?? pace, now), now]
  const isAsked = asked !== undefined && asked !== pace
  return {
    state: { ...state, leases, ended, ...(isAsked ? { asked: { ...asked, until: now + rememberMs } } : {}) },
    result: undefined,
  }
}

/** The ends that still count, in order; one from the future was written under another clock. */
const recent = (ended: readonly number[] | undefined, pace: Pace, now: number): readonly number[] =>
  (ended ?? []).filter((at) => at > now - (pace.window?.ms ?? 0) - slackMs && at <= now + longestPauseMs)

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
 * than our own; our own itself where it asks for nothing slower. Spacing keeps a tenth in hand.
 */
export function slowerOf(own: Pace, headers: Readonly<Record<string, string>>): Pace {
  const limit = Number(headers['x-rate-limit-limit'] ?? Number.NaN)
  const seconds = Number.parseFloat(headers['x-rate-limit-interval'] ?? '')
  const atOnce = Number(headers['x-concurrency-limit'] ?? Number.NaN)
  const isRate = limit > 0 && seconds > 0
  const asked: Pace = {
    intervalMs: isRate ? Math.ceil((seconds * 1100) / limit) : 0,
    concurrency: atOnce >= 1 ? atOnce : own.concurrency,
    ...(isRate ? { window: { requests: Math.max(1, Math.floor(limit)), ms: seconds * 1000 } } : {}),
  }
  const both = slower(own, asked)
  const isSame =
    both.intervalMs === own.intervalMs && both.concurrency === own.concurrency && both.window === own.window
  return isSame ? own : both
}

/** A pace that keeps to both. Of two windows the one with the lower rate stays. */
function slower(one: Pace, other: Pace): Pace {
  const rate = ({ window }: Pace): number => (window === undefined ? Infinity : window.requests / window.ms)
  const window = rate(other) < rate(one) ? other.window : one.window
  return {
    intervalMs: Math.max(one.intervalMs, other.intervalMs),
    concurrency: Math.min(one.concurrency, other.concurrency),
    ...(window === undefined ? {} : { window }),
  }
}
