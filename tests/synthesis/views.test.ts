import { expect, test } from 'vitest'
import type { CodebookRoles } from '../../src/domain/codebook.ts'
import type { ReviewSnapshot } from '../../src/domain/snapshot.ts'
import { seededRandom } from '../../src/statistics/random.ts'
import { codedStudies, type CodedStudies } from '../../src/synthesis/coded-studies.ts'
import {
  coverageView,
  directionsView,
  disciplinesView,
  questionsView,
  termsView,
  trendsView,
} from '../../src/synthesis/views.ts'
import { codebook, dimension, review, type SmallStudy, times } from './small-review.ts'

const roles: CodebookRoles = {
  discipline: 'field',
  term: 'label',
  direction: { dimension: 'result', positive: ['up'], negative: ['down'] },
  effect: { estimate: 'd', variance: 'v', measure: 'standardised mean difference' },
}
const dimensions = [
  dimension('topic', ['x', 'y']),
  dimension('field', ['law', 'art']),
  dimension('label', ['co-a', 'co-b']),
  dimension('result', ['up', 'down']),
  dimension('d', [], 'number'),
  dimension('v', [], 'number'),
]
const questions = [{ id: 'Q1', question: 'Does it?', answeredBy: [{ dimension: 'topic' }] }]

const study = (
  field: string,
  label: string,
  more: Readonly<Record<string, readonly string[] | number>> = {},
  year = 2020,
): SmallStudy => ({
  year,
  codes: { topic: ['x'], field: [field], label: [label], ...more },
})
const studies = [
  ...times(8, study('law', 'co-a', { result: ['up'], d: 0.3, v: 0.02 })),
  ...times(8, study('art', 'co-b', { result: ['down'], d: 0.1, v: 0.04 }, 2024)),
]

const index = (more: Partial<ReviewSnapshot> = {}, some = studies): CodedStudies =>
  codedStudies(review(codebook(dimensions, { roles, questions }), some, more))
const bare = codedStudies(review(codebook(dimensions), []))

test('questions', () => {
  expect(questionsView(index()).lines.slice(0, 2)).toEqual([
    'Q1 Does it?',
    '  16 of 16 included studies (100 %) bear on this question, published 2020 to 2024. Results: 8 positive, 8 negative, 0 mixed and 0 without effect, of 16 studies that state a direction; they do not all point the same way. Most often topic: x (16).',
  ])
  expect(questionsView(bare).lines).toEqual(['The codebook asks no questions.'])
})

test('disciplines that study the same and do not read each other', () => {
  const references = studies.map((_, i) => ({
    report: `d${i + 1}`,
    cites: [1, 2, 3].map((k) => `d${i < 8 ? ((i + k) % 8) + 1 : ((i - 8 + k) % 8) + 9}`),
  }))
  const { data, lines } = disciplinesView(
    index(
      { references },
      studies.map((one) => ({ ...one, year: 2020 })),
    ),
    50,
    seededRandom(1),
  )
  expect(data.pairs).toHaveLength(1)
  expect(lines).toEqual([
    'Reference lists are known for 16 of 16 studies with a discipline; only citations among included studies are seen.',
    expect.stringMatching(
      /^law and art: topics alike 1\.00; 0 citations between them, \d+\.\d expected \(from law 0\.00 of expected \(0\.00 to 0\.\d\d\), from art .+\)\. They study the same and do not read each other\.$/,
    ),
    'law: 0 % of its 24 citations leave the discipline; Rao-Stirling diversity 0.00.',
    'art: 0 % of its 24 citations leave the discipline; Rao-Stirling diversity 0.00.',
    'Coherence of the whole (mean distance between citing and cited discipline): 0.00.',
  ])
})

test('terms', () => {
  expect(termsView(index()).lines).toEqual([
    'co-a: 8 studies, 2020.',
    'co-b: 8 studies, 2024.',
    'co-a and co-b: together in no study (4.0 expected); topics alike 1.00, over the 8 and 8 studies that use only one.',
  ])
})

test('coverage', () => {
  const { studies: all } = review(codebook(dimensions), studies)
  const found = all.map((one, i) => ({
    ...one,
    reports: one.reports.map((report) => ({
      ...report,
      sources: i < 4 ? ['A'] : i < 12 ? ['A', 'B'] : ['B'],
    })),
  }))
  expect(coverageView(index({ studies: found })).lines.slice(0, 4)).toEqual([
    '2 sources together: 16 reports; at least about 18 (16 to 27) in all (Chao2).',
    expect.stringContaining('"at least"'),
    'A and B: 16 reports, 8 in both; about 18 (16 to 25) in all (Chapman).',
    'topic: 1 code in 16 studies; the last of them brought 0.00 new ones, on average over all orders.',
  ])
})

test('directions, and the pooled effect', () => {
  expect(directionsView(index(), 'label').lines).toEqual([
    'co-a: 8 studies, 8 with a direction; 8 of 8 that point one way are positive (100 %, 63 % to 100 %; sign test p = 0.0078).',
    'co-b: 8 studies, 8 with a direction; 0 of 8 that point one way are positive (0 %, 0 % to 37 %; sign test p = 0.0078).',
    expect.stringMatching(
      /^Standardised mean difference of 16 studies: 0\.2\d \(95 % 0\.\d\d to 0\.\d\d, Hartung-Knapp\); a new study's true effect lies within 0\.\d\d to 0\.\d\d; tau2 0\.000, I2 0 %, Q \d\.\d on 15 degrees of freedom \(p .+\)\.$/,
    ),
  ])
})

test('trends', () => {
  expect(trendsView(index(), 'topic').lines).toEqual([
    '16 studies, 2020 to 2024.',
    'x: 16 studies, 2020 to 2024.',
    'No study: y.',
  ])
})

test.each([
  [
    'disciplines without a role',
    disciplinesView(bare, 0, seededRandom(1)),
    'does not say which dimension is the discipline',
  ],
  [
    'disciplines without references',
    disciplinesView(index(), 0, seededRandom(1)),
    'not known: the review holds no reference lists',
  ],
  ['terms without a role', termsView(bare), 'does not say which dimension holds the terms'],
  [
    'directions without a role',
    directionsView(bare, 'topic'),
    'does not say which dimension is the direction',
  ],
  ['coverage without sources', coverageView(bare), 'Which source found which report is not known'],
  ['trends without studies', trendsView(bare, 'topic'), 'No study has a known year'],
])('says what is not known: %s', (_, view, sentence) => {
  expect(view.lines[0]).toContain(sentence)
})
