import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseQuery } from '../../../src/sources/query/parse.ts'
import { printQuery } from '../../../src/sources/query/print.ts'
import { anyQuery } from './query-language.ts'

const at = { file: 'review.yaml', line: 7 }

test('what is printed is read back as the same query', () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      expect(parseQuery(printQuery(query), at)).toEqual({ query, problems: [] })
    }),
    { numRuns: 500 },
  )
})

const pieces = fc.constantFrom(
  '(',
  ')',
  'AND',
  'OR',
  'NOT',
  'NEAR/2',
  'title:',
  'year:',
  '"',
  'a*',
  '*',
  '2010-',
)
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(' ')),
)

test('any text gives a query or a problem that says where, and never throws', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { query, problems } = parseQuery(text, at)
      const lost = problems.filter((problem) => problem.severity === 'lost')
      expect(lost).toHaveLength(query === undefined ? 1 : 0)
      for (const problem of problems) {
        expect(problem.message).toMatch(/^Column \d+: .*\.$/su)
        expect(problem.remedy).toMatch(/^You can .*\.$/su)
        expect(problem.at.line).toBeGreaterThanOrEqual(7)
      }
      const again = query === undefined ? undefined : parseQuery(printQuery(query), at).query
      expect(again).toEqual(query)
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['', 'query/empty', 7, 1],
  ['(a OR b', 'query/bracket', 7, 1],
  ['a OR b)', 'query/bracket', 7, 7],
  ['a AND b OR c', 'query/mixed-operators', 7, 9],
  ['a OR b NOT c', 'query/mixed-operators', 7, 8],
  ['a AND', 'query/missing-term', 7, 6],
  ['AND a', 'query/missing-term', 7, 1],
  ['a AND OR b', 'query/missing-term', 7, 7],
  ['()', 'query/missing-term', 7, 2],
  ['co and production', 'query/operator-case', 7, 4],
  ['titel:a', 'query/unknown-field', 7, 1],
  ['a AND\n  (b OR tittle:c)', 'query/unknown-field', 8, 9],
  ['*', 'query/only-wildcard', 7, 1],
  ['a AND year:20x0', 'query/limit', 7, 7],
  ['a AND year:2020-2010', 'query/limit', 7, 7],
  ['a OR year:2010', 'query/limit', 7, 6],
  ['(a AND year:2010) OR b', 'query/limit', 7, 8],
  ['a AND language:klingon', 'query/limit', 7, 7],
  ['year:2010-2020', 'query/only-limits', 7, 1],
  ['(a AND b) NEAR/3 c', 'query/proximity', 7, 1],
  ['(a OR title:b) NEAR/3 c', 'query/proximity', 7, 1],
  ['a NEAR/3 b NEAR/3 c', 'query/proximity', 7, 12],
])('%j is refused as %s at line %i, column %i', (text, code, line, column) => {
  const { query, problems } = parseQuery(text, at)
  expect(query).toBeUndefined()
  expect(problems.at(-1)).toMatchObject({ code, at: { file: 'review.yaml', line } })
  expect(problems.at(-1)?.message).toMatch(new RegExp(`^Column ${column}: `))
})

test.each([
  ['typographic quotation marks', '“public service”', '"public service"'],
  ['small field aliases', 'tiab:a AND ti:b AND mesh:c', 'a AND title:b AND subject:c'],
  ['brackets that add nothing', '((a))', 'a'],
  ['a field over a group', 'title:(a OR (b AND c))', 'title:a OR (title:b AND title:c)'],
  ['the inner field wins', 'title:(a OR abstract:b)', 'title:a OR abstract:b'],
  ['language names', 'a AND language:English', 'a AND language:en'],
  ['white space and line ends', ' a\n\tAND "b\n c" ', 'a AND "b c"'],
])('%s', (_, text, printed) => {
  const { query, problems } = parseQuery(text, at)
  expect(query === undefined ? problems : printQuery(query)).toBe(printed)
})

test('neighbouring words are joined by AND, and the note says so', () => {
  const { query, problems } = parseQuery('public administration', at)
  expect(query && printQuery(query)).toBe('public AND administration')
  expect(problems).toMatchObject([{ severity: 'note', code: 'query/implicit-and' }])
})
