import type { RecordId } from '../domain/record.ts'
import { hash32 } from '../text/sketch.ts'
import { type BlockingStatistics, candidatePairs } from './block.ts'
import type { Edge } from './cluster.ts'
import { compare, type Comparison } from './compare.ts'
import type { Card, Normaliser } from './normalise.ts'
import { probability } from './probability.ts'
import type { Rule } from './rule.ts'
import { decide, ruleById } from './rules.ts'

/** What an earlier run found about records that are given again. */
export interface KnownFindings {
  readonly records: ReadonlySet<RecordId>
  readonly findings: readonly {
    readonly records: readonly [RecordId, RecordId]
    readonly rule: string
    readonly probability: number
  }[]
}

/** Two records as the rule table sees them. */
export interface Judged {
  readonly comparison: Comparison
  readonly rule: Rule
}

/** What the rules said of two cards, by index, i < j. */
export interface Found extends Edge {
  readonly rule: Rule
}

/** All cards, by index in the order of their ids, and what the rules say about two of them. */
export class Library {
  readonly cards: readonly Card[]
  readonly #containers: Normaliser['containers']
  readonly #rules: readonly Rule[]
  readonly #contents: Int32Array
  readonly #contentOf = new Map<number, number>()
  readonly #cannotBeOne = new Map<number, boolean>()

  constructor(cards: readonly Card[], { containers }: Normaliser, table: readonly Rule[]) {
    this.cards = cards
    this.#containers = containers
    this.#rules = table
    this.#contents = new Int32Array(cards.length).fill(-1)
  }

  card(i: number): Card {
    return this.cards[i] as Card
  }

  id(i: number): RecordId {
    return this.card(i).id
  }

  /** One number for an ordered pair of indices. */
  key(i: number, j: number): number {
    return i * this.cards.length + j
  }

  judge(i: number, j: number): Judged {
    const comparison = compare(this.card(i), this.card(j), this.#containers)
    return { comparison, rule: decide(comparison, this.#rules) }
  }

  decide(i: number, j: number): Found {
    const { comparison, rule } = this.judge(i, j)
    return { i, j, rule, probability: rule.outcome === 'apart' ? 0 : probability(comparison, rule.outcome) }
  }

  /**
   * Whether a row says that no chain may join the two. Answers are remembered by what the cards say, since large
   * groups are mostly copies of a few records.
   */
  cannotBeOne(i: number, j: number): boolean {
    const pair = this.#content(i) * this.cards.length + this.#content(j)
    let answer = this.#cannotBeOne.get(pair)
    if (answer === undefined) {
      answer = this.decide(i, j).rule.isHard === true
      this.#cannotBeOne.set(pair, answer)
    }
    return answer
  }

  /** The index of the first card asked for that says the same. */
  #content(i: number): number {
    let content = this.#contents[i] ?? -1
    if (content === -1) {
      const { id: _id, container, abstract, ...said } = this.card(i)
      const text = JSON.stringify([said, container?.number, [...abstract]])
      // Two hashes, 53 bits together: the chance of any collision among a million is below 1 in 10,000.
      const hash = hash32(text) * 2 ** 21 + (hash32(text, 1) >>> 11)
      content = this.#contentOf.get(hash) ?? i
      this.#contentOf.set(hash, content)
      this.#contents[i] = content
    }
    return content
  }

  find(known: KnownFindings | undefined): {
    found: ReadonlyMap<number, Found>
    blocking: BlockingStatistics
  } {
    const found = new Map<number, Found>()
    const earlier = this.#earlier(known)
    const blocking = candidatePairs(this.cards, (i, j) => {
      const isKnown = known?.records.has(this.id(i)) === true && known.records.has(this.id(j))
      const finding = isKnown ? earlier.get(this.key(i, j)) : this.decide(i, j)
      if (finding !== undefined && finding.rule.outcome !== 'apart') found.set(this.key(i, j), finding)
    })
    return { found, blocking }
  }

  #earlier(known: KnownFindings | undefined): ReadonlyMap<number, Found> {
    const earlier = new Map<number, Found>()
    if (known === undefined) return earlier
    const indexOf = this.indices()
    for (const { records, rule, probability: sure } of known.findings) {
      const [i, j] = records.map((id) => indexOf.get(id))
      if (i === undefined || j === undefined) continue
      earlier.set(this.key(i, j), { i, j, rule: ruleById(rule), probability: sure })
    }
    return earlier
  }

  indices(): ReadonlyMap<RecordId, number> {
    return new Map(this.cards.map(({ id }, i) => [id, i]))
  }
}
