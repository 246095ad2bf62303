import { expect, test } from 'vitest'
import { foldForLiterals, literalsOf } from '../../src/text/cue-literals.ts'

test.each([
  ['night school', ['school']],
  ['co-design*', ['design']],
  ['E-Learning', ['learning']],
  ['(patient|patients)', ['patient', 'patients']],
  ['(long-term care|home care)', ['long', 'home']],
  ['pre-(school|primary)', ['pre']],
  ['ab (school|primary)', ['school', 'primary']],
  ['neighbo(u|)rhood', ['neighbo']],
  ['malmö', ['malmö']],
  ['is', ['is']],
])('a match of "%s" contains one of %j', (cue, runs) => {
  expect(literalsOf(cue)).toEqual(runs)
})

test.each(['/school/u', 'school|home', '(a|)', '((a|b)|c) x'])('nothing can be told of "%s"', (cue) => {
  expect(literalsOf(cue)).toBeUndefined()
})

test('letters are folded as a search in any case folds them', () => {
  expect(foldForLiterals('ſCHOOL ΛΌΓΟΣ')).toBe('school λόγοσ')
})
