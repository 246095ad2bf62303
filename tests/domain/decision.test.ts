import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  byLogOrder,
  type Decision,
  isMachine,
  logConflicts,
  logHash,
  standingDecisions,
  uniteLogs,
} from '../../src/domain/decision.ts'
import { cleanLogs, logs } from './generated-logs.ts'

const at = '2026-01-01T00:00:00.000Z'
const screen = (id: string, coder = 'Ada', verdict: 'include' | 'exclude' = 'include'): Decision => ({
  kind: 'screen',
  id,
  coder,
  at,
  report: 'd1',
  stage: 'title-abstract',
  verdict,
})
const retract = (id: string, decision: string, coder = 'Ada'): Decision => ({
  kind: 'retract',
  id,
  coder,
  at,
  decision,
})
const idsOf = (log: readonly Decision[]): readonly string[] => log.map(({ id }) => id)

test.each([
  ['machine:cues', true],
  ['Ada', false],
  ['Machine: a band', false],
  ['ada machine:', false],
])('isMachine(%j) is %j', (coder, expected) => {
  expect(isMachine(coder)).toBe(expected)
})

describe('uniteLogs', () => {
  test('is commutative', () => {
    fc.assert(
      fc.property(logs, logs, (a, b) => {
        expect(uniteLogs(a, b)).toEqual(uniteLogs(b, a))
      }),
    )
  })

  test('is associative', () => {
    fc.assert(
      fc.property(logs, logs, logs, (a, b, c) => {
        expect(uniteLogs(uniteLogs(a, b), c)).toEqual(uniteLogs(a, uniteLogs(b, c)))
      }),
    )
  })

  test('is idempotent', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const once = uniteLogs(log, [])
        expect(uniteLogs(once, once)).toEqual(once)
        expect(uniteLogs(log, log)).toEqual(once)
        expect(uniteLogs(once, log)).toEqual(once)
      }),
    )
  })

  test('loses no id, makes none up, and is in the order of the log', () => {
    fc.assert(
      fc.property(logs, logs, (a, b) => {
        const united = uniteLogs(a, b)
        expect(idsOf(united)).toEqual([...new Set(idsOf([...a, ...b]))].toSorted())
        expect(united.toSorted(byLogOrder)).toEqual(united)
        for (const decision of united) expect([...a, ...b]).toContainEqual(decision)
      }),
    )
  })

  test('keeps the same one of two that share an id on every machine, also when only their accents differ', () => {
    const [composed, decomposed] = ['é', 'e\u0301'].map((text): Decision => ({
      kind: 'note',
      id: '1',
      coder: 'Ada',
      at,
      report: 'd1',
      text,
    }))
    if (composed === undefined || decomposed === undefined) throw new Error('two notes are needed')
    expect(uniteLogs([composed], [decomposed])).toEqual(uniteLogs([decomposed], [composed]))
    const [yes, no] = [screen('1'), screen('1', 'Ada', 'exclude')]
    expect(uniteLogs([yes], [no])).toEqual([no])
    expect(uniteLogs([no], [yes])).toEqual([no])
  })
})

describe('logConflicts', () => {
  test('names ids under which two logs differ, and only those', () => {
    const mine = [screen('1'), screen('2'), screen('3')]
    const theirs = [screen('2', 'Ada', 'exclude'), screen('3'), screen('4')]
    expect(logConflicts(mine, theirs)).toEqual(['2'])
    expect(logConflicts(theirs, mine)).toEqual(['2'])
  })

  test('is empty for logs that came from one', () => {
    fc.assert(
      fc.property(cleanLogs, fc.nat(), (log, n) => {
        expect(logConflicts(log.slice(n % 7), structuredClone(log.slice(0, 12)))).toEqual([])
      }),
    )
  })
})

describe('standingDecisions', () => {
  test.each<readonly [note: string, log: readonly Decision[], standing: readonly string[]]>([
    ['nothing retracted', [screen('1'), screen('2')], ['1', '2']],
    ['retracted', [screen('1'), retract('2', '1')], []],
    ['retraction retracted', [screen('1'), retract('2', '1'), retract('3', '2')], ['1']],
    ['and retracted again', [screen('1'), retract('2', '1'), retract('3', '2'), retract('4', '3')], []],
    [
      'twice retracted, one taken back',
      [screen('1'), retract('2', '1'), retract('3', '1'), retract('4', '3')],
      [],
    ],
    ["somebody else's", [screen('1'), retract('2', '1', 'Bo')], ['1']],
    ["somebody else's retraction", [screen('1'), retract('2', '1'), retract('3', '2', 'Bo')], []],
    ['a later one', [retract('1', '2'), screen('2')], ['2']],
    ['itself', [retract('1', '1'), screen('2')], ['2']],
    ['one that is not there', [screen('1'), retract('2', '0')], ['1']],
  ])('%s', (_note, log, standing) => {
    expect(idsOf(standingDecisions(log))).toEqual(standing)
    expect(idsOf(standingDecisions(log.toReversed()))).toEqual(standing)
  })

  test('agrees with a slow reading, entry by entry', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const united = uniteLogs(log, [])
        const holds = (decision: Decision): boolean =>
          !united.some(
            (other) =>
              other.kind === 'retract' &&
              other.decision === decision.id &&
              other.id > decision.id &&
              other.coder === decision.coder &&
              holds(other),
          )
        const slow = united.filter((decision) => decision.kind !== 'retract' && holds(decision))
        expect(standingDecisions(log)).toEqual(slow)
      }),
    )
  })
})

describe('logHash', () => {
  test('does not depend on the order of entries, nor on entries given twice', () => {
    fc.assert(
      fc.property(logs, (log) => {
        expect(logHash(log.toReversed())).toBe(logHash(log))
        expect(logHash([...log, ...log])).toBe(logHash(uniteLogs(log, [])))
      }),
    )
  })

  test('covers every word of people, and what machines say but not when', () => {
    const [mine, machines] = [screen('1'), screen('2', 'machine:m')]
    const hash = logHash([mine, machines])
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(logHash([mine, { ...machines, id: '7', at: '2027-01-01T00:00:00.000Z' }])).toBe(hash)
    const others = [
      [{ ...mine, id: '0' }, machines],
      [{ ...mine, at: '2027-01-01T00:00:00.000Z' }, machines],
      [screen('1', 'Bo'), machines],
      [mine, screen('2', 'machine:m', 'exclude')],
      [mine, screen('2', 'machine:n')],
      [mine],
    ]
    expect(new Set([hash, ...others.map(logHash)]).size).toBe(7)
  })
})
