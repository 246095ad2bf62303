import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { codingReview } from './coding-review.ts'
import { ask, root } from './command.ts'
import { openTerminal, type Terminal } from './terminal.ts'

interface Entry {
  readonly id: string
  readonly kind: string
  readonly coder: string
  readonly dimension?: string
  readonly code?: string
  readonly value?: {
    readonly codes?: readonly string[]
    readonly number?: number
    readonly text?: string
  } | null
  readonly evidence?: readonly { readonly code?: string; readonly quote: string; readonly where?: string }[]
  readonly answer?: string
  readonly machine?: string
  readonly step?: string
  readonly text?: string
  readonly raised?: boolean
}
/** What Ada said since the reports were included. */
const logOf = (review: string): readonly Entry[] =>
  ask<readonly Entry[]>(['log', '--project', review]).filter(({ kind }) => kind !== 'screen')
const codesIn = (log: readonly Entry[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    log.flatMap(({ kind, dimension = '', value }) =>
      kind === 'code' ? [[dimension, value?.codes ?? []]] : [],
    ),
  )

const trial = '10.1000/invented.1'
async function open(review: string, columns: number, rows: number, report?: string): Promise<Terminal> {
  const words = ['code', ...(report === undefined ? [] : [report]), '--project', review]
  const terminal = openTerminal(words, columns, rows)
  await terminal.until(/\d+ of 2[89] coded/)
  return terminal
}

/** The keys of the session in docs/coding-session.md, as the table has them. */
function sessionKeys(): readonly string[] {
  const document = readFileSync(join(root, 'docs', 'coding-session.md'), 'utf8')
  const cells = [...document.matchAll(/^\| (`[^|]+`) +\|/gm)].map((row) => row[1] ?? '')
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((key) => key[1] ?? ''))
}

test('the session in the documentation codes a report with eight codes in at most 20 keys', async () => {
  const review = codingReview()
  const keys = sessionKeys()
  expect(keys.length).toBeLessThanOrEqual(20)
  expect(readFileSync(join(root, 'docs', 'coding-session.md'), 'utf8')).toContain(`\n${keys.length} keys`)
  const terminal = await open(review, 120, 40, trial)
  await terminal.until('0 of 28 coded, 8 owed')
  for (const key of keys) terminal.type(key === 'Enter' ? '\r' : key)
  await terminal.until('1 done · report 4 of 4')
  const log = logOf(review)
  expect(codesIn(log)).toEqual({
    term: ['co-production'],
    sector: ['mental-health'],
    phase: ['delivery'],
    discipline: ['health-services'],
    country: ['england'],
    design: ['field-experiment'],
    direction: ['positive'],
    rigor: ['randomised'],
  })
  const answers = log.filter(({ kind }) => kind === 'answer')
  expect(answers.map(({ answer, machine }) => [answer, machine])).toEqual(
    Array.from({ length: 7 }, () => ['accepted', 'machine:cues']),
  )
  // A code, its evidence and the answer are one step: undo takes them back together.
  const [term] = log
  expect(term?.evidence).toEqual([{ code: 'co-production', quote: 'Co-production', where: 'title' }])
  expect(answers[0]?.step).toBe(term?.step)
  expect(log.every(({ coder }) => coder === 'Ada')).toBe(true)
  terminal.type('q')
  expect(await terminal.exited).toBe(0)
})

test('it opens again on the same report and field, and undo reaches back across the restart', async () => {
  const review = codingReview()
  const first = await open(review, 120, 40, trial)
  await first.until('0 of 28 coded')
  first.type('aawtdel\r')
  await first.until('Saved: Phase: Delivery')
  first.type('q')
  await first.exited
  const second = await open(review, 120, 40)
  await second.until('▶✓ Phase')
  await second.until('report 3 of 4')
  second.type('z')
  await second.until('Taken back: Phase: not coded')
  second.type('zz')
  await second.until('Taken back: Term: not coded')
  await second.until('0 of 28 coded')
  second.type('ZZZ')
  await second.until('Brought back: Phase: Delivery')
  await second.until('3 of 28 coded')
  expect(codesIn(logOf(review))).toEqual({
    term: ['co-production'],
    sector: ['mental-health'],
    phase: ['delivery'],
  })
})

test('kill -9 after something was shown as saved loses none of it', async () => {
  const review = codingReview()
  const terminal = await open(review, 100, 30, trial)
  await terminal.until('0 of 28 coded')
  terminal.type('ax!')
  await terminal.until('Saved: flagged')
  terminal.kill('SIGKILL')
  await terminal.exited
  expect(logOf(review).map(({ kind, answer }) => answer ?? kind)).toEqual([
    'code',
    'accepted',
    'rejected',
    'flag',
  ])
  const again = await open(review, 100, 30)
  await again.until('! flagged')
  await again.until('1 of 28 coded')
})

test('notes, quotes, a number, a flag, none applies and a copied report, all with keys', async () => {
  const review = codingReview()
  const terminal = await open(review, 120, 40, trial)
  await terminal.until('0 of 28 coded')
  const say = async (keys: string, until: string): Promise<void> => {
    terminal.type(keys)
    await terminal.until(until)
  }
  await say('S', 'Suggestions are off.')
  await say('fpatie\r', 'Saved: Contributor: Patient')
  await say('e\r', 'Saved: quoted for Contributor: Patient')
  await say('e l l', 'Space begin here')
  await say('\x1b', 'a accept')
  await say('mas a group\r', 'Saved: note')
  await say('Mask the authors\r', 'Note on the report: ask the authors')
  await say('fnumber of pe\r', '▶· Number of people')
  await say('\rmany\r', 'is not a number')
  await say('\x1548\r', 'Saved: Number of people or cases studied: 48')
  await say('fdark\r0', 'Saved: Dark side: none applies')
  await say('!', 'Saved: flagged')
  await say(']c\r', 'Saved: codes copied')
  const log = logOf(review)
  expect(log.map(({ kind }) => kind)).toEqual([
    'code',
    'code',
    'note',
    'note',
    'code',
    'code',
    'flag',
    'code',
    'code',
  ])
  expect(log[1]?.evidence?.[0]?.quote).toMatch(/^We report a randomised controlled trial .* with patients\.$/)
  expect([log[2]?.code, log[2]?.text, log[3]?.code, log[3]?.text]).toEqual([
    'patient',
    'as a group',
    undefined,
    'ask the authors',
  ])
  expect(log[4]?.value).toEqual({ number: 48 })
  expect(log[5]?.value).toEqual({ codes: [] })
  expect(log.slice(7).map(({ dimension }) => dimension)).toEqual(['contributor', 'dark-side'])
})

test('a dimension is asked when it applies, and falls with its codes; undo brings both back', async () => {
  const review = codingReview()
  const terminal = await open(review, 120, 40, '10.1000/invented.4')
  await terminal.until('0 of 28 coded')
  terminal.type('fco-destr\r')
  await terminal.until('1 of 29 coded')
  terminal.type('fbacklash\r')
  await terminal.until('Saved: Type of destruction: Backlash')
  terminal.type('fTerm\r')
  await terminal.until('▶✓ Term')
  terminal.type('fco-destr\r')
  await terminal.until('is given already')
  terminal.type(' ')
  await terminal.until('Type of destruction: no longer asked, its codes taken back (z undoes both)')
  await terminal.until('0 of 28 coded')
  expect(codesIn(logOf(review))).toEqual({ term: [], 'destruction-type': [] })
  terminal.type('z')
  await terminal.until('2 of 29 coded')
})

test('the screen follows the window from 300 columns to 40, and nothing is wider than it', async () => {
  const review = codingReview()
  const terminal = await open(review, 120, 40, trial)
  await terminal.until('0 of 28 coded')
  for (const [columns, rows, has] of [
    [300, 100, 'peer workers'],
    [80, 24, '0 of 28 coded'],
    [40, 15, 'Term'],
    [120, 40, 'Interviews'],
  ] as const) {
    terminal.resize(columns, rows)
    await terminal.until(has)
    terminal.type('\x1b[B\x1b[A')
    await terminal.until(new RegExp(`^─{${columns}}$[^]*q leave`, 'm'))
    expect(terminal.screen().every((line) => line.length <= columns)).toBe(true)
  }
})
