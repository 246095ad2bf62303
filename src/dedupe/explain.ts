import type { RecordId } from '../domain/record.ts'
import { type Comparison, compare } from './compare.ts'
import { type Card, Normaliser } from './normalise.ts'
import { probability } from './probability.ts'
import type { Outcome, Relation } from './rule.ts'
import { decide, defaultSettings, rulesFor, type RuleSettings } from './rules.ts'
import type { SlimRecord } from './slim-record.ts'

/** Why two records were joined, kept apart or left to people. */
export interface PairExplanation {
  readonly records: readonly [RecordId, RecordId]
  readonly outcome: Outcome
  readonly relation?: Relation
  readonly rule: string
  readonly reason: string
  /** Id of the case in tests/cases/dedupe.json that shows the rule. */
  readonly case: string
  readonly probability: number
  /** How each field agrees, in the order in which people compare; fields that a side lacks are left out. */
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
export function explainPair(
  a: SlimRecord,
  b: SlimRecord,
  settings: Partial<RuleSettings> = {},
): PairExplanation {
  const normaliser = new Normaliser()
  return explain(normaliser.card(a), normaliser.card(b), normaliser, { ...defaultSettings, ...settings })
}

/** The pairs of a group, surest first: what holds a report together, and what speaks against it. */
export function explainGroup(
  records: readonly SlimRecord[],
  settings: Partial<RuleSettings> = {},
): readonly PairExplanation[] {
  const normaliser = new Normaliser()
  const cards = records
    .map((record) => normaliser.card(record))
    .toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return cards
    .flatMap((a, i) =>
      cards.slice(i + 1).map((b) => explain(a, b, normaliser, { ...defaultSettings, ...settings })),
    )
    .toSorted((x, y) => y.probability - x.probability)
}

/** One explanation as a sentence: "merged (same-place, 99.8 %): titles and authors agree … [title equal, …]". */
export function inWords({ outcome, rule, probability: sure, reason, levels }: PairExplanation): string {
  const agreements = levels.map(({ field, agreement }) => `${field} ${agreement}`).join(', ')
  return `${outcome} (${rule}, ${(100 * sure).toFixed(1)} %): ${reason} [${agreements}]`
}

function explain(a: Card, b: Card, { containers }: Normaliser, settings: RuleSettings): PairExplanation {
  const comparison = compare(a, b, containers)
  const rule = decide(comparison, rulesFor(settings))
  return {
    records: [a.id, b.id],
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
