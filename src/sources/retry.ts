import type { Failure } from './source.ts'

/** What came of one attempt: an answer, or none. */
export type Outcome =
  | {
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      /** The first part of the body, where limits are explained. */
      readonly start: string
      /** What the source made of a body with a good status. */
      readonly failure?: Failure
    }
  | { readonly lost: 'timeout' | 'connection' | 'too-large' | 'undecodable'; readonly message: string }

export type Verdict =
  | { readonly do: 'accept' }
  | { readonly do: 'wait'; readonly ms: number; readonly because: string; readonly isForAll: boolean }
  | { readonly do: 'give-up'; readonly kind: GivenUp; readonly because: string }

/** `budget`: no waiting helps before it is renewed. `lost`: an answer is gone that cannot be asked for again. */
export type GivenUp = Exclude<Failure['kind'], 'temporary'> | 'budget' | 'lost' | 'unreachable' | 'too-large'

export interface RetryPolicy {
  readonly attempts: number
  /** First pause of a doubling series, and the longest. */
  readonly firstMs: number
  readonly longestMs: number
  /** A server that asks for more patience than this has closed for us. */
  readonly patienceMs: number
  readonly totalMs: number
}

export const usualPolicy: RetryPolicy = {
  attempts: 8,
  firstMs: 1000,
  longestMs: 60_000,
  patienceMs: 15 * 60_000,
  totalMs: 30 * 60_000,
}

export interface Situation {
  /** Attempts made, this one included. */
  readonly attempt: number
  /** Time spent on this request so far. */
  readonly spentMs: number
  readonly isRepeatable: boolean
  /** Nothing was ever heard of this server: probably there is no network, and it is said at once. */
  readonly isFirstContact?: boolean
  /** Now, in ms since 1970, for dates in `Retry-After`. */
  readonly now: number
  /** 0 to 1, for jitter. */
  readonly chance: number
}

/**
 * What to do after an attempt. "Too fast" (429, 503) is waited out as the server says; "budget gone" is not, because
 * it ends only at the renewal; a refused query, a missing key or an unknown page never gets better by asking again.
 * A request whose place the server keeps is repeated only when the server certainly did not act on it.
 */
export function judge(outcome: Outcome, situation: Situation, policy: RetryPolicy = usualPolicy): Verdict {
  if ('lost' in outcome) {
    if (outcome.lost === 'too-large') return { do: 'give-up', kind: 'too-large', because: outcome.message }
    const hasNoNetwork = situation.isFirstContact === true && outcome.lost === 'connection'
    const attempts = hasNoNetwork ? Math.min(2, policy.attempts) : policy.attempts
    return again(outcome.message, situation, { ...policy, attempts }, { isSafe: false })
  }
  const { status, headers, failure } = outcome
  const asked = retryAfter(headers, situation.now)
  if (status === 429 || status === 402 || status === 503 || (status === 403 && asked !== undefined)) {
    const reset = budgetReset(outcome, situation.now, policy)
    if (reset !== undefined) return { do: 'give-up', kind: 'budget', because: reset }
    const because = status === 503 ? 'the server is busy (503)' : `the server says too fast (${status})`
    return again(because, situation, policy, {
      isSafe: true,
      ...(asked === undefined ? {} : { askedMs: asked }),
    })
  }
  if (status === 408 || status >= 500) {
    const options = { isSafe: false, ...(asked === undefined ? {} : { askedMs: asked }) }
    return again(`the server failed (${status})`, situation, policy, options)
  }
  if (failure === undefined) return { do: 'accept' }
  if (failure.kind !== 'temporary') return { do: 'give-up', kind: failure.kind, because: failure.message }
  return again(failure.message, situation, policy, { isSafe: false })
}

function again(
  because: string,
  { attempt, spentMs, isRepeatable, chance }: Situation,
  policy: RetryPolicy,
  { isSafe, askedMs }: { readonly isSafe: boolean; readonly askedMs?: number },
): Verdict {
  if (!isRepeatable && !isSafe) return { do: 'give-up', kind: 'lost', because }
  if (attempt >= policy.attempts) {
    return { do: 'give-up', kind: 'unreachable', because: `${because}, ${attempt} times in a row` }
  }
  const doubled = Math.min(policy.firstMs * 2 ** (attempt - 1), policy.longestMs)
  // What the server asks for is the least; jitter on top keeps several runs apart.
  const ms = Math.ceil(
    askedMs === undefined ? doubled * (0.5 + chance / 2) : askedMs + chance * policy.firstMs,
  )
  if (spentMs + ms > policy.totalMs) {
    return {
      do: 'give-up',
      kind: 'unreachable',
      because: `${because}, for ${Math.round(spentMs / 1000)} seconds`,
    }
  }
  return { do: 'wait', ms, because, isForAll: isSafe }
}

/** `Retry-After` in ms from its seconds or its HTTP date; undefined when absent or meaningless. */
function retryAfter(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const text = headers['retry-after']?.trim()
  if (text === undefined || text === '') return undefined
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000)
  const date = /[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/** Why a refusal means that the budget is gone, or undefined when waiting a little helps. */
function budgetReset(
  { headers, start }: Extract<Outcome, { readonly status: number }>,
  now: number,
  policy: RetryPolicy,
): string | undefined {
  const asked = retryAfter(headers, now)
  const reset = secondsToReset(headers, now)
  const when = renewal(asked ?? (reset === undefined ? undefined : reset * 1000), now)
  if (asked !== undefined && asked > policy.patienceMs) return `the server wants a pause until ${when}`
  const isSpent = [headers['x-ratelimit-remaining-usd'], headers['x-ratelimit-remaining']].some(
    (left) => left !== undefined && Number(left) <= 0,
  )
  const isDaily = reset !== undefined && reset * 1000 > policy.patienceMs
  const isMoney = Number(headers['x-ratelimit-remaining-usd'] ?? 1) <= 0
  const isQuota =
    headers['x-els-status']?.startsWith('QUOTA_EXCEEDED') === true ||
    /\b(?:daily|weekly|monthly)\s+(?:limit|quota|budget|cap)|quota (?:has been )?exceeded|insufficient (?:budget|credits?|funds)|budget (?:is )?(?:exceeded|exhausted)/i.test(
      start,
    )
  if (!isQuota && !isMoney && !(isSpent && isDaily)) return undefined
  return `the budget for this source is used up; it is renewed ${when}`
}

/** `x-ratelimit-reset` counts seconds at some sources and names an instant at others. */
function secondsToReset(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const value = Number(headers['x-ratelimit-reset'] ?? Number.NaN)
  if (!Number.isFinite(value)) return undefined
  return value > 1_000_000_000 ? Math.max(0, value - now / 1000) : value
}

const renewal = (ms: number | undefined, now: number): string =>
  ms === undefined ? 'at a time it does not say' : `at ${new Date(now + ms).toISOString().slice(0, 16)}Z`
