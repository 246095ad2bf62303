import { expect, test } from 'vitest'
import type { Review } from '../../src/review/review.ts'
import { agreement, type AgreementOptions } from '../../src/stages/agreement.ts'
import { openCoderLog } from '../../src/stages/coder-log.ts'
import { unblind } from '../../src/stages/seen-log.ts'
import { controlOf, reviewWith } from './open-review.ts'

const allocation = (report: string, inSample: boolean) =>
  ({ kind: 'allocate', report, task: 'coding', coders: ['Ada', 'Bo'], inSample, plan: 'by hand' }) as const
const said = (report: string, topic: string, design?: string) => [
  { kind: 'code', report, dimension: 'topic', value: { codes: [topic] } } as const,
  ...(design === undefined
    ? []
    : [{ kind: 'code', report, dimension: 'design', value: { codes: [design] } } as const]),
]

/** Three reports coded by two: the first is the sample; Bo has not finished the third. */
async function doubleCoded() {
  const { review, ids } = await reviewWith(['One', 'Two', 'Three'])
  const [one = '', two = '', three = ''] = ids
  const lead = await openCoderLog(review, controlOf('Lead'))
  await lead.say([allocation(one, true), allocation(two, false), allocation(three, false)])
  const ada = await openCoderLog(review, controlOf('Ada'))
  await ada.say([
    ...said(one, 'water', 'trial'),
    ...said(two, 'water', 'trial'),
    ...said(three, 'fire', 'trial'),
  ])
  const bo = await openCoderLog(review, controlOf('Bo'))
  await bo.say([...said(one, 'fire', 'trial'), ...said(two, 'water', 'trial'), ...said(three, 'water')])
  return { review, one, two, three }
}
const topicOf = async (review: Review, options: AgreementOptions) => {
  const report = await agreement(review, { subject: 'topic', ...options }, controlOf('Lead'))
  return { sample: report.sample, hidden: report.hidden.reports, ...report.subjects[0]?.agreement }
}

test('agreement can be had of the drawn sample alone, and says how large that is', async () => {
  const { review, one } = await doubleCoded()
  expect(await topicOf(review, { viewer: 'Lead' })).toMatchObject({
    used: 3,
    sample: { coding: 1 },
    hidden: [],
  })
  const sample = await topicOf(review, { viewer: 'Lead', sample: true })
  expect(sample.used).toBe(1)
  expect(sample.disagreements?.map(({ unit }) => unit)).toEqual([one])
})

test('what a person has not finished is left out of the agreement they see', async () => {
  const { review, three } = await doubleCoded()
  const forBo = await topicOf(review, { viewer: 'Bo' })
  expect(forBo).toMatchObject({ used: 2, hidden: [three] })
  expect(forBo.disagreements?.map(({ unit }) => unit)).not.toContain(three)
})

test('who has looked sees it all, and what they say from then on counts as not blind', async () => {
  const { review, three } = await doubleCoded()
  expect(await unblind(review, controlOf('Bo'))).toEqual([three])
  expect(await topicOf(review, { viewer: 'Bo' })).toMatchObject({ used: 3, hidden: [] })
  const bo = await openCoderLog(review, controlOf('Bo'))
  await bo.say(said(three, 'fire', 'trial'))
  // The later word, said with knowledge of the other's, does not reach the figures.
  const { disagreements } = await topicOf(review, { viewer: 'Lead' })
  expect(disagreements?.map(({ unit }) => unit)).toContain(three)
})

test('an earlier version of the codebook has to be there', async () => {
  const { review } = await doubleCoded()
  await expect(topicOf(review, { codebook: 'deadbeef' })).rejects.toThrow(/no version "deadbeef"/)
  expect(await topicOf(review, { codebook: review.codebookHash.slice(0, 12) })).toMatchObject({ used: 3 })
})
