import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'

/** An answer that the server can give: usually a recorded body. */
export interface Reply {
  readonly body: string
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** What the server saw. */
export interface Logged {
  /** ms since the server started, when the request had arrived and when the answer was out. */
  readonly at: number
  until: number
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: string
  readonly headers: IncomingMessage['headers']
  status: number
  fault?: Fault
}

/** A fault around a real body. `times` requests in a row suffer it, then the server is well again. */
export type Fault =
  | { readonly kind: 'status'; readonly reply: Reply }
  | { readonly kind: 'cut' | 'cut-chunked' | 'stall' | 'slow' | 'hang' | 'reset' }
  | { readonly kind: 'gzip' | 'broken-gzip' | 'plain-as-gzip' | 'brotli' | 'wrong-type' }
  /** Changes the body of a good answer. */
  | { readonly kind: 'changed'; readonly change: (body: string) => string }

export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: string
  readonly headers: IncomingMessage['headers']
}

/**
 * A stateful server on loopback that answers like an API: what comes is up to `answer`, which may keep state (a
 * cursor whose place the server remembers). Faults are set by the number of the request, from 0.
 */
export class ReplayServer {
  readonly log: Logged[] = []
  readonly faults = new Map<number, Fault>()
  /** A fault of every request that has none of its own. */
  always: Fault | undefined
  /** Called once when so many bytes of bodies have left. What follows of that body is sent only if it `isWhole`. */
  alarm: { readonly atByte: number; readonly isWhole: boolean; readonly ring: () => void } | undefined
  #sentBytes = 0
  readonly #server: HttpServer
  readonly #answer: (asked: Asked) => Reply
  readonly #delayMs: number
  readonly #started = performance.now()

  private constructor(answer: (asked: Asked) => Reply, delayMs: number) {
    this.#answer = answer
    this.#delayMs = delayMs
    this.#server = createServer((request, response) => {
      void this.#handle(request, response)
    })
  }

  static async start(answer: (asked: Asked) => Reply, delayMs = 0): Promise<ReplayServer> {
    const server = new ReplayServer(answer, delayMs)
    await new Promise<void>((resolve) => {
      server.#server.listen(0, '127.0.0.1', resolve)
    })
    return server
  }

  /** Bytes of bodies that have left, those of faults not counted. */
  get sentBytes(): number {
    return this.#sentBytes
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve()
      })
    })
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const number = this.log.length
    const url = new URL(request.url ?? '/', this.url)
    const fault = this.faults.get(number) ?? this.always
    const entry: Logged = {
      at: performance.now() - this.#started,
      until: Infinity,
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      body: '',
      headers: request.headers,
      status: 0,
      ...(fault === undefined ? {} : { fault }),
    }
    this.log.push(entry)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const asked = { ...entry, body: Buffer.concat(chunks).toString('utf8') }
    Object.assign(entry, { body: asked.body })
    if (this.#delayMs > 0) await pause(this.#delayMs)
    // A fault before the server acts leaves its place untouched; the others come after.
    const reply = fault?.kind === 'status' ? fault.reply : this.#answer(asked)
    entry.status = reply.status ?? 200
    await this.#send(response, reply, fault)
    entry.until = performance.now() - this.#started
  }

  async #send(response: ServerResponse, reply: Reply, fault: Fault | undefined): Promise<void> {
    const { status = 200, headers = {} } = reply
    const text = fault?.kind === 'changed' ? fault.change(reply.body) : reply.body
    const plain = Buffer.from(text, 'utf8')
    if (fault?.kind === 'hang') return
    if (fault?.kind === 'reset') {
      response.destroy()
      return
    }
    const packed = packedBy(fault, plain)
    if (packed !== undefined) {
      const [encoding, bytes] = packed
      response.writeHead(status, {
        ...headers,
        'content-encoding': encoding,
        'content-length': String(bytes.length),
      })
      response.end(bytes)
      return
    }
    if (fault?.kind === 'cut-chunked' || fault?.kind === 'stall') {
      response.writeHead(status, headers)
      response.write(plain.subarray(0, plain.length >> 1))
      if (fault.kind === 'stall') return
      await pause(5)
      response.destroy()
      return
    }
    const { alarm } = this
    if (alarm !== undefined && this.#sentBytes + plain.length > alarm.atByte) {
      this.alarm = undefined
      if (alarm.isWhole) {
        response.writeHead(status, { ...headers, 'content-length': String(plain.length) })
        response.end(plain, alarm.ring)
        return
      }
      response.writeHead(status, { ...headers, 'content-length': String(plain.length) })
      response.write(plain.subarray(0, alarm.atByte - this.#sentBytes))
      alarm.ring()
      response.destroy()
      return
    }
    this.#sentBytes += plain.length
    const type = fault?.kind === 'wrong-type' ? { 'content-type': 'text/html' } : {}
    response.writeHead(status, { ...headers, ...type, 'content-length': String(plain.length) })
    if (fault?.kind === 'cut') {
      response.write(plain.subarray(0, plain.length >> 1))
      await pause(5)
      response.destroy()
      return
    }
    if (fault?.kind === 'slow') {
      for (let at = 0; at < plain.length; at += Math.ceil(plain.length / 10)) {
        response.write(plain.subarray(at, at + Math.ceil(plain.length / 10)))
        await pause(3)
      }
      response.end()
      return
    }
    await new Promise<void>((resolve) => {
      response.end(plain, () => {
        resolve()
      })
    })
  }

  /** The most starts that any window of so many ms has seen. */
  mostStartsIn(windowMs: number): number {
    const starts = this.log.map(({ at }) => at).toSorted((a, b) => a - b)
    return Math.max(
      0,
      ...starts.map((from) => starts.filter((at) => at >= from && at < from + windowMs).length),
    )
  }

  /** The most requests that were under way at once. */
  mostAtOnce(): number {
    return Math.max(
      0,
      ...this.log.map(({ at }) => this.log.filter((other) => other.at <= at && other.until > at).length),
    )
  }
}

function packedBy(fault: Fault | undefined, plain: Buffer): readonly [string, Buffer] | undefined {
  if (fault?.kind === 'gzip') return ['gzip', gzipSync(plain)]
  if (fault?.kind === 'plain-as-gzip') return ['gzip', plain]
  if (fault?.kind === 'brotli') return ['br', brotliCompressSync(plain)]
  if (fault?.kind !== 'broken-gzip') return undefined
  const packed = gzipSync(plain)
  return ['gzip', packed.subarray(0, packed.length >> 1)]
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
