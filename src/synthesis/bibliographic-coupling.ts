import { type Interval, percentileInterval } from '../statistics/intervals.ts'
import { type Random, shuffled } from '../statistics/random.ts'
import type { Citations } from './citations.ts'
import { mean } from './similarity.ts'

/** Shared references between the studies of two codes. */
export interface Coupling {
  readonly a: string
  readonly b: string
  readonly pairs: number
  /** Mean cosine of reference lists over pairs of different studies, one of each code. */
  readonly strength: number
  /** The same with the codes dealt to studies at random, and its middle 95 %. */
  readonly expected: number
  readonly byChance?: Interval
}

/**
 * Bibliographic coupling (Kessler 1963, doi:10.1002/asi.5090140103) between and within groups of studies, held
 * against the same with the groups dealt to studies at random.
 * @param groupsOf per study of the snapshot: positions in `codes`
 */
export function couplings(
  { known, references }: Citations,
  codes: readonly string[],
  groupsOf: readonly (readonly number[])[],
  draws: number,
  random: Random,
): readonly Coupling[] {
  const size = codes.length
  const coded = known.filter((study) => (groupsOf[study]?.length ?? 0) > 0)
  const own = coded.map((study) => groupsOf[study] ?? [])
  const shared = sharedReferences(coded.map((study) => references[study] ?? new Set<string>()))
  const sumsOf = (groups: readonly (readonly number[])[]): Float64Array => {
    const sums = new Float64Array(size * size)
    for (const { i, j, strength } of shared)
      for (const a of groups[i] ?? [])
        for (const b of groups[j] ?? []) {
          sums[a * size + b] = (sums[a * size + b] ?? 0) + strength
          sums[b * size + a] = (sums[b * size + a] ?? 0) + strength
        }
    return sums
  }
  const members = codes.map((_, c) => own.filter((groups) => groups.includes(c)).length)
  const inBoth = (a: number, b: number): number =>
    own.filter((groups) => groups.includes(a) && groups.includes(b)).length
  const seen = sumsOf(own)
  // Dealing whole sets of codes keeps the number of pairs, so only the sums change.
  const dealt = Array.from({ length: draws }, () => sumsOf(shuffled(own, random)))
  return codes.flatMap((a, i) =>
    codes.slice(i).flatMap((b, offset): Coupling[] => {
      const j = i + offset
      const ordered = (members[i] ?? 0) * (members[j] ?? 0) - inBoth(i, j)
      if (ordered === 0) return []
      const chance = Float64Array.from(dealt, (sums) => (sums[i * size + j] ?? 0) / ordered)
      const byChance = percentileInterval(chance)
      return [
        {
          a,
          b,
          pairs: i === j ? ordered / 2 : ordered,
          strength: (seen[i * size + j] ?? 0) / ordered,
          expected: mean(chance),
          ...(byChance === undefined ? {} : { byChance }),
        },
      ]
    }),
  )
}

interface SharedPair {
  readonly i: number
  readonly j: number
  /** Salton's cosine of the two reference lists, above 0. */
  readonly strength: number
}

/** All pairs of lists that share a reference, each once; found through the works, so cost follows the sharing. */
function sharedReferences(lists: readonly ReadonlySet<string>[]): readonly SharedPair[] {
  const citing = new Map<string, number[]>()
  for (const [i, list] of lists.entries())
    for (const work of list) {
      const others = citing.get(work)
      if (others === undefined) citing.set(work, [i])
      else others.push(i)
    }
  const counts = new Map<number, number>()
  for (const positions of citing.values())
    for (const [place, i] of positions.entries())
      for (const j of positions.slice(place + 1)) {
        const pair = i * lists.length + j
        counts.set(pair, (counts.get(pair) ?? 0) + 1)
      }
  return [...counts].map(([pair, both]) => {
    const [i, j] = [Math.floor(pair / lists.length), pair % lists.length]
    return { i, j, strength: both / Math.sqrt((lists[i]?.size ?? 1) * (lists[j]?.size ?? 1)) }
  })
}
