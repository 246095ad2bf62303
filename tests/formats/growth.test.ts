import { expect, test } from 'vitest'
import { bibtex } from '../../src/formats/bibtex.ts'
import { endnoteXml } from '../../src/formats/endnote-xml.ts'
import { enw } from '../../src/formats/enw.ts'
import type { Format } from '../../src/formats/format.ts'
import { readAll } from './reading.ts'

/** What fuzzing found, each once. */
test.each<readonly [string, Format, string, number]>([
  [
    'an author list longer than the call stack',
    bibtex,
    `@article{a, author = {${'A and '.repeat(150_000)}B}}`,
    1,
  ],
  ['an entry that begins again and again', enw, `%0 \n`.repeat(40_000), 1],
  [
    'a record of nothing but faults',
    endnoteXml,
    `<records><record><abstract>${'<'.repeat(50_000)}</abstract></record></records>`,
    1,
  ],
  ['a million groups inside one another', bibtex, `@article{a, title = {${'{'.repeat(1_000_000)}`, 1],
])('%s is read', async (_name, format, text, count) => {
  const { records } = await readAll(format, text, 'test', 65_536)
  expect(records).toHaveLength(count)
})
