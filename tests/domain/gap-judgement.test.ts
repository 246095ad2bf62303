import { expect, test } from 'vitest'
import type { Decision, GapDecision } from '../../src/domain/decision.ts'
import { foldLog } from '../../src/domain/coding.ts'
import { gapJudgements, judgementsOf, sayJudgement, signed } from '../../src/domain/gap-judgement.ts'

const cell: GapDecision['cell'] = [
  { dimension: 'topic', code: 'water' },
  { dimension: 'design', code: 'trial' },
]
const [row, column] = cell

let next = 0
const word = (coder: string, more: Partial<GapDecision> = {}): GapDecision => ({
  id: String(next++).padStart(26, '0'),
  coder,
  at: '2026-11-23T10:00:00.000Z',
  kind: 'gap',
  cell,
  ...more,
})

test('the last word of each person on a cell stands, whichever axis comes first', () => {
  const log: readonly Decision[] = [
    word('Ada', { reason: 'A1' }),
    word('Ben', { priority: 'low' }),
    word('Ada', { cell: [column, row], reason: 'A2', priority: 'high' }),
    word('machine:cues', { reason: 'C' }),
  ]
  const judgements = gapJudgements(log.toReversed())
  expect(judgements.map(signed)).toEqual([
    'Ben, 2026-11-23: priority low',
    'Ada, 2026-11-23: A2 few studies; priority high',
  ])
  expect(judgementsOf(judgements, cell)).toHaveLength(2)
  expect(judgementsOf(judgements, [row, { dimension: 'design', code: 'survey' }])).toEqual([])
})

test('an empty word takes an earlier one back, and so does a retraction', () => {
  const first = word('Ada', { reason: 'B' })
  expect(gapJudgements([first, word('Ada')])).toEqual([])
  const retraction: Decision = { id: '9', coder: 'Ada', at: '', kind: 'retract', decision: first.id }
  expect(gapJudgements([first, retraction])).toEqual([])
})

test('what is said of the map changes nothing that is said of reports', () => {
  expect(foldLog([word('Ada', { reason: 'D', note: 'rural areas' })])).toEqual(foldLog([]))
})

test.each([
  [{ reason: 'C', note: 'one study only' }, 'C inconsistent or unknown consistency; one study only'],
  [{}, 'no judgement'],
] as const)('says %j', (judgement, words) => {
  expect(sayJudgement(judgement)).toBe(words)
})
