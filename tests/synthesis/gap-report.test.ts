import { expect, test } from 'vitest'
import { codedStudies } from '../../src/synthesis/coded-studies.ts'
import { explainCell, gapReport, type GapReport } from '../../src/synthesis/gap-report.ts'
import { codebook, dimension, review, type SmallStudy, times } from './small-review.ts'

const book = codebook([
  dimension('topic', [['a', 'a1', 'a2'], 'b']),
  dimension('effect', ['x', 'y']),
  dimension('rigor', ['low', 'high']),
])
const having = (topic: string, effect: string): SmallStudy => ({
  year: 2025,
  codes: { topic: [topic], effect: [effect], rigor: ['low'] },
})
const studies = [
  ...times(15, having('a1', 'x')),
  having('a1', 'y'),
  ...times(10, having('a2', 'x')),
  ...times(3, having('a2', 'y')),
  ...times(20, having('b', 'y')),
  ...times(6, having('b', 'x')),
]

const report = (some: readonly SmallStudy[]): GapReport =>
  gapReport(codedStudies(review(book, some)), {
    rows: { dimension: 'topic' },
    columns: { dimension: 'effect' },
    segments: { dimension: 'rigor' },
  })

test('ranks what is missing most, with its words, its kinds and its studies', () => {
  const { sentence, cells, notes } = report(studies)
  expect(sentence).toMatch(/^\d of 8 tested cells have fewer studies/)
  expect(cells.map(({ row, column }) => row + column).slice(0, 2)).toEqual(['ay', 'bx'])
  expect(cells[0]).toMatchObject({
    rowLabel: 'a',
    studyIds: ['s16', 's27', 's28', 's29'],
    segments: [4, 0],
    sentence:
      '4 included studies report a with y (4 of 55 studies; 12.7 expected if topics were combined at random; search to 2026-11-01).',
    kinds: [{ kind: 'scarce', sentence: '4 studies, 12.7 expected.' }],
  })
  expect(notes).toContain('Absence from the map is not absence of effect.')
})

test('shrinks the finest cells only, since parents repeat their children', () => {
  const { prior, cells, priorSentence } = report(studies)
  expect(prior.estimated).toBe(true)
  expect(priorSentence).toMatch(/^Sparse cells are shrunk towards the ratios of all 6 cells/)
  expect(cells.filter(({ shrunken }) => shrunken === undefined).map(({ row }) => row)).toEqual(['a', 'a'])
})

test('explains how the numbers of a cell came about', () => {
  const all = report([...studies, { codes: { topic: ['b'] } }])
  const cell = all.cells.find(({ row, column }) => row === 'a1' && column === 'y')
  expect(cell === undefined ? [] : explainCell(all, cell)).toEqual([
    'topic: a1; effect: y.',
    '55 of 56 included studies are coded on both dimensions (0 not on topic, 1 not on effect).',
    '16 of 55 report a1, 24 report y, 1 report both.',
    'Expected if topics were combined at random: 16 x 24 / 55 = 6.98.',
    'Chance of 1 or fewer: 0.000253; of 1 or more: 1.00 (exact, hypergeometric).',
    'Adjusted for both tails of 8 tested cells (Benjamini-Hochberg): 0.000673 and 1.00.',
    expect.stringMatching(
      /^Observed \/ expected is 0.14; shrunk, 0\.\d\d, below \d\.\d\d with probability 0.95.$/,
    ),
    'Fewer studies than row and column totals predict (exact p < 0.001; adjusted < 0.001; 8 cells tested).',
    'Published 2025.',
    'scarce: 1 study, 7.0 expected.',
  ])
})

test('says so where nothing can be told', () => {
  const empty = report([])
  expect(empty.sentence).toBe('Not known: only 0 of 0 included studies are coded on both dimensions.')
  expect(empty.priorSentence).toBe(
    'Shrinkage of sparse cells cannot be estimated: fewer than three cells have anything expected.',
  )
  expect(empty.cells).toHaveLength(8)
})

test('explains structural zeros and shows what people say of a cell', () => {
  const cell = [
    { dimension: 'topic', code: 'b' },
    { dimension: 'effect', code: 'x' },
  ] as const
  const ruledOut = codebook(book.dimensions, {
    impossible: [
      {
        cells: [
          { dimension: 'topic', codes: ['a'] },
          { dimension: 'effect', codes: ['y'] },
        ],
        because: 'never',
      },
    ],
  })
  const judged = { cell, coder: 'Ada', at: '2026-11-23T10:00:00.000Z', reason: 'A2' as const }
  const all = gapReport(codedStudies(review(ruledOut, studies, { gapJudgements: [judged] })), {
    rows: { dimension: 'topic', level: 1 },
    columns: { dimension: 'effect' },
  })
  expect(all.cells.map(({ row, column }) => row + column).at(-1)).toBe('ay')
  const [last, withJudgement] = [all.cells.at(-1), all.cells.find(({ row, column }) => row + column === 'bx')]
  expect(last === undefined ? [] : explainCell(all, last).slice(-1)).toEqual([
    'This combination cannot exist: never. Yet it is coded: look at those studies again.',
  ])
  expect(withJudgement === undefined ? [] : explainCell(all, withJudgement).slice(-1)).toEqual([
    'judged by Ada, 2026-11-23: A2 few studies',
  ])
})
