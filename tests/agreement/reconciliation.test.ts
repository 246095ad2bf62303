import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  agreedOutcome,
  bothOutcomes,
  isAgreed,
  reconciliation,
  settlement,
} from '../../src/agreement/reconciliation.ts'
import { findDimension } from '../../src/domain/codebook.ts'
import { foldLog, settleCoding } from '../../src/domain/coding.ts'
import type { Decision } from '../../src/domain/decision.ts'
import { LogWriter, smallCodebook } from './log.ts'

const found = (write: (log: LogWriter) => void, codebook = smallCodebook) => {
  const log = new LogWriter()
  write(log)
  return reconciliation(foldLog(log.entries), codebook)
}
type Found = ReturnType<typeof found>
const names = (list: Found['disagreements']): readonly string[] =>
  list.map(({ report, subject }) => `${report} ${subject}`)

interface Case {
  readonly what: string
  readonly write: (log: LogWriter) => void
  readonly differ?: readonly string[]
  readonly agree?: readonly string[]
  readonly settled?: readonly string[]
  readonly waits?: Found['waiting']
}

const cases: readonly Case[] = [
  { what: 'one person alone', write: (log) => void log.code('Ada', 'd1', 'design', ['a']) },
  {
    what: 'two who differ',
    write: (log) => (log.code('Ada', 'd1', 'design', ['a']), log.code('Ben', 'd1', 'design', ['b'])),
    differ: ['d1 design'],
  },
  {
    what: 'the same codes in another order',
    write: (log) => (
      log.code('Ada', 'd1', 'effects', ['x', 'y']),
      log.code('Ben', 'd1', 'effects', ['y', 'x'])
    ),
    agree: ['d1 effects'],
  },
  {
    what: 'a person and a machine',
    write: (log) => (log.code('Ada', 'd1', 'design', ['a']), log.code('machine:cues', 'd1', 'design', ['b'])),
  },
  {
    what: 'a coding that was taken back',
    write: (log) => {
      log.code('Ada', 'd1', 'design', ['a'])
      log.code('Ben', 'd1', 'design', ['b'])
      log.code('Ben', 'd1', 'design', null)
    },
  },
  {
    what: 'one who has not coded everything yet: nothing of the report is opened',
    write: (log) => {
      log.code('Ada', 'd1', 'design', ['a'])
      log.code('Ada', 'd1', 'effects', ['x'])
      log.code('Ben', 'd1', 'design', ['b'])
    },
    waits: [{ report: 'd1', missing: [{ coder: 'Ben', dimensions: ['effects'] }] }],
  },
  {
    what: 'screening stages, each by itself; people before machines',
    write: (log) => {
      log.screen('Ada', 'd1', 'include')
      log.screen('Ben', 'd1', 'exclude')
      log.screen('Ada', 'd1', 'exclude', 'full-text')
      log.screen('Ben', 'd1', 'exclude', 'full-text')
      log.screen('machine:cues', 'd1', 'include', 'full-text')
    },
    differ: ['d1 title-abstract'],
    agree: ['d1 full-text'],
  },
  {
    what: 'what is reconciled is not open, until that is taken back',
    write: (log) => {
      for (const report of ['d1', 'd2']) {
        log.code('Ada', report, 'design', ['a'])
        log.code('Ben', report, 'design', ['b'])
      }
      log.reconcile('Ada', 'd1', 'design')
      log.retract('Ada', log.reconcile('Ada', 'd2', 'design'))
    },
    differ: ['d2 design'],
    settled: ['d1 design'],
  },
  {
    what: 'a dimension that the codebook does not have any more',
    write: (log) => (log.code('Ada', 'd1', 'gone', ['a']), log.code('Ben', 'd1', 'gone', ['b'])),
  },
]

test.each(cases)('$what', ({ write, differ = [], agree = [], settled = [], waits = [] }) => {
  const result = found(write)
  expect(names(result.disagreements)).toEqual(differ)
  expect(names(result.agreements)).toEqual(agree)
  expect(names(result.settled)).toEqual(settled)
  expect(result.waiting).toEqual(waits)
})

test('a dimension that is not asked after a person’s own codes, or an optional number, is not owed', () => {
  const codebook = {
    ...smallCodebook,
    dimensions: smallCodebook.dimensions.map((dimension) =>
      dimension.id === 'quality'
        ? { ...dimension, when: { dimension: 'design', any: ['a'] } }
        : { ...dimension, required: false },
    ),
  }
  const result = found((log) => {
    log.code('Ada', 'd1', 'design', ['a'])
    log.code('Ada', 'd1', 'quality', ['low'])
    log.code('Ada', 'd1', 'size', 12)
    log.code('Ben', 'd1', 'design', ['b'])
  }, codebook)
  expect(result.waiting).toEqual([])
  expect(names(result.disagreements)).toEqual(['d1 design'])
})

const screened = (id: string, coder: string, reason?: string): Decision => ({
  kind: 'screen',
  id,
  at: '2026-01-01T00:00:00Z',
  coder,
  report: 'd1',
  stage: 'full-text',
  verdict: 'exclude',
  ...(reason === undefined ? {} : { reason }),
})

test.each([
  ['one reason and none', [undefined, 'off-topic'], true, 'off-topic'],
  ['two reasons', ['too-short', 'off-topic'], false, undefined],
  ['two reasons with a silent one between', ['too-short', undefined, 'off-topic'], false, undefined],
])('exclusions: %s', (_what, reasons, agreed, reason) => {
  const log = reasons.map((given, i) => screened(`0${i}`, `coder ${i}`, given))
  const { agreements, disagreements } = reconciliation(foldLog(log), smallCodebook)
  const [shared] = [...agreements, ...disagreements]
  if (shared === undefined) throw new Error('nothing shared')
  expect(isAgreed(shared)).toBe(agreed)
  const outcome = agreedOutcome(shared)
  expect(outcome !== undefined && 'stage' in outcome ? outcome.reason : undefined).toBe(reason)
})

describe('what is settled', () => {
  const codes = fc.subarray(['x', 'y', 'z'])
  const coders = fc.subarray(['Ada', 'Ben', 'Cleo', 'Dora'], { minLength: 2 })
  const logs = coders.chain((people) =>
    fc.tuple(...people.map((coder) => fc.record({ coder: fc.constant(coder), codes }))),
  )
  const effects = findDimension(smallCodebook, 'effects')

  test('both is the union, feeds the map as reconciled, names every word, and leaves nothing open', () => {
    fc.assert(
      fc.property(logs, (said) => {
        const log = new LogWriter()
        for (const one of said) log.code(one.coder, 'd1', 'effects', one.codes)
        const { disagreements, agreements } = reconciliation(foldLog(log.entries), smallCodebook)
        const [shared] = [...disagreements, ...agreements]
        if (shared === undefined || effects === undefined) throw new Error('nothing shared')
        const isSame = new Set(said.map((one) => one.codes.toSorted().join())).size === 1
        expect(agreements).toHaveLength(isSame ? 1 : 0)
        expect(agreedOutcome(shared) === undefined).toBe(!isSame)
        const outcome = bothOutcomes(shared.words, effects)
        if (outcome === undefined) throw new Error('no union')
        const draft = settlement(shared, outcome, { coder: 'Zoe', codebook: 'hash' })
        expect(draft.settles.toSorted()).toEqual(log.entries.map(({ id }) => id))
        const after = foldLog([...log.entries, { ...draft, id: '02', at: '2026-02-01T00:00:00Z' }])
        const union = [...new Set(said.flatMap((one) => one.codes))].toSorted()
        expect(settleCoding(after, 'd1', effects, 'both')).toEqual({
          value: { codes: union },
          by: 'reconciliation',
          coders: ['Zoe'],
        })
        const left = reconciliation(after, smallCodebook)
        expect([left.disagreements, left.agreements, left.settled.length]).toEqual([[], [], 1])
      }),
      { numRuns: 60 },
    )
  })

  test('both is not for a dimension that takes one code', () => {
    const { disagreements } = found((log) => {
      log.code('Ada', 'd1', 'design', ['a'])
      log.code('Ben', 'd1', 'design', ['b'])
    })
    const words = disagreements[0]?.words ?? []
    expect(words).toHaveLength(2)
    expect(bothOutcomes(words, findDimension(smallCodebook, 'design'))).toBeUndefined()
  })

  test('evidence and notes go with the words', () => {
    const base = { at: '2026-01-01T00:00:00Z', report: 'd1', dimension: 'effects' }
    const log: readonly Decision[] = [
      {
        ...base,
        kind: 'code',
        id: '01',
        coder: 'Ada',
        value: { codes: ['x'] },
        evidence: [{ quote: 'one' }],
      },
      {
        ...base,
        kind: 'code',
        id: '02',
        coder: 'Ben',
        value: { codes: ['y'] },
        evidence: [{ quote: 'two' }],
      },
      { ...base, kind: 'note', id: '03', coder: 'Ben', text: 'table 2' },
    ]
    const words = reconciliation(foldLog(log), smallCodebook).disagreements[0]?.words ?? []
    expect(words.map(({ coder, notes }) => [coder, notes])).toEqual([
      ['Ada', []],
      ['Ben', ['table 2']],
    ])
    expect(bothOutcomes(words, effects)).toEqual({
      dimension: 'effects',
      value: { codes: ['x', 'y'] },
      evidence: [{ quote: 'one' }, { quote: 'two' }],
    })
  })
})
