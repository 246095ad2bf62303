import { expect, test } from 'vitest'
import { openCoderLog } from '../../src/stages/coder-log.ts'
import { readHome } from '../../src/stages/home.ts'
import { controlOf, reviewWith } from './open-review.ts'

test('that somebody differs is counted for those who have finished, not for who has not', async () => {
  const { review, ids } = await reviewWith(['One'], { settings: 'full-text: false\n' })
  const [report = ''] = ids
  for (const [coder, verdict] of [
    ['Ada', 'maybe'],
    ['Bo', 'exclude'],
  ] as const) {
    const log = await openCoderLog(review, controlOf(coder))
    await log.say([{ kind: 'screen', report, stage: 'title-abstract', verdict }])
  }
  expect((await readHome(review, controlOf('Bo'))).disagreements).toBe(1)
  expect((await readHome(review, controlOf('Ada'))).disagreements).toBe(0)
})
