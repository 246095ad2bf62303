import { expect, test } from 'vitest'
import type { Bibliography } from '../../src/domain/record.ts'
import { parseQuery } from '../../src/sources/query/parse.ts'
import { candidateTerms, sameDocument } from '../../src/stages/candidate-terms.ts'

const about = (title: string, more: Partial<Bibliography> = {}): Bibliography => ({
  type: 'article',
  title,
  authors: [],
  identifiers: {},
  ...more,
})

async function* each(reports: readonly Bibliography[]): AsyncIterable<Bibliography> {
  yield* reports
}

const relevant = [
  about('Co-production of care with service users'),
  about('Service users and the design of care', { keywords: ['expert by experience'] }),
  about('Care by volunteers', { abstract: 'An expert by experience and service users.' }),
  about('Waiting times'),
]
const others = [
  about('Care homes and their costs'),
  about('Care in hospitals'),
  about('The design of bridges'),
  about('Water users'),
]

const queryOf = (text: string): ReturnType<typeof parseQuery>['query'] =>
  parseQuery(text, { file: 'test' }).query

test('terms that relevant reports have more often come first, without those that the query says', async () => {
  const { terms, ofRelevant, ofOthers } = await candidateTerms(
    relevant,
    each(others),
    queryOf('co-production OR coproduction'),
    10,
  )
  expect([ofRelevant, ofOthers]).toEqual([4, 4])
  // 3 of 4 against 0 of 4: G² = 2 (3 ln 2 + ln(1/2.5) + 4 ln(4/2.5)) = 6.0867
  expect(terms[0]).toMatchObject({ term: 'service users', relevant: 3, others: 0, missed: 2 })
  expect(terms[0]?.logLikelihood).toBeCloseTo(6.0867, 3)
  expect(terms.map(({ term }) => term)).toContain('expert by experience')
  // Parts of "service users" and of "expert by experience" in the same reports, and what is said already.
  for (const term of ['service', 'expert', 'co production', 'design', 'waiting times'])
    expect(terms.map((one) => one.term)).not.toContain(term)
})

test('without a query every telling term is given, and only so many', async () => {
  const { terms } = await candidateTerms(relevant, each(others), undefined, 1)
  expect(terms).toHaveLength(1)
  expect(terms[0]?.missed).toBe(0)
})

test.each([
  [about('Other title', { identifiers: { doi: '10.1000/a' } }), true],
  [about('Co-production of CARE, with service users'), true],
  [about('Co-production of care'), false],
])('%j is one of them: %s', (other, expected) => {
  const isOne = sameDocument([
    about('x', { identifiers: { doi: '10.1000/a' } }),
    about('Co-production of care with service users'),
  ])
  expect(isOne(other)).toBe(expected)
})
