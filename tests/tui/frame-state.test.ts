import { describe, expect, test } from 'vitest'
import { afterFrame, type FrameEvent, nextFound, openFrame, windowStart } from '../../src/tui/frame-state.ts'

const after = (...events: readonly FrameEvent[]) => events.reduce(afterFrame, openFrame())
const found: FrameEvent = {
  kind: 'found',
  words: 'water',
  reports: [{ id: 'd1' }, { id: 'd2' }, { id: 'd3' }],
}

describe('what lies over a screen', () => {
  test('opens empty, takes typing, marks within its rows and closes', () => {
    const typed = after({ kind: 'open', overlay: 'palette' }, { kind: 'type', typed: 're' })
    expect(typed.overlay).toEqual({ kind: 'palette', typed: 're', at: 0 })
    const marked = [5, -9, 1]
      .map((by): FrameEvent => ({ kind: 'mark', by, count: 3 }))
      .reduce(afterFrame, typed)
    expect(marked.overlay?.at).toBe(1)
    expect(afterFrame(marked, { kind: 'type', typed: 'r' }).overlay?.at).toBe(0)
    expect(afterFrame(marked, { kind: 'close' }).overlay).toBeUndefined()
    expect(after({ kind: 'type', typed: 'lost' })).toEqual(openFrame())
  })

  test('a search opened again stands where it was', () => {
    const state = after({ kind: 'open', overlay: 'find' }, found, { kind: 'gone-to', at: 1 })
    expect(state.overlay).toBeUndefined()
    const again = afterFrame(state, { kind: 'open', overlay: 'find' })
    expect(again.overlay).toEqual({ kind: 'find', typed: 'water', at: 1 })
  })
})

describe('the next and the previous find', () => {
  test('go round and round', () => {
    expect(nextFound(openFrame(), 1)).toBeUndefined()
    let state = after(found)
    const visited = Array.from({ length: 5 }, () => {
      const next = nextFound(state, 1)
      state = afterFrame(state, { kind: 'gone-to', at: next?.at ?? -1 })
      return next?.report
    })
    expect(visited).toEqual(['d1', 'd2', 'd3', 'd1', 'd2'])
    expect(nextFound(state, -1)?.report).toBe('d1')
    expect(nextFound(after(found), -1)?.report).toBe('d3')
    expect(nextFound(after(found, { kind: 'forget' }), 1)).toBeUndefined()
  })
})

test.each([
  [0, 100, 10, 0],
  [50, 100, 10, 45],
  [99, 100, 10, 90],
  [3, 5, 10, 0],
])('item %i of %i in a window of %i begins at %i', (at, count, height, start) => {
  expect(windowStart(at, count, height)).toBe(start)
})
