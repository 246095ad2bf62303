import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { deduplicate } from '../../src/dedupe/deduplicate.ts'
import { caseRecord } from './case-records.ts'

test('reports come in the order of their first ids, whatever letters these have', () => {
  const letters = fc.constantFrom('r', '0', '1', '9', 'a', 'f', 'z', 'é', 'þ', 'ÿ', 'ł', '合', '')
  const ids = fc.uniqueArray(
    fc.array(letters, { minLength: 1, maxLength: 9 }).map((parts) => parts.join('')),
    { minLength: 1, maxLength: 30 },
  )
  fc.assert(
    fc.property(ids, (all) => {
      const { reports } = deduplicate(all.map((id) => caseRecord(id, {})))
      expect(reports).toEqual(all.toSorted((a, b) => (a < b ? -1 : 1)).map((id) => [id]))
    }),
  )
})
