import { expect, test } from 'vitest'
import type { CodebookRoles } from '../../src/domain/codebook.ts'
import { codedStudies, type CodedStudies } from '../../src/synthesis/coded-studies.ts'
import { directionRows, poolEffects, voteCount } from '../../src/synthesis/effects.ts'
import { codebook, dimension, review, type SmallStudy, times } from './small-review.ts'

const roles: CodebookRoles = {
  direction: { dimension: 'result', positive: ['up'], negative: ['down'], mixed: ['mixed'], none: ['flat'] },
  rigor: { dimension: 'design', rigorous: ['trial'] },
  effect: { estimate: 'd', variance: 'v', measure: 'standardised mean difference' },
}
const index = (
  studies: readonly SmallStudy[],
  more: { readonly roles?: CodebookRoles } = { roles },
): CodedStudies =>
  codedStudies(
    review(
      codebook(
        [
          dimension('outcome', ['trust', 'cost']),
          dimension('result', ['up', 'down', 'mixed', 'flat', 'untested']),
          dimension('design', ['case', 'trial'], 'ordinal'),
          dimension('d', [], 'number'),
          dimension('v', [], 'number'),
        ],
        more,
      ),
      studies,
    ),
  )

const result = (...codes: readonly string[]): SmallStudy => ({ codes: { result: codes } })

test('counts votes by direction with an exact interval and sign test', () => {
  const some = index([
    ...times(9, result('up')),
    result('down'),
    result('flat'),
    result('mixed'),
    result('up', 'down'),
  ])
  expect(voteCount(some, some.everyone)).toEqual({
    positive: 9,
    votes: 10,
    share: 0.9,
    // Clopper-Pearson 9 of 10 and the binomial test, as in any table: 0.5550 to 0.9975, p = 0.0215.
    interval: { low: expect.closeTo(0.55498, 4), high: expect.closeTo(0.99747, 4), level: 0.95 },
    p: expect.closeTo(0.021484, 6),
  })
})

test('says nothing where nobody votes', () => {
  const none = index([result('flat'), {}])
  expect(voteCount(none, none.everyone)).toMatchObject({
    votes: 0,
    share: NaN,
    p: 1,
    interval: { low: 0, high: 1 },
  })
  const noRole = index([result('up')], {})
  expect(voteCount(noRole, noRole.everyone)).toBeUndefined()
  expect(directionRows(noRole, 'outcome')).toBeUndefined()
  expect(poolEffects(noRole, noRole.everyone)).toBeUndefined()
})

test('gives plots their marks, rigorous studies first, then by year', () => {
  const rows = directionRows(
    index([
      { year: 2001, codes: { outcome: ['trust'], result: ['up'], design: ['case'] } },
      { year: 2003, codes: { outcome: ['trust', 'cost'], result: ['down', 'up'], design: ['trial'] } },
      { year: 2000, codes: { outcome: ['trust'], result: ['untested'] } },
      { codes: { outcome: ['trust'] } },
    ]),
    'outcome',
  )
  expect(
    rows?.map(({ code, marks }) => [code, marks.map(({ study, direction }) => `${study} ${direction}`)]),
  ).toEqual([
    ['trust', ['s2 mixed', 's3 notStated', 's1 positive', 's4 notStated']],
    ['cost', ['s2 mixed']],
  ])
  expect(rows?.[0]?.marks[0]?.rigor).toEqual({ codes: ['trial'], rigorous: true })
  expect(rows?.[0]?.marks[1]).not.toHaveProperty('rigor')
  expect(rows?.[0]?.votes).toMatchObject({ positive: 1, votes: 1 })
})

test('pools the studies that report an estimate and its variance, and names those it cannot use', () => {
  const some = index([
    { codes: { d: 0.2, v: 0.04 } },
    { codes: { d: 0.4, v: 0.05 } },
    { codes: { d: 0.9 } },
    { codes: { d: 0.9, v: 0 } },
    {},
  ])
  const pooled = poolEffects(some, some.everyone)
  expect(pooled).toMatchObject({
    measure: 'standardised mean difference',
    studies: ['s1', 's2'],
    unusable: ['s3', 's4'],
    result: { studies: 2 },
  })
  expect(poolEffects(index([{ codes: { d: 1, v: 1 } }]), some.everyone)).not.toHaveProperty('result')
})
