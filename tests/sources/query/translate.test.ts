import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import cases from '../../cases/query-translations.json' with { type: 'json' }
import { parseQuery } from '../../../src/sources/query/parse.ts'
import { printQuery } from '../../../src/sources/query/print.ts'
import { translators } from '../../../src/sources/query/translate.ts'
import { anyQuery } from './query-language.ts'

test('the table has every syntax for at least 60 queries', () => {
  expect(cases.length).toBeGreaterThanOrEqual(60)
  for (const row of cases) expect(Object.keys(row).slice(3)).toEqual(Object.keys(translators))
})

test.each(cases)('$id: $query', ({ id: _id, query: text, printed, ...expected }) => {
  const { query } = parseQuery(text, { file: 'cases' })
  if (query === undefined) throw new Error('does not parse')
  expect(printQuery(query)).toBe(printed)
  const translated = Object.entries(translators).map(([name, translate]) => {
    const { text: line, losses } = translate(query)
    return [name, [line, ...new Set(losses.map((loss) => loss.kind))]]
  })
  expect(Object.fromEntries(translated)).toEqual(expected)
})

test('every translation of every query has balanced brackets and quotation marks outside words', () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      for (const [name, translate] of Object.entries(translators)) {
        const { text, losses } = translate(query)
        const outside = text.replaceAll(/\\./g, '').replaceAll(/"[^"]*"/g, '')
        expect(outside.split('(').length, `${name}: ${text}`).toBe(outside.split(')').length)
        expect(outside).not.toContain('"')
        for (const loss of losses) expect(loss.message).toMatch(/\.$/)
      }
    }),
    { numRuns: 100 },
  )
})
