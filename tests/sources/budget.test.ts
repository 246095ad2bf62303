import { expect, test } from 'vitest'
import { budgetIn, printBudget } from '../../src/sources/budget.ts'

test.each([
  ['openalex', { 'x-ratelimit-remaining-usd': '0.0993', 'x-ratelimit-cost-usd': '0.001' }, '0.10 USD left'],
  ['openalex', { 'x-ratelimit-remaining': '993', 'x-ratelimit-credits-used': '1' }, '993 credits left'],
  ['scopus', { 'x-ratelimit-remaining': '19987' }, '19987 requests this week left'],
  ['wos', { 'x-rec-amtperyear-remaining': '99000' }, '99000 records this year left'],
  // A limit per second.
  ['pubmed', { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '9' }, undefined],
  ['crossref', { 'x-rate-limit-limit': '50' }, undefined],
  ['openalex', { 'x-ratelimit-remaining-usd': '' }, undefined],
  ['openalex', {}, undefined],
])('%s %j: %s', (server, headers, expected) => {
  const budget = budgetIn(server, headers)
  expect(budget && printBudget(budget)).toBe(expected)
})
