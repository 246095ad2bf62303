import { describe, expect, test } from 'vitest'
import { reconciliation } from '../../src/agreement/reconciliation.ts'
import type { DecisionDraft, Task } from '../../src/domain/decision.ts'
import { workOf, type WorkItem } from '../../src/domain/work.ts'
import type { Review } from '../../src/review/review.ts'
import { readStanding } from '../../src/review/standing.ts'
import { allocate, type AllocateOptions } from '../../src/stages/allocate.ts'
import { openCoderLog } from '../../src/stages/coder-log.ts'
import { handOver } from '../../src/stages/hand-over.ts'
import { status } from '../../src/stages/status.ts'
import { records, reportOf, search } from '../store/review-data.ts'
import { controlOf, reviewWith } from './open-review.ts'

const titles = (n: number): readonly string[] => Array.from({ length: n }, (_, i) => `Title ${i}`)
const options = (more: Partial<AllocateOptions> = {}): AllocateOptions => ({
  task: 'title-abstract',
  coders: ['Ada', 'Bo'],
  by: 1,
  blocks: false,
  suggestions: false,
  seed: 'lacuna',
  dryRun: false,
  ...more,
})
const lead = controlOf('Lead')
const workOfCoder = async (
  review: Review,
  coder: string,
  task: Task = 'title-abstract',
): Promise<readonly WorkItem[]> => {
  const { codebook, settings } = review
  return workOf({ ...(await readStanding(review)), coder, task, codebook, review: settings })
}
const say = async (review: Review, coder: string, ...drafts: readonly object[]): Promise<void> => {
  const log = await openCoderLog(review, controlOf(coder))
  await log.say(drafts.map((draft) => ({ coder, ...draft }) as DecisionDraft))
}
const verdict = (report: string, word: string) => ({
  kind: 'screen',
  report,
  stage: 'title-abstract',
  verdict: word,
})
const topic = (report: string, ...codes: readonly string[]) => ({
  kind: 'code',
  report,
  dimension: 'topic',
  value: { codes },
})
const design = (report: string, code: string) => ({
  kind: 'code',
  report,
  dimension: 'design',
  value: { codes: [code] },
})

test('a dry run records nothing, and the run itself gives what it said', async () => {
  const { review } = await reviewWith(titles(10))
  const dry = await allocate(review, options({ dryRun: true }), lead)
  expect(await review.store.countDecisions()).toBe(0)
  const { recorded, ...real } = await allocate(review, options(), lead)
  expect(recorded).toBe(10)
  expect({ ...real, recorded: 0 }).toEqual(dry)
  expect(real.coders).toEqual([
    { coder: 'Ada', given: 5, before: 0 },
    { coder: 'Bo', given: 5, before: 0 },
  ])
  expect(real.plan).toBe('by 1, among Ada, Bo; seed "lacuna"')
})

test('after another import only the new reports are given out; where nothing is new, nothing', async () => {
  const { review } = await reviewWith(titles(6))
  await allocate(review, options({ by: 2 }), lead)
  const before = await workOfCoder(review, 'Ada')
  expect((await allocate(review, options({ by: 2 }), lead)).reports).toBe(0)
  const more = records(['Late 1', 'Late 2'], 'second.ris')
  await review.store.addSearch({ ...search, id: 'x2' })
  await review.store.addRecords(more.map((record) => ({ ...record, search: 'x2' })))
  const put = (async function* () {
    yield more.map((record) => reportOf(record))
  })()
  await review.store.changeReports({ remove: [], put, pairs: [] })
  expect((await allocate(review, options({ by: 2 }), lead)).reports).toBe(2)
  const after = await workOfCoder(review, 'Ada')
  expect(after.slice(0, 6)).toEqual(before)
  expect(after).toHaveLength(8)
})

test('a report waits until everybody it was given to has spoken, and then tells agreement from conflict', async () => {
  const { review, ids } = await reviewWith(titles(1))
  const [id = ''] = ids
  await allocate(review, options({ by: 2 }), lead)
  await say(review, 'Ada', verdict(id, 'exclude'))
  expect((await readStanding(review)).stages.get(id)).toBe('awaiting-screening')
  await say(review, 'Bo', verdict(id, 'include'))
  expect((await readStanding(review)).stages.get(id)).toBe('screening-conflict')
})

test('what one person has coded before can be given to a second, blind, as the sample', async () => {
  const { review, ids } = await reviewWith(titles(10), { settings: 'full-text: false\n' })
  await say(
    review,
    'Ada',
    ...ids.flatMap((id) => [verdict(id, 'include'), topic(id, 'water'), design(id, 'trial')]),
  )
  const result = await allocate(review, options({ task: 'coding', second: { share: 0.3 } }), lead)
  expect(result).toMatchObject({ reports: 3, inSample: 3 })
  const theirs = await workOfCoder(review, 'Bo', 'coding')
  expect(theirs.map(({ done, inSample }) => [done, inSample])).toEqual([
    [false, true],
    [false, true],
    [false, true],
  ])
  const mine = await workOfCoder(review, 'Ada', 'coding')
  expect(mine.every(({ done }) => done)).toBe(true)
  expect(mine).toHaveLength(10)
})

test('languages of review.yaml are kept to', async () => {
  const { review } = await reviewWith(titles(4), {
    settings: 'coders: [{ name: Ada, reads: [Spanish] }, Bo]\n',
  })
  const result = await allocate(review, options({ coders: [] }), lead)
  expect(result.withoutLanguage).toBe(4)
  expect(result.coders.map(({ given }) => given)).toEqual([2, 2])
})

test.each([
  [{ by: 3 }, /3 coders; there are 2/],
  [{ coders: ['machine:cues'] }, /no person/],
  [{ coders: [] }, /not said who/],
])('a plan that cannot be is refused: %j', async (wrong, message) => {
  const { review } = await reviewWith(titles(2))
  await expect(allocate(review, options(wrong), lead)).rejects.toThrow(message)
})

describe('a coder who leaves', () => {
  const begin = async () => {
    const { review, ids } = await reviewWith(titles(6), { settings: 'full-text: false\n' })
    await say(review, 'Lead', ...ids.map((id) => verdict(id, 'include')))
    await allocate(review, options({ task: 'coding', by: 2, coders: ['Ada', 'Bo'] }), lead)
    const [done = '', begun = ''] = ids
    await say(review, 'Ada', topic(done, 'water'), design(done, 'trial'), topic(begun, 'fire'))
    for (const id of ids) await say(review, 'Bo', topic(id, 'water'), design(id, 'trial'))
    return { review, ids, done, begun }
  }
  const leaving = { task: 'coding', from: 'Ada', to: ['Cy', 'Bo'], seed: 'x', dryRun: false } as const

  test('keeps what they have finished; the rest goes to others, and nobody waits for them', async () => {
    const { review, ids, done, begun } = await begin()
    const before = await readStanding(review)
    expect(reconciliation(before.folded, review.codebook).waiting.map(({ report }) => report)).toContain(
      begun,
    )
    const result = await handOver(review, leaving, lead)
    expect(result).toMatchObject({ reports: 5, kept: 1, begun: 1, short: 0 })
    expect(result.coders).toEqual([
      { coder: 'Bo', given: 0, before: 6 },
      { coder: 'Cy', given: 5, before: 0 },
    ])
    for (const id of ids.filter((one) => one !== done))
      await say(review, 'Cy', topic(id, 'fire'), design(id, 'trial'))
    const { folded } = await readStanding(review)
    const { waiting, disagreements } = reconciliation(folded, review.codebook)
    expect(waiting).toEqual([])
    // Every disagreement left is between two who have finished: it can be settled.
    expect(disagreements).toHaveLength(5)
    expect(disagreements.flatMap(({ words }) => words.map(({ coder }) => coder))).not.toContain('Ada')
    expect(await workOfCoder(review, 'Ada', 'coding')).toMatchObject([{ report: done, done: true }])
  })

  test('leaves the others as they are where nobody can take over', async () => {
    const { review, ids } = await begin()
    const result = await handOver(review, { ...leaving, to: ['Bo'] }, lead)
    expect(result).toMatchObject({ reports: 5, short: 5 })
    const { stages } = await readStanding(review)
    expect(ids.map((id) => stages.get(id))).toEqual(Array(6).fill('coded'))
  })

  test('who has nothing cannot leave', async () => {
    const { review } = await begin()
    await expect(handOver(review, { ...leaving, from: 'Dee' }, lead)).rejects.toThrow(/Dee has no reports/)
  })
})

test('status counts what each person was given, has done and has left', async () => {
  const { review, ids } = await reviewWith(titles(4))
  await allocate(review, options({ by: 2 }), lead)
  await allocate(review, options({ task: 'coding' }), lead)
  await say(review, 'Ada', verdict(ids[0] ?? '', 'include'), { kind: 'flag', report: ids[1], raised: true })
  const { coders } = await status(review)
  expect(coders.find(({ coder }) => coder === 'Ada')).toEqual({
    coder: 'Ada',
    isMachine: false,
    screened: 1,
    coded: 0,
    flagged: 1,
    tasks: [{ task: 'title-abstract', allocated: 4, done: 1, left: 3, notYet: 0, inSample: 4 }],
  })
})
