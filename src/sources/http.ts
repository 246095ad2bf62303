import { readFileSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { getCACertificates } from 'node:tls'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { type Dispatcher, EnvHttpProxyAgent, request as send } from 'undici'
import { UserError } from '../domain/problem.ts'
import { checkAccess, type Identity, masked, sign, type SignedRequest } from './identity.ts'
import { type Clock, coolDown, leaseMs, type PaceBoard, slowerOf, takeTurn } from './pacing.ts'
import { type GivenUp, judge, type Outcome, type RetryPolicy, usualPolicy } from './retry.ts'
import type { Access, Failure, HarvestRequest, Pace } from './source.ts'

/** One server to ask: a source, or an index that citation chasing asks. */
export interface Server {
  readonly name: string
  readonly label: string
  readonly access: Access
  pace(known: { readonly hasKey: boolean; readonly hasContact: boolean }): Pace
}

export interface Answer {
  readonly status: number
  /** Lower-case names; cookies and keys are left out. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** ISO instant at which it was complete. */
  readonly at: string
}

/** Asking a server is over without an answer. Messages never hold a key. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  readonly kind: GivenUp
  constructor(kind: GivenUp, message: string) {
    super(message)
    this.kind = kind
  }
}

export interface ClientOptions {
  readonly identity: Identity
  readonly board: PaceBoard
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** PEM certificates to trust besides the usual ones. */
  readonly extraCa?: string
  readonly clock?: Clock
  readonly policy?: RetryPolicy
  readonly chance?: () => number
  readonly largestBytes?: number
  readonly headersTimeoutMs?: number
  readonly bodyTimeoutMs?: number
  /** Told of every answer: limits and budgets are in its headers. */
  readonly onAnswer?: (answer: {
    readonly server: string
    readonly headers: Readonly<Record<string, string>>
  }) => void
  /** For a whole answer; less than ten minutes. */
  readonly wholeTimeoutMs?: number
  /** Told before every pause. */
  readonly onWait?: (wait: { readonly server: string; readonly ms: number; readonly because: string }) => void
  readonly signal?: AbortSignal
}

/**
 * The one layer that touches the network, and the one that repeats requests: every attempt waits for its turn, so
 * retries count against the limits like everything else.
 */
export class PoliteClient {
  readonly #options: ClientOptions
  readonly #clock: Clock
  readonly #dispatcher: Dispatcher
  readonly #paces = new Map<string, Pace>()
  #requests = 0

  constructor(options: ClientOptions) {
    this.#options = options
    this.#clock = options.clock ?? realClock
    const env = options.environment ?? {}
    const connect =
      options.extraCa === undefined ? {} : { ca: [...getCACertificates('default'), options.extraCa] }
    const proxy = (name: string): string => env[name.toLowerCase()] ?? env[name.toUpperCase()] ?? ''
    this.#dispatcher = new EnvHttpProxyAgent({
      httpProxy: proxy('http_proxy'),
      httpsProxy: proxy('https_proxy'),
      noProxy: proxy('no_proxy'),
      connect: { ...connect, timeout: 20_000 },
      requestTls: connect,
      proxyTls: connect,
    })
  }

  /**
   * The answer to a request. `inspect` tells what is wrong with a body whose status is good; a temporary fault is
   * asked for again. Throws NoAnswer when it is over, UserError for a key or contact that is missing.
   */
  async ask(
    server: Server,
    request: HarvestRequest,
    inspect: (answer: Answer) => Failure | undefined = () => undefined,
  ): Promise<Answer> {
    const { identity, signal, policy = usualPolicy, chance = Math.random } = this.#options
    checkAccess(server, identity)
    const started = this.#clock.now()
    for (let attempt = 1; ; attempt++) {
      const { answer, outcome } = await this.#attempt(server, request, inspect)
      const now = this.#clock.now()
      const situation = {
        attempt,
        spentMs: now - started,
        isRepeatable: request.isRepeatable,
        isFirstContact: !this.#paces.has(server.name),
        now,
        chance: chance(),
      }
      const verdict = judge(outcome, situation, policy)
      if (verdict.do === 'accept' && answer !== undefined) return answer
      if (verdict.do !== 'wait') {
        const because = verdict.do === 'accept' ? 'there was no answer' : verdict.because
        const kind = verdict.do === 'accept' ? 'unreachable' : verdict.kind
        throw new NoAnswer(kind, masked(`${server.label}: ${because}.`.replace(/\.{2,}$/, '.'), identity))
      }
      this.#options.onWait?.({
        server: server.name,
        ms: verdict.ms,
        because: masked(verdict.because, identity),
      })
      if (verdict.isForAll) await coolDown(this.#options.board, server.name, now + verdict.ms)
      await this.#clock.sleep(verdict.ms, signal)
    }
  }

  async close(): Promise<void> {
    await this.#dispatcher.close()
  }

  async #attempt(
    server: Server,
    request: HarvestRequest,
    inspect: (answer: Answer) => Failure | undefined,
  ): Promise<{ readonly answer?: Answer; readonly outcome: Outcome }> {
    const { identity, signal } = this.#options
    try {
      const answer = await this.#follow(server, sign(request, server.access, identity))
      const failure = answer.status < 300 ? inspect(answer) : refusal(answer, inspect)
      const { status, headers, body } = answer
      const start = body.slice(0, 2000)
      return { answer, outcome: { status, headers, start, ...(failure === undefined ? {} : { failure }) } }
    } catch (error) {
      signal?.throwIfAborted()
      return { outcome: lostBy(error) }
    }
  }

  /** Sends a request, and follows redirects: to another host without the user's keys. */
  async #follow(server: Server, signed: SignedRequest): Promise<Answer> {
    let current = signed
    for (let hop = 0; hop < 5; hop++) {
      const answer = await this.#once(server, current)
      const location = answer.headers['location']
      if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return answer
      const target = new URL(location, current.url)
      const isSameHost =
        target.host === new URL(current.url).host && target.protocol === new URL(current.url).protocol
      current = isSameHost ? { ...current, url: target.href } : this.#withoutKeys(server, current, target)
    }
    throw new LostAnswer('connection', 'the server redirects in a circle')
  }

  #withoutKeys(server: Server, signed: SignedRequest, target: URL): SignedRequest {
    const { key } = server.access
    if (key?.in === 'query') target.searchParams.delete(key.name)
    const headers = Object.entries(signed.headers).filter(
      ([name]) => key === undefined || name !== key.name.toLowerCase(),
    )
    return { ...signed, url: target.href, headers: Object.fromEntries(headers) }
  }

  async #once(server: Server, signed: SignedRequest): Promise<Answer> {
    const { identity, board, signal } = this.#options
    const hasKey =
      server.access.key !== undefined && (identity.keys[server.access.key.environment] ?? '') !== ''
    const own = server.pace({ hasKey, hasContact: identity.contact !== undefined })
    const pace = this.#paces.get(server.name) ?? own
    const id = `${process.pid}-${this.#requests++}`
    const endTurn = await takeTurn(board, this.#clock, server.name, id, pace, signal)
    let asked: Pace | undefined
    // No request may outlive its place among those under way, however slowly its body drips.
    const deadline = AbortSignal.timeout(this.#options.wholeTimeoutMs ?? leaseMs / 2)
    try {
      const { statusCode, headers, body } = await send(signed.url, {
        method: signed.method,
        headers: { ...signed.headers },
        ...(signed.body === undefined ? {} : { body: signed.body }),
        signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
        dispatcher: this.#dispatcher,
        // Here and not at the dispatcher, whose time-outs do not hold behind a proxy.
        headersTimeout: this.#options.headersTimeoutMs ?? 90_000,
        bodyTimeout: this.#options.bodyTimeoutMs ?? 60_000,
      })
      const plain = plainHeaders(headers)
      const bytes = await readAll(body, plain, this.#options.largestBytes ?? 64 * 1024 * 1024)
      asked = slowerOf(own, plain)
      this.#paces.set(server.name, asked)
      const at = new Date(this.#clock.now()).toISOString()
      const safe = Object.entries(plain).map(([name, value]) => [name, masked(value, identity)] as const)
      const text = new TextDecoder('utf-8').decode(decode(bytes, plain['content-encoding']))
      const shown = Object.fromEntries(safe)
      this.#options.onAnswer?.({ server: server.name, headers: shown })
      return { status: statusCode, headers: shown, body: text, at }
    } catch (error) {
      if (deadline.aborted) throw new LostAnswer('timeout', 'no whole answer in time', { cause: error })
      throw error
    } finally {
      await endTurn(asked === own ? undefined : asked)
    }
  }
}

/** What an answer that is not 2xx means where retrying decides nothing: the source's own reading of the body. */
function refusal(answer: Answer, inspect: (answer: Answer) => Failure | undefined): Failure {
  const read = inspect(answer)
  const message = read?.message ?? `the server answered with status ${answer.status}`
  if (answer.status === 401 || answer.status === 403 || answer.status === 407)
    return { kind: 'access', message }
  if (read !== undefined && read.kind !== 'temporary') return read
  if (answer.status === 404 || answer.status === 410) return { kind: 'missing', message }
  return { kind: answer.status >= 400 && answer.status < 500 ? 'query' : 'temporary', message }
}

class LostAnswer extends Error {
  readonly lost: 'timeout' | 'connection' | 'too-large' | 'undecodable'
  constructor(lost: LostAnswer['lost'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.lost = lost
  }
}

function lostBy(error: unknown): Outcome {
  if (error instanceof LostAnswer) return { lost: error.lost, message: error.message }
  if (error instanceof UserError) throw error
  const code = (error as { readonly code?: string }).code ?? ''
  const text = error instanceof Error ? error.message : String(error)
  if (/TIMEOUT/.test(code)) return { lost: 'timeout', message: 'no answer in time' }
  return { lost: 'connection', message: `no connection (${code === '' ? text : code})` }
}

const realClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await sleep(ms, undefined, signal === undefined ? {} : { signal })
  },
}

function plainHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || /^set-cookie/i.test(name)
        ? []
        : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}

async function readAll(
  body: AsyncIterable<Uint8Array>,
  headers: Readonly<Record<string, string>>,
  largest: number,
): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > largest) throw new LostAnswer('too-large', `the answer is larger than ${largest} bytes`)
    chunks.push(chunk)
  }
  const announced = Number(headers['content-length'] ?? Number.NaN)
  if (announced > size)
    throw new LostAnswer('connection', `the answer was cut at ${size} of ${announced} bytes`)
  return Buffer.concat(chunks)
}

/** A server that says gzip and sends plain text is believed by its first bytes. */
function decode(bytes: Buffer, encoding: string | undefined): Buffer {
  const limit = { maxOutputLength: 256 * 1024 * 1024 }
  try {
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
    if (isGzip && encoding !== undefined) return gunzipSync(bytes, limit)
    if (encoding === 'br' && bytes.length > 0) return brotliDecompressSync(bytes, limit)
    return encoding === 'deflate' && bytes.length > 0 ? inflateSync(bytes, limit) : bytes
  } catch (cause) {
    throw new LostAnswer('undecodable', 'the answer could not be unpacked', { cause })
  }
}

/**
 * The user's keys: from the environment, or from a file of `NAME=value` lines that nobody else may read.
 * @param names the environment names that sources know
 */
export function readKeys(
  names: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  file?: string,
): Readonly<Record<string, string>> {
  const keys: Record<string, string> = {}
  if (file !== undefined) {
    let mode: number
    try {
      mode = statSync(file).mode
    } catch (cause) {
      throw new UserError(
        `The keys file ${file} cannot be read.`,
        'You can create it, or use the environment.',
        { cause },
      )
    }
    if ((mode & 0o077) !== 0) {
      throw new UserError(
        `The keys file ${file} can be read by others.`,
        `You can make it yours alone with: chmod 600 ${file}`,
      )
    }
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const match = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*["']?([^"'\s]+)["']?\s*$/.exec(line)
      if (match?.[1] !== undefined && match[2] !== undefined && names.includes(match[1]))
        keys[match[1]] = match[2]
    }
  }
  for (const name of names) {
    const value = environment[name]?.trim()
    if (value !== undefined && value !== '') keys[name] = value
  }
  return keys
}
