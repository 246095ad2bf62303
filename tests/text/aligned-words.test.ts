import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alignWords } from '../../src/text/aligned-words.ts'

const marked = (pieces: readonly { readonly text: string; readonly differs: boolean }[]): string =>
  pieces.map(({ text, differs }) => (differs ? `[${text.trim()}]` : text.trim())).join(' ')

describe('words without a counterpart are marked', () => {
  test.each([
    ['The cat sat', 'The cat sat', 'The cat sat', 'The cat sat'],
    ['Care: a review', 'CARE a review', 'Care: a review', 'CARE a review'],
    ['Part I of care', 'Part II of care', 'Part [I] of care', 'Part [II] of care'],
    ['Éducation', 'Education', 'Éducation', 'Education'],
    ['', 'new', '', '[new]'],
  ])('%j and %j', (a, b, left, right) => {
    const [l, r] = alignWords(a, b)
    expect([marked(l), marked(r)]).toEqual([left, right])
  })
})

test('pieces join to their text, and equal texts have no difference', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      const [l, r] = alignWords(a, b)
      const join = (pieces: typeof l): string => pieces.map(({ text }) => text).join('')
      expect(join(l)).toBe(a.trim() === '' ? '' : a)
      expect(join(r)).toBe(b.trim() === '' ? '' : b)
      expect(
        alignWords(a, a)
          .flat()
          .some(({ differs }) => differs),
      ).toBe(false)
    }),
  )
})
