/**
 * Feeds damaged input to every reader: bit flips, cuts, splices of two formats, long lines, deep nesting, entity bombs.
 * A reader must not throw and must not take more than a second for 100 kB; the time for 2n must stay near twice that
 * for n. Reproducible: `npm run fuzz -- [inputs] [seed]`; exits with 1 when anything is found.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { bibtex } from '../src/formats/bibtex.ts'
import { cslJson } from '../src/formats/csl-json.ts'
import { csv } from '../src/formats/csv.ts'
import { decodeText } from '../src/formats/decode.ts'
import { detectFormat, formats } from '../src/formats/detect.ts'
import type { Format } from '../src/formats/format.ts'
import { hostile, seeds } from './fuzz-inputs.ts'

const inputs = Number(process.argv[2] ?? 200_000)
const seed = Number(process.argv[3] ?? 1)
const random = mulberry32(seed)
/** Some readers alone, by name: `npm run fuzz -- 1000 1 bibtex,csv`. */
const only = process.argv[4]?.split(',')
const chosen = formats.filter(({ name }) => only?.includes(name) ?? true)
const found: string[] = []

/** One input through detection, decoding and a reader. */
async function feed(
  bytes: Uint8Array,
  format: Format,
  label: string,
  chunkSize = 1 + Math.floor(random() * 65_536),
): Promise<number> {
  const started = cpuMs()
  try {
    detectFormat(new TextDecoder().decode(bytes.subarray(0, 4096)), 'input.txt')
    const decoded = decodeText(chunks(bytes, chunkSize), 'input')
    for await (const entry of format.read(decoded.text, 'input')) {
      if (entry.kind === 'problem' && (!entry.message.endsWith('.') || !entry.remedy.startsWith('You can')))
        report(bytes, `${label}: wording of ${entry.code}`)
      if (entry.kind === 'record' && !(entry.line >= 1)) report(bytes, `${label}: a record without a line`)
    }
    decoded.problems()
  } catch (error) {
    report(
      bytes,
      `${label}: ${format.name} threw ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ') : String(error)}`,
    )
  }
  const ms = cpuMs() - started
  const allowed = 1000 * Math.max(1, bytes.length / 100_000)
  if (ms > allowed)
    report(bytes, `${label}: ${format.name} took ${Math.round(ms)} ms for ${bytes.length} bytes`)
  return ms
}

/** Processor time of this process: the clock on the wall says more about its neighbours. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function* chunks(bytes: Uint8Array, size: number): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

function report(bytes: Uint8Array, what: string): void {
  found.push(what)
  console.log(what)
  mkdirSync('fuzz-findings', { recursive: true })
  if (found.length <= 50)
    writeFileSync(`fuzz-findings/${String(found.length).padStart(3, '0')}.bin`, bytes.subarray(0, 1_000_000))
}

function mutate(source: Uint8Array, other: Uint8Array): Uint8Array {
  const bytes = source.slice()
  const at = (length: number): number => Math.floor(random() * length)
  switch (at(8)) {
    case 0:
      for (let i = 0; i < 1 + at(20); i++) bytes[at(bytes.length)] = at(256)
      return bytes
    case 1:
      return bytes.subarray(0, at(bytes.length))
    case 2:
      return concat(bytes.subarray(0, at(bytes.length)), other.subarray(at(other.length)))
    case 3: {
      const from = at(bytes.length)
      return concat(bytes.subarray(0, from), bytes.subarray(from + at(200)))
    }
    case 4: {
      const from = at(bytes.length)
      const piece = bytes.subarray(from, from + at(60))
      return concat(
        bytes.subarray(0, from),
        ...Array.from({ length: at(30) }, () => piece),
        bytes.subarray(from),
      )
    }
    case 5: {
      const from = at(bytes.length)
      const piece = new TextEncoder().encode(nasty[at(nasty.length)] ?? '')
      return concat(bytes.subarray(0, from), piece, bytes.subarray(from))
    }
    case 6:
      for (let i = 0; i < 1 + at(5); i++)
        bytes[at(bytes.length)] = (bytes[at(bytes.length)] ?? 0) ^ (1 << at(8))
      return bytes
    default:
      return concat(
        other.subarray(0, at(other.length)),
        bytes.subarray(at(bytes.length)),
        other.subarray(at(other.length)),
      )
  }
}

const nasty = [
  '{',
  '}',
  '"',
  '""',
  "'",
  '\\',
  '\\\\',
  '<',
  '>',
  '</',
  '&',
  '&#x0;',
  '&#xD800;',
  '&lt;',
  '@',
  '@{',
  '@a{',
  '%',
  '%0',
  'ER  -',
  'TY  - ',
  'TY - JOUR',
  'PT J\n',
  'PMID- ',
  '\n\n',
  '\r',
  '\r\n',
  '\u0000',
  '\uFEFF',
  '\uFFFD',
  '\uD7FF',
  '$',
  '$$',
  '\\frac{',
  '{\\"',
  '__proto__',
  'constructor',
  ',',
  ';',
  '|',
  '\t',
  '=',
  '#',
  ' and ',
  '<![CDATA[',
  ']]>',
  '<!--',
  '<?',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '[',
  ']',
  '9999999999999999999',
  '-',
  '--',
  '…',
  'İ',
  '\u202E',
]

const concat = (...parts: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let from = 0
  for (const part of parts) {
    all.set(part, from)
    from += part.length
  }
  return all
}

function mulberry32(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Whether time grows as the input does: n and 2n of the same shape, the best of three each. */
async function growth(name: string, format: Format, shape: (n: number) => string, n: number): Promise<void> {
  const best = async (size: number): Promise<number> => {
    const bytes = new TextEncoder().encode(shape(size))
    let least = Infinity
    for (let i = 0; i < 3; i++) least = Math.min(least, await feed(bytes, format, `growth ${name}`, 65_536))
    return least
  }
  await best(n / 4)
  let [one, two] = [await best(n), await best(2 * n)]
  // Under 60 ms the collector says more than the reader; and what is quadratic is so every time.
  for (let again = 0; again < 2 && two > 60 && two / one > 3; again++)
    [one, two] = [await best(n), await best(2 * n)]
  if (two > 60 && two / one > 3)
    report(
      new TextEncoder().encode(name),
      `growth ${name}: ${format.name} ${one.toFixed(0)} ms for n, ${two.toFixed(0)} ms for 2n`,
    )
}

const started = performance.now()
const sources = chosen.map(
  (format) => [format, seeds(format.name).map((text) => new TextEncoder().encode(text))] as const,
)
const everything = sources.flatMap(([, list]) => list)
let slowest = 0
for (let i = 0; i < inputs; i++) {
  const [format, list] = sources[i % sources.length] ?? [csv, everything]
  const source = list[Math.floor(random() * list.length)] ?? new Uint8Array(0)
  const other = everything[Math.floor(random() * everything.length)] ?? source
  let bytes = mutate(source, other)
  while (random() < 0.3) bytes = mutate(bytes.length === 0 ? source : bytes, other)
  if (i > 0 && i % 20_000 === 0)
    console.log(`${i} inputs, ${((performance.now() - started) / 1000).toFixed(0)} s`)
  slowest = Math.max(slowest, await feed(bytes, format, `input ${i}`))
}
const mutated = performance.now() - started
for (const [name, text] of hostile())
  for (const format of chosen) await feed(new TextEncoder().encode(text), format, `hostile ${name}`)
for (const format of chosen) {
  for (const [name, shape] of shapes()) await growth(name, format, shape, 150_000)
}
await growth('unclosed entries', bibtex, (n) => '@article{key, title = {a\n'.repeat(n / 26), 200_000)
await growth('unclosed quotes', csv, (n) => `title,authors,year\n${'"a,b,c\n'.repeat(n / 7)}`, 200_000)
await growth('open braces', cslJson, (n) => '{"title":'.repeat(n / 9), 200_000)
console.log(
  `${inputs} mutated inputs over ${chosen.length} readers in ${(mutated / 1000).toFixed(0)} s, slowest ${slowest.toFixed(0)} ms; seed ${seed}; ${found.length} findings.`,
)
process.exitCode = found.length === 0 ? 0 : 1

function shapes(): readonly (readonly [string, (n: number) => string])[] {
  const heads: Readonly<Record<string, string>> = {
    ris: 'TY  - JOUR\nAB  - ',
    nbib: 'PMID- 1\nAB  - ',
    wos: 'PT J\nAB ',
    enw: '%0 Book\n%X ',
    bib: '@article{a, abstract = {',
    json: '[{"type":"book","title":"',
    csv: 'title,abstract\n"',
    xml: '<records><record><abstract>',
  }
  const fillings = [
    'a',
    ' ',
    '\n',
    'a b ',
    '{',
    '}',
    '\\',
    '$',
    '"',
    '<',
    '<a>',
    '&',
    '&amp;',
    '<p ',
    '-',
    '1-',
    ',',
    'a, ',
    ' and ',
    '@a{b,\n',
    'TY  - JOUR\n',
    '\n\n',
    '/',
    ';',
    'http://a ',
    '(',
    '10.1',
    '   a\n',
    '10.1000/a',
    '%0 \n',
    'ER  - \n',
    'AU  - A\n',
  ]
  return Object.entries(heads).flatMap(([kind, head]) =>
    fillings.map(
      (filling) =>
        [
          `${kind} ${JSON.stringify(filling)}`,
          (n: number) => head + filling.repeat(n / filling.length),
        ] as const,
    ),
  )
}
