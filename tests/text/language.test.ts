import { expect, test } from 'vitest'
import { languageCode } from '../../src/text/language.ts'

test.each([
  ['English', 'en'],
  ['eng', 'en'],
  ['en-US', 'en'],
  ['pt_BR', 'pt'],
  ['ger', 'de'],
  ['deu', 'de'],
  ['fre', 'fr'],
  ['SPANISH', 'es'],
  ['chi', 'zh'],
  ['Chinese', 'zh'],
  ['English; French', 'en'],
  ['Hebrew', 'he'],
  ['', undefined],
  ['not a language', undefined],
  ['qqq', undefined],
])('%j is %s', (text, code) => {
  expect(languageCode(text)).toBe(code)
})
