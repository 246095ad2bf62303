import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from '../../src/text/fold.ts'

test.each([
  ['Ludäscher’s Über-Æther', 'ludascher s uber aether'],
  ['H<sub>2</sub>O &amp; CO<sup>2</sup>', 'h2o co2'],
  ['Ldlr<sup>-/-</sup> mice', 'ldlr mice'],
  ['Bertram Lud&#228;scher &uuml;ber', 'bertram ludascher uber'],
  ['Amyloid-β protein', 'amyloid beta protein'],
  ['Ελληνικά κείμενα', 'ελληνικα κειμενα'],
  ['Исследование', 'исследование'],
  ['soft\u00ADhyphen and zero\u200Bwidth', 'softhyphen and zerowidth'],
  ['x < 5 and y > 3', 'x 5 and y 3'],
  ['', ''],
])('%s folds to %s', (text, folded) => {
  expect(fold(text)).toBe(folded)
})

test('folding a folded text changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(fold(fold(text))).toBe(fold(text))
    }),
  )
})
