import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { jaroWinkler, withinTypos } from '../../src/text/similarity.ts'

// Winkler (1990), table of examples, as reprinted in Winkler (2006), table 6.
test.each([
  ['MARTHA', 'MARHTA', 0.961],
  ['DWAYNE', 'DUANE', 0.84],
  ['DIXON', 'DICKSONX', 0.813],
  ['JONES', 'JOHNSON', 0.832],
  ['ABROMS', 'ABRAMS', 0.922],
  ['', '', 1],
  ['A', '', 0],
])('Jaro-Winkler of %s and %s is %f', (a, b, similarity) => {
  expect(jaroWinkler(a, b)).toBeCloseTo(similarity, 2)
})

test.each([
  ['assessment', 'assesment', 1, true],
  ['fourth', 'foruth', 1, true],
  ['tumour', 'tumor', 1, true],
  ['resistant', 'sensitive', 2, false],
  ['adult', 'adults', 1, true],
  ['knee', 'hip', 2, false],
])('%s and %s within %i typing errors: %s', (a, b, limit, expected) => {
  expect(withinTypos(a, b, limit)).toBe(expected)
  expect(withinTypos(b, a, limit)).toBe(expected)
})

test('similarity is symmetric and between 0 and 1', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(jaroWinkler(a, b)).toBeCloseTo(jaroWinkler(b, a), 12)
      expect(jaroWinkler(a, b)).toBeGreaterThanOrEqual(0)
      expect(jaroWinkler(a, b)).toBeLessThanOrEqual(1)
    }),
  )
})
