import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { afterDuplicates, type DuplicatesEvent, openDuplicates } from '../../src/tui/duplicates-state.ts'

const saved = (pair: number, word: 'same' | 'different' = 'same'): DuplicatesEvent => ({
  kind: 'saved',
  pair,
  word,
  decision: `D${pair}`,
})
const after = (count: number, ...events: readonly DuplicatesEvent[]): ReturnType<typeof openDuplicates> =>
  events.reduce(afterDuplicates, openDuplicates(count))

describe('a sitting over pairs', () => {
  test('a saved word moves on to the next pair that has none', () => {
    expect(after(3, saved(0)).at).toBe(1)
    expect(after(3, saved(1), saved(0)).at).toBe(2)
    expect(after(3, saved(0), saved(1), saved(2)).at).toBe(3)
  })

  test('skipping and going back stay within the pairs', () => {
    expect(after(2, { kind: 'skip' }, { kind: 'skip' }, { kind: 'skip' }).at).toBe(2)
    expect(after(2, { kind: 'back' }).at).toBe(0)
  })

  test('a word taken back returns to its pair and forgets it', () => {
    const state = after(3, saved(0), saved(1, 'different'), { kind: 'taken-back', pair: 1 })
    expect(state.at).toBe(1)
    expect([...state.said.keys()]).toEqual([0])
    expect(state.order).toEqual([0])
  })

  test('said again, a pair stands last in the order of undo', () => {
    expect(after(3, saved(0), saved(1), saved(0, 'different')).order).toEqual([1, 0])
  })

  test('whatever happens, the place stays within bounds and order and words agree', () => {
    const event = (count: number): fc.Arbitrary<DuplicatesEvent> =>
      fc.oneof(
        fc.nat(count - 1).map((pair) => saved(pair)),
        fc.nat(count - 1).map((pair): DuplicatesEvent => ({ kind: 'taken-back', pair })),
        fc.constantFrom<DuplicatesEvent>({ kind: 'skip' }, { kind: 'back' }),
        fc.integer({ min: -9, max: 9 }).map((by): DuplicatesEvent => ({ kind: 'scroll', by, most: 5 })),
      )
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }).chain((count) => fc.tuple(fc.constant(count), fc.array(event(count)))),
        ([count, events]) => {
          const state = after(count, ...events)
          expect(state.at).toBeGreaterThanOrEqual(0)
          expect(state.at).toBeLessThanOrEqual(count)
          expect(state.scroll).toBeGreaterThanOrEqual(0)
          expect(state.order.toSorted()).toEqual([...state.said.keys()].toSorted())
        },
      ),
    )
  })
})
