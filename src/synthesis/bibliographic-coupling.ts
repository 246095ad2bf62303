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
  { known, references, works }: Citations,
  codes: readonly string[],
  groupsOf: readonly (readonly number[])[],
  draws: number,
  random: Random,
): readonly Coupling[] {
  const size = codes.length
  const coded = known.filter((study) => (groupsOf[study]?.length ?? 0) > 0)
  const own = coded.map((study) => groupsOf[study] ?? [])
  const shared = sharedWorks(
    coded.map((study) => references[study] ?? new Int32Array(0)),
    works,
  )
  const members = codes.map((_, c) => own.filter((groups) => groups.includes(c)).length)
  const inBoth = (a: number, b: number): number =>
    own.filter((groups) => groups.includes(a) && groups.includes(b)).length
  // Dealing whole sets of codes keeps the number of pairs, so only the sums change.
  const sets = [...new Map(own.map((groups) => [groups.join(), groups])).values()]
  const placeOf = new Map(sets.map((groups, place) => [groups.join(), place]))
  const kinds = groupSets(sets)
  const setOf = own.map((groups) => placeOf.get(groups.join()) ?? 0)
  const seen = sharedSums(shared, kinds, setOf, size)
  const dealt = Array.from({ length: draws }, () => sharedSums(shared, kinds, shuffled(setOf, random), size))
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

/** A work with no more holders than this is counted pair by pair. */
const fewHolders = 3

/** Works that two or more lists hold, with who holds them; lists by position. */
interface SharedWorks {
  /** Work w is held by `holders` from `starts[w]` up to `starts[w + 1]`. */
  readonly starts: Int32Array
  readonly holders: Int32Array
  /** Per list 1 / sqrt(its length): the cosine of two lists is the sum of products over the works both hold. */
  readonly weights: Float64Array
  /** Per list what it shares with itself in works that more than `fewHolders` lists hold. */
  readonly popular: Float64Array
}

function sharedWorks(lists: readonly Int32Array[], works: number): SharedWorks {
  const held = new Int32Array(works)
  for (const list of lists) for (const work of list) held[work] = (held[work] ?? 0) + 1
  const place = new Int32Array(works).fill(-1)
  const starts = [0]
  for (let work = 0; work < works; work++) {
    if ((held[work] ?? 0) < 2) continue
    place[work] = starts.length - 1
    starts.push((starts.at(-1) ?? 0) + (held[work] ?? 0))
  }
  const holders = new Int32Array(starts.at(-1) ?? 0)
  const next = Int32Array.from(starts)
  for (const [i, list] of lists.entries())
    for (const work of list) {
      const at = place[work] ?? -1
      if (at < 0) continue
      holders[next[at] ?? 0] = i
      next[at] = (next[at] ?? 0) + 1
    }
  const popular = Float64Array.from(
    lists,
    (list) =>
      list.reduce((sum, work) => sum + Number((held[work] ?? 0) > fewHolders), 0) / (list.length || 1),
  )
  return {
    starts: Int32Array.from(starts),
    holders,
    weights: Float64Array.from(lists, (list) => (list.length === 0 ? 0 : 1 / Math.sqrt(list.length))),
    popular,
  }
}

/** Sets of groups end to end: set s has `members` from `ends[s]` up to `ends[s + 1]`. */
interface GroupSets {
  readonly ends: Int32Array
  readonly members: Int32Array
}

function groupSets(sets: readonly (readonly number[])[]): GroupSets {
  let end = 0
  return {
    ends: Int32Array.from([0, ...sets.map((groups) => (end += groups.length))]),
    members: Int32Array.from(sets.flat()),
  }
}

/**
 * Cosines summed over ordered pairs of different lists by the groups of both: a square matrix in rows, of which the
 * upper half and the diagonal are filled. The cosine is a sum over works, so a work that many lists hold needs no
 * pairs: the product of what two groups hold of it, less what each list has with itself. Cost follows the lengths of
 * the lists, not the number of pairs.
 * @param dealt per list: which of the sets of groups it has
 */
function sharedSums(
  { starts, holders, weights, popular }: SharedWorks,
  { ends, members }: GroupSets,
  dealt: readonly number[],
  size: number,
): Float64Array {
  const setOf = Int32Array.from(dealt)
  const sums = new Float64Array(size * size)
  const add = (a: number, b: number, amount: number): void => {
    const cell = a < b ? a * size + b : b * size + a
    sums[cell] = (sums[cell] ?? 0) + amount
  }
  const addPair = (i: number, j: number): void => {
    const both = (weights[i] ?? 0) * (weights[j] ?? 0)
    const [ofI, ofJ] = [setOf[i] ?? 0, setOf[j] ?? 0]
    for (let x = ends[ofI] ?? 0; x < (ends[ofI + 1] ?? 0); x++)
      for (let y = ends[ofJ] ?? 0; y < (ends[ofJ + 1] ?? 0); y++) {
        const [a, b] = [members[x] ?? 0, members[y] ?? 0]
        add(a, b, a === b ? 2 * both : both)
      }
  }
  /** What each group holds of one work, and which groups hold any of it. */
  const held = new Float64Array(size)
  const touched = new Int32Array(size)
  for (let work = 0; work < starts.length - 1; work++) {
    const [from, to] = [starts[work] ?? 0, starts[work + 1] ?? 0]
    if (to - from <= fewHolders) {
      for (let p = from; p < to; p++)
        for (let q = p + 1; q < to; q++) addPair(holders[p] ?? 0, holders[q] ?? 0)
      continue
    }
    let groups = 0
    for (let p = from; p < to; p++) {
      const i = holders[p] ?? 0
      const weight = weights[i] ?? 0
      const set = setOf[i] ?? 0
      for (let x = ends[set] ?? 0; x < (ends[set + 1] ?? 0); x++) {
        const a = members[x] ?? 0
        const before = held[a] ?? 0
        if (before === 0) touched[groups++] = a
        held[a] = before + weight
      }
    }
    for (let x = 0; x < groups; x++) {
      const a = touched[x] ?? 0
      const holds = held[a] ?? 0
      add(a, a, holds * holds)
      for (let y = x + 1; y < groups; y++) add(a, touched[y] ?? 0, holds * (held[touched[y] ?? 0] ?? 0))
    }
    for (let x = 0; x < groups; x++) held[touched[x] ?? 0] = 0
  }
  for (let i = 0; i < weights.length; i++) {
    const own = popular[i] ?? 0
    const set = setOf[i] ?? 0
    const groups = members.subarray(ends[set], ends[set + 1])
    for (const a of groups) for (const b of groups) if (a <= b) add(a, b, -own)
  }
  return sums
}
