import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { afterReconcile, openReconcile, type ReconcileEvent } from '../../src/tui/reconcile-state.ts'
import { offersFor, pickedOutcome } from '../../src/tui/third-value.ts'
import { smallCodebook } from '../agreement/log.ts'

const reports = ['d1', 'd1', 'd2']
const saved = (item: number): ReconcileEvent => ({ kind: 'saved', item, words: 'A', decision: `D${item}` })
const after = (...events: readonly ReconcileEvent[]): ReturnType<typeof openReconcile> =>
  events.reduce(afterReconcile, openReconcile(reports))

describe('a sitting over disagreements', () => {
  test('a saved outcome moves on to the next that has none', () => {
    expect(after(saved(0)).at).toBe(1)
    expect(after(saved(1), saved(0)).at).toBe(2)
    expect(after(saved(0), saved(1), saved(2)).at).toBe(3)
  })

  test('the next report is the next one that is another, or the end', () => {
    expect(after({ kind: 'nextReport' }).at).toBe(2)
    expect(after({ kind: 'nextReport' }, { kind: 'nextReport' }).at).toBe(3)
    expect(after({ kind: 'skip' }, { kind: 'back' }, { kind: 'back' }).at).toBe(0)
  })

  test('an outcome taken back returns to its disagreement and forgets it', () => {
    const state = after(saved(0), saved(1), { kind: 'taken-back', item: 1 })
    expect([state.at, [...state.said.keys()], state.order]).toEqual([1, [0], [0]])
  })

  test('typing, taking codes and writing a note', () => {
    const asking = after({ kind: 'ask', about: 'third' }, { kind: 'type', typed: 'a' })
    expect(asking.asking).toEqual({ kind: 'third', typed: 'a', at: 0, chosen: [] })
    const taken = [
      { kind: 'choose', code: 'x' },
      { kind: 'choose', code: 'y' },
      { kind: 'choose', code: 'x' },
    ] as const
    expect(taken.reduce(afterReconcile, asking).asking).toMatchObject({ typed: '', chosen: ['y'] })
    expect(after({ kind: 'ask', about: 'third' }, saved(0)).asking).toBeUndefined()
    const noted = after({ kind: 'ask', about: 'note' }, { kind: 'noted', item: 0, text: 'asked Zoe' })
    expect([noted.asking, noted.noted.get(0)]).toEqual([undefined, ['asked Zoe']])
    expect(after({ kind: 'type', typed: 'lost' })).toEqual(after())
  })

  test('whatever happens, the place stays within bounds and order and outcomes agree', () => {
    const event = fc.oneof(
      fc.nat(2).map(saved),
      fc.nat(2).map((item): ReconcileEvent => ({ kind: 'taken-back', item })),
      fc.constantFrom<ReconcileEvent>(
        { kind: 'skip' },
        { kind: 'back' },
        { kind: 'nextReport' },
        { kind: 'other' },
        { kind: 'ask', about: 'third' },
        { kind: 'mark', by: -1, count: 0 },
        { kind: 'mark', by: 1, count: 2 },
      ),
    )
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const state = after(...events)
        expect(state.at).toBeGreaterThanOrEqual(0)
        expect(state.at).toBeLessThanOrEqual(reports.length)
        expect(state.order.toSorted()).toEqual([...state.said.keys()].toSorted())
        expect(state.asking?.at ?? 0).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

const like = (dimension: string) => ({ dimension, value: { codes: [] } })

test.each([
  ['design', '', ['A', 'A1', 'B', 'none applies']],
  ['design', 'b', ['B']],
  ['quality', 'i', ['MIDDLE', 'HIGH', 'none applies']],
  ['size', '12', ['12']],
  ['size', 'twelve', []],
  ['size', '', []],
  ['remark', ' said so ', ['said so']],
  ['gone', '', []],
])('a third value of %s, having typed "%s"', (dimension, typed, labels) => {
  expect(offersFor(like(dimension), smallCodebook, typed).map(({ label }) => label)).toEqual(labels)
})

test('a third value is the marked offer, or the codes taken where several can be', () => {
  const offers = offersFor(like('effects'), smallCodebook, '')
  expect(pickedOutcome(like('effects'), offers, { at: 1, chosen: [] })).toEqual({
    dimension: 'effects',
    value: { codes: ['y'] },
  })
  expect(pickedOutcome(like('effects'), offers, { at: 1, chosen: ['z', 'x'] })).toEqual({
    dimension: 'effects',
    value: { codes: ['x', 'z'] },
  })
  expect(pickedOutcome(like('effects'), [], { at: 0, chosen: [] })).toBeUndefined()
  const verdict = { stage: 'full-text', verdict: 'include' } as const
  expect(offersFor(verdict, smallCodebook, 'ex').map(({ outcome }) => outcome)).toEqual([
    { stage: 'full-text', verdict: 'exclude' },
  ])
})
