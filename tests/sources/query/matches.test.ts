import { expect, test } from 'vitest'
import type { Bibliography } from '../../../src/domain/record.ts'
import { checkQuery, matchesQuery, saysAnyTerm } from '../../../src/sources/query/matches.ts'
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

test('proximities among alternatives are judged too, and what NOT drops is left alone', () => {
  const query = queryOf('(users NEAR/2 state OR "great divide" OR (citizens NEAR/3 state)) NOT prisons')
  expect(checkQuery(query, [record]).terms.map(({ term, standsIn }) => [term, standsIn])).toEqual([
    ['users NEAR/2 state', 1],
    ['"great divide"', 1],
    ['citizens NEAR/3 state', 1],
  ])
})

test.each([
  ['co-production OR title:citizen*', 'the citizens of Rome', true],
  ['co-production OR title:citizen*', 'coproduction', false],
  ['water NOT fire', 'fire brigades', false],
  ['public NEAR/2 users', 'public service users', true],
])('%s says a term of "%s": %s', (text, words, expected) => {
  expect(saysAnyTerm(queryOf(text), words)).toBe(expected)
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
    terms: [
      { term: 'co-production', standsIn: 1, onlyByIt: 1 },
      { term: 'cocreation', standsIn: 1, onlyByIt: 1 },
      { term: 'codesign', standsIn: 0, onlyByIt: 0 },
      { term: 'citizen*', standsIn: 2, onlyByIt: 1 },
      { term: 'user*', standsIn: 1, onlyByIt: 0 },
    ],
  })
})
