import { expect, test } from 'vitest'
import type { Bibliography } from '../../../src/domain/record.ts'
import { checkQuery, matchesQuery } from '../../../src/sources/query/matches.ts'
import { parseQuery } from '../../../src/sources/query/parse.ts'
import type { Query } from '../../../src/sources/query/query.ts'

const record: Bibliography = {
  type: 'article',
  title: 'Co-production of Public Services: citizens, users and the State',
  authors: [{ family: 'Ostrom', given: 'Elinor' }],
  date: { year: 1996 },
  container: 'World Development',
  identifiers: {},
  abstract: 'Crossing the great divide between organisations and citizens in São Paulo.',
  keywords: ['Synergy'],
  language: 'eng',
}

function queryOf(text: string): Query {
  const { query } = parseQuery(text, { file: 'test' })
  if (query === undefined) throw new Error(`${text} does not parse`)
  return query
}

test.each([
  ['co-production', true],
  ['coproduction', false],
  ['co-produc*', true],
  ['production', true],
  ['produc', false],
  ['"public services"', true],
  ['"services public"', false],
  ['"public service*"', true],
  ['organi?ations', true],
  ['title:divide', false],
  ['abstract:divide', true],
  ['keyword:synergy AND author:Ostrom', true],
  ['"Sao Paulo"', true],
  ['citizens NEAR/1 users', true],
  ['users PRE/0 citizens', false],
  ['users NEAR/0 citizens', true],
  ['public NEAR/1 users', false],
  ['public NEAR/2 users', true],
  ['citizens NOT state', false],
  ['citizens AND year:1990-1996', true],
  ['citizens AND year:1997-', false],
  ['citizens AND language:en', true],
  ['citizens AND language:de', false],
])('%s finds it: %s', (text, expected) => {
  expect(matchesQuery(queryOf(text), record)).toBe(expected)
})

test('a check tells recall, what is missed, and terms that add nothing', () => {
  const others = ['Cocreation with citizens', 'Volunteers in prisons'].map((title) => ({
    ...record,
    title,
    abstract: '',
  }))
  const query = queryOf('(co-production OR cocreation OR codesign) AND (citizen* OR user*)')
  expect(checkQuery(query, [record, ...others])).toEqual({
    found: 2,
    of: 3,
    missed: [2],
    idle: ['codesign', 'user*'],
  })
})
