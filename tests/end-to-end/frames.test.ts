import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lacuna } from './command.ts'
import { screeningReview } from './screening-review.ts'
import { openTerminal } from './terminal.ts'

/** Wells and fires with a doubtful pair, and two coders who differ. */
function fullReview(): string {
  const review = screeningReview()
  const pair = [
    ['Coproduction and inclusion: A public administrator perspective', 'Miller, Dora'],
    ['COPRODUCTION AND INCLUSION', ''],
  ].map(
    ([title, author]) =>
      `TY  - JOUR\nTI  - ${title}\n${author === '' ? '' : `AU  - ${author}\n`}PY  - 2021\nT2  - Journal of Wells\nSP  - 217\nEP  - 240\nDO  - 10.1000/inclusion\nER  - \n`,
  )
  writeFileSync(join(review, 'pair.ris'), pair.join('\n'))
  lacuna(['import', join(review, 'pair.ris'), '--project', review])
  lacuna(['dedupe', '--project', review])
  for (const [coder, verdict] of [
    ['Ben', 'include'],
    ['Cleo', 'exclude'],
  ]) {
    const file = join(review, `${coder}.csv`)
    writeFileSync(file, `report,stage,verdict\n10.1000/w.0,title-abstract,${verdict}\n`)
    lacuna(['decide', file, '--project', review, '--coder', coder ?? ''])
  }
  return review
}

/** Every screen of this half of the program, the keys that bring it about, and what shows that it is there. */
const screens: readonly (readonly [name: string, words: readonly string[], keys: string, there: string])[] = [
  ['home', [], '', 'The review'],
  ['screening', ['screen'], 'll', '3 of 8'],
  ['screening-reason', ['screen'], 'e', 'Exclude because (number, or type)'],
  ['full-text', ['screen', '--stage', 'full-text'], '', 'No report waits'],
  ['duplicates', ['dedupe', '--review'], '', 'pair 1 of 1'],
  ['reconcile', ['reconcile'], '', 'disagreement 1 of 1'],
  ['help', ['screen'], '?flag', 'raise or take down a flag'],
  ['palette', ['screen'], ':recon', 'Go to Reconcile'],
  ['find', ['screen'], '/water', 'Enter go'],
]

test('every screen looks as it should, at 80 x 24 and at 120 x 40', { timeout: 180_000 }, async () => {
  const review = fullReview()
  for (const [name, words, keys, there] of screens) {
    const terminal = openTerminal([...words, '--project', review], 80, 24)
    if (keys !== '') {
      await terminal.until('of 8 · 0 done')
      terminal.type(keys)
    }
    await terminal.until(there)
    if (name === 'find') await terminal.until('A trial of water pumps')
    for (const [columns, rows] of [
      [80, 24],
      [120, 40],
    ] as const) {
      terminal.resize(columns, rows)
      await terminal.until(new RegExp(`^─{${columns}}$`, 'm'))
      await terminal.settled()
      await terminal.until(there)
      expect(terminal.screen().every((line) => line.length <= columns)).toBe(true)
      const frame = `${terminal.screen().join('\n').trimEnd()}\n`
      await expect(frame).toMatchFileSnapshot(`../tui/goldens/${name}-${columns}x${rows}.txt`)
    }
    terminal.close()
  }
})
