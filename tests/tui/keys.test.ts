import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { keysDocument } from '../../scripts/keys-document.ts'
import { actionFor, duplicatesKeys, hintsLine, keyTables } from '../../src/tui/keys.ts'

const nothing = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageUp: false,
  pageDown: false,
  return: false,
  escape: false,
  ctrl: false,
  meta: false,
}

test('docs/keys.md is what the tables say; "npm run keys" writes it', () => {
  const squeeze = (text: string): string => text.replace(/[ -]+/g, ' ')
  expect(squeeze(readFileSync('docs/keys.md', 'utf8'))).toBe(squeeze(keysDocument()))
})

test.each(keyTables)('no key of %s means two things', (_screen, bindings) => {
  const keys = bindings.flatMap((binding) => binding.keys)
  expect(keys).toEqual([...new Set(keys)])
})

test.each([
  ['s', {}, 'same'],
  ['', { leftArrow: true }, 'back'],
  ['', { escape: true, meta: true }, 'quit'],
  ['s', { ctrl: true }, undefined],
  ['x', {}, undefined],
])('key %j %j is %s', (input, press, action) => {
  expect(actionFor(duplicatesKeys, input, { ...nothing, ...press })).toBe(action)
})

test('the hints line fits a narrow terminal', () => {
  expect(hintsLine(duplicatesKeys)).toBe('s same   d different   n skip   p back   z undo   ? help   q quit')
  expect(hintsLine(duplicatesKeys).length).toBeLessThan(80)
})
