import { expect, test } from 'vitest'
import { loadCodebook } from '../../src/review/review.ts'
import type { Review } from '../../src/review/review.ts'
import type { Control } from '../../src/stages/control.ts'
import { openCodeSuggestions } from '../../src/stages/code-suggestions.ts'
import type { Report } from '../../src/domain/report.ts'

const report = (title: string): Report => ({
  id: 'd00000000000000000001',
  records: ['r00000000000000000001'],
  provenance: {},
  type: 'article',
  authors: [],
  identifiers: {},
  title,
})

test('before anything is coded the cues of the codebook speak', async () => {
  const review = { codebook: loadCodebook('codebooks/coproduction.yaml') } as Review
  const suggestions = await openCodeSuggestions(review, {} as Control)
  const [first] = suggestions.suggestionsFor(report('Co-production with patients: a case study'))
  expect(first).toMatchObject({
    dimension: 'term',
    code: 'co-production',
    machine: 'machine:cues',
    because: '“Co-production” in the title',
    evidence: { code: 'co-production', quote: 'Co-production', where: 'title' },
  })
  await suggestions.close()
})
