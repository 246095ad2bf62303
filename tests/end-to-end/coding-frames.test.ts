import { expect, test } from 'vitest'
import { codingReview } from './coding-review.ts'
import { openTerminal, type Terminal } from './terminal.ts'

/** What is done before each frame, and what it must show before it is taken. */
const steps: readonly (readonly [name: string, keys: string, until: string])[] = [
  ['opened', '', '0 of 28 coded, 8 owed'],
  ['a suggestion accepted, the next one in hand', 'a', 'Saved: Term: Co-production'],
  ['one rejected, one accepted', 'xa', 'Saved: Policy sector: Digital government'],
  ['a code found by typing', 'fdeliv', 'Find code: deliv'],
  ['a code given', '\r', 'Saved: Phase: Delivery'],
  ['a passage being quoted', 'e', 'Space begin here'],
  ['a code of one choice, with a note being written', 'fpositi\r', 'Saved: Direction of result'],
  ['the note', 'mafter one year', 'after one year'],
  ['all there is on a code', '\rfco-prod\rv', 'Quoted: “Co-production”'],
  ['the list of reports', 'vg', 'Go to:'],
  ['the keys', '\r?', 'accept the suggestion in hand'],
]

/** A frame comes in pieces: it is whole when nothing more comes for a while. */
async function drawn(terminal: Terminal): Promise<void> {
  for (let before = ''; before !== terminal.screen().join('\n');) {
    before = terminal.screen().join('\n')
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}

test.each([
  [80, 24],
  [120, 40],
])('frames at %d x %d', async (columns, rows) => {
  const review = codingReview()
  const terminal = openTerminal(['code', '10.1000/invented.1', '--project', review], columns, rows)
  await terminal.until('0 of 28 coded')
  const frames: string[] = []
  for (const [name, keys, until] of steps) {
    if (name.includes('one choice')) {
      // Escape alone, before keys that it would else be read together with.
      terminal.type('\x1b')
      await terminal.until('a accept')
    }
    terminal.type(keys)
    await terminal.until(until)
    await drawn(terminal)
    frames.push([`=== ${name} ===`, ...terminal.screen().map((line) => line.trimEnd())].join('\n'))
  }
  await expect(`${frames.join('\n\n')}\n`).toMatchFileSnapshot(`../tui/goldens/code-${columns}x${rows}.txt`)
})
