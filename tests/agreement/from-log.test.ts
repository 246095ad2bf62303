import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blindLog } from '../../src/agreement/blind-log.ts'
import {
  byPhase,
  type FromLogOptions,
  type LoggedRatings,
  ratingsFromLog,
} from '../../src/agreement/from-log.ts'
import type { Decision } from '../../src/domain/decision.ts'
import { LogWriter, smallCodebook } from './log.ts'

const dimensionOf = (log: LogWriter, id: string, options?: FromLogOptions): LoggedRatings => {
  const logged = ratingsFromLog(log.entries, smallCodebook, options).dimensions.get(id)
  if (logged === undefined) throw new Error(`no ratings for ${id}`)
  return logged
}

/** Rows of values as text, `*` for missing. */
const rows = ({ ratings }: LoggedRatings): readonly string[] =>
  ratings.units.map((unit, u) => {
    const values = ratings.coders.map((_, c) => {
      const value = ratings.scale.values[ratings.cells[u * ratings.coders.length + c] ?? -1]
      return value === undefined ? '*' : Array.isArray(value) ? `{${value.join(',')}}` : String(value)
    })
    return `${unit} ${values.join(' ')}`
  })

describe('ratings from codings', () => {
  test('values are the codebook’s, in its order, used or not; a retired code only if used', () => {
    const log = new LogWriter()
    log.code('ann', 'd1', 'design', ['b'])
    log.code('bob', 'd1', 'design', ['a1'])
    const { ratings } = dimensionOf(log, 'design')
    expect(ratings.scale).toEqual({ kind: 'nominal', values: ['a', 'a1', 'b'] })
    log.code('ann', 'd2', 'design', ['old'])
    expect(dimensionOf(log, 'design').ratings.scale.values).toEqual(['a', 'a1', 'b', 'old'])
  })

  test.each([
    ['multi', 'effects', [['z', 'x', 'x'], []], 'd1 {x,z} {}'],
    ['ordinal', 'quality', [['low'], ['high']], 'd1 low high'],
    ['number', 'size', [12, 7.5], 'd1 12 7.5'],
    ['none applies', 'design', [[], ['a']], 'd1 (none applies) a'],
  ] as const)('%s', (_, id, values, expected) => {
    const log = new LogWriter()
    for (const [i, value] of values.entries()) log.code(`coder${i}`, 'd1', id, value)
    expect(rows(dimensionOf(log, id))).toEqual([expected])
  })

  test('numbers are a ratio or interval scale of the numbers that occur, ascending', () => {
    const log = new LogWriter()
    for (const [i, value] of [30, 4, 4].entries()) log.code('ann', `d${i}`, 'size', value)
    expect(dimensionOf(log, 'size').ratings.scale).toEqual({ kind: 'ratio', values: [4, 30] })
  })

  test('numbers below 0 are no ratio scale, whatever the codebook says', () => {
    const log = new LogWriter()
    log.code('ann', 'd1', 'size', -2)
    log.code('bob', 'd1', 'size', 2)
    expect(dimensionOf(log, 'size').ratings.scale).toEqual({ kind: 'interval', values: [-2, 2] })
  })

  test('texts have no agreement', () => {
    expect(ratingsFromLog([], smallCodebook).dimensions.has('remark')).toBe(false)
  })

  test('what does not count is counted, with its reason', () => {
    const log = new LogWriter()
    log.code('ann', 'd1', 'design', ['b'])
    log.code('bob', 'd1', 'design', ['b'])
    log.code('ann', 'd2', 'design', ['b'])
    log.code('ann', 'd3', 'design', ['unheard-of'])
    log.code('ann', 'd4', 'design', 12)
    log.code('ann', 'd5', 'design', ['a', 'b'])
    log.code('ann', 'd1', 'quality', [])
    expect(dimensionOf(log, 'design').dropped).toEqual({
      'one-coder': 1,
      'unknown-code': 1,
      'other-type': 1,
      'several-codes': 1,
    })
    expect(dimensionOf(log, 'quality').dropped).toEqual({ 'no-place-in-order': 1 })
  })

  test('a code id that is also the name of a reason is a code', () => {
    const log = new LogWriter()
    log.code('ann', 'd1', 'design', ['other-type'])
    const [design, ...others] = smallCodebook.dimensions
    if (design === undefined) throw new Error('no dimension')
    const codes = design.codes.map((code) => (code.id === 'b' ? { ...code, id: 'other-type' } : code))
    const book = { ...smallCodebook, dimensions: [{ ...design, codes }, ...others] }
    expect(ratingsFromLog(log.entries, book).dimensions.get('design')?.dropped).toEqual({ 'one-coder': 1 })
  })

  test('machines do not count unless asked; coders can be chosen', () => {
    const log = new LogWriter()
    log.code('ann', 'd1', 'design', ['b'])
    log.code('machine:cues', 'd1', 'design', ['a'])
    log.code('bob', 'd1', 'design', ['a'])
    expect(rows(dimensionOf(log, 'design'))).toEqual(['d1 b a'])
    expect(dimensionOf(log, 'design', { machines: true }).ratings.coders).toEqual([
      'ann',
      'bob',
      'machine:cues',
    ])
    expect(dimensionOf(log, 'design', { coders: ['bob'] }).ratings.coders).toEqual(['bob'])
  })

  test('the last word of each coder counts, retracted words do not, merged reports are one', () => {
    const log = new LogWriter()
    log.code('ann', 'd1', 'design', ['a'])
    log.code('ann', 'd1', 'design', ['b'])
    log.code('bob', 'd2', 'design', ['b'])
    const slip = log.code('bob', 'd2', 'design', ['a'])
    log.retract('bob', slip)
    const resolve = (): string => 'd1'
    expect(rows(dimensionOf(log, 'design', { resolve }))).toEqual(['d1 b b'])
  })
})

describe('frozen before reconciliation', () => {
  const coded = (): LogWriter => {
    const log = new LogWriter()
    log.code('ann', 'd1', 'design', ['a'])
    log.code('bob', 'd1', 'design', ['b'])
    log.code('ann', 'd1', 'effects', ['x'])
    return log
  }

  test('a code changed after the discussion does not change agreement', () => {
    const log = coded()
    log.reconcile('ann', 'd1', 'design')
    log.code('bob', 'd1', 'design', ['a'])
    expect(rows(dimensionOf(log, 'design'))).toEqual(['d1 a b'])
    expect(dimensionOf(log, 'design').dropped).toEqual({})
  })

  test('a retraction after it takes nothing back, and redo brings nothing back', () => {
    const log = coded()
    const id = log.entries[1]?.id ?? ''
    const before = log.retract('bob', id)
    log.reconcile('ann', 'd1', 'design')
    log.retract('bob', before)
    expect(rows(dimensionOf(log, 'design'))).toEqual(['d1 a'])
    const other = coded()
    other.reconcile('ann', 'd1', 'design')
    other.retract('bob', other.entries[1]?.id ?? '')
    expect(rows(dimensionOf(other, 'design'))).toEqual(['d1 a b'])
  })

  test('all dimensions of the report freeze at once; who comes later is counted as late', () => {
    const log = coded()
    log.reconcile('ann', 'd1', 'design')
    log.code('bob', 'd1', 'effects', ['x'])
    log.code('bob', 'd2', 'effects', ['x'])
    expect(rows(dimensionOf(log, 'effects'))).toEqual(['d1 {x} *', 'd2 * {x}'])
    expect(dimensionOf(log, 'effects').dropped).toEqual({ 'after-reconciliation': 1, 'one-coder': 2 })
  })

  test('taking the reconciliation back does not make anybody blind again', () => {
    const log = coded()
    const settled = log.reconcile('ann', 'd1', 'design')
    log.retract('ann', settled)
    log.code('bob', 'd1', 'design', ['a'])
    expect(rows(dimensionOf(log, 'design'))).toEqual(['d1 a b'])
  })

  test('settling a screening conflict freezes that stage, not the coding', () => {
    const log = new LogWriter()
    log.screen('ann', 'd1', 'include')
    log.screen('bob', 'd1', 'exclude')
    log.settle('ann', 'd1', 'title-abstract', 'include')
    log.screen('bob', 'd1', 'include')
    log.screen('bob', 'd1', 'include', 'full-text')
    log.code('ann', 'd1', 'design', ['a'])
    const found = ratingsFromLog(log.entries, smallCodebook)
    const stage = found.stages.get('title-abstract')
    expect(stage === undefined ? [] : rows(stage)).toEqual(['d1 include exclude'])
    expect(found.stages.get('full-text')?.ratings.units).toEqual(['d1'])
    expect(rows(dimensionOf(log, 'design'))).toEqual(['d1 a'])
  })

  test('reconciling under an old id of a merged report freezes the report', () => {
    const log = coded()
    log.reconcile('ann', 'd9', 'design')
    log.code('bob', 'd1', 'design', ['a'])
    expect(rows(dimensionOf(log, 'design', { resolve: () => 'd1' }))).toEqual(['d1 a b'])
  })

  test('whatever is added after the reconciliations, agreement stays as it was', () => {
    const entry = fc.record({
      coder: fc.constantFrom('ann', 'bob'),
      report: fc.constantFrom('d1', 'd2'),
      code: fc.constantFrom('a', 'b'),
      act: fc.constantFrom('code', 'retract', 'reconcile', 'uncode'),
      target: fc.nat(12),
    })
    const write = (
      log: LogWriter,
      acts: readonly (typeof entry extends fc.Arbitrary<infer T> ? T : never)[],
    ) => {
      for (const { coder, report, code, act, target } of acts) {
        if (act === 'code') log.code(coder, report, 'design', [code])
        else if (act === 'uncode') log.code(coder, report, 'design', null)
        else if (act === 'reconcile') log.reconcile(coder, report, 'design')
        else log.retract(coder, log.entries[target % Math.max(1, log.entries.length)]?.id ?? '')
      }
    }
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 12 }), fc.array(entry, { maxLength: 12 }), (before, after) => {
        const log = new LogWriter()
        write(log, before)
        log.reconcile('ann', 'd1', 'design')
        log.reconcile('ann', 'd2', 'design')
        const frozen = rows(dimensionOf(log, 'design'))
        write(log, after)
        expect(rows(dimensionOf(log, 'design'))).toEqual(frozen)
      }),
    )
  })

  test('late words are handed out, and the order of the log is nothing', () => {
    const log = coded()
    log.reconcile('ann', 'd1', 'design')
    const late = log.code('cyd', 'd1', 'design', ['a'])
    const shuffled: readonly Decision[] = log.entries.toReversed()
    expect(blindLog(shuffled).late.map(({ id }) => id)).toEqual([late])
    expect(ratingsFromLog(shuffled, smallCodebook)).toEqual(ratingsFromLog(log.entries, smallCodebook))
  })
})

describe('screening', () => {
  test('"maybe" goes on with the includes, or stands by itself when asked', () => {
    const log = new LogWriter()
    log.screen('ann', 'd1', 'maybe')
    log.screen('bob', 'd1', 'include')
    const two = ratingsFromLog(log.entries, smallCodebook).stages.get('title-abstract')
    expect(two === undefined ? [] : rows(two)).toEqual(['d1 include include'])
    const three = ratingsFromLog(log.entries, smallCodebook, { maybe: 'own' }).stages.get('title-abstract')
    expect(three?.ratings.scale.values).toEqual(['include', 'maybe', 'exclude'])
  })
})

describe('phases', () => {
  test('a report belongs to the phase in which its first blind coding was made', () => {
    const log = new LogWriter()
    log.code('ann', 'd1', 'design', ['a'])
    log.code('ann', 'd2', 'design', ['a'])
    const border = new Date(Date.UTC(2026, 0, 1, 0, log.entries.length)).toISOString()
    log.code('bob', 'd1', 'design', ['b'])
    log.code('ann', 'd3', 'design', ['b'])
    const phases = [{ name: 'pilot', until: border }, { name: 'main' }]
    const [pilot, main] = byPhase(dimensionOf(log, 'design'), phases)
    expect(pilot?.phase).toBe('pilot')
    expect(pilot?.ratings.units).toEqual(['d1', 'd2'])
    expect(pilot?.dropped).toEqual({ 'one-coder': 1 })
    expect(main?.ratings.units).toEqual(['d3'])
    expect(byPhase(dimensionOf(log, 'design'), [{ name: 'all' }])[0]?.ratings.units).toHaveLength(3)
  })
})
