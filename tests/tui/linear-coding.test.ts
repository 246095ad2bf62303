import { expect, test } from 'vitest'
import { openCoderLog } from '../../src/stages/coder-log.ts'
import { converseOnCoding } from '../../src/tui/linear-coding.ts'
import type { LinearPlace } from '../../src/tui/linear.ts'
import { controlOf, reviewWith } from '../stages/open-review.ts'

/** A conversation with these lines; what was said in it. */
function scripted(lines: readonly string[]): LinearPlace & { readonly said: string[] } {
  const left = [...lines]
  const said: string[] = []
  return {
    said,
    read: (prompt) => {
      if (!prompt.startsWith('>')) said.push(prompt.trim())
      return Promise.resolve(left.shift())
    },
    print: (line) => void said.push(line),
  }
}

test('a report is coded in plain lines: by suggestion, by name, by number, with a quote and a note', async () => {
  const { review, ids } = await reviewWith(['Water pumps'], { settings: 'full-text: false\n' })
  const [report = ''] = ids
  const bo = await openCoderLog(review, controlOf('Bo', Date.UTC(2025, 0, 1)))
  await bo.say([{ kind: 'screen', report, stage: 'title-abstract', verdict: 'include' }])
  const place = scripted([
    'a',
    'f survey',
    'f Sample',
    'give',
    'twelve',
    'give 12',
    'f water',
    '1',
    'e pumps',
    'e nowhere to be found',
    'm of wood',
    'z',
    'frobnicate',
    'q',
  ])
  await converseOnCoding(review, controlOf('Ada'), place)
  const text = place.said.join('\n')
  expect(text).toContain('Topic: owed, several codes. Suggested: Water 80%')
  for (const words of [
    'Saved: Topic: Water',
    'Saved: Design: Survey',
    '“twelve” is not a number',
    'Saved: Sample: 12   Complete: s goes to the next report.',
    'Saved: quoted for Topic: Water',
    'Those words do not stand in the title or the abstract.',
    'Taken back: a note',
    'There is no command "frobnicate"; ? lists them.',
  ])
    expect(text).toContain(words)
  const log = (await review.store.decisions()).filter(({ coder }) => coder === 'Ada')
  expect(log.map(({ kind }) => kind)).toEqual(['code', 'answer', 'code', 'code', 'code', 'note', 'retract'])
})
