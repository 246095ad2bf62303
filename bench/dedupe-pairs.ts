import { candidatePairs } from '../src/dedupe/block.ts'
import { compare, type Comparison } from '../src/dedupe/compare.ts'
import { Normaliser } from '../src/dedupe/normalise.ts'
import type { LabelledSet } from './labelled-sets.ts'

export interface LabelledPair {
  readonly comparison: Comparison
  readonly isSame: boolean
}

/** Every candidate pair of a labelled set with its truth, and how many true pairs blocking does not find. */
export function labelledPairs(set: LabelledSet): {
  readonly pairs: readonly LabelledPair[]
  readonly truePairs: number
  readonly missedByBlocking: number
} {
  const normaliser = new Normaliser()
  const cards = set.records.map((record) => normaliser.card(record))
  const pairs: LabelledPair[] = []
  const seen = new Set<number>()
  candidatePairs(cards, Uint32Array.from(cards.keys()), (i, j) => {
    const key = i * cards.length + j
    if (seen.has(key)) return
    seen.add(key)
    const [a, b] = [cards[i], cards[j]]
    if (a === undefined || b === undefined) return
    const isSame = set.truth.get(a.id) === set.truth.get(b.id)
    pairs.push({ comparison: compare(a, b, normaliser.containers), isSame })
  })
  const sizes = new Map<string, number>()
  for (const work of set.truth.values()) sizes.set(work, (sizes.get(work) ?? 0) + 1)
  const truePairs = [...sizes.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
  return { pairs, truePairs, missedByBlocking: truePairs - pairs.filter(({ isSame }) => isSame).length }
}
