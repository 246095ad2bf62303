import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { root } from './command.ts'
import { reviewWithSettings, runLacuna, serve } from './harvesting.ts'

const certificates = join(root, 'tests', 'fixtures', 'tls')
const ca = join(certificates, 'ca.pem')
const answer = JSON.stringify({ meta: { count: 1, next_cursor: null }, results: [] })

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** OpenAlex behind a certificate that only the tests' own authority has signed. */
async function reviewBehindTls(): Promise<{ readonly review: string; readonly port: number }> {
  const server = createTlsServer(
    {
      key: readFileSync(join(certificates, 'server.key')),
      cert: readFileSync(join(certificates, 'server.pem')),
    },
    (_request, response) => {
      response.end(answer)
    },
  )
  const port = await listening(server)
  const review = reviewWithSettings(
    'queries: { main: water }',
    'sources: [openalex]',
    `source-urls: { openalex: 'https://127.0.0.1:${port}' }`,
  )
  return { review, port }
}

test('a certificate of an unknown authority is refused, and trusted where the user names it', async () => {
  const { review } = await reviewBehindTls()
  const refused = await runLacuna(review, ['harvest', '--dry-run'])
  expect(refused.status).toBe(1)
  expect(refused.stderr).toMatch(
    /OpenAlex: no connection \(\w*(?:CERT|SIGNATURE)\w*\).*You can name the authority .* with --ca FILE/,
  )
  expect(await runLacuna(review, ['harvest', '--dry-run', '--ca', ca])).toMatchObject({
    status: 0,
    stderr: '',
  })
  const byEnvironment = await runLacuna(review, ['harvest', '--dry-run'], { NODE_EXTRA_CA_CERTS: ca })
  expect(byEnvironment).toMatchObject({ status: 0, stderr: '' })
  expect(byEnvironment.stdout).toContain('openalex: 1 hits')
}, 60_000)

test('a proxy tunnels to a server behind TLS, and sees only where to', async () => {
  const { review, port } = await reviewBehindTls()
  const seen: string[] = []
  const proxy = createServer((_request, response) => {
    response.writeHead(405).end()
  })
  proxy.on('connect', (request, client, head) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''} ${JSON.stringify(request.headers)}`)
    const upstream = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      upstream.write(head)
      upstream.pipe(client)
      client.pipe(upstream)
    })
    for (const socket of [client, upstream]) socket.on('error', () => upstream.destroy())
  })
  const environment = {
    HTTPS_PROXY: `http://127.0.0.1:${await listening(proxy)}`,
    OPENALEX_API_KEY: 'alex-secret',
  }
  const { status, stdout } = await runLacuna(review, ['harvest', '--dry-run', '--ca', ca], environment)
  expect(status).toBe(0)
  expect(stdout).toContain('openalex: 1 hits')
  expect(seen).toHaveLength(1)
  expect(seen[0]).toContain(`CONNECT 127.0.0.1:${port}`)
  expect(seen[0]).not.toContain('alex-secret')
}, 60_000)

test.each([
  ['nowhere.pem', undefined, 'The certificate file'],
  ['ca.pem', 'not a certificate', 'holds no certificate in PEM form.'],
])('--ca with %s is wrong use', async (name, content, message) => {
  const review = reviewWithSettings('queries: { main: water }', 'sources: [eric]')
  const file = join(review, name)
  if (content !== undefined) writeFileSync(file, content)
  const { status, stderr } = await runLacuna(review, ['harvest', '--dry-run', '--ca', file])
  expect(status).toBe(2)
  expect(stderr).toContain(message)
})

test('a source that only recommends an address can be asked without one, slower; others cannot', async () => {
  const body =
    '{"status":"ok","message-type":"work-list","message":{"total-results":2000,"items":[],"next-cursor":"x"}}'
  const server = await serve(() => ({ body }))
  const review = reviewWithSettings(
    'queries: { main: water }',
    'sources: [crossref]',
    `source-urls: { crossref: ${server.url} }`,
  )
  const refused = await runLacuna(review, ['harvest', '--dry-run'])
  expect(refused.status).toBe(1)
  expect(refused.stderr).toContain('or go slower without one (--anonymous)')
  expect(server.log).toHaveLength(0)
  const anonymous = await runLacuna(review, ['harvest', '--dry-run', '--anonymous'])
  expect(anonymous).toMatchObject({ status: 0, stderr: '' })
  // 2,000 hits in pages of 500, one a second.
  expect(anonymous.stdout).toContain('4 requests, at least 4 s')
  expect(server.log[0]?.query.get('mailto')).toBeNull()
  expect(server.log[0]?.headers['user-agent']).toMatch(/^lacuna\/\d+\.\d+\.\d+$/)
  const unpaywall = await runLacuna(review, ['full-text', '--find', '--anonymous'])
  expect(unpaywall.stdout + unpaywall.stderr).not.toContain('--anonymous)')
})

test('a dry run prices a harvest by what the question itself cost', async () => {
  const headers = { 'x-ratelimit-remaining-usd': '0.85', 'x-ratelimit-cost-usd': '0.001' }
  const body = JSON.stringify({ meta: { count: 12_345, next_cursor: 'more' }, results: [] })
  const server = await serve(() => ({ body, headers }))
  const review = reviewWithSettings(
    'queries: { main: water }',
    'sources: [openalex]',
    `source-urls: { openalex: ${server.url} }`,
  )
  const { stdout } = await runLacuna(review, ['harvest', '--dry-run'])
  expect(stdout).toContain(
    'openalex: 12345 hits\n  124 requests, at least 14 s, costs 0.12 USD, 0.85 USD left\n',
  )
})
