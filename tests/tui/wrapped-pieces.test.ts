import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textWidth } from '../../src/domain/text-width.ts'
import { wrapPieces } from '../../src/tui/parts/wrapped-pieces.ts'

const lines = (pieces: Parameters<typeof wrapPieces>[0], width: number): readonly string[] =>
  wrapPieces(pieces, width).map((line) => line.map(({ text }) => text).join(''))

test('differing words stand in brackets, lines break at spaces', () => {
  expect(
    lines(
      [
        { text: 'Water and ', differs: false },
        { text: 'fire', differs: true },
        { text: ' in towns', differs: false },
      ],
      12,
    ),
  ).toEqual(['Water and', '[fire] in', 'towns'])
})

test('wide characters take two columns, long words break', () => {
  expect(lines([{ text: '公共服务的合作', differs: false }], 6)).toEqual(['公共服', '务的合', '作'])
})

test('no line is wider than the column, and no letter is lost', () => {
  const piece = fc.record({ text: fc.string({ unit: 'grapheme' }), differs: fc.boolean() })
  fc.assert(
    fc.property(fc.array(piece), fc.integer({ min: 4, max: 40 }), (pieces, width) => {
      const wrapped = wrapPieces(pieces, width)
      for (const line of wrapped)
        expect(textWidth(line.map(({ text }) => text).join(''))).toBeLessThanOrEqual(width)
      const letters = (text: string): string => text.replace(/[\s[\]]/g, '')
      expect(
        letters(
          wrapped
            .flat()
            .map(({ text }) => text)
            .join(''),
        ),
      ).toBe(letters(pieces.map(({ text }) => text).join('')))
    }),
  )
})
