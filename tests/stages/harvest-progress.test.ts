import { expect, test } from 'vitest'
import type { Control, Progress } from '../../src/stages/control.ts'
import { duration, HarvestProgress } from '../../src/stages/harvest-progress.ts'

/** A control whose clock the test turns, and what it was told. */
function controlAt(): {
  readonly control: Control
  readonly told: Progress[]
  readonly wind: (ms: number) => void
} {
  const told: Progress[] = []
  let now = 0
  const control: Control = {
    progress: (progress) => told.push(progress),
    signal: new AbortController().signal,
    now: () => now,
    random: (bytes) => new Uint8Array(bytes),
    coder: 'Ada',
  }
  return {
    control,
    told,
    wind: (ms) => {
      now += ms
    },
  }
}

test('each source has its own line: got, total, rate, budget, time left, and why it waits', () => {
  const { control, told, wind } = controlAt()
  const progress = new HarvestProgress(control)
  progress.begin({ name: 'openalex', label: 'OpenAlex' }, 0)
  progress.begin({ name: 'pubmed', label: 'PubMed' }, 400)
  wind(2000)
  progress.answered({ server: 'openalex', headers: { 'x-ratelimit-remaining-usd': '0.5' } })
  progress.page('openalex', 100, 1100)
  expect(told.at(-1)).toEqual({
    step: 'OpenAlex',
    done: 100,
    total: 1100,
    unit: 'records',
    detail: '50 a second, 0.50 USD left, about 20 s left',
    isBeside: true,
  })
  // What an earlier run had got says nothing about the pace of this one.
  progress.page('pubmed', 402, 1002)
  expect(told.at(-1)).toMatchObject({ detail: '1.0 a second, about 10 min left' })
  progress.waits({ server: 'pubmed', ms: 12_000, because: 'the server asks for a pause' })
  expect(told.at(-1)?.detail).toBe(
    '1.0 a second, waiting 12 s: the server asks for a pause, about 10 min left',
  )
  progress.page('pubmed', 1002, 1002)
  expect(told.at(-1)?.detail).toBe('301 a second')
  progress.waits({ server: 'unpaywall', ms: 1, because: 'x' })
  expect(told).toHaveLength(4)
})

test.each([
  [0.2, '1 s'],
  [89, '89 s'],
  [90, '2 min'],
  [3600, '60 min'],
  [9000, '2.5 h'],
])('%d seconds are %s', (seconds, expected) => {
  expect(duration(seconds)).toBe(expected)
})
