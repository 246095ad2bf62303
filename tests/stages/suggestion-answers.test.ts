import { expect, test } from 'vitest'
import type { DecisionDraft } from '../../src/domain/decision.ts'
import type { ReportId } from '../../src/domain/report.ts'
import type { Review } from '../../src/review/review.ts'
import { clockAfter } from '../../src/stages/control.ts'
import { suggestLearned } from '../../src/stages/suggest-learned.ts'
import { suggestionAnswers } from '../../src/stages/suggestion-answers.ts'
import { controlOf, reviewWith } from './open-review.ts'

async function say(review: Review, coder: string, drafts: readonly object[]): Promise<void> {
  const clock = clockAfter(controlOf(coder), await review.store.lastDecision())
  await review.store.appendDecisions(
    drafts.map((draft) => ({ ...(draft as DecisionDraft), coder, ...clock.tick() })),
  )
}

const given = (report: ReportId, codes: readonly string[]): object => ({
  kind: 'code',
  report,
  dimension: 'topic',
  value: { codes },
})
const answer = (report: ReportId, code: string, said: string, machine = 'machine:cues'): object => ({
  kind: 'answer',
  report,
  dimension: 'topic',
  code,
  answer: said,
  machine,
  probability: 0.7,
})

test('answers are counted per machine and code, with what was left and what changed since', async () => {
  // Every report names water; every second one fire as well.
  const titles = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? `Water ${i}` : `Water and fires ${i}`))
  const { review, ids } = await reviewWith(titles)
  await say(
    review,
    'Ada',
    ids.flatMap((id, i) => [
      answer(id, 'water', i < 8 ? 'accepted' : 'rejected'),
      given(id, i === 0 ? [] : ['water']),
    ]),
  )
  await say(review, 'Ada', [
    answer(ids[1] ?? '', 'bush-fire', 'accepted', 'machine:learned'),
    given(ids[1] ?? '', ['water', 'bush-fire']),
  ])
  const rows = await suggestionAnswers(review, controlOf('Ada'))
  expect(rows.map(({ machine, code = 'all' }) => `${machine} ${code}`)).toEqual([
    'machine:cues all',
    'machine:cues water',
    'machine:cues fire',
    'machine:learned all',
    'machine:learned bush-fire',
  ])
  const [, water, fire, learned] = rows
  expect(water).toMatchObject({
    label: 'Water',
    accepted: 8,
    rejected: 2,
    left: 0,
    takenOut: 1,
    givenAfterAll: 2,
  })
  // Wilson 1927 for 8 of 10: 0.490 to 0.943.
  expect(water?.precision).toBeCloseTo(0.8, 9)
  expect(water?.interval?.low).toBeCloseTo(0.4902, 4)
  expect(water?.interval?.high).toBeCloseTo(0.9433, 4)
  expect(fire).toMatchObject({ accepted: 0, rejected: 0, left: 5 })
  expect(fire).not.toHaveProperty('precision')
  expect(learned).toMatchObject({ accepted: 1, rejected: 0 })
  expect(learned).not.toHaveProperty('left')
})

test('an answer taken back does not count, nor does what another person said of a report still to be coded', async () => {
  const { review, ids } = await reviewWith(['Water', 'Water too'])
  const [first, second] = ids
  await say(review, 'Ada', [answer(first ?? '', 'water', 'accepted')])
  const [entry] = await review.store.decisions()
  await say(review, 'Ada', [{ kind: 'retract', decision: entry?.id }])
  await say(review, 'Bo', [
    {
      kind: 'allocate',
      report: second,
      task: 'coding',
      coders: ['Ada', 'Bo'],
      inSample: false,
      plan: 'by hand',
    },
    answer(second ?? '', 'water', 'rejected'),
  ])
  expect(await suggestionAnswers(review, controlOf('Ada'))).toEqual([])
  expect(await suggestionAnswers(review, controlOf('Bo'))).toMatchObject([{ rejected: 1 }, { rejected: 1 }])
})

test('what was learnt becomes decisions only when asked, not for the sample, and only once', async () => {
  const titles = Array.from({ length: 30 }, (_, i) =>
    i % 2 === 0 ? `Pump and canal in ${i}` : `Smoke and ember in ${i}`,
  )
  const { review, ids } = await reviewWith(titles)
  await say(
    review,
    'Ada',
    ids.slice(0, 20).map((id, i) => given(id, [i % 2 === 0 ? 'water' : 'fire'])),
  )
  const sampled = ids[28] ?? ''
  await say(review, 'Ada', [
    { kind: 'allocate', report: sampled, task: 'coding', coders: ['Ada'], inSample: true, plan: 'by hand' },
  ])
  const control = controlOf('Ada')
  expect(await suggestLearned(review, { record: false }, control)).toMatchObject({
    coded: 20,
    reports: 29,
    recorded: 0,
  })
  const { recorded } = await suggestLearned(review, { record: true }, control)
  const byMachine = (await review.store.decisions()).filter(({ coder }) => coder === 'machine:learned')
  expect(byMachine).toHaveLength(recorded)
  expect(byMachine).toContainEqual(
    expect.objectContaining({
      kind: 'code',
      report: ids[24],
      dimension: 'topic',
      value: { codes: ['water'] },
    }),
  )
  expect(byMachine.some((entry) => 'report' in entry && entry.report === sampled)).toBe(false)
  expect(await suggestLearned(review, { record: true }, control)).toMatchObject({ recorded: 0 })
})
