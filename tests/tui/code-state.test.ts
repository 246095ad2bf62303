import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterCode, type CodeEvent, type CodeState, openCode, quotingOf } from '../../src/tui/code-state.ts'
import { codeLayout } from '../../src/tui/code-layout.ts'

const after = (...events: readonly CodeEvent[]): CodeState => events.reduce(afterCode, openCode())
const opened = (report: string, isBack = false): CodeEvent => ({ kind: 'opened', report, isBack })

test('going from report to report, and back', () => {
  expect(after(opened('a'), opened('b'), opened('c')).visited).toEqual(['a', 'b'])
  expect(after(opened('a'), opened('b'), opened('a', true))).toMatchObject({ report: 'a', visited: [] })
  // The same report again is no step.
  expect(after(opened('a'), opened('a')).visited).toEqual([])
})

test('another report is shown from its top, on the page of its codes', () => {
  const scrolled = [
    opened('a'),
    { kind: 'scroll', to: 9, most: 20 },
    { kind: 'page' },
    { kind: 'whole' },
  ] as const
  expect(after(...scrolled)).toMatchObject({ scroll: 9, page: 'report', showsWhole: true })
  expect(after(...scrolled, opened('b'))).toMatchObject({ scroll: 0, page: 'codes', showsWhole: false })
  expect(after(...scrolled, opened('a'))).toMatchObject({ scroll: 9, page: 'report' })
})

test.each<[string, readonly CodeEvent[], object | string]>([
  [
    'typing begins at the first match again',
    [
      { kind: 'ask', asking: { kind: 'find', inDimension: false, typed: '', at: 0 } },
      { kind: 'mark', by: 3, count: 9 },
      { kind: 'type', typed: 'x' },
    ],
    { typed: 'x', at: 0 },
  ],
  [
    'a mark stays within what is listed',
    [
      { kind: 'ask', asking: { kind: 'copy', at: 0 } },
      { kind: 'mark', by: 9, count: 2 },
    ],
    { at: 1 },
  ],
  [
    'a note has no mark',
    [
      { kind: 'ask', asking: { kind: 'note', about: 'code', typed: 'a' } },
      { kind: 'mark', by: 1, count: 5 },
    ],
    { typed: 'a' },
  ],
  [
    'what is left is gone',
    [{ kind: 'ask', asking: { kind: 'value', typed: '4' } }, { kind: 'cancel' }],
    'nothing',
  ],
  [
    'another report ends it',
    [{ kind: 'ask', asking: { kind: 'value', typed: '4' } }, opened('b')],
    'nothing',
  ],
])('%s', (_name, events, asking) => {
  expect({ asking: after(...events).asking ?? 'nothing' }).toMatchObject({ asking })
})

test('a quote is the sentence around the word, or from the mark to it, either way round', () => {
  const sentence = (word: number): { from: number; to: number } => ({ from: word - 1, to: word + 1 })
  expect(quotingOf({ kind: 'quote', at: 5 }, sentence)).toEqual({ from: 4, to: 6 })
  expect(quotingOf({ kind: 'quote', at: 5, anchor: 9 }, sentence)).toEqual({ from: 5, to: 9 })
})

test('at every size the parts fit, and the lists and the details share the height', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 300 }), fc.integer({ min: 1, max: 100 }), (columns, rows) => {
      const layout = codeLayout(columns, rows)
      const { isWide, reportWidth, codesWidth, listHeight, detailHeight } = layout
      expect(isWide ? reportWidth + 1 + codesWidth : Math.max(reportWidth, codesWidth)).toBe(columns)
      expect(listHeight + detailHeight + (isWide ? 0 : 1)).toBe(isWide ? rows : Math.max(2, rows))
      expect(layout.dimensionsWidth).toBeLessThan(codesWidth)
      expect(Math.min(listHeight, detailHeight + 1)).toBeGreaterThan(0)
    }),
  )
})
