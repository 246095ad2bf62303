import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { LetterSieve, sieved } from '../../src/text/letter-sieve.ts'

test('says of any text and run what a search says', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', 'é', '\u{1D538}'), maxLength: 12 })
  fc.assert(
    fc.property(letters, letters, (text, run) => {
      expect(new LetterSieve(text).contains(sieved(run))).toBe(text.includes(run))
    }),
  )
})

test('finds every run of a text in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), fc.nat(30), fc.nat(30), (text, from, to) => {
      expect(new LetterSieve(text).contains(sieved(text.slice(from, to)))).toBe(true)
    }),
  )
})
