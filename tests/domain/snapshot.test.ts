import { describe, expect, test } from 'vitest'
import { prismaFlow } from '../../src/domain/prisma-flow.ts'
import {
  type ReviewSnapshot,
  snapshotHash,
  type SnapshotStudy,
  studyCodes,
} from '../../src/domain/snapshot.ts'

const study: SnapshotStudy = {
  id: 's1',
  reports: [],
  codings: [
    { dimension: 'term', value: { codes: ['a', 'b'] }, by: 'agreement', coders: ['Ada', 'Bo'] },
    { dimension: 'sector', value: { codes: [] }, by: 'one-coder', coders: ['Ada'] },
    { dimension: 'year', value: { number: 1996 }, by: 'one-coder', coders: ['Ada'] },
  ],
}
const snapshot: ReviewSnapshot = {
  format: 'lacuna-snapshot/1',
  tool: { name: 'lacuna', version: '0.1.0' },
  review: { title: 'T', version: '1', authors: ['Ada'] },
  codebook: { id: 'c', title: 'C', version: '1', sources: [], dimensions: [], questions: [], impossible: [] },
  codingRule: 'both',
  searches: [{ id: 'x', source: 's', channel: 'database', date: '2026-01-01', retrieved: 1 }],
  sources: [],
  flow: prismaFlow([], 0, { fullText: true }),
  studies: [study],
  coders: [{ coder: 'Ada', decisions: 3 }],
  log: { entries: 3, hash: 'h' },
}

describe('snapshotHash', () => {
  test('is the same for the same content after a round trip through JSON and with keys in another order', () => {
    const hash = snapshotHash(snapshot)
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(snapshotHash(JSON.parse(JSON.stringify(snapshot)) as ReviewSnapshot)).toBe(hash)
    const turned = Object.fromEntries(Object.entries(snapshot).toReversed()) as unknown as ReviewSnapshot
    expect(snapshotHash(turned)).toBe(hash)
  })

  test('changes with every part', () => {
    const other: ReviewSnapshot[] = [
      { ...snapshot, codebook: { ...snapshot.codebook, title: 'D' } },
      { ...snapshot, codingRule: 'either' },
      { ...snapshot, studies: [] },
      { ...snapshot, log: { entries: 4, hash: 'h' } },
      { ...snapshot, tool: { name: 'lacuna', version: '0.1.1' } },
      { ...snapshot, flow: { ...snapshot.flow, fullText: false } },
    ]
    expect(new Set([snapshot, ...other].map(snapshotHash)).size).toBe(7)
  })
})

test.each([
  ['term', ['a', 'b']],
  ['sector', []],
  ['year', undefined],
  ['never coded', undefined],
])('studyCodes on %s', (dimension, expected) => {
  expect(studyCodes(study, dimension)).toEqual(expected)
})
