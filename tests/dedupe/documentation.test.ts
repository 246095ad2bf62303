import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { rules } from '../../src/dedupe/rules.ts'

const documentation = readFileSync(new URL('../../docs/dedupe.md', import.meta.url), 'utf8')
const rows = documentation
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim()))

test.each(rules)('docs/dedupe.md has the row of $id', ({ id, reason, case: caseId, outcome }) => {
  const row = rows.find(([, first]) => first === id)
  expect(row?.slice(3, 5)).toEqual([reason, caseId])
  expect(row?.[2]).toContain(outcome)
})
