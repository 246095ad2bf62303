import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { phrasesIn } from '../../src/text/phrases.ts'

test.each([
  [
    'Co-production of public services',
    ['co production', 'production', 'production of public', 'public', 'public services', 'services'],
  ],
  ['The users. Citizens too', ['users', 'citizens']],
  ["Citizens' juries", ['citizens', 'citizens juries', 'juries']],
  ['In 2019, 34 municipalities', ['municipalities']],
  ['Ação São', ['acao', 'acao sao', 'sao']],
  ['', []],
])('%s', (text, expected) => {
  expect([...phrasesIn(text)].toSorted()).toEqual(expected.toSorted())
})

test('of any text: folded, at most three words, and stable', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const phrase of phrasesIn(text)) {
        expect(phrase.split(' ').length).toBeLessThanOrEqual(3)
        expect(phrase).toBe(phrase.trim())
      }
    }),
  )
})
