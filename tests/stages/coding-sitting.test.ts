import { expect, test } from 'vitest'
import { codesOn } from '../../src/domain/coding-sheet.ts'
import type { ReportId } from '../../src/domain/report.ts'
import type { Review } from '../../src/review/review.ts'
import { openCoderLog } from '../../src/stages/coder-log.ts'
import { type CodingEdit, openCodingSitting } from '../../src/stages/coding-sitting.ts'
import { controlOf, openAgain, reviewWith } from './open-review.ts'

const titles = ['Water pumps in towns', 'Fire brigades', 'Bush fires and water']

/** A review without full texts, with all reports included by Bo. */
async function included(): Promise<{ readonly review: Review; readonly ids: readonly ReportId[] }> {
  const made = await reviewWith(titles, { settings: 'full-text: false\n' })
  const log = await openCoderLog(made.review, controlOf('Bo', Date.UTC(2025, 0, 1)))
  await log.say(
    made.ids.map((report) => ({ kind: 'screen', report, stage: 'title-abstract', verdict: 'include' })),
  )
  return made
}
const toggle = (dimension: string, code: string): CodingEdit => ({ kind: 'toggle', dimension, code })
const sit = (review: Review, coder = 'Ada', from?: number): ReturnType<typeof openCodingSitting> =>
  openCodingSitting(review, controlOf(coder, from))

test('an edit is in the log when its promise resolves, as one step', async () => {
  const { review, ids } = await included()
  const sitting = await sit(review)
  const [first = ''] = sitting.queue.list({ kind: 'all' })
  const opened = await sitting.open(first)
  const [suggestion] = opened?.suggestions ?? []
  if (suggestion === undefined) throw new Error('A report with a cue in its title has a suggestion.')
  await sitting.edit(first, { kind: 'accept', suggestion })
  const log = (await review.store.decisions()).filter(({ coder }) => coder === 'Ada')
  expect(log.map(({ kind, step }) => [kind, step])).toEqual([
    ['code', log[0]?.id],
    ['answer', log[0]?.id],
  ])
  expect(ids).toContain(first)
  expect(await sitting.edit(first, { kind: 'note', text: ' ' })).toBeUndefined()
  await sitting.close()
})

test('done and flagged follow the edits; filters and steps go through what they leave', async () => {
  const { review } = await included()
  const sitting = await sit(review)
  const { queue } = sitting
  const [a = '', b = '', c = ''] = queue.list({ kind: 'all' })
  for (const edit of [toggle('topic', 'water'), toggle('design', 'trial')]) await sitting.edit(b, edit)
  await sitting.edit(c, { kind: 'flag' })
  expect([queue.doneCount, queue.flaggedCount, queue.isDone(b)]).toEqual([1, 1, true])
  expect(queue.list({ kind: 'to-do' })).toEqual([a, c])
  expect(queue.list({ kind: 'flagged' })).toEqual([c])
  expect(queue.list({ kind: 'code', dimension: 'topic', code: 'water' })).toEqual([b])
  expect(queue.list({ kind: 'words', words: 'x', reports: [c, 'gone', a] })).toEqual([c, a])
  expect([queue.nextToDo({ kind: 'all' }, a), queue.nextToDo({ kind: 'all' }, c)]).toEqual([c, a])
  expect([queue.step({ kind: 'all' }, a, 1), queue.step({ kind: 'all' }, a, -1)]).toEqual([b, undefined])
  // From a report that the filter leaves out one goes on from its place.
  expect([queue.step({ kind: 'to-do' }, b, 1), queue.step({ kind: 'to-do' }, b, -1)]).toEqual([c, a])
  await sitting.edit(b, toggle('design', 'survey'))
  expect(queue.isDone(b)).toBe(false)
  await sitting.close()
})

test('undo and redo tell where it was, across restarts', async () => {
  const { review } = await included()
  const first = await sit(review)
  const [a = '', b = ''] = first.queue.list({ kind: 'all' })
  await first.edit(a, toggle('topic', 'water'))
  await first.edit(b, toggle('topic', 'fire'))
  await first.close()
  const second = await sit(openAgain(review))
  expect(await second.undo()).toMatchObject({ report: b, dimension: 'topic', kinds: ['code'] })
  expect(await second.undo()).toMatchObject({ report: a })
  expect([second.sheet(a).values.size, second.sheet(b).values.size]).toEqual([0, 0])
  expect(await second.undo()).toBeUndefined()
  expect(await second.redo()).toMatchObject({ report: a, dimension: 'topic' })
  expect(codesOn(second.sheet(a), 'topic')).toEqual(['water'])
  await second.close()
})

test('two terminals of one coder add to the same sheet', async () => {
  const { review } = await included()
  const left = await sit(review)
  const right = await sit(openAgain(review), 'Ada', Date.UTC(2026, 5, 1))
  const [a = ''] = left.queue.list({ kind: 'all' })
  await left.edit(a, toggle('topic', 'water'))
  await right.edit(a, toggle('topic', 'fire'))
  expect(codesOn(right.sheet(a), 'topic')).toEqual(['water', 'fire'])
  expect([...(await left.news())]).toEqual([a])
  expect(codesOn(left.sheet(a), 'topic')).toEqual(['water', 'fire'])
  await Promise.all([left.close(), right.close()])
})

test("of another person's coding nothing is seen: not on the sheet, not in counts, not among the sources", async () => {
  const { review } = await included()
  const bo = await sit(review, 'Bo')
  const [a = ''] = bo.queue.list({ kind: 'all' })
  await bo.edit(a, toggle('topic', 'water'))
  await bo.edit(a, { kind: 'flag' })
  await bo.edit(a, { kind: 'note', text: 'for the meeting' })
  await bo.close()
  const ada = await sit(openAgain(review))
  const opened = await ada.open(a)
  expect(opened?.sheet).toMatchObject({ notes: [] })
  expect(opened?.sheet.values.size).toBe(0)
  expect(opened?.sheet.flag).toBeUndefined()
  expect([ada.queue.doneCount, ada.queue.flaggedCount]).toEqual([0, 0])
  expect(ada.queue.list({ kind: 'code', dimension: 'topic', code: 'water' })).toEqual([])
  expect(opened && (await ada.copySources(opened.report))).toEqual([])
  await ada.close()
})

test('in the agreement sample nothing is suggested', async () => {
  const { review, ids } = await included()
  const log = await openCoderLog(review, controlOf('Bo', Date.UTC(2025, 1, 1)))
  const [a = '', b = ''] = ids
  const given = { kind: 'allocate', task: 'coding', coders: ['Ada'], plan: 'drawn' } as const
  await log.say([
    { ...given, report: a, inSample: true },
    { ...given, report: b, inSample: false },
  ])
  const sitting = await sit(review)
  expect(sitting.queue.list({ kind: 'all' })).toEqual([a, b])
  expect(await sitting.open(a)).toMatchObject({ isInSample: true, suggestions: [] })
  const other = await sitting.open(b)
  expect([other?.isInSample, other?.suggestions.length]).toEqual([false, 1])
  await sitting.close()
})

test('a report is named by its id or by a record; the report coded last can be copied', async () => {
  const { review } = await included()
  const sitting = await sit(review)
  const [a = '', b = ''] = sitting.queue.list({ kind: 'all' })
  const opened = await sitting.open(a)
  expect(await sitting.locate(a)).toBe(a)
  expect(await sitting.locate(`r${a.slice(1)}`)).toBe(a)
  expect(await sitting.locate('nowhere')).toBeUndefined()
  await sitting.edit(b, toggle('topic', 'fire'))
  const sources = opened === undefined ? [] : await sitting.copySources(opened.report)
  expect(sources.map(({ report, values }) => [report, [...values]])).toEqual([
    [b, [['topic', { codes: ['fire'] }]]],
  ])
  expect((await sitting.find('fire', 10)).length).toBeGreaterThan(0)
  await sitting.close()
})
