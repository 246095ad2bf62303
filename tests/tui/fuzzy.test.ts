import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzy } from '../../src/tui/fuzzy.ts'

const names = ['Go to Reconcile', 'Redo', 'Redraw', 'Next report', 'Skip', 'Screen full texts', 'Flag']
const found = (typed: string): readonly string[] =>
  fuzzy(names, typed, (name) => name).map(({ item }) => item)

describe('fuzzy', () => {
  test.each([
    ['', names],
    ['red', ['Redo', 'Redraw']],
    ['rec', ['Go to Reconcile']],
    ['gtr', ['Go to Reconcile']],
    ['sft', ['Screen full texts']],
    ['FLAG', ['Flag']],
    ['zzz', []],
  ])('%j finds %j', (typed, expected) => {
    expect(found(typed)).toEqual(expected)
  })

  test('finds what holds the typed characters in their order, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 12 })), fc.string({ maxLength: 4 }), (texts, typed) => {
        const wanted = [...typed.toLowerCase().replace(/\s+/gu, '')]
        const holds = (text: string): boolean => {
          let from = 0
          return wanted.every((character) => {
            const at = text.toLowerCase().indexOf(character, from)
            from = at + character.length
            return at !== -1
          })
        }
        const matches = fuzzy(texts, typed, (text) => text).map(({ item }) => item)
        expect(matches.toSorted()).toEqual(texts.filter(holds).toSorted())
      }),
    )
  })
})
