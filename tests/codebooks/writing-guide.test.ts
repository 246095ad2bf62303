import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCodebook } from '../../src/formats/codebook-yaml.ts'

test('the example in docs/codebooks.md has the right shape; only what it leaves out is missing', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../docs/codebooks.md'), 'utf8')
  const example = /```yaml\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''
  const { problems } = readCodebook(example, 'example.yaml')
  // It names dimensions that it does not show: topic, rigor, direction, outcome, discipline, and a code.
  expect(new Set(problems.map(({ code }) => code))).toEqual(
    new Set(['codebook/unknown-dimension', 'codebook/unknown-code']),
  )
  expect(example.length).toBeGreaterThan(1000)
})
