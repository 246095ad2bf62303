import { describe, expect, test } from 'vitest'
import { afterScreening, openScreening, type ScreeningEvent } from '../../src/tui/screening-state.ts'

const after = (...events: readonly ScreeningEvent[]) => events.reduce(afterScreening, openScreening(3))

describe('where a sitting over reports to screen stands', () => {
  test('going on leaves scroll, question and trouble behind', () => {
    const state = after(
      { kind: 'scroll', by: 3, most: 9 },
      { kind: 'trouble', words: 'Not saved' },
      { kind: 'ask', about: 'note' },
      { kind: 'go', at: 4, message: 'Saved: include.' },
    )
    expect(state).toEqual({ ...openScreening(4), message: 'Saved: include.' })
  })

  test('scrolling stops at both ends, and what does not move is the same state', () => {
    const bottom = after({ kind: 'scroll', by: 30, most: 9 })
    expect(bottom.scroll).toBe(9)
    expect(afterScreening(bottom, { kind: 'scroll', by: 3, most: 9 })).toBe(bottom)
    const top = openScreening(0)
    expect(afterScreening(top, { kind: 'scrollSide', by: -3, most: 9 })).toBe(top)
  })

  test('a question takes typing and marks within its choices', () => {
    const asked = after({ kind: 'ask', about: 'reason' }, { kind: 'mark', by: 2, count: 3 })
    expect(asked.asking).toEqual({ kind: 'reason', typed: '', at: 2 })
    expect(afterScreening(asked, { kind: 'mark', by: 5, count: 3 }).asking?.at).toBe(2)
    expect(afterScreening(asked, { kind: 'type', typed: 'f' }).asking).toEqual({
      kind: 'reason',
      typed: 'f',
      at: 0,
    })
    expect(afterScreening(asked, { kind: 'answered' }).asking).toBeUndefined()
    expect(after({ kind: 'type', typed: 'lost' })).toEqual(openScreening(3))
  })

  test('the first of two that are one document is remembered across reports, until the other is named', () => {
    const named = after({ kind: 'twin', report: 'd1' }, { kind: 'go', at: 5 })
    expect(named.twin).toBe('d1')
    expect(afterScreening(named, { kind: 'twin' }).twin).toBeUndefined()
  })
})
