import type { Fault } from './replay-server.ts'

const status = (code: number, body: string, headers: Readonly<Record<string, string>> = {}): Fault => ({
  kind: 'status',
  reply: { status: code, body, headers },
})
const html = (code: number): Fault =>
  status(code, `<html><body><h1>${code}</h1></body></html>`, { 'content-type': 'text/html' })
const changed = (change: (body: string) => string): Fault => ({ kind: 'changed', change })

const emptied = (body: string): string =>
  body
    .replace(/(<PubmedArticleSet>)[\s\S]*(<\/PubmedArticleSet>)/, '$1$2')
    .replace(/<entry>[\s\S]*<\/entry>/, '')
    .replace(/<record>[\s\S]*<\/record>/, '')
    .replace(/("(?:results|items|result|data|docs|REC)":\[)[\s\S]*(\])/, '$1$2')
    .replace(/("entry":\[)[\s\S]*(\])/, '$1$2')

/** Whatever an API calls its total, outside of its records. */
const total =
  /("meta":\{"(?:count|total)":|^\{"total":|"(?:total-results|hitCount|totalHits|numFound|RecordsFound)":|"opensearch:totalResults":"|<opensearch:totalResults>|<Count>|completeListSize=")(\d+)/

/** The body with another total; the list itself is untouched. */
export const totalChangedTo = (replacement: string): Fault =>
  changed((body) => body.replace(total, (_, before: string) => `${before}${replacement}`))

export const emptyPage = changed(emptied)

/** What may befall any answer and passes when it is asked for again. */
export const passingFaults: readonly (readonly [string, Fault])[] = [
  [
    '429 with Retry-After in seconds',
    status(429, '{"message":"Too Many Requests","code":"429"}', { 'retry-after': '0' }),
  ],
  [
    '429 with Retry-After as a date',
    status(429, '', { 'retry-after': new Date(Date.now() - 1000).toUTCString() }),
  ],
  ['429 without advice', status(429, '{"error":"API rate limit exceeded","count":"4"}')],
  [
    '503 with Retry-After',
    status(503, '<html>busy</html>', { 'retry-after': '0', 'content-type': 'text/html' }),
  ],
  ['502 as HTML', html(502)],
  ['504 as HTML', html(504)],
  ['500 with an exception', status(500, 'clojure.lang.ExceptionInfo: throw+: {:type :bad}')],
  ['408', html(408)],
  ['a connection that is reset', { kind: 'reset' }],
  ['a body cut in the middle', { kind: 'cut' }],
  ['a chunked body cut in the middle', { kind: 'cut-chunked' }],
  [
    'a body that ends too early and says that it is whole',
    changed((body) => body.slice(0, body.length >> 1)),
  ],
  ['a body that stops in the middle', { kind: 'stall' }],
  ['a slow body', { kind: 'slow' }],
  ['gzip', { kind: 'gzip' }],
  ['brotli', { kind: 'brotli' }],
  ['gzip that is cut', { kind: 'broken-gzip' }],
  ['gzip that is announced and plain', { kind: 'plain-as-gzip' }],
  ['a byte order mark', changed((body) => `\uFEFF${body}`)],
  ['a wrong content type', { kind: 'wrong-type' }],
  ['an HTML page with status 200', status(200, '<!DOCTYPE html><html><body>Login</body></html>')],
  ['an empty body', status(200, '')],
  ['an empty object', status(200, '{}')],
  ['no answer at all', { kind: 'hang' }],
  ['an empty page', emptyPage],
  ['a total ten times as large', changed((body) => body.replace(total, '$1$20'))],
  ['a total that is too small', totalChangedTo('3')],
  ['no total', changed((body) => body.replace(total, (_, before: string) => `${before}none`))],
]

/** What asking again does not mend: how the harvest ends, and that it was asked once. */
export const lastingFaults: readonly (readonly [string, string, Fault])[] = [
  [
    'no money left',
    'budget',
    status(429, '', { 'x-ratelimit-remaining-usd': '0', 'x-ratelimit-reset': '40000' }),
  ],
  [
    'no credits until midnight',
    'budget',
    status(429, '', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '40000' }),
  ],
  ['a pause of hours', 'budget', status(429, '', { 'retry-after': '7200' })],
  ['a daily limit in words', 'budget', status(429, '{"error":"Daily limit reached"}')],
  ['a wrong key', 'access', status(401, '{"error":"Invalid or missing API key","message":"no key"}')],
  ['no right', 'access', status(403, '{"message":"Forbidden"}')],
  ['a refused request', 'query', status(400, '{"error":"Unrecognized or unsupported fields: [x]"}')],
  ['a long URL', 'query', status(414, '<html><head><title>414</title></head></html>')],
  ['an unprocessable request', 'query', status(422, '{"error":true,"message":"Please use your own email"}')],
  ['an unknown page', 'missing', status(404, 'Resource not found.', { 'content-type': 'text/plain' })],
]
