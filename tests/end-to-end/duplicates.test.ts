import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask, lacuna, smallReview } from './command.ts'
import { openTerminal } from './terminal.ts'

/** Same DOI and place, but one title lacks half of its words: the rules leave such a pair to people. */
const doubtful = [
  ['Coproduction and inclusion: A public administrator perspective', 'Miller, Dora'],
  ['COPRODUCTION AND INCLUSION', ''],
]
  .map(
    ([title, author]) =>
      `TY  - JOUR\nTI  - ${title}\n${author === '' ? '' : `AU  - ${author}\n`}PY  - 2021\nT2  - Journal of Wells\nSP  - 217\nEP  - 240\nDO  - 10.1000/inclusion\nER  - \n`,
  )
  .join('\n')

function reviewWithDoubt(): string {
  const review = smallReview()
  const file = join(review, 'doubtful.ris')
  writeFileSync(file, doubtful)
  lacuna(['import', file, '--project', review])
  expect(ask<{ doubtful: unknown[] }>(['dedupe', '--project', review]).doubtful).toHaveLength(1)
  return review
}

interface Entry {
  readonly kind: string
  readonly coder: string
}
const logOf = (review: string): readonly Entry[] => ask<readonly Entry[]>(['log', '--project', review])

test('a doubtful pair is decided, undone and decided again in a real terminal', async () => {
  const review = reviewWithDoubt()
  const terminal = openTerminal(['dedupe', '--review', '--project', review], 80, 24)
  await terminal.until('pair 1 of 1')
  const drawn = terminal.screen()
  expect(drawn.some((line) => line.startsWith(' title    ≠'))).toBe(true)
  expect(drawn.join('\n')).toMatch(/\[A[\s\S]*public[\s\S]*perspective\]/)
  expect(drawn.every((line) => line.length <= 80)).toBe(true)
  terminal.type('d')
  await terminal.until('Every pair is decided')
  expect(logOf(review).map(({ kind }) => kind)).toEqual(['different'])
  terminal.type('z')
  await terminal.until('0 decided')
  terminal.type('s')
  await terminal.until('Every pair is decided')
  terminal.type('q')
  expect(await terminal.exited).toBe(0)
  expect(logOf(review).map(({ kind }) => kind)).toEqual(['different', 'retract', 'same'])
  expect(logOf(review).every(({ coder }) => coder === 'Ada')).toBe(true)
  expect(ask<{ reports: number }>(['status', '--project', review]).reports).toBe(4)
})

test('kill -9 after a word was shown as saved loses nothing; the screen follows the window', async () => {
  const review = reviewWithDoubt()
  const terminal = openTerminal(['dedupe', '--review', '--project', review], 120, 40)
  await terminal.until('pair 1 of 1')
  terminal.resize(60, 20)
  await terminal.until(/^ title {4}≠ .{1,48}$/m)
  terminal.type('s')
  await terminal.until('1 decided')
  terminal.kill('SIGKILL')
  await terminal.exited
  expect(logOf(review).map(({ kind }) => kind)).toEqual(['same'])
})

test('every merge can be explained, and undone for good', () => {
  const review = smallReview()
  interface Explanation {
    readonly records: readonly { readonly id: string }[]
    readonly pairs: readonly { readonly words: string }[]
  }
  const [report] = ask<readonly { id: string }[]>(['find', 'fire', 'brigades', '--project', review])
  const explained = ask<Explanation>(['dedupe', '--explain', report?.id ?? '', '--project', review])
  expect(explained.records).toHaveLength(2)
  expect(explained.pairs[0]?.words).toMatch(/^merged \(.+ %\): .+\[title /)
  const ids = explained.records.map(({ id }) => id)
  const apart = ask<{ reports: number }>(['dedupe', '--different', ...ids, '--project', review])
  expect(apart.reports).toBe(4)
  lacuna(['import', join(review, '..', 'records.ris'), '--project', review])
  expect(ask<{ reports: number }>(['dedupe', '--project', review]).reports).toBe(4)
})

test('without a terminal it says what to do instead', () => {
  const { status, stderr } = lacuna(['dedupe', '--review', '--project', reviewWithDoubt()])
  expect(stderr).toMatch(/not a terminal[\s\S]*You can list them[\s\S]*"lacuna dedupe --same A B"/)
  expect(status).toBe(2)
})

test('opened from home, leaving puts the reports together anew', async () => {
  const review = reviewWithDoubt()
  const terminal = openTerminal(['--project', review], 80, 24)
  await terminal.until('1 doubtful pair')
  terminal.type('d')
  await terminal.until('pair 1 of 1')
  terminal.type('s')
  await terminal.until('Every pair is decided')
  terminal.type('q')
  await terminal.until('0 doubtful pairs')
  await terminal.until('in 4 reports')
  terminal.type('q')
  expect(await terminal.exited).toBe(0)
})
