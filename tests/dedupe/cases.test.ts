import { describe, expect, test } from 'vitest'
import { explainGroup, explainPair, inWords } from '../../src/dedupe/explain.ts'
import { defaultSettings, rules, rulesFor } from '../../src/dedupe/rules.ts'
import { caseRecord, hardCases } from './case-records.ts'

test('there are hard cases of every outcome, each with its own id', () => {
  const real = hardCases.filter(({ from }) => /^labelled library |^BibDedupe's published /.test(from))
  expect(real.length).toBeGreaterThanOrEqual(150)
  expect(hardCases.filter(({ from }) => from === 'constructed')).toHaveLength(hardCases.length - real.length)
  expect(new Set(hardCases.map(({ id }) => id)).size).toBe(hardCases.length)
  expect(new Set(hardCases.map(({ expected }) => expected)).size).toBe(4)
})

test.each(hardCases)('$kind, $id: $expected', ({ expected, rule, records: [a, b] }) => {
  const there = explainPair(caseRecord('r1', a), caseRecord('r2', b))
  const back = explainPair(caseRecord('r1', b), caseRecord('r2', a))
  expect([there.outcome, there.rule]).toEqual([expected, rule])
  expect([back.outcome, back.rule, back.probability]).toEqual([expected, rule, there.probability])
})

const standard = new Set(rulesFor(defaultSettings).map(({ id }) => id))

describe.each(rules)('the rule $id', ({ id, case: caseId, outcome, relation, reason }) => {
  const shown = hardCases.find((hardCase) => hardCase.id === caseId)

  test('has a case that shows it and a reason', () => {
    expect(shown?.id).toBe(caseId)
    expect(shown?.rule === id || !standard.has(id)).toBe(true)
    expect(reason).toMatch(/^[a-zA-Z].+[^.]$/)
  })

  test('says how works are related where it relates them', () => {
    expect(relation !== undefined).toBe(outcome === 'related')
  })
})

test("a review's settings decide about preprints and Cochrane versions", () => {
  const outcomeOf = (id: string, settings: Parameters<typeof explainPair>[2]): string => {
    const [a = {}, b = {}] = hardCases.find((hardCase) => hardCase.id === id)?.records ?? []
    return explainPair(caseRecord('r1', a), caseRecord('r2', b), settings).outcome
  }
  expect(outcomeOf('preprint-neurips', {})).toBe('related')
  expect(outcomeOf('preprint-neurips', { preprints: 'merge' })).toBe('merged')
  expect(outcomeOf('cochrane-update', {})).toBe('merged')
  expect(outcomeOf('cochrane-update', { cochraneVersions: 'link' })).toBe('related')
})

test('a group is explained pair by pair, the surest first, in words', () => {
  const [a = {}, b = {}] = hardCases.find(({ id }) => id === 'same-doi')?.records ?? []
  const [other = {}] = hardCases.find(({ id }) => id === 'unrelated')?.records ?? []
  const pairs = explainGroup([caseRecord('r3', other), caseRecord('r2', b), caseRecord('r1', a)])
  expect(pairs.map(({ records, rule }) => [...records, rule])).toEqual([
    ['r1', 'r2', 'same-doi'],
    ['r2', 'r3', 'other-title'],
    ['r1', 'r3', 'other-title'],
  ])
  expect(pairs.map(inWords)[0]).toMatch(
    /^merged \(same-doi, \d+\.\d %\): same DOI, .+ \[title equal, authors same, .+\]$/,
  )
})
