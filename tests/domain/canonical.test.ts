import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, contentHash, sha256 } from '../../src/domain/canonical.ts'

describe('canonicalJson', () => {
  test.each<readonly [note: string, value: unknown, expected: string]>([
    ['keys in order', { b: 1, a: 2 }, '{"a":2,"b":1}'],
    ['keys inside', [{ z: { y: 1, x: 2 } }], '[{"z":{"x":2,"y":1}}]'],
    ['undefined is left out', { a: undefined, b: null }, '{"b":null}'],
    ['undefined in a list is null', [undefined, 1], '[null,1]'],
    // eslint-disable-next-line no-sparse-arrays
    ['a hole in a list is null', [1, , 2], '[1,null,2]'],
    ['NFC', 'Pe\u0301neau', '"Péneau"'],
    ['NFC of keys', { 'e\u0301': 1 }, '{"é":1}'],
    ['control characters', '\u0000\n', String.raw`"\u0000\n"`],
    ['half a surrogate pair', '\uD800', String.raw`"\ud800"`],
    ['minus zero', -0, '0'],
    ['numbers as JavaScript prints them', [1.0, 1e21, 0.1], '[1,1e+21,0.1]'],
    // RFC 8785 section 3.2.3: by UTF-16 code units, so U+1F600 comes before U+FB00.
    ['keys by UTF-16 units', { '\uFB00': 1, '\u{1F600}': 2, '\u20AC': 3 }, '{"€":3,"😀":2,"ﬀ":1}'],
    ['empty', [{}, [], ''], '[{},[],""]'],
  ])('%s', (_note, value, expected) => {
    expect(canonicalJson(value)).toBe(expected)
  })

  test.each<readonly [note: string, value: unknown]>([
    ['NaN', Number.NaN],
    ['infinity', [1, -Infinity]],
    ['undefined', undefined],
    ['a function', { a: () => 1 }],
    ['a big integer', 1n],
    ['a symbol', Symbol('x')],
    ['a date, which would become {}', new Date(0)],
    ['a map, which would become {}', { a: new Map([[1, 2]]) }],
    ['a set, which would become {}', new Set([1])],
    ['two keys that are one in NFC', { é: 1, 'e\u0301': 2 }],
  ])('refuses %s', (_note, value) => {
    expect(() => canonicalJson(value)).toThrow(RangeError)
  })

  test('is JSON, says the same again of what it says, and does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
        expect(canonicalJson(withKeysReversed(value))).toBe(text)
      }),
    )
  })

  test('is equal only for equal values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const same = canonicalJson(a) === canonicalJson(b)
        expect(same).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)))
      }),
    )
  })
})

function withKeysReversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withKeysReversed)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, withKeysReversed(item)])
  return Object.fromEntries(entries.toReversed())
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .map(([key, item]) => [key, sorted(item)])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
    .concat([['an object', true]])
}

test('sha256 gives the published digests (FIPS 180-4, "abc")', () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(sha256('abc')).toBe(abc)
  expect(sha256(new TextEncoder().encode('abc'))).toBe(abc)
  expect(contentHash('abc')).toBe(sha256('"abc"'))
})
