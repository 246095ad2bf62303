import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server as HttpServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { NoAnswer, readKeys } from '../../src/sources/http.ts'
import { checkedContact, masked } from '../../src/sources/identity.ts'
import { privateBoard } from '../../src/sources/pacing.ts'
import type { HarvestRequest } from '../../src/sources/source.ts'
import { clientFor, hurried } from './harvesting.ts'
import { type Reply, ReplayServer } from './replay-server.ts'

const servers: ReplayServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

async function serve(answer: (path: string) => Reply): Promise<ReplayServer> {
  const server = await ReplayServer.start(({ path }) => answer(path))
  servers.push(server)
  return server
}

const get = (url: string, isRepeatable = true): HarvestRequest => ({ method: 'GET', url, isRepeatable })
const openAlex = hurried('openalex')
const crossref = hurried('crossref')

const kindOf = async (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'answered',
    (error: unknown) => (error instanceof NoAnswer ? error.kind : String(error)),
  )

describe('what is never asked again', () => {
  test.each([
    ['a refused query', { status: 400, body: '{"error":"Invalid query parameters error."}' }, 'query'],
    ['a missing key', { status: 401, body: '{"error":"Invalid or missing API key"}' }, 'access'],
    ['a wrong key', { status: 403, body: '{"message":"Forbidden"}' }, 'access'],
    ['an unknown page', { status: 404, body: 'Resource not found.' }, 'missing'],
    ['an unprocessable address', { status: 422, body: '{}' }, 'query'],
    ['a long URL', { status: 414, body: '<html/>' }, 'query'],
    ['no money left', { status: 429, body: '', headers: { 'x-ratelimit-remaining-usd': '0' } }, 'budget'],
    [
      'no credits until midnight',
      { status: 429, body: '', headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '40000' } },
      'budget',
    ],
    ['a pause of hours', { status: 429, body: '', headers: { 'retry-after': '7200' } }, 'budget'],
    [
      'a spent quota',
      { status: 429, body: '', headers: { 'x-els-status': 'QUOTA_EXCEEDED - Quota Exceeded' } },
      'budget',
    ],
    ['a daily limit in words', { status: 429, body: '{"error":"Daily limit reached"}' }, 'budget'],
  ] as const)('%s', async (_, reply, kind) => {
    const server = await serve(() => reply)
    const inspect = ({ body, status }: { body: string; status: number }) =>
      openAlex.parse(body, { status }).failure
    expect(await kindOf(clientFor().ask(openAlex, get(`${server.url}/works`), inspect))).toBe(kind)
    expect(server.log).toHaveLength(1)
  })

  test.each(['cut', 'hang', 'broken-gzip'] as const)(
    'a page whose place the server keeps, after: %s',
    async (kind) => {
      const server = await serve(() => ({ body: '{"a":1}' }))
      server.faults.set(0, { kind })
      expect(await kindOf(clientFor().ask(crossref, get(server.url, false)))).toBe('lost')
      expect(server.log).toHaveLength(1)
    },
  )
})

test('a page whose place the server keeps is asked again when it was refused before it was served', async () => {
  const server = await serve(() => ({ body: '{}' }))
  server.faults.set(0, { kind: 'status', reply: { status: 429, body: '', headers: { 'retry-after': '0' } } })
  expect(await kindOf(clientFor().ask(crossref, get(server.url, false)))).toBe('answered')
  expect(server.log).toHaveLength(2)
})

test.each([
  ['seconds', () => '1'],
  ['a date', () => new Date(Date.now() + 2000).toUTCString()],
])('Retry-After as %s is waited out', async (_, valueNow) => {
  const value = valueNow()
  const server = await serve(() => ({ body: '{}' }))
  server.faults.set(0, {
    kind: 'status',
    reply: { status: 503, body: '<html/>', headers: { 'retry-after': value } },
  })
  await clientFor().ask(openAlex, get(server.url))
  const [first, second] = server.log
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(850)
})

test('it gives up after so many attempts and says why', async () => {
  const server = await serve(() => ({ status: 502, body: '<html>Bad Gateway</html>' }))
  const asked = clientFor().ask(openAlex, get(server.url))
  await expect(asked).rejects.toThrow('OpenAlex: the server failed (502), 8 times in a row.')
  expect(server.log).toHaveLength(8)
})

test('starts are spaced, retries included, and only so many are under way', async () => {
  const server = await ReplayServer.start(() => ({ body: '{}' }), 60)
  servers.push(server)
  for (const at of [1, 2, 5]) server.faults.set(at, { kind: 'status', reply: { status: 500, body: '' } })
  const source = hurried('openalex', 50, 2)
  const client = clientFor(privateBoard())
  await Promise.all(Array.from({ length: 8 }, () => client.ask(source, get(server.url))))
  expect(server.log).toHaveLength(11)
  expect(server.mostAtOnce()).toBeLessThanOrEqual(2)
  expect(server.mostStartsIn(500)).toBeLessThanOrEqual(11)
})

test('a server that gets slower is believed', async () => {
  const headers = { 'x-rate-limit-limit': '10', 'x-rate-limit-interval': '1s', 'x-concurrency-limit': '1' }
  const server = await serve(() => ({ body: '{}', headers }))
  const client = clientFor()
  for (let n = 0; n < 3; n++) await client.ask(crossref, get(server.url))
  const [, second, third] = server.log.map(({ at }) => at)
  // Starts are 100 ms apart; on a busy machine the second may arrive late. At the pace asked for it would be 20 ms.
  expect((third ?? 0) - (second ?? 0)).toBeGreaterThan(50)
})

describe('keys', () => {
  test('go with the request and with nothing else', async () => {
    const server = await serve(() => ({
      status: 500,
      body: 'no: alex-secret',
      headers: { 'x-echo': 'alex-secret' },
    }))
    const notes: string[] = []
    const client = clientFor(privateBoard(), { onWait: ({ because }) => notes.push(because) })
    const asked = client.ask(openAlex, get(`${server.url}/works?filter=a`))
    await expect(asked).rejects.not.toThrow('alex-secret')
    expect(server.log[0]?.query.get('api_key')).toBe('alex-secret')
    expect(notes.join(' ')).not.toContain('secret')
    expect(
      JSON.stringify(
        await client.ask(
          openAlex,
          get((await serve(() => ({ body: '', headers: { 'x-echo': 'alex-secret' } }))).url),
        ),
      ),
    ).not.toContain('secret')
  })

  test('do not follow a redirect to another host', async () => {
    const other = await serve(() => ({ body: '{"ok":1}' }))
    const elsewhere = other.url.replace('127.0.0.1', 'localhost')
    const server = await serve(() => ({ status: 302, body: '', headers: { location: `${elsewhere}/file` } }))
    const core = hurried('core')
    const { body } = await clientFor().ask(core, get(`${server.url}/download`))
    expect(body).toBe('{"ok":1}')
    expect(server.log[0]?.headers['authorization']).toBe('Bearer core-secret')
    expect(other.log[0]?.headers['authorization']).toBeUndefined()
  })

  test('stay on a redirect within the host, such as one that adds a slash', async () => {
    const server = await serve((path) =>
      path.endsWith('/')
        ? { body: '{"ok":1}' }
        : { status: 301, body: '', headers: { location: `${path}/` } },
    )
    await clientFor().ask(hurried('core'), get(`${server.url}/v3/search/works`))
    expect(server.log[1]?.headers['authorization']).toBe('Bearer core-secret')
  })

  test('come from the environment or from a file that is the users own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lacuna-keys-'))
    onTestFinished(() => {
      rmSync(folder, { recursive: true, force: true })
    })
    const file = join(folder, 'keys')
    writeFileSync(file, '# mine\nCORE_API_KEY="abc"\nOTHER=x\n', { mode: 0o600 })
    expect(readKeys(['CORE_API_KEY', 'S2_API_KEY'], { S2_API_KEY: 'def' }, file)).toEqual({
      CORE_API_KEY: 'abc',
      S2_API_KEY: 'def',
    })
    chmodSync(file, 0o644)
    expect(() => readKeys(['CORE_API_KEY'], {}, file)).toThrow('can be read by others')
  })

  test('are blotted out as themselves and as in a URL', () => {
    const identity = { version: '0', keys: { A: 'a/b c' } }
    expect(masked('x a/b c y a%2Fb%20c z a%2Fb+c', identity)).toBe('x *** y *** z ***')
  })
})

test('a source that asks who is there is not asked without an address', async () => {
  const server = await serve(() => ({ body: '{}' }))
  const client = clientFor(privateBoard(), { identity: { version: '0', keys: {} } })
  await expect(client.ask(crossref, get(server.url))).rejects.toThrow('Crossref asks who is harvesting it.')
  await expect(client.ask(hurried('scopus'), get(server.url))).rejects.toThrow('only with a key')
  expect(server.log).toHaveLength(0)
})

test.each(['', 'me', 'me@example.com', 'your.email@university.edu', 'test@x.org', 'a@b'])(
  '%j is no contact',
  (address) => {
    expect(() => checkedContact(address)).toThrow('not an address')
  },
)

test('answers may be no larger than allowed', async () => {
  const server = await serve(() => ({ body: 'x'.repeat(5000) }))
  expect(await kindOf(clientFor(privateBoard(), { largestBytes: 4000 }).ask(openAlex, get(server.url)))).toBe(
    'too-large',
  )
  expect(server.log).toHaveLength(1)
})

/** A forward proxy that passes plain requests on, tunnels by CONNECT, and notes what for. */
async function startProxy(): Promise<{
  readonly url: string
  readonly targets: string[]
  readonly server: HttpServer
}> {
  const targets: string[] = []
  const server = createServer()
  server.on('request', (request, response) => {
    targets.push(request.url ?? '')
    void fetch(request.url ?? '').then(async (answer) => {
      response.end(await answer.text())
    })
  })
  server.on('connect', (request, socket) => {
    targets.push(request.url ?? '')
    const [host = '', port = '80'] = (request.url ?? '').split(':')
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      socket.pipe(target).pipe(socket)
    })
    target.on('error', () => socket.destroy())
    socket.on('error', () => target.destroy())
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, targets, server }
}

test('a proxy in the environment is used, and NO_PROXY is heeded', async () => {
  const server = await serve(() => ({ body: '{"ok":1}' }))
  const proxy = await startProxy()
  onTestFinished(() => {
    proxy.server.closeAllConnections()
    proxy.server.close()
  })
  const environment = { HTTP_PROXY: proxy.url }
  const through = clientFor(privateBoard(), { environment })
  expect((await through.ask(openAlex, get(server.url))).body).toBe('{"ok":1}')
  const count = proxy.targets.length
  expect(count).toBeGreaterThan(0)
  await clientFor(privateBoard(), { environment: { ...environment, NO_PROXY: '127.0.0.1' } }).ask(
    openAlex,
    get(server.url),
  )
  expect(proxy.targets).toHaveLength(count)
})

test('without a network there is one clear line at the end', async () => {
  const asked = clientFor().ask(openAlex, get('http://127.0.0.1:1/works'))
  await expect(asked).rejects.toThrow(/^OpenAlex: no connection \(ECONNREFUSED\), 2 times in a row\.$/)
})
