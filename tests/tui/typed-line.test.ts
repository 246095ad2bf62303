import { expect, test } from 'vitest'
import { noPress } from '../../src/tui/keys.ts'
import { afterTyped } from '../../src/tui/typed-line.ts'

test.each([
  ['ab', 'c', {}, 'abc'],
  ['ab', '', { backspace: true }, 'a'],
  ['', '', { backspace: true }, ''],
  ['e\u0301', '', { backspace: true }, ''],
  ['한국👩‍🔬', '', { backspace: true }, '한국'],
  ['two words', 'w', { ctrl: true }, 'two '],
  ['two words ', 'w', { ctrl: true }, 'two '],
  ['two words', 'u', { ctrl: true }, ''],
  ['a', 'pasted\r\ntext\u001b[2J', {}, 'apasted text [2J'],
  ['a', '', { return: true }, undefined],
  ['a', '', { escape: true }, undefined],
  ['a', '', { tab: true }, undefined],
  ['a', '', { upArrow: true }, undefined],
  ['a', 'x', { ctrl: true }, undefined],
])('%j and then %j %j is %j', (typed, input, press, expected) => {
  expect(afterTyped(typed, input, { ...noPress, ...press })).toBe(expected)
})
