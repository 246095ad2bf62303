import { expect, test } from 'vitest'
import { standingDecisions } from '../../src/domain/decision.ts'
import type { Review } from '../../src/review/review.ts'
import { openCoderLog } from '../../src/stages/coder-log.ts'
import { controlOf, openAgain, reviewWith } from './open-review.ts'

const note = (text: string) => ({ kind: 'note', report: 'd1', text }) as const
const standing = async ({ store }: Review): Promise<readonly string[]> =>
  standingDecisions(await store.decisions()).flatMap((entry) => (entry.kind === 'note' ? [entry.text] : []))

test('a step is stored whole, with coder, codebook and step filled in', async () => {
  const { review } = await reviewWith(['A'])
  const log = await openCoderLog(review, controlOf('Ada'))
  const said = await log.say([note('a'), note('b')])
  expect(await review.store.decisions()).toEqual(said)
  expect(said).toMatchObject([
    { coder: 'Ada', codebook: review.codebookHash, step: said[0]?.id },
    { step: said[0]?.id },
  ])
  expect(await log.say([])).toEqual([])
})

test('undo and redo go on after a restart', async () => {
  const { review } = await reviewWith(['A'])
  const control = controlOf('Ada')
  const first = await openCoderLog(review, control)
  await first.say([note('a')])
  await first.say([note('b'), note('c')])
  const second = await openCoderLog(openAgain(review), control)
  expect(await second.undo()).toMatchObject([{ text: 'b' }, { text: 'c' }])
  expect(await standing(review)).toEqual(['a'])
  const third = await openCoderLog(review, control)
  expect(await third.redo()).toMatchObject([{ text: 'b' }, { text: 'c' }])
  expect(await standing(review)).toEqual(['a', 'b', 'c'])
  expect(await third.redo()).toBeUndefined()
})

test('two terminals of one coder see each other, and undo is of the last action of either', async () => {
  const { review } = await reviewWith(['A'])
  // The second terminal's clock is an hour behind: its entries still count as later, once it has seen the first's.
  const left = await openCoderLog(review, controlOf('Ada'))
  const right = await openCoderLog(openAgain(review), controlOf('Ada', Date.UTC(2025, 11, 31)))
  await left.say([note('left')])
  expect(await right.news()).toMatchObject([{ text: 'left' }])
  await right.say([note('right')])
  expect(await left.undo()).toMatchObject([{ text: 'right' }])
  expect(await left.news()).toMatchObject([{ text: 'right' }])
  expect(await left.news()).toEqual([])
  expect(await right.undo()).toMatchObject([{ text: 'left' }])
  expect(await right.redo()).toMatchObject([{ text: 'left' }])
  await left.say([note('again')])
  expect(await right.redo()).toBeUndefined()
  expect(await standing(review)).toEqual(['left', 'again'])
})

test('entries that sort before what is known are news too', async () => {
  const { review } = await reviewWith(['A'])
  const left = await openCoderLog(review, controlOf('Ada'))
  const right = await openCoderLog(openAgain(review), controlOf('Bo', Date.UTC(2025, 11, 31)))
  await left.say([note('left')])
  await right.say([note('behind')])
  expect(await left.news()).toMatchObject([{ text: 'behind', coder: 'Bo' }])
  expect(left.entries().map((entry) => entry.coder)).toEqual(['Bo', 'Ada'])
  expect(await left.undo()).toMatchObject([{ text: 'left' }])
  expect(await left.undo()).toBeUndefined()
  expect(await standing(review)).toEqual(['behind'])
})

test('what cannot be stored is not said, and undo is as before', async () => {
  const { review } = await reviewWith(['A'])
  const other = openAgain(review, 10)
  const log = await openCoderLog(other, controlOf('Ada'))
  await log.say([note('kept')])
  await other.store.close()
  await expect(log.say([note('lost')])).rejects.toThrow(/destroyed|closed|not open/i)
  expect(log.entries()).toMatchObject([{ text: 'kept' }])
  expect(await standing(review)).toEqual(['kept'])
})

test('calls that are not waited for run in their order', async () => {
  const { review } = await reviewWith(['A'])
  const log = await openCoderLog(review, controlOf('Ada'))
  await Promise.all([
    log.say([note('a')]),
    log.undo(),
    log.say([note('b')]),
    log.say([note('c')]),
    log.undo(),
  ])
  expect(await standing(review)).toEqual(['b'])
})
