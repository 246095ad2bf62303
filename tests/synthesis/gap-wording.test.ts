import { expect, test } from 'vitest'
import { codedStudies } from '../../src/synthesis/coded-studies.ts'
import { crossTabulate } from '../../src/synthesis/cross-tabulation.ts'
import {
  gapStatistics,
  type GapStatistic,
  type GapTable,
  type GapVerdict,
} from '../../src/synthesis/gap-statistics.ts'
import {
  cellSentence,
  standingNote,
  tableSentence,
  verdictSentence,
} from '../../src/synthesis/gap-wording.ts'
import { codebook, dimension, review, times } from './small-review.ts'

const cell: GapStatistic = {
  row: 'x',
  column: 'y',
  observed: 0,
  studies: 40,
  withRow: 12,
  withColumn: 10,
  expected: 3,
  ratio: 0,
  variance: 1.6,
  z: -2.36,
  lowerTail: 0.01548156,
  upperTail: 1,
  adjustedLower: 0.06,
  adjustedUpper: 1,
  verdict: 'fewer',
}
const table: GapTable = {
  rows: 'topic',
  columns: 'effect',
  options: { leastExpected: 3, level: 0.05, leastCodedShare: 0.5 },
  tested: 14,
  included: 50,
  codedOnBoth: 40,
  cells: [[cell]],
}

test.each([
  [
    { observed: 0 },
    'No included study reports X with Y (0 of 40 studies; 3.0 expected if topics were combined at random; search to 2026-11-01).',
  ],
  [
    { observed: 1 },
    '1 included study reports X with Y (1 of 40 studies; 3.0 expected if topics were combined at random; search to 2026-11-01).',
  ],
  [
    { observed: 2, verdict: 'impossible' },
    '2 included studies report X with Y (2 of 40 studies; search to 2026-11-01).',
  ],
] satisfies [Partial<GapStatistic>, string][])('says what is in a cell: %j', (more, sentence) => {
  const names = { row: 'X', column: 'Y', searchedTo: '2026-11-01' }
  expect(cellSentence({ ...cell, ...more }, names)).toBe(sentence)
})

test.each([
  [
    'fewer',
    'Fewer studies than row and column totals predict (exact p = 0.015; adjusted 0.06; 14 cells tested).',
  ],
  [
    'more',
    'More studies than row and column totals predict (exact p > 0.99; adjusted > 0.99; 14 cells tested).',
  ],
  [
    'as-expected',
    'No clear departure from what row and column totals predict (exact p = 0.015; adjusted 0.06; 14 cells tested).',
  ],
  [
    'too-little-expected',
    'Too little is expected here to tell (3.0 studies; from about 3 an empty cell would mean something).',
  ],
  ['not-known', 'Not known: only 40 of 50 included studies are coded on both dimensions.'],
  ['impossible', 'This combination cannot exist: never.'],
  ['same-dimension', 'Codes of one dimension are not tested against each other.'],
] satisfies [GapVerdict, string][])('says what the test says: %s', (verdict, sentence) => {
  expect(verdictSentence({ ...cell, verdict, impossible: 'never.' }, table)).toBe(sentence)
})

test('points at studies coded as what cannot be', () => {
  const coded = { ...cell, verdict: 'impossible' as const, impossible: 'never', observed: 1 }
  expect(verdictSentence(coded, table)).toBe(
    'This combination cannot exist: never. Yet it is coded: look at that study again.',
  )
})

test.each([
  [
    table,
    '1 of 14 tested cells has fewer studies than row and column totals predict (adjusted p at most 0.05).',
  ],
  [
    { ...table, cells: [[{ ...cell, verdict: 'as-expected' }]] },
    'No cell departs downward from what row and column totals predict (14 tested).',
  ],
  [
    { ...table, tested: 0 },
    'No cell has 3 or more studies expected, so none can be tested; an empty cell here says nothing.',
  ],
  [{ ...table, codedOnBoth: 20 }, 'Not known: only 20 of 50 included studies are coded on both dimensions.'],
  [
    { ...table, included: 0, codedOnBoth: 0 },
    'Not known: only 0 of 0 included studies are coded on both dimensions.',
  ],
] satisfies [GapTable, string][])('says what a whole table says: %#', (of, sentence) => {
  expect(tableSentence(of)).toBe(sentence)
})

test('always says what the numbers are not, and whose codings were counted', () => {
  const book = codebook([dimension('topic', ['x']), dimension('effect', ['y'])])
  const snapshot = review(book, [
    ...times(2, { codes: { topic: ['x'], effect: ['y'] } }),
    { codes: { topic: ['x'], effect: ['y'] }, coder: 'machine:cues' },
  ])
  const counted = gapStatistics(
    crossTabulate(codedStudies(snapshot), { rows: { dimension: 'topic' }, columns: { dimension: 'effect' } }),
  )
  expect(standingNote(snapshot, counted, 'Agreement: alpha = 0.81 (0.70 to 0.92).')).toEqual([
    'Absence from the map is not absence of effect.',
    'Independence of rows and columns is a yardstick, not a target.',
    'A cell counts each study once.',
    '3 of 3 included studies are coded on both dimensions; the others are not counted as lacking anything.',
    "2 of 6 codings counted here are a machine's alone, not confirmed by a person.",
    'Agreement: alpha = 0.81 (0.70 to 0.92).',
  ])
})

test('no sentence prints what must not be printed', () => {
  const verdicts: readonly GapVerdict[] = [
    'fewer',
    'more',
    'as-expected',
    'too-little-expected',
    'not-known',
    'impossible',
    'same-dimension',
  ]
  const all = [
    ...verdicts.map((verdict) => verdictSentence({ ...cell, verdict }, table)),
    cellSentence(cell, { row: 'X', column: 'Y' }),
    tableSentence(table),
  ]
  for (const sentence of all) {
    expect(sentence).not.toMatch(/\bgap\b|significant|urgent|no evidence|strong/i)
    expect(sentence).toMatch(/\.$/)
  }
})
