import { describe, expect, test } from 'vitest'
import type { CodebookRoles } from '../../src/domain/codebook.ts'
import type { ReviewSnapshot } from '../../src/domain/snapshot.ts'
import { citationModel } from '../../src/synthesis/citations.ts'
import { codedStudies } from '../../src/synthesis/coded-studies.ts'
import { crossTabulate } from '../../src/synthesis/cross-tabulation.ts'
import { gapStatistics } from '../../src/synthesis/gap-statistics.ts'
import { type GapFinding, type KindOfGap, kindsOfGapIn } from '../../src/synthesis/kinds-of-gap.ts'
import { codebook, dimension, review, type SmallStudy, times } from './small-review.ts'

const roles: CodebookRoles = {
  rigor: { dimension: 'design', rigorous: ['trial'] },
  direction: { dimension: 'result', positive: ['up'], negative: ['down'], mixed: ['mixed'], none: ['flat'] },
  harms: [{ dimension: 'harm' }],
  discipline: 'field',
  country: 'country',
  sector: 'nowhere',
}
const book = codebook(
  [
    dimension('topic', ['a', 'b']),
    dimension('effect', ['x', 'y']),
    dimension('design', ['case', 'trial'], 'ordinal'),
    dimension('result', ['up', 'down', 'mixed', 'flat', 'untested']),
    dimension('harm', ['burden']),
    dimension('field', ['law', 'art']),
    dimension('country', ['UK', 'Italy']),
  ],
  { roles },
)

/** The kinds of gap of the cell a, x. */
function kindsIn(
  studies: readonly SmallStudy[],
  more: Partial<ReviewSnapshot> = {},
  of = book,
): readonly GapFinding[] {
  const index = codedStudies(review(of, studies, more))
  const table = gapStatistics(
    crossTabulate(index, { rows: { dimension: 'topic' }, columns: { dimension: 'effect' } }),
  )
  const cell = table.cells[0]?.[0]
  return cell === undefined ? [] : kindsOfGapIn(index, table, cell, citationModel(index))
}

const sentenceOf = (kind: KindOfGap, findings: readonly GapFinding[]): string | undefined =>
  findings.find((finding) => finding.kind === kind)?.sentence

/** A study of the cell. */
const here = (
  codes: Readonly<Record<string, readonly string[]>> = {},
  more: SmallStudy = {},
): SmallStudy => ({
  year: 2024,
  ...more,
  codes: { topic: ['a'], effect: ['x'], ...codes },
})
const elsewhere = (topic: string, effect: string): SmallStudy => ({
  year: 2024,
  codes: { topic: [topic], effect: [effect] },
})

describe('absent and scarce rest on the test', () => {
  const around = [
    ...times(20, elsewhere('a', 'y')),
    ...times(20, elsewhere('b', 'x')),
    ...times(5, elsewhere('b', 'y')),
  ]

  test('an empty cell where much is expected', () => {
    expect(kindsIn(around)).toEqual([{ kind: 'absent', sentence: 'No included study, 8.9 expected.' }])
  })

  test('an empty cell where little is expected is not judged', () => {
    expect(kindsIn([elsewhere('a', 'y'), elsewhere('b', 'x')])).toEqual([])
  })

  test('a cell with fewer than expected', () => {
    expect(kindsIn([...around, ...times(2, here())])[0]).toEqual({
      kind: 'scarce',
      sentence: '2 studies, 10.3 expected.',
    })
  })
})

test.each<[KindOfGap, string, readonly SmallStudy[], string | undefined]>([
  [
    'weak',
    'few rigorous',
    [...times(9, here({ design: ['case'] })), here({ design: ['trial'] })],
    '1 of 10 studies coded on rigor is coded as rigorous.',
  ],
  [
    'weak',
    'enough rigorous',
    [...times(3, here({ design: ['case'] })), here({ design: ['trial'] })],
    undefined,
  ],
  ['weak', 'rigor not coded', times(9, here()), undefined],
  [
    'inconsistent',
    'results that conflict',
    [...times(2, here({ result: ['up'] })), here({ result: ['down'] }), here({ result: ['flat'] })],
    'Of 4 studies that state a direction 2 found positive, 1 negative, 0 mixed and 1 no effect.',
  ],
  [
    'inconsistent',
    'one outlier among many',
    [...times(9, here({ result: ['up'] })), here({ result: ['down'] })],
    undefined,
  ],
  ['inconsistent', 'all mixed', times(4, here({ result: ['mixed'] })), undefined],
  [
    'one-sided',
    'only positive results',
    [...times(5, here({ result: ['up'] })), here({ result: ['untested'] })],
    'All 5 studies that state a direction report positive results, none a negative, null, mixed or unwanted one (so many agree by chance in one of 20 reviews if 45 % of results were otherwise).',
  ],
  [
    'one-sided',
    'a harm beside positive results',
    [...times(5, here({ result: ['up'] })), here({ result: ['up'], harm: ['burden'] })],
    undefined,
  ],
  [
    'one-sided',
    'one null result',
    [...times(5, here({ result: ['up'] })), here({ result: ['flat'] })],
    undefined,
  ],
  [
    'stale',
    'an old cell',
    [here({}, { year: 2009 }), here({}, { year: 2012 })],
    'The last study is 14 years old.',
  ],
  ['stale', 'a fresh cell', [here({}, { year: 2009 }), here({}, { year: 2020 })], undefined],
  [
    'concentrated',
    'one country',
    [...times(3, here({ country: ['UK'] })), here({ country: ['Italy'] })],
    '3 of 4 studies are of one country, UK (75 % of the whole review).',
  ],
  [
    'concentrated',
    'two countries',
    [...times(2, here({ country: ['UK'] })), ...times(2, here({ country: ['Italy'] }))],
    undefined,
  ],
  ['concentrated', 'too few to tell', times(3, here({ country: ['UK'] })), undefined],
  [
    'concentrated',
    'one journal',
    [
      ...times(4, here({}, { journal: 'Public Things' })),
      { journal: 'PUBLIC THINGS ' },
      { journal: 'Other' },
    ],
    '4 of 4 studies are of one outlet, public things (83 % of the whole review).',
  ],
  [
    'concentrated',
    'one author',
    times(4, here({}, { author: 'Ostrom' })),
    '4 of 4 studies are of one author, Ostrom (100 % of the whole review).',
  ],
])('%s: %s', (kind, _, studies, sentence) => {
  expect(sentenceOf(kind, kindsIn(studies))).toBe(sentence)
})

test('disciplines that study the same cell and do not cite each other', () => {
  // Twelve studies of each field; each cites three of its own.
  const studies = Array.from({ length: 24 }, (_, i) => here({ field: [i % 2 === 0 ? 'law' : 'art'] }))
  const citing = (step: number): ReviewSnapshot['references'] =>
    studies.map((_, i) => ({
      report: `d${i + 1}`,
      cites: [1, 2, 3].map((k) => `d${((i + step * k) % 24) + 1}`),
    }))
  expect(sentenceOf('disconnected', kindsIn(studies, { references: citing(2) ?? [] }))).toMatch(
    /^Studies from law and from art are here and none cites one of the other \(3\d\.\d citations expected\)\.$/,
  )
  expect(sentenceOf('disconnected', kindsIn(studies, { references: citing(1) ?? [] }))).toBeUndefined()
  expect(sentenceOf('disconnected', kindsIn(studies))).toBeUndefined()
})

test('a cell is not concentrated on what its own row or column is', () => {
  const sectors = { ...book, roles: { sector: 'topic', country: 'effect' } }
  expect(kindsIn(times(9, here()), {}, sectors)).toEqual([])
})

test('a codebook without roles is judged by counts and years alone', () => {
  const { roles: _, ...plain } = book
  const studies = times(9, here({ design: ['case'], result: ['up'], country: ['UK'] }, { year: 2000 }))
  expect(kindsIn(studies, {}, plain).map(({ kind }) => kind)).toEqual(['stale'])
})
