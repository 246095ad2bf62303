import type { Codebook } from '../../src/domain/codebook.ts'
import type { Decision } from '../../src/domain/decision.ts'
import { readCodebook } from '../../src/formats/codebook-yaml.ts'
import { smallCodebook } from '../stages/open-review.ts'

/** The small codebook of the tests of stages: topic, design and, for surveys, sample are required. */
export function codebookOfTests(): Codebook {
  const { codebook } = readCodebook(smallCodebook, 'codebook.yaml')
  if (codebook === undefined) throw new Error('The codebook of the tests cannot be read.')
  return codebook
}

type Said = Decision extends infer D ? (D extends Decision ? Omit<D, 'id' | 'at'> : never) : never

/** Entries with ids in their order. */
export const logOf = (...entries: readonly Said[]): readonly Decision[] =>
  entries.map((entry, i) => ({ ...entry, id: entryId(i), at: '2026-01-01T00:00:00.000Z' }))

/** The id that the entry at this place (from 0) has. */
export const entryId = (i: number): string => `01J${String(i).padStart(23, '0')}`

export const screen = (
  coder: string,
  report: string,
  verdict: 'include' | 'exclude' | 'maybe',
  stage: 'title-abstract' | 'retrieval' | 'full-text' = 'title-abstract',
): Said => ({ kind: 'screen', coder, report, stage, verdict })

export const code = (
  coder: string,
  report: string,
  dimension: string,
  ...codes: readonly string[]
): Said => ({
  kind: 'code',
  coder,
  report,
  dimension,
  value: { codes },
})

export const allocate = (
  report: string,
  task: 'title-abstract' | 'full-text' | 'coding',
  coders: readonly string[],
  inSample = false,
): Said => ({ kind: 'allocate', coder: 'Lead', report, task, coders, inSample, plan: 'by hand' })
