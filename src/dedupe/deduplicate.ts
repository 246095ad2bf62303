import type { IdentityDecision } from '../domain/decision.ts'
import type { RecordId } from '../domain/record.ts'
import { type BlockingStatistics, candidatePairs } from './block.ts'
import { cluster, type Edge } from './cluster.ts'
import { compare } from './compare.ts'
import { type Card, Normaliser } from './normalise.ts'
import { probability } from './probability.ts'
import type { Outcome, Relation, Rule } from './rule.ts'
import { decide } from './rules.ts'
import type { SlimRecord } from './slim-record.ts'

/** What was found about two records, smaller id first. */
export interface PairFinding {
  readonly records: readonly [RecordId, RecordId]
  /** Id of the row of the rule table, or "people". */
  readonly rule: string
  /** That both describe one work, 0 to 1. */
  readonly probability: number
  readonly reason: string
}

export interface RelatedPair extends PairFinding {
  readonly kind: Relation
}

export interface Deduplication {
  /** The records of each report, sorted, reports sorted by their first record; a lone record is a report too. */
  readonly reports: readonly (readonly RecordId[])[]
  /** Pairs that the rules (or people) join. */
  readonly merged: readonly PairFinding[]
  /** Pairs for people, most informative first: those nearest to a coin toss. */
  readonly doubtful: readonly PairFinding[]
  /** Pairs of different works about one study, offered as links. */
  readonly related: readonly RelatedPair[]
  readonly blocking: BlockingStatistics
}

/**
 * Finds which records describe one work. Depends only on the set of records and decisions, not on their order.
 * People's words always win: `different` separates even through chains of other records, `same` joins whatever
 * the records say. Where words contradict each other (a is b, b is c, a is not c), the newest hold.
 * @param identity the people's words, keyed "smallerId largerId" (`foldLog().identity`)
 */
export function deduplicate(
  records: Iterable<SlimRecord>,
  identity: ReadonlyMap<string, IdentityDecision> = new Map(),
): Deduplication {
  const normaliser = new Normaliser()
  const cards: Card[] = []
  for (const record of records) cards.push(normaliser.card(record))
  const byId = cards.toSorted((a, b) => compareIds(a.id, b.id))
  return findGroups(byId, normaliser, identity)
}

interface Found extends Edge {
  readonly rule: Rule
}

function findGroups(
  cards: readonly Card[],
  { containers }: Normaliser,
  identity: ReadonlyMap<string, IdentityDecision>,
): Deduplication {
  const card = (i: number): Card => cards[i] as Card
  const words = peoplesWords(cards, identity)
  const key = (i: number, j: number): number => i * cards.length + j
  const found = new Map<number, Found>()
  const blocking = candidatePairs(cards, (i, j) => {
    const comparison = compare(card(i), card(j), containers)
    const rule = decide(comparison)
    if (rule.outcome !== 'apart' && !words.decided.has(key(i, j)))
      found.set(key(i, j), { i, j, rule, probability: probability(comparison, rule.outcome) })
  })
  const of = (outcome: Outcome): readonly Found[] =>
    [...found.values()].filter(({ rule }) => rule.outcome === outcome)
  const merges = of('merged')
  const contradicts = (i: number, j: number, isForced: boolean): boolean => {
    const [a, b] = i < j ? [i, j] : [j, i]
    const word = words.decided.get(key(a, b))
    if (word !== undefined) return word.kind === 'different'
    return !isForced && decide(compare(card(a), card(b), containers)).isHard === true
  }
  const { groupOf, leftOut } = cluster(cards.length, words.same, merges, contradicts)
  const apart = ({ i, j }: Edge): boolean => groupOf[i] !== groupOf[j]
  const finding = ({ i, j, rule, probability: sure }: Found): PairFinding => ({
    records: [card(i).id, card(j).id],
    rule: rule.id,
    probability: sure,
    reason: rule.reason,
  })
  const refused = new Set(leftOut)
  return {
    reports: reportsOf(cards, groupOf),
    merged: [
      ...words.same.filter((edge) => !apart(edge)).map(({ i, j }) => peoples(card(i), card(j))),
      ...merges.filter((edge) => !apart(edge)).map(finding),
    ].toSorted(byRecords),
    doubtful: [
      ...of('doubtful').filter(apart).map(finding),
      ...merges
        .filter((edge) => refused.has(edge) && apart(edge))
        .map((edge) => ({
          ...finding(edge),
          reason: `${edge.rule.reason}, but another record of the group contradicts`,
        })),
    ].toSorted((a, b) => Math.abs(a.probability - 0.5) - Math.abs(b.probability - 0.5) || byRecords(a, b)),
    related: of('related')
      .filter(apart)
      .map((edge) => ({ ...finding(edge), kind: edge.rule.relation ?? 'same-title' }))
      .toSorted(byRecords),
    blocking,
  }
}

const byRecords = (a: PairFinding, b: PairFinding): number =>
  compareIds(a.records[0], b.records[0]) || compareIds(a.records[1], b.records[1])
const compareIds = (a: RecordId, b: RecordId): number => (a < b ? -1 : a > b ? 1 : 0)

const peoples = (a: Card, b: Card): PairFinding => ({
  records: [a.id, b.id],
  rule: 'people',
  probability: 1,
  reason: 'a person said so',
})

/** The words about records at hand, by pair of indices; the `same` ones newest first. */
function peoplesWords(
  cards: readonly Card[],
  identity: ReadonlyMap<string, IdentityDecision>,
): { readonly decided: ReadonlyMap<number, IdentityDecision>; readonly same: readonly Edge[] } {
  const decided = new Map<number, IdentityDecision>()
  if (identity.size === 0) return { decided, same: [] }
  const indexOf = new Map(cards.map(({ id }, i) => [id, i]))
  const same: (Edge & { readonly decision: IdentityDecision })[] = []
  for (const decision of identity.values()) {
    const [i = -1, j = -1] = decision.records.map((id) => indexOf.get(id) ?? -1).toSorted((a, b) => a - b)
    if (i === -1 || i === j) continue
    decided.set(i * cards.length + j, decision)
    if (decision.kind === 'same') same.push({ i, j, probability: 1, decision })
  }
  return { decided, same: same.toSorted((a, b) => compareIds(b.decision.id, a.decision.id)) }
}

function reportsOf(cards: readonly Card[], groupOf: Int32Array): readonly (readonly RecordId[])[] {
  const reports = new Map<number, RecordId[]>()
  for (const [i, { id }] of cards.entries()) {
    const group = groupOf[i] ?? i
    const report = reports.get(group)
    if (report === undefined) reports.set(group, [id])
    else report.push(id)
  }
  return [...reports.values()]
}
