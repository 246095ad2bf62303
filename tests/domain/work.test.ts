import { describe, expect, test } from 'vitest'
import { foldLog } from '../../src/domain/coding.ts'
import type { Decision, Task } from '../../src/domain/decision.ts'
import type { StageOfReview } from '../../src/domain/stage-of-review.ts'
import { workOf } from '../../src/domain/work.ts'
import { allocate, code, codebookOfTests, logOf, screen } from './small-project.ts'

const codebook = codebookOfTests()

function work(
  log: readonly Decision[],
  task: Task,
  stages: Readonly<Record<string, StageOfReview>>,
  { coder = 'Ada', fullText = true } = {},
) {
  const documents = Object.keys(stages).map((id) => ({ id }))
  const folded = foldLog(log)
  const items = workOf({
    coder,
    task,
    documents,
    stages: new Map(Object.entries(stages)),
    folded,
    codebook,
    review: { fullText },
  })
  return items.map(({ report, done, inSample, flagged }) =>
    [report, done ? 'done' : '', inSample ? 'sample' : '', flagged ? 'flag' : ''].filter(Boolean).join(' '),
  )
}

describe('where nothing is allocated', () => {
  test('what nobody has finished is everybody’s, by id; what I have done stays', () => {
    const log = logOf(screen('Ada', 'd2', 'include'), screen('Bo', 'd3', 'exclude'))
    const stages = {
      d1: 'awaiting-screening',
      d2: 'awaiting-retrieval',
      d3: 'excluded-on-title',
    } as const
    expect(work(log, 'title-abstract', stages)).toEqual(['d1', 'd2 done'])
    expect(work(log, 'full-text', stages)).toEqual(['d2'])
  })

  test('a report is coded when nothing that applies is owed', () => {
    const stages = { d1: 'included', d2: 'included', d3: 'included' } as const
    const log = logOf(
      code('Ada', 'd1', 'topic', 'water'),
      code('Ada', 'd1', 'design', 'trial'),
      code('Ada', 'd2', 'topic'),
      code('Ada', 'd2', 'design', 'survey'),
    )
    expect(work(log, 'coding', stages)).toEqual(['d1 done', 'd2', 'd3'])
  })

  test.each([
    [true, ['d1 done']],
    [false, ['d1']],
  ])('a maybe is a verdict unless it is the last one (full text: %s)', (fullText, expected) => {
    const log = logOf(screen('Ada', 'd1', 'maybe'))
    expect(work(log, 'title-abstract', { d1: 'awaiting-screening' }, { fullText })).toEqual(expected)
  })
})

describe('where the task is allocated', () => {
  const log = logOf(
    allocate('d3', 'title-abstract', ['Bo', 'Ada'], true),
    allocate('d1', 'title-abstract', ['Ada']),
    allocate('d2', 'title-abstract', ['Bo']),
    screen('Ada', 'd1', 'exclude'),
    screen('Ada', 'd4', 'include'),
    { kind: 'flag', coder: 'Ada', report: 'd3', raised: true },
    { kind: 'flag', coder: 'Bo', report: 'd1', raised: true },
    allocate('d6', 'coding', ['Ada']),
  )
  const stages = {
    d1: 'excluded-on-title',
    d2: 'awaiting-screening',
    d3: 'screening-conflict',
    d4: 'awaiting-retrieval',
    d5: 'awaiting-screening',
    d6: 'included',
    d7: 'included',
  } as const

  test('it is in the order of allocation; own work that is not allocated comes last', () => {
    expect(work(log, 'title-abstract', stages)).toEqual(['d3 sample flag', 'd1 done', 'd4 done'])
    expect(work(log, 'title-abstract', stages, { coder: 'Bo' })).toEqual(['d3 sample', 'd2'])
    expect(work(log, 'title-abstract', stages, { coder: 'Cy' })).toEqual([])
  })

  test('it says nothing of other tasks', () => {
    expect(work(log, 'coding', stages)).toEqual(['d6'])
    expect(work(log, 'full-text', stages)).toEqual(['d4'])
  })

  test('a report is asked for only when it has come as far', () => {
    const later = logOf(allocate('d1', 'full-text', ['Ada']), allocate('d2', 'full-text', ['Ada']))
    expect(work(later, 'full-text', { d1: 'awaiting-screening', d2: 'full-text-conflict' })).toEqual(['d2'])
  })

  test('the last word on whose it is stands', () => {
    const handed = logOf(
      allocate('d1', 'title-abstract', ['Ada']),
      allocate('d1', 'title-abstract', ['Bo']),
      allocate('d2', 'title-abstract', ['Ada']),
      allocate('d2', 'title-abstract', []),
    )
    const open = { d1: 'awaiting-screening', d2: 'awaiting-screening' } as const
    expect(work(handed, 'title-abstract', open)).toEqual([])
    expect(work(handed, 'title-abstract', open, { coder: 'Bo' })).toEqual(['d1'])
  })
})
