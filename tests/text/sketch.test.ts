import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sketchSimilarity, wordSketch } from '../../src/text/sketch.ts'

const size = 64
const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{4,9}$/), { minLength: 40, maxLength: 300 })

test('the estimate is near the Jaccard similarity of the word sets', () => {
  fc.assert(
    fc.property(words, fc.nat(100), (all, percent) => {
      const cut = Math.floor((all.length * percent) / 100)
      const a = all.slice(0, cut)
      const truth = a.length / all.length
      const estimate = sketchSimilarity(wordSketch(a.join(' '), size), wordSketch(all.join(' '), size), size)
      // Six standard errors of a share of 64: wide enough for every seed.
      expect(Math.abs(estimate - truth)).toBeLessThan(0.4)
    }),
    { numRuns: 50 },
  )
})

test('order, case, punctuation and repetition do not matter', () => {
  const a = wordSketch('Reputation offsets trust judgments; TRUST judgments, again.', 8)
  expect(a).toEqual(wordSketch('again judgments offsets reputation trust', 8))
})

test('a text without words of four letters has an empty sketch, unlike everything', () => {
  expect(wordSketch('a b c, the', 8)).toHaveLength(0)
  expect(sketchSimilarity(wordSketch('', 8), wordSketch('something', 8), 8)).toBe(0)
})
