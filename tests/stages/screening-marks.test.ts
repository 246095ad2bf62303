import { expect, test } from 'vitest'
import type { Codebook } from '../../src/domain/codebook.ts'
import type { Report } from '../../src/domain/report.ts'
import { readCodebook } from '../../src/formats/codebook-yaml.ts'
import { markScreening } from '../../src/stages/screening-marks.ts'

const text = `id: marks
title: Marks
version: '1'
dimensions:
  - id: term
    label: Term
    type: multi
    codes:
      - { id: co, label: Co-production, cues: ['co-produc*'], not: ['non-co-produc*'] }
      - { id: other, label: Other, cues: [garden] }
questions: []
screening:
  criteria: [about services]
  include: [{ term: [co] }]
  reasons:
    - { id: film, label: Film, cues: ['film ~ co-produc*'] }
`

function marksOf(title: string): readonly string[] {
  const { codebook, problems } = readCodebook(text, 'codebook.yaml')
  expect(problems).toEqual([])
  const report = { title } as Report
  return markScreening(report, codebook as Codebook).title.map(
    ({ kind, start, end }) => `${kind}: ${title.slice(start, end)}`,
  )
}

test.each([
  ['Coproduction in the garden', ['for: Coproduction']],
  ['A film in co-production', ['against: film in co-production']],
  ['Non-coproduction of services', ['near-miss: Non-coproduction']],
  ['Nothing of the kind', []],
])('%j', (title, expected) => {
  expect(marksOf(title)).toEqual(expected)
})
