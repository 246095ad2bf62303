import { expect, test } from 'vitest'
import { readCodingStanding } from '../../src/review/coding-standing.ts'
import { readStanding } from '../../src/review/standing.ts'
import { openCoderLog, type Saying } from '../../src/stages/coder-log.ts'
import { controlOf, reviewWith } from './open-review.ts'

test('what coding reads of a review is what the whole standing says', async () => {
  const { review, ids } = await reviewWith(['A', 'B', 'C', 'D', 'E', 'F'], { settings: 'full-text: false\n' })
  const [a = '', b = '', c = '', d = '', e = ''] = ids
  const log = await openCoderLog(review, controlOf('Ada'))
  const verdictOn = (report: string, verdict: 'include' | 'exclude'): Saying => ({
    kind: 'screen',
    report,
    stage: 'title-abstract',
    verdict,
  })
  const coded = (report: string, dimension: string, code: string): Saying => ({
    kind: 'code',
    report,
    dimension,
    value: { codes: [code] },
  })
  await log.say([a, b, c, d].map((report) => verdictOn(report, 'include')))
  await log.say([verdictOn(e, 'exclude')])
  // b: all that is required; c: a survey, whose sample is owed; d: begun.
  await log.say([coded(b, 'topic', 'water'), coded(b, 'design', 'trial')])
  await log.say([coded(c, 'topic', 'fire'), coded(c, 'design', 'survey')])
  await log.say([coded(d, 'topic', 'fire')])
  const { stages } = await readCodingStanding(review, () => Promise.resolve())
  expect([...stages].toSorted()).toEqual([...(await readStanding(review)).stages].toSorted())
  expect([a, b, c, d].map((id) => stages.get(id))).toEqual(['included', 'coded', 'included', 'included'])
})
