import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrayItems, valueText } from '../../src/sources/json-items.ts'

const spaced = (value: unknown, indent: number): string => JSON.stringify(value, undefined, indent)

test('the items of an array anywhere in a JSON text come back as they were written', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), fc.nat(4), (items, other, indent) => {
      const json = spaced(
        { 'other"}': other, message: { more: [other], 'it"ems': items }, tail: other },
        indent,
      )
      const texts = arrayItems(json, ['message', 'it"ems'])
      expect(texts?.map((text): unknown => JSON.parse(text))).toEqual(JSON.parse(JSON.stringify(items)))
      for (const text of texts ?? []) expect(json).toContain(text)
    }),
  )
})

test('a text that is cut anywhere before the end of the array gives no items', () => {
  const json = '{"a": {"items": [{"x": "]}\\""}, 2, [3, {}]]}}'
  const end = json.indexOf(']]') + 2
  for (let cut = 0; cut < end; cut++) expect(arrayItems(json.slice(0, cut), ['a', 'items'])).toBeUndefined()
  expect(arrayItems(json, ['a', 'items'])).toEqual(['{"x": "]}\\""}', '2', '[3, {}]'])
})

test.each([
  ['{"a": {"b": 12.50 }}', ['a', 'b'], '12.50'],
  ['{"a": {"b": null}}', ['a', 'c'], undefined],
  ['[1]', ['a'], undefined],
  ['not json', ['a'], undefined],
])('the value in %s at %j is %s', (json, path, expected) => {
  expect(valueText(json, path)).toBe(expected)
})
