import type { IdentityDecision } from '../domain/decision.ts'
import type { RecordId } from '../domain/record.ts'
import type { BlockingStatistics } from './block.ts'
import { cluster, type Edge } from './cluster.ts'
import { type Found, type KnownFindings, Library } from './library.ts'
import { type Card, Normaliser } from './normalise.ts'
import { type PairedLists, pairedLists } from './paired-lists.ts'
import type { Outcome, Relation, Rule } from './rule.ts'
import { defaultSettings, rulesFor, type RuleSettings } from './rules.ts'
import type { SlimRecord } from './slim-record.ts'

/** What was found about two records, smaller id first. */
interface PairFinding {
  readonly records: readonly [RecordId, RecordId]
  /** Id of the row of the rule table, or "people". */
  readonly rule: string
  /** That both describe one work, 0 to 1. */
  readonly probability: number
  readonly reason: string
}

interface RelatedPair extends PairFinding {
  readonly kind: Relation
}

export interface Deduplication {
  /** The records of each report, sorted, reports sorted by their first record; a lone record is a report too. */
  readonly reports: readonly (readonly RecordId[])[]
  /** Pairs within a report that the rules (or people) join. */
  readonly merged: readonly PairFinding[]
  /** Pairs for people, most informative first: those nearest to a coin toss. */
  readonly doubtful: readonly PairFinding[]
  /** Pairs of different works about one study, offered as links. */
  readonly related: readonly RelatedPair[]
  /** Everything the rules said other than "apart", whatever people said: `known` of a later run. */
  readonly findings: readonly PairFinding[]
  readonly blocking: BlockingStatistics
}

export interface DeduplicationOptions extends Partial<RuleSettings> {
  /** With it, only pairs with a record that is not `known` are compared. The result is the same as without. */
  readonly known?: KnownFindings
  /** Another rule table, for benchmarks. */
  readonly table?: readonly Rule[]
  /** Without what lists of one venue show, for benchmarks. */
  readonly ignoreLists?: boolean
}

/**
 * Records to be deduplicated, one by one as they come out of a store: of each only what is compared is kept, so
 * a million fit in 3 GB.
 */
export class Catalogue {
  readonly normaliser: Normaliser = new Normaliser()
  readonly cards: Card[] = []

  add(record: SlimRecord): void {
    this.cards.push(this.normaliser.card(record))
  }
}

/**
 * Finds which records describe one work. Depends only on the set of records and decisions, not on their order.
 * People's words always win: `different` separates even through chains of other records, `same` joins whatever
 * the records say. Where words contradict each other (a is b, b is c, a is not c), the newest `same` hold.
 * @param records all records of the review, each id once
 * @param identity the people's words, keyed "smallerId largerId" (`foldLog().identity`)
 */
export function deduplicate(
  records: Iterable<SlimRecord> | Catalogue,
  identity: ReadonlyMap<string, IdentityDecision> = new Map(),
  options: DeduplicationOptions = {},
): Deduplication {
  const { cards, normaliser } = records instanceof Catalogue ? records : catalogued(records)
  const order = orderOfIds(cards)
  const library = new Library(
    Array.from(order, (i) => cards[i] as Card),
    inverse(order),
    normaliser,
    options.table ?? rulesFor({ ...defaultSettings, ...options }),
  )
  const { found, blocking } = library.find(options.known)
  const words = peoplesWords(library, identity)
  const lists = pairedLists(library, options.ignoreLists === true ? [] : found.values(), {
    isDifferent: (i, j) =>
      words.decided.get(library.key(Math.min(i, j), Math.max(i, j)))?.kind === 'different',
    same: new Set(words.same.flatMap(({ i, j }) => [i, j])),
  })
  return groupsOf(library, found, lists, words, blocking)
}

/**
 * The cards' indices in the order of their ids. Ids are compared by their first six letters as one number, and whole only where these are equal: of a million cards,
 * scattered in memory, fetching them takes longer than comparing.
 */
function orderOfIds(cards: readonly Card[]): Uint32Array {
  const beginnings = Float64Array.from(cards, ({ id }) => beginning(id))
  const order = Uint32Array.from(cards, (_, i) => i)
  return order.toSorted((i, j) => {
    const difference = (beginnings[i] ?? 0) - (beginnings[j] ?? 0)
    return difference === 0 ? compareIds(cards[i]?.id ?? '', cards[j]?.id ?? '') : difference
  })
}

/** Where each went. */
function inverse(order: Uint32Array): Uint32Array {
  const places = new Uint32Array(order.length)
  for (const [place, i] of order.entries()) places[i] = place
  return places
}

/** Six letters as digits to the base of 256. From the first beyond Latin on they count as equal. */
function beginning(id: string): number {
  let number = 0
  let isLatin = true
  for (let at = 0; at < 6; at++) {
    const digit = isLatin && at < id.length ? Math.min(255, id.charCodeAt(at) + 1) : 0
    if (digit === 255) isLatin = false
    number = number * 256 + digit
  }
  return number
}

function catalogued(records: Iterable<SlimRecord>): Catalogue {
  const catalogue = new Catalogue()
  for (const record of records) catalogue.add(record)
  return catalogue
}

function groupsOf(
  library: Library,
  found: ReadonlyMap<number, Found>,
  lists: PairedLists,
  words: PeoplesWords,
  blocking: BlockingStatistics,
): Deduplication {
  // In the order of their keys, which is that of their records' ids.
  const all = [...found]
    .toSorted(([a], [b]) => a - b)
    .map(([key, edge]) => ({ ...edge, key, finding: findingOf(library, edge) }))
  const byLists = lists.pairs.map((edge) => ({
    ...edge,
    key: library.key(edge.i, edge.j),
    finding: findingOf(library, edge),
  }))
  const paired = new Set(byLists.filter(({ rule }) => rule.outcome === 'merged').map(({ key }) => key))
  const open = [
    ...all.filter(({ i, j, rule }) => rule.outcome === 'related' || !lists.decide(i, j)),
    ...byLists,
  ].filter(({ key }) => !words.decided.has(key))
  const of = (outcome: Outcome): typeof open => open.filter(({ rule }) => rule.outcome === outcome)
  const contradicts = (i: number, j: number, isForced: boolean): boolean => {
    const [a, b] = i < j ? [i, j] : [j, i]
    const word = words.decided.get(library.key(a, b))
    if (word !== undefined) return word.kind === 'different'
    if (isForced) return false
    if (lists.decide(a, b)) return !paired.has(library.key(a, b))
    const known = found.get(library.key(a, b))
    return known === undefined ? library.cannotBeOne(a, b) : known.rule.isHard === true
  }
  const merges = of('merged')
  const { groupOf, leftOut } = cluster(library.cards.length, words.same, merges, contradicts)
  const isApart = ({ i, j }: Edge): boolean => groupOf[i] !== groupOf[j]
  const refused = new Set(leftOut)
  const contradicted = merges
    .filter((edge) => refused.has(edge) && isApart(edge))
    .map(({ finding }) => ({
      ...finding,
      reason: `${finding.reason}; but another record of the group contradicts`,
    }))
  const doubtful = of('doubtful').filter(isApart)
  return {
    reports: reportsOf(library.cards, groupOf),
    merged: [
      ...words.same.filter((edge) => !isApart(edge)).map(({ i, j }) => peoples(library.id(i), library.id(j))),
      ...merges.filter((edge) => !isApart(edge)).map(({ finding }) => finding),
    ].toSorted(byRecords),
    doubtful: [...doubtful.map(({ finding }) => finding), ...contradicted].toSorted(
      (a, b) => Math.abs(a.probability - 0.5) - Math.abs(b.probability - 0.5) || byRecords(a, b),
    ),
    related: of('related')
      .filter(isApart)
      .map(({ finding, rule }) => ({ ...finding, kind: rule.relation ?? 'same-title' })),
    findings: all.map(({ finding }) => finding),
    blocking,
  }
}

const findingOf = (library: Library, { i, j, rule, probability: sure }: Found): PairFinding => ({
  records: [library.id(i), library.id(j)],
  rule: rule.id,
  probability: sure,
  reason: rule.reason,
})

const byRecords = (a: PairFinding, b: PairFinding): number =>
  compareIds(a.records[0], b.records[0]) || compareIds(a.records[1], b.records[1])
const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const peoples = (a: RecordId, b: RecordId): PairFinding => ({
  records: [a, b],
  rule: 'people',
  probability: 1,
  reason: 'a person said so',
})

interface PeoplesWords {
  readonly decided: ReadonlyMap<number, IdentityDecision>
  /** Newest first. */
  readonly same: readonly Edge[]
}

/** The words about records at hand; words about others wait until those are imported. */
function peoplesWords(library: Library, identity: ReadonlyMap<string, IdentityDecision>): PeoplesWords {
  const decided = new Map<number, IdentityDecision>()
  if (identity.size === 0) return { decided, same: [] }
  const indexOf = library.indices()
  const same: (Edge & { readonly decision: IdentityDecision })[] = []
  for (const decision of identity.values()) {
    const [i = -1, j = -1] = decision.records.map((id) => indexOf.get(id) ?? -1).toSorted((a, b) => a - b)
    if (i === -1 || i === j) continue
    decided.set(library.key(i, j), decision)
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
