import { expect, test } from 'vitest'
import { abbreviates, isAcronym, sayingWords } from '../../src/text/abbreviation.ts'
import { wordDifference } from '../../src/text/word-difference.ts'

test.each([
  ['health care costs', 'healthcare costs', [], []],
  ['video anywhere a system', 'videoanywhere a system', [], []],
  ['classification of tumours', 'classification of tumors', [], []],
  ['trial in adults with asthma', 'trial in adolescents with asthma', ['adults'], ['adolescents']],
  ['hyperglycemia in mice', 'hypoglycemia in mice', ['hyperglycemia'], ['hypoglycemia']],
  ['afferent nerves', 'efferent nerves', ['afferent'], ['efferent']],
  ['the effect of a drug', 'effects of drug', [], []],
  ['p16 expression', 'p53 expression', ['p16'], ['p53']],
])('%s / %s', (a, b, onlyA, onlyB) => {
  const difference = wordDifference(a.split(' '), b.split(' '))
  expect([difference.onlyA, difference.onlyB]).toEqual([onlyA, onlyB])
})

test.each([
  ['j natl cancer inst', 'journal of the national cancer institute', true],
  ['n engl j med', 'new england journal of medicine', true],
  ['vldb j', 'the vldb journal', true],
  ['cancer', 'cancer letters', false],
  ['j surg', 'journal of urology', false],
])('%s abbreviates %s: %s', (short, long, expected) => {
  expect(abbreviates(sayingWords(short), sayingWords(long))).toBe(expected)
})

test.each([
  ['cmaj', 'canadian medical association journal', true],
  ['vldb', 'very large data bases', true],
  ['brain', 'brain and language', false],
])('%s is an acronym of %s: %s', (short, long, expected) => {
  expect(isAcronym(sayingWords(short), sayingWords(long))).toBe(expected)
})
