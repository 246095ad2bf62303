import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { keysDocument } from '../../scripts/keys-document.ts'
import { duplicatesKeys, frameKeys, keyTables } from '../../src/tui/key-tables.ts'
import { actionFor, hintsOf, hintsThatFit, keyPresses, noPress } from '../../src/tui/keys.ts'

test('docs/keys.md is what the tables say; "npm run keys" writes it', () => {
  const squeeze = (text: string): string => text.replace(/[ -]+/g, ' ')
  expect(squeeze(readFileSync('docs/keys.md', 'utf8'))).toBe(squeeze(keysDocument()))
})

test.each(keyTables.map(([screen, bindings]) => ({ screen, bindings })))(
  'no key of $screen means two things, neither there nor with those that mean the same everywhere',
  ({ screen, bindings }) => {
    const everywhere = screen === 'Everywhere' ? [] : frameKeys
    const keys = [...bindings, ...everywhere].flatMap((binding) => binding.keys)
    expect(keys).toEqual([...new Set(keys)])
  },
)

test.each([
  ['s', {}, 'same'],
  ['', { leftArrow: true }, 'back'],
  ['s', { ctrl: true }, undefined],
  ['s', { meta: true }, undefined],
  ['x', {}, undefined],
])('key %j %j is %s', (input, press, action) => {
  expect(actionFor(duplicatesKeys, input, { ...noPress, ...press })).toBe(action)
})

test.each([
  ['', { escape: true, meta: true }, 'leave'],
  ['z', { ctrl: true }, 'suspend'],
  ['N', { shift: true }, 'previousFound'],
])('everywhere, key %j %j is %s', (input, press, action) => {
  expect(actionFor(frameKeys, input, { ...noPress, ...press })).toBe(action)
})

describe('keys that come in one piece', () => {
  test('are taken apart, with those that are no characters', () => {
    const names = keyPresses('ab\r\u007f\tc\u0015', noPress).map(({ input, press }) => {
      if (press.return) return 'enter'
      if (press.backspace) return 'backspace'
      if (press.tab) return 'tab'
      return press.ctrl ? `ctrl+${input}` : input
    })
    expect(names).toEqual(['a', 'b', 'enter', 'backspace', 'tab', 'c', 'ctrl+u'])
  })

  test('begin with Esc where it looks like Alt', () => {
    const presses = keyPresses('/', { ...noPress, meta: true })
    expect(presses.map(({ input, press }) => (press.escape ? 'escape' : input))).toEqual(['escape', '/'])
    expect(presses.some(({ press }) => press.meta)).toBe(false)
  })

  test('stay whole where they are one character to a reader', () => {
    expect(keyPresses('é한👩‍🔬', noPress).map(({ input }) => input)).toEqual(['é', '한', '👩‍🔬'])
  })
})

describe('the hints line', () => {
  const own = hintsOf(duplicatesKeys)
  const always = hintsOf(frameKeys).slice(-2)

  test('says the keys in the order of the table', () => {
    expect(hintsThatFit(own, always, 80).map(({ key, word }) => `${key} ${word}`)).toEqual([
      's same',
      'd different',
      '→ skip',
      '← back',
      'z undo',
      '? help',
      'q leave',
    ])
  })

  test.each([20, 30, 40, 60, 80, 120])('fits %i columns, with help and the way out always there', (width) => {
    const hints = hintsThatFit(own, always, width)
    expect(hints.map(({ key, word }) => `${key} ${word}`).join('   ').length).toBeLessThanOrEqual(width)
    expect(hints.slice(-2)).toEqual(always)
  })
})
