import { expect, onTestFinished, test } from 'vitest'
import type { DecisionDraft } from '../../src/domain/decision.ts'
import type { ReportId } from '../../src/domain/report.ts'
import type { Review } from '../../src/review/review.ts'
import { type CodeSuggestions, openCodeSuggestions } from '../../src/stages/code-suggestions.ts'
import { clockAfter } from '../../src/stages/control.ts'
import { controlOf, reviewWith } from './open-review.ts'

const wet = 'pump valve irrigation canal spring reservoir'.split(' ')
const hot = 'smoke ember lightning blaze ash furnace'.split(' ')
/** Forty reports, in turn of two kinds that only their words tell apart; the last two name their topic. */
const titles = [
  ...Array.from({ length: 38 }, (_, i) => {
    const words = i % 2 === 0 ? wet : hot
    return `A ${words[i % 6]} and a ${words[(i + 1) % 6]} in village ${i}, with the ${words[(i + 3) % 6]}`
  }),
  'Clean water for all',
  'On the spread of fire',
]

async function opened(review: Review, coder = 'Ada'): Promise<CodeSuggestions> {
  const suggestions = await openCodeSuggestions(review, controlOf(coder))
  onTestFinished(() => suggestions.close())
  return suggestions
}

const learnt = async (suggestions: CodeSuggestions, coded: number): Promise<void> => {
  const isDone = (): boolean => suggestions.state.coded === coded && !suggestions.state.isTraining
  while (!isDone()) {
    if (suggestions.state.trouble !== undefined) throw new Error(suggestions.state.trouble)
    await new Promise<void>((resolve) => {
      const stop = suggestions.onNews(() => {
        stop()
        resolve()
      })
    })
  }
}

async function say(review: Review, coder: string, drafts: readonly object[]): Promise<void> {
  const clock = clockAfter(controlOf(coder), await review.store.lastDecision())
  await review.store.appendDecisions(
    drafts.map((draft) => ({ ...(draft as DecisionDraft), coder, ...clock.tick() })),
  )
}

const topic = (report: ReportId, codes: readonly string[]): object => ({
  kind: 'code',
  report,
  dimension: 'topic',
  value: { codes },
})

const suggestedFor = async (review: Review, suggestions: CodeSuggestions, id: ReportId) => {
  const [report] = await review.store.reportsById([id])
  return report === undefined ? [] : suggestions.suggestionsFor(report)
}

test('before anything is coded the cues speak, and their words are the evidence', async () => {
  const { review, ids } = await reviewWith(titles)
  const suggestions = await opened(review)
  const [water] = ids.slice(-2)
  expect(await suggestedFor(review, suggestions, water ?? '')).toEqual([])
  await learnt(suggestions, 0)
  expect(await suggestedFor(review, suggestions, water ?? '')).toMatchObject([
    {
      dimension: 'topic',
      code: 'water',
      machine: 'machine:cues',
      because: '“water” in the title',
      evidence: { code: 'water', quote: 'water', where: 'title' },
    },
  ])
})

test('what was coded is learnt, for reports with like words', async () => {
  const { review, ids } = await reviewWith(titles)
  const suggestions = await opened(review)
  await learnt(suggestions, 0)
  await say(
    review,
    'Ada',
    ids.slice(0, 24).map((id, i) => topic(id, [i % 2 === 0 ? 'water' : 'fire'])),
  )
  suggestions.learn()
  await learnt(suggestions, 24)
  const [wettest, hottest] = ids.slice(30, 32)
  expect(await suggestedFor(review, suggestions, wettest ?? '')).toMatchObject([
    { dimension: 'topic', code: 'water', machine: 'machine:learned' },
  ])
  expect(await suggestedFor(review, suggestions, hottest ?? '')).toMatchObject([{ code: 'fire' }])
  const [report] = await review.store.reportsById([wettest ?? ''])
  if (report === undefined) throw new Error('The report is gone.')
  const similar = suggestions.similarReports(report, 3)
  expect(similar).toHaveLength(3)
  expect(similar.map(({ report: id }) => ids.indexOf(id) % 2)).toEqual([0, 0, 0])
})

test('the same codings give the same suggestions, in whatever order they were made', async () => {
  const all = await Promise.all(
    [false, true].map(async (backwards) => {
      const { review, ids } = await reviewWith(titles)
      const drafts = ids.slice(0, 20).map((id, i) => topic(id, [i % 2 === 0 ? 'water' : 'fire']))
      await say(review, 'Ada', backwards ? drafts.toReversed() : drafts)
      const suggestions = await opened(review)
      await learnt(suggestions, 20)
      return Promise.all(ids.map((id) => suggestedFor(review, suggestions, id)))
    }),
  )
  expect(all[0]).toEqual(all[1])
})

test('reports of the agreement sample get no suggestions, and what others made of them teaches nothing', async () => {
  const { review, ids } = await reviewWith(titles)
  const sample = ids.slice(0, 20)
  await say(
    review,
    'Bo',
    sample.flatMap((report, i) => [
      { kind: 'allocate', report, task: 'coding', coders: ['Ada', 'Bo'], inSample: true, plan: 'by hand' },
      topic(report, [i % 2 === 0 ? 'water' : 'fire']),
      { kind: 'code', report, dimension: 'design', value: { codes: ['trial'] } },
    ]),
  )
  await say(review, 'Bo', [topic(ids[38] ?? '', ['water'])])
  const suggestions = await opened(review)
  // Of Bo's 21 reports only the one that is nobody else's may be learnt from.
  await learnt(suggestions, 1)
  for (const id of sample) expect(await suggestedFor(review, suggestions, id)).toEqual([])
})

test('a report taken back is not learnt from', async () => {
  const { review, ids } = await reviewWith(titles)
  await say(
    review,
    'Ada',
    ids.slice(0, 3).map((id) => topic(id, ['water'])),
  )
  const suggestions = await opened(review)
  await learnt(suggestions, 3)
  const [first] = await review.store.decisions()
  await say(review, 'Ada', [{ kind: 'retract', decision: first?.id }])
  suggestions.learn()
  await learnt(suggestions, 2)
  expect(suggestions.state.trouble).toBeUndefined()
})
