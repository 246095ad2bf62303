import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codingRules, foldLog, settleCoding, settleScreening } from '../../src/domain/coding.ts'
import {
  type CodeDecision,
  type CodeValue,
  type Decision,
  isMachine,
  screeningStages,
  uniteLogs,
  type Verdict,
} from '../../src/domain/decision.ts'
import { cleanLogs, logs, reportIds } from './generated-logs.ts'

let entries = 0
const head = (coder: string) => ({
  id: `01J${String(++entries).padStart(23, '0')}`,
  coder,
  at: '2026-01-01T00:00:00.000Z',
})
const screen = (coder: string, verdict: Verdict, reason?: string): Decision => ({
  ...head(coder),
  kind: 'screen',
  report: 'd1',
  stage: 'title-abstract',
  verdict,
  ...(reason === undefined ? {} : { reason }),
})
const code = (coder: string, value: CodeValue | readonly string[] | null, report = 'd1'): CodeDecision => ({
  ...head(coder),
  kind: 'code',
  report,
  dimension: 'term',
  value: Array.isArray(value) ? { codes: value as readonly string[] } : (value as CodeValue | null),
})

describe('foldLog', () => {
  test('does not depend on the order of entries', () => {
    const shuffled = cleanLogs.chain((log) =>
      fc.tuple(fc.constant(log), fc.shuffledSubarray([...log], { minLength: log.length })),
    )
    fc.assert(
      fc.property(shuffled, ([log, other]) => {
        expect(foldLog(other)).toEqual(foldLog(log))
        expect(foldLog([...other, ...log])).toEqual(foldLog(log))
      }),
    )
  })

  test('does not depend on the order of entries when reports have merged or are gone', () => {
    const led = fc.array(fc.constantFrom(...reportIds, undefined), {
      minLength: reportIds.length,
      maxLength: reportIds.length,
    })
    fc.assert(
      fc.property(logs, led, (log, to) => {
        const resolve = (id: string): string | undefined => to[reportIds.findIndex((report) => report === id)]
        const folded = foldLog(log.toReversed(), resolve)
        expect(folded).toEqual(foldLog(uniteLogs(log, []), resolve))
        for (const report of [...folded.screening.keys(), ...folded.coding.keys(), ...folded.notes.keys()])
          expect(to).toContain(report)
        for (const [a, b] of folded.links) expect(a < b).toBe(true)
      }),
    )
  })

  test('of two united logs is the same on both machines, also with tampered entries', () => {
    fc.assert(
      fc.property(logs, logs, (a, b) => {
        expect(foldLog(uniteLogs(a, b))).toEqual(foldLog(uniteLogs(b, a)))
      }),
    )
  })

  test('holds the last word of each coder', () => {
    const folded = foldLog([screen('Ada', 'include'), screen('Bo', 'maybe'), screen('Ada', 'exclude')])
    const words = folded.screening.get('d1')?.get('title-abstract')
    expect([...(words ?? [])].map(([coder, { verdict }]) => [coder, verdict])).toEqual([
      ['Ada', 'exclude'],
      ['Bo', 'maybe'],
    ])
  })

  test('takes a coding back to not coded with null, and leaves no trace of it', () => {
    expect(foldLog([code('Ada', ['a']), code('Ada', null)]).coding).toEqual(new Map())
  })

  test('follows reports that merged, and leaves out reports it cannot find', () => {
    const resolve = (id: string): string | undefined => (id === 'd9' ? undefined : 'd1')
    const folded = foldLog(
      [code('Ada', ['a'], 'd2'), code('Bo', ['b'], 'd1'), code('Cy', ['c'], 'd9')],
      resolve,
    )
    expect([...folded.coding.keys()]).toEqual(['d1'])
    expect([...(folded.coding.get('d1')?.get('term')?.keys() ?? [])]).toEqual(['Ada', 'Bo'])
  })

  const pair = (coder: string, kind: 'same' | 'different', records: [string, string]): Decision => ({
    ...head(coder),
    kind,
    records,
  })
  test.each<readonly [note: string, log: readonly Decision[], kind: 'same' | 'different']>([
    ['last word', [pair('Ada', 'same', ['r1', 'r2']), pair('Bo', 'different', ['r2', 'r1'])], 'different'],
    [
      'person before machine',
      [pair('Ada', 'same', ['r1', 'r2']), pair('machine:m', 'different', ['r1', 'r2'])],
      'same',
    ],
    [
      'person after machine',
      [pair('machine:m', 'different', ['r1', 'r2']), pair('Ada', 'same', ['r1', 'r2'])],
      'same',
    ],
    [
      'machine after machine',
      [pair('machine:m', 'different', ['r1', 'r2']), pair('machine:n', 'same', ['r1', 'r2'])],
      'same',
    ],
  ])('identity: %s', (_note, log, kind) => {
    expect(foldLog(log).identity.get('r1 r2')?.kind).toBe(kind)
  })

  const link = (coder: string, linked: boolean, reports: [string, string] = ['d2', 'd1']): Decision => ({
    ...head(coder),
    kind: 'link',
    reports,
    linked,
  })
  test.each<readonly [note: string, log: readonly Decision[], expected: readonly unknown[]]>([
    ['one link, smaller id first', [link('Ada', true)], [['d1', 'd2']]],
    ['taken back', [link('Ada', true), link('Bo', false, ['d1', 'd2'])], []],
    ['and again', [link('Ada', false), link('Bo', true)], [['d1', 'd2']]],
    ['not by a machine', [link('Ada', true), link('machine:m', false)], [['d1', 'd2']]],
    ['nor made by one against a person', [link('Ada', false), link('machine:m', true)], []],
    ['with itself', [link('Ada', true, ['d1', 'd1'])], []],
  ])('links: %s', (_note, log, expected) => {
    expect(foldLog(log).links).toEqual(expected)
  })

  test('takes no reconciliation from a machine', () => {
    const settled: Decision = {
      ...head('machine:m'),
      kind: 'reconcile',
      report: 'd1',
      settles: [],
      outcome: { dimension: 'term', value: { codes: ['a'] } },
    }
    expect(foldLog([settled]).reconciled).toEqual(new Map())
  })
})

describe('settleScreening', () => {
  const settle = (...log: readonly Decision[]) => settleScreening(foldLog(log), 'd1', 'title-abstract')

  test('nobody spoke', () => {
    expect(settle()).toBeUndefined()
  })

  test.each<readonly [note: string, log: readonly Decision[], expected: unknown]>([
    ['one coder', [screen('Ada', 'include')], { verdict: 'include', by: 'one-coder', coders: ['Ada'] }],
    [
      'two who agree',
      [screen('Bo', 'exclude'), screen('Ada', 'exclude', 'population')],
      { verdict: 'exclude', reason: 'population', by: 'agreement', coders: ['Ada', 'Bo'] },
    ],
    [
      'two with different reasons: the first one given',
      [screen('Bo', 'exclude', 'language'), screen('Ada', 'exclude', 'population')],
      { verdict: 'exclude', reason: 'language', by: 'agreement', coders: ['Ada', 'Bo'] },
    ],
    ['two who differ', [screen('Ada', 'include'), screen('Bo', 'maybe')], 'conflict'],
    [
      'a machine alone',
      [screen('machine:m', 'exclude')],
      { verdict: 'exclude', by: 'machine', coders: ['machine:m'] },
    ],
    [
      'two machines that differ',
      [screen('machine:m', 'exclude'), screen('machine:n', 'include')],
      'conflict',
    ],
    [
      'a machine against a person',
      [screen('Ada', 'include'), screen('machine:m', 'exclude'), screen('machine:n', 'exclude')],
      { verdict: 'include', by: 'one-coder', coders: ['Ada'] },
    ],
  ])('%s', (_note, log, expected) => {
    expect(settle(...log)).toEqual(expected)
  })

  test('what was reconciled holds over everything', () => {
    const log = [screen('Ada', 'include'), screen('Bo', 'exclude')]
    const reconciled: Decision = {
      ...head('Cy'),
      kind: 'reconcile',
      report: 'd1',
      settles: log.map(({ id }) => id),
      outcome: { stage: 'title-abstract', verdict: 'exclude', reason: 'population' },
    }
    expect(settle(...log, reconciled, screen('machine:m', 'include'))).toEqual({
      verdict: 'exclude',
      reason: 'population',
      by: 'reconciliation',
      coders: ['Cy'],
    })
  })
})

describe('settleCoding', () => {
  const settle = (type: string, rule: (typeof codingRules)[number], log: readonly Decision[]) =>
    settleCoding(foldLog(log), 'd1', { id: 'term', type }, rule)
  const three = [
    ['a', 'b'],
    ['a', 'c'],
    ['a', 'b'],
  ]
  const [abc, ab_ac, a_b] = [
    three,
    [
      ['a', 'b'],
      ['a', 'c'],
    ],
    [['a'], ['b']],
  ]

  test.each<
    readonly [
      type: string,
      rule: (typeof codingRules)[number],
      sets: readonly string[][],
      expected: readonly string[] | undefined,
    ]
  >([
    ['multi', 'both', ab_ac, ['a']],
    ['multi', 'either', ab_ac, ['a', 'b', 'c']],
    ['multi', 'majority', ab_ac, ['a']],
    ['multi', 'both', abc, ['a']],
    ['multi', 'either', abc, ['a', 'b', 'c']],
    ['multi', 'majority', abc, ['a', 'b']],
    // Nobody looked and found nothing, so the rule cannot say "none applies".
    ['multi', 'both', a_b, undefined],
    ['multi', 'majority', a_b, undefined],
    ['multi', 'either', a_b, ['a', 'b']],
    ['multi', 'both', [[], ['a']], undefined],
    ['multi', 'either', [[], ['a']], ['a']],
    ['multi', 'both', [[], []], []],
    ['single', 'both', a_b, undefined],
    ['single', 'either', a_b, undefined],
    ['single', 'majority', [['a'], ['b'], ['a']], ['a']],
    ['single', 'majority', [['a'], ['b'], ['c']], undefined],
    ['single', 'either', [[], ['a']], ['a']],
    ['ordinal', 'both', [['b'], ['b']], ['b']],
    ['ordinal', 'majority', [['a'], ['b'], ['b']], ['b']],
  ])('%s by %s of %j is %j', (type, rule, sets, expected) => {
    const settled = settle(
      type,
      rule,
      sets.map((set, i) => code(`Coder ${i}`, set)),
    )
    expect(settled?.value).toEqual(expected === undefined ? undefined : { codes: expected })
  })

  test.each<readonly [note: string, log: readonly Decision[], expected: unknown]>([
    ['nobody', [], undefined],
    ['one', [code('Ada', ['a'])], { value: { codes: ['a'] }, by: 'one-coder', coders: ['Ada'] }],
    [
      'the same codes in another order',
      [code('Ada', ['b', 'a']), code('Bo', ['a', 'b', 'a'])],
      { value: { codes: ['b', 'a'] }, by: 'agreement', coders: ['Ada', 'Bo'] },
    ],
    [
      'by rule',
      [code('Ada', ['a', 'b']), code('Bo', ['a'])],
      { value: { codes: ['a'] }, by: 'rule', coders: ['Ada', 'Bo'] },
    ],
    [
      'a machine beside a person',
      [code('machine:m', ['b']), code('Ada', ['a']), code('machine:n', ['b'])],
      { value: { codes: ['a'] }, by: 'one-coder', coders: ['Ada'] },
    ],
    [
      'a machine alone',
      [code('machine:m', ['b'])],
      { value: { codes: ['b'] }, by: 'machine', coders: ['machine:m'] },
    ],
    [
      'machines by rule',
      [code('machine:m', ['b']), code('machine:n', ['a', 'b'])],
      { value: { codes: ['b'] }, by: 'machine', coders: ['machine:m', 'machine:n'] },
    ],
    [
      'the same number',
      [code('Ada', { number: 3 }), code('Bo', { number: 3 })],
      { value: { number: 3 }, by: 'agreement', coders: ['Ada', 'Bo'] },
    ],
    ['numbers that differ', [code('Ada', { number: 3 }), code('Bo', { number: 4 })], undefined],
    [
      'texts equal but for spaces',
      [code('Ada', { text: 'x ' }), code('Bo', { text: 'x' })],
      { value: { text: 'x ' }, by: 'agreement', coders: ['Ada', 'Bo'] },
    ],
    ['texts that differ', [code('Ada', { text: 'x' }), code('Bo', { text: 'y' })], undefined],
    ['a text and codes', [code('Ada', { text: 'x' }), code('Bo', ['a'])], undefined],
    [
      'taken back, so a machine speaks',
      [code('Ada', ['a']), code('machine:m', ['b']), code('Ada', null)],
      { value: { codes: ['b'] }, by: 'machine', coders: ['machine:m'] },
    ],
  ])('%s', (_note, log, expected) => {
    expect(settle('multi', 'both', log)).toEqual(expected)
  })

  test('a machine never changes what people say, and a reconciliation is a person', () => {
    fc.assert(
      fc.property(cleanLogs, fc.constantFrom(...codingRules), (log, rule) => {
        const people = log.filter(({ coder }) => !isMachine(coder))
        const [all, without] = [foldLog(log), foldLog(people)]
        const changed: unknown[] = []
        for (const report of reportIds) {
          for (const id of ['term', 'year']) {
            const words = settleCoding(without, report, { id, type: 'multi' }, rule)
            const coded = (without.coding.get(report)?.get(id)?.size ?? 0) > 0
            const settled = settleCoding(all, report, { id, type: 'multi' }, rule)
            if ((words !== undefined || coded) && JSON.stringify(settled) !== JSON.stringify(words))
              changed.push(settled)
            if (settled?.by !== 'machine' && settled?.coders.some(isMachine) === true) changed.push(settled)
          }
          for (const stage of screeningStages) {
            const words = settleScreening(without, report, stage)
            const settled = settleScreening(all, report, stage)
            if (words !== undefined && JSON.stringify(settled) !== JSON.stringify(words))
              changed.push(settled)
          }
        }
        expect(changed).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})
