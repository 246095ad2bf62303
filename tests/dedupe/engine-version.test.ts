import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseSync } from 'oxc-parser'
import { expect, test } from 'vitest'
import { sha256 } from '../../src/domain/canonical.ts'
import { engineVersion } from '../../src/dedupe/engine-version.ts'

/**
 * What decides about two records, as it was when this version of the engine was made: a hash of the code behind
 * `deduplicate`, without comments and layout. When it differs, raise `engineVersion` (unless no pair can come out
 * differently, as when something was only renamed) and write the new hash here.
 */
const made = { version: 1, code: 'd6ba715822167bed' }

const outset = 'src/dedupe/deduplicate.ts'

/** The files of dedupe and text that a file needs, itself among them. */
function neededBy(file: string, found: Set<string> = new Set()): ReadonlySet<string> {
  if (found.has(file)) return found
  found.add(file)
  const { module } = parseSync(file, readFileSync(file, 'utf8'))
  for (const { moduleRequest } of module.staticImports) {
    const needed = join(dirname(file), moduleRequest.value)
    if (/^src\/(?:dedupe|text)\//.test(needed)) neededBy(needed, found)
  }
  return found
}

/** The program as a tree, without where its parts stand. */
const meaning = (file: string): string =>
  JSON.stringify(parseSync(file, readFileSync(file, 'utf8')).program, (key, value: unknown) =>
    key === 'start' || key === 'end' ? undefined : value,
  )

test('stored findings never outlive the code that made them', () => {
  const files = [...neededBy(outset)].toSorted()
  expect(files).toEqual(expect.arrayContaining(['src/dedupe/rules-same.ts', 'src/text/fold.ts']))
  const code = sha256(files.map((file) => `${file}\n${meaning(file)}`).join('\n')).slice(0, 16)
  expect({ version: engineVersion, code }).toEqual(made)
})
