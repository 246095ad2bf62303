import * as fc from 'fast-check'
import type { Decision } from '../../src/domain/decision.ts'

const coders = ['Ada', 'Bo', 'Cy', 'machine:cues', 'machine:ranker'] as const
export const reportIds = ['d01', 'd02', 'd03', 'd04', 'd05'] as const
export const recordIds = ['r01', 'r02', 'r03', 'r04', 'r05'] as const

const coder = fc.constantFrom(...coders)
const report = fc.constantFrom(...reportIds)
const stage = fc.constantFrom('title-abstract', 'retrieval', 'full-text')
const verdict = fc.constantFrom('include', 'exclude', 'maybe')
const reason = fc.constantFrom('population', 'no data', 'wrong; language, other')
const dimension = fc.constantFrom('term', 'year')
const value = fc.oneof(
  fc.record({ codes: fc.shuffledSubarray(['a', 'b', 'c']) }),
  fc.record({ number: fc.nat({ max: 2 }) }),
  fc.record({ text: fc.constantFrom('x', 'y') }),
)
const id = fc.nat({ max: 40 }).map((n) => `01J${String(n).padStart(23, '0')}`)
const head = { id, coder, at: fc.constant('2026-01-01T00:00:00.000Z') }
const twoReports = fc.tuple(report, report)

const optional = { requiredKeys: ['id', 'coder', 'at', 'kind', 'report', 'stage', 'verdict'] } as const

const screen = fc.record(
  { ...head, kind: fc.constant('screen'), report, stage, verdict, reason },
  { ...optional, requiredKeys: [...optional.requiredKeys] },
)
const code = fc.record({ ...head, kind: fc.constant('code'), report, dimension, value: fc.option(value) })
const note = fc.record({ ...head, kind: fc.constant('note'), report, text: fc.constantFrom('see p. 3', '') })
const identity = fc.record({
  ...head,
  kind: fc.constantFrom('same', 'different'),
  records: fc.tuple(fc.constantFrom(...recordIds), fc.constantFrom(...recordIds)),
})
const link = fc.record({ ...head, kind: fc.constant('link'), reports: twoReports, linked: fc.boolean() })
const reconcile = fc.record({
  ...head,
  kind: fc.constant('reconcile'),
  report,
  settles: fc.array(id, { maxLength: 2 }),
  outcome: fc.oneof(fc.record({ stage, verdict }), fc.record({ dimension, value })),
})
const axis = fc.record({ dimension, code: fc.constantFrom('a', 'b') })
const gap = fc.record(
  {
    ...head,
    kind: fc.constant('gap'),
    cell: fc.tuple(axis, axis),
    reason: fc.constantFrom('A', 'A2'),
    priority: fc.constantFrom('high', 'none'),
  },
  { requiredKeys: ['id', 'coder', 'at', 'kind', 'cell'] },
)
const retract = fc.record({ ...head, kind: fc.constant('retract'), decision: id })

/**
 * Logs over few ids, coders and reports, so that entries meet: retractions of retractions, of other people's
 * entries and of entries that are not there, two entries under one id (tampered), machines beside people.
 */
export const logs: fc.Arbitrary<readonly Decision[]> = fc.array(
  fc.oneof(
    { arbitrary: screen, weight: 4 },
    { arbitrary: code, weight: 3 },
    { arbitrary: retract, weight: 3 },
    note,
    identity,
    link,
    reconcile,
    gap,
  ),
  { maxLength: 30 },
)

/** Logs as one machine writes them: every id once. */
export const cleanLogs: fc.Arbitrary<readonly Decision[]> = logs.map((log) => [
  ...new Map(log.map((decision) => [decision.id, decision])).values(),
])
