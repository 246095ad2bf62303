import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import { parseSync } from 'oxc-parser'
import { describe, expect, test } from 'vitest'

/** Which room may import which: the drawing in docs/architecture.md, as data. Every room may import itself. */
const pureRooms = ['domain', 'text', 'statistics']
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  text: [],
  statistics: [],
  formats: pureRooms,
  dedupe: pureRooms,
  screening: pureRooms,
  coding: pureRooms,
  agreement: pureRooms,
  synthesis: pureRooms,
  render: ['domain', 'statistics', 'synthesis'],
  sources: ['domain', 'text'],
  store: ['domain'],
  review: ['domain', 'store', 'formats'],
  stages: [
    ...pureRooms,
    'formats',
    'dedupe',
    'screening',
    'coding',
    'agreement',
    'synthesis',
    'render',
    'sources',
    'store',
    'review',
  ],
  cli: ['domain', 'review', 'stages'],
  tui: ['domain', 'review', 'stages'],
}

/** Rooms without I/O, clock, environment or randomness, and what they may take from outside. */
const outside: Readonly<Record<string, RegExp>> = {
  domain: /^$/,
  text: /^(?:natural\/lib\/.+|saxes)$/,
  statistics: /^$/,
  formats:
    /^(?:csv-parse(?:\/sync)?|csv-stringify(?:\/sync)?|yaml|zod|@citation-js\/.+|@retorquere\/bibtex-parser|write-excel-file\/.+)$/,
  dedupe: /^$/,
  screening: /^$/,
  coding: /^$/,
  agreement: /^$/,
  synthesis: /^$/,
  render: /^(?:docx|write-excel-file\/.+|yaml|vega|vega-lite|d3-.+|@citation-js\/.+|fflate)$/,
  sources: /^zod$/,
}

/** Files that may do what their room may not, each with its reason. */
const exceptions: Readonly<Record<string, RegExp>> = {
  // Hashing is deterministic.
  'domain/canonical.ts': /^node:crypto$/,
  // The one file that touches the network.
  'sources/http.ts': /^(?:node:.+|undici|p-queue)$/,
  // Starts the terminal UI, when it is asked for.
  'cli/screens.ts': /^\.\.\/tui\/.+$/,
  'cli/verbs/dedupe.ts': /^\.\.\/\.\.\/tui\/.+$/,
  'cli/verbs/reconcile.ts': /^\.\.\/\.\.\/tui\/.+$/,
}

const clocksAndChance = /\b(?:Math\.random\(|Date\.now\(|new Date\(\)|process\.|performance\.now\()/

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => file.split(sep).join('/'))
  .toSorted()

interface Import {
  readonly from: string
  readonly typeOnly: boolean
}

function importsOf(file: string): readonly Import[] {
  const { module, errors } = parseSync(file, readFileSync(join('src', file), 'utf8'))
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`)
  const source = readFileSync(join('src', file), 'utf8')
  return [
    ...module.staticImports.map((entry) => ({
      from: entry.moduleRequest.value,
      typeOnly: entry.entries.length > 0 && entry.entries.every((name) => name.isType),
    })),
    ...module.staticExports.flatMap((entry) =>
      entry.entries.flatMap((name) =>
        name.moduleRequest === null ? [] : [{ from: name.moduleRequest.value, typeOnly: name.isType }],
      ),
    ),
    ...module.dynamicImports.map((entry) => ({
      from: source.slice(entry.moduleRequest.start + 1, entry.moduleRequest.end - 1),
      typeOnly: false,
    })),
  ]
}

const roomOf = (file: string): string => file.split('/')[0] ?? ''
const target = (file: string, from: string): string =>
  normalize(join(dirname(file), from))
    .split(sep)
    .join('/')

/** What is wrong with an import, in words; undefined when the rooms' table allows it. */
function wrongImport(file: string, { from, typeOnly }: Import): string | undefined {
  const room = roomOf(file)
  if (exceptions[file]?.test(from)) return undefined
  if (from.startsWith('.')) {
    const other = roomOf(target(file, from))
    if (room !== other && !mayImport[room]?.includes(other)) return `${file} imports ${from}`
    const valueOfSynthesis = room === 'render' && other === 'synthesis' && !typeOnly
    return valueOfSynthesis ? `${file}: render takes only types from synthesis (${from})` : undefined
  }
  const allowed = outside[room]
  return allowed === undefined || allowed.test(from) ? undefined : `${file} imports ${from}`
}

test('there are files to check', () => {
  expect(files.length).toBeGreaterThan(15)
})

test('every room in src has a rule, and every rule that is in use names real rooms', () => {
  for (const room of new Set(files.map(roomOf))) expect(mayImport).toHaveProperty(room)
  for (const [room, allowed] of Object.entries(mayImport)) {
    expect(room).toMatch(/^[a-z]+$/)
    for (const other of allowed) expect(mayImport).toHaveProperty(other)
  }
})

describe.each(files)('%s', (file) => {
  const room = roomOf(file)
  const imports = importsOf(file)

  test('imports only what its room may', () => {
    expect(imports.flatMap((entry) => wrongImport(file, entry) ?? [])).toEqual([])
  })

  test('takes time, chance and environment as arguments where its room is pure', () => {
    const isPure = room in outside && !(file in exceptions)
    const code = readFileSync(join('src', file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    expect(isPure ? (clocksAndChance.exec(code)?.[0] ?? '') : '').toBe('')
  })

  test('has no barrel, no default export and can be read in one sitting', () => {
    const text = readFileSync(join('src', file), 'utf8')
    expect(text).not.toMatch(/^export (?:\*|default)/m)
    expect(file).not.toMatch(/(?:^|\/)index\.tsx?$|util|helper|manager/i)
    expect(text.split('\n').length, `${file} is too long`).toBeLessThanOrEqual(400)
  })
})

test('there are no import cycles', () => {
  const graph = new Map(
    files.map((file) => [
      file,
      importsOf(file)
        .filter(({ from }) => from.startsWith('.'))
        .map(({ from }) => target(file, from)),
    ]),
  )
  const done = new Set<string>()
  const visit = (file: string, above: readonly string[]): void => {
    expect(above, `import cycle: ${[...above, file].join(' -> ')}`).not.toContain(file)
    if (done.has(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...above, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  expect(done.size).toBe(files.length)
})
