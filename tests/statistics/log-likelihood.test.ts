import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { signedLogLikelihood } from '../../src/statistics/log-likelihood.ts'

/** Dunning 1993, table 2: bigrams "A B" by the counts of A B, A not-B, not-A B, not-A not-B, and -2 log λ. */
test.each([
  ['the swiss', 110, 2442, 111, 29114, 270.72],
  ['can be', 29, 13, 123, 31612, 263.9],
  ['previous year', 31, 23, 139, 31584, 256.84],
  ['mineral water', 10, 0, 3, 31764, 167.23],
  ['at the', 76, 104, 2476, 29121, 157.21],
  ['real terms', 16, 16, 51, 31694, 157.03],
  ['natural gas', 9, 0, 5, 31763, 146.8],
])('Dunning 1993: %s', (_bigram, a, b, c, d, expected) => {
  const table = { inFirst: a, ofFirst: a + b, inSecond: c, ofSecond: c + d }
  expect(signedLogLikelihood(table)).toBeCloseTo(expected, 2)
})

test('changes its sign with the groups, is 0 for equal shares, and finite at every edge', () => {
  const group = fc.nat(500).chain((of) => fc.tuple(fc.nat(of), fc.constant(of)))
  fc.assert(
    fc.property(group, group, ([inFirst, ofFirst], [inSecond, ofSecond]) => {
      const g = signedLogLikelihood({ inFirst, ofFirst, inSecond, ofSecond })
      const back = signedLogLikelihood({
        inFirst: inSecond,
        ofFirst: ofSecond,
        inSecond: inFirst,
        ofSecond: ofFirst,
      })
      expect(Number.isFinite(g)).toBe(true)
      expect(Math.abs(g)).toBeCloseTo(Math.abs(back), 8)
      const isEqual = inFirst * ofSecond === inSecond * ofFirst
      expect(isEqual ? Math.abs(g) : 0).toBeLessThan(1e-9)
    }),
  )
})
