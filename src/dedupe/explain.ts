import type { SlimRecord } from './slim-record.ts'
import { type Comparison, compare } from './compare.ts'
import { Normaliser } from './normalise.ts'
import { probability } from './probability.ts'
import type { Outcome, Relation } from './rule.ts'
import { decide } from './rules.ts'

/** Why two records were joined, kept apart or left to people. */
export interface PairExplanation {
  readonly outcome: Outcome
  readonly relation?: Relation
  readonly rule: string
  readonly reason: string
  /** Id of the case in tests/cases/dedupe.json that shows the rule. */
  readonly case: string
  readonly probability: number
  /** How each field agrees, in the order in which people compare. */
  readonly levels: readonly { readonly field: string; readonly agreement: string }[]
}

const fields = [
  'title',
  'authors',
  'year',
  'container',
  'volume',
  'issue',
  'pages',
  'doi',
  'pmid',
  'isbn',
  'issn',
  'workNumber',
  'edition',
  'abstract',
] as const

/** Explains what the rules say about two records, by themselves: without people's words and other records. */
export function explainPair(a: SlimRecord, b: SlimRecord): PairExplanation {
  const normaliser = new Normaliser()
  const comparison = compare(normaliser.card(a), normaliser.card(b), normaliser.containers)
  const rule = decide(comparison)
  return {
    outcome: rule.outcome,
    ...(rule.relation === undefined ? {} : { relation: rule.relation }),
    rule: rule.id,
    reason: rule.reason,
    case: rule.case,
    probability: probability(comparison, rule.outcome),
    levels: levelsOf(comparison),
  }
}

const levelsOf = (c: Comparison): PairExplanation['levels'] =>
  fields.map((field) => ({ field, agreement: c[field] })).filter(({ agreement }) => agreement !== 'missing')
