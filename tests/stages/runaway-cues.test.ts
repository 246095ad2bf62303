import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCodebook } from '../../src/formats/codebook-yaml.ts'
import { runawayCues } from '../../src/stages/runaway-cues.ts'

const withCue = (cue: string) =>
  readCodebook(
    `id: x\ntitle: X\nversion: '1'\ndimensions: [{ id: d, type: multi, codes: [{ id: c, cues: [${JSON.stringify(cue)}] }] }]\n`,
    'c.yaml',
  ).codebook

test.each([
  ['/(a+)+b/', true],
  ['/(\\w+\\s?)*x$/u', true],
  ['/^(?:co|c)(?:o|oo)+x/', true],
  ['/\\bCO\\b/u', false],
  ['/co-?design(?:s|ed|ing)?/iu', false],
  ['co-design* ~ (school|primary) … hospital*', false],
])('%s runs away: %s', (cue, expected) => {
  const codebook = withCue(cue)
  expect(codebook === undefined ? [] : runawayCues(codebook).map(({ code }) => code)).toEqual(
    expected ? ['c'] : [],
  )
})

test.each(readdirSync('codebooks'))('%s has none', (name) => {
  const { codebook } = readCodebook(readFileSync(join('codebooks', name), 'utf8'), name)
  expect(codebook === undefined ? undefined : runawayCues(codebook)).toEqual([])
})
