import { expect, test } from 'vitest'
import { compileCues } from '../../src/text/cue.ts'
import { markCues } from '../../src/text/cue-marks.ts'

const sets = [
  { key: 'co', set: compileCues(['co-produc*'], ['co-produc* ~ hydrogen']) },
  { key: 'health', set: compileCues(['health', 'of health care'], []) },
  { key: 'care', set: compileCues(['health care'], []) },
]
const marked = (text: string): readonly string[] =>
  markCues(text, sets).map(
    ({ kind, start, end, keys }) => `${kind} ${text.slice(start, end)}: ${keys.join()}`,
  )

test.each([
  ['Coproduction of health care', ['cue Coproduction: co', 'cue of health care: health,care']],
  ['Co-production of hydrogen', ['near-miss Co-production of hydrogen: co']],
  ['Co-production of hydrogen and health', ['near-miss Co-production of hydrogen: co', 'cue health: health']],
  ['Nothing here', []],
  ['', []],
])('in "%s"', (text, marks) => {
  expect(marked(text)).toEqual(marks)
})

test('a near-miss of one code is not told where a cue of another stands', () => {
  const both = [...sets, { key: 'fuel', set: compileCues(['hydrogen'], []) }]
  expect(markCues('co-production of hydrogen', both).map(({ kind }) => kind)).toEqual(['cue'])
})
