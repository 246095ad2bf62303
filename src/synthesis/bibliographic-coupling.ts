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
  const setOf = own.map((groups) => placeOf.get(groups.join()) ?? 0)
  const sumsOf = (of: readonly number[]): Float64Array =>
    sumsOfGroups(sumsOfSets(shared, of, sets.length), sets, size)
  const seen = sumsOf(setOf)
  const dealt = Array.from({ length: draws }, () => sumsOf(shuffled(setOf, random)))
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

/**
 * Cosines summed over ordered pairs of different lists by the sets of both: a square matrix in rows, of which the
 * upper half and the diagonal are filled. The cosine is a sum over works, so a work that many lists hold needs no
 * pairs: the product of what two sets hold of it, less what each list has with itself. Cost follows the lengths of
 * the lists, not the number of pairs.
 * @param dealt per list: which of the sets it is in
 */
function sumsOfSets(
  { starts, holders, weights, popular }: SharedWorks,
  dealt: readonly number[],
  size: number,
): Float64Array {
  const setOf = Int32Array.from(dealt)
  const sums = new Float64Array(size * size)
  const add = (s: number, t: number, amount: number): void => {
    const cell = s < t ? s * size + t : t * size + s
    sums[cell] = (sums[cell] ?? 0) + amount
  }
  /** What each set holds of one work, and which sets hold any of it. */
  const held = new Float64Array(size)
  const touched = new Int32Array(size)
  for (let work = 0; work < starts.length - 1; work++) {
    const [from, to] = [starts[work] ?? 0, starts[work + 1] ?? 0]
    if (to - from <= fewHolders) {
      for (let p = from; p < to; p++) {
        const i = holders[p] ?? 0
        const s = setOf[i] ?? 0
        for (let q = p + 1; q < to; q++) {
          const j = holders[q] ?? 0
          const t = setOf[j] ?? 0
          add(s, t, (weights[i] ?? 0) * (weights[j] ?? 0) * (s === t ? 2 : 1))
        }
      }
      continue
    }
    let sets = 0
    for (let p = from; p < to; p++) {
      const i = holders[p] ?? 0
      const s = setOf[i] ?? 0
      const before = held[s] ?? 0
      if (before === 0) touched[sets++] = s
      held[s] = before + (weights[i] ?? 0)
    }
    for (let x = 0; x < sets; x++) {
      const s = touched[x] ?? 0
      const holds = held[s] ?? 0
      add(s, s, holds * holds)
      for (let y = x + 1; y < sets; y++) add(s, touched[y] ?? 0, holds * (held[touched[y] ?? 0] ?? 0))
    }
    for (let x = 0; x < sets; x++) held[touched[x] ?? 0] = 0
  }
  for (const [i, own] of popular.entries()) add(setOf[i] ?? 0, setOf[i] ?? 0, -own)
  return sums
}

/** The same by groups: a set counts in each of its groups. */
function sumsOfGroups(
  ofSets: Float64Array,
  sets: readonly (readonly number[])[],
  size: number,
): Float64Array {
  const sums = new Float64Array(size * size)
  for (const [s, groups] of sets.entries())
    for (const [t, others] of sets.entries()) {
      const both = ofSets[Math.min(s, t) * sets.length + Math.max(s, t)] ?? 0
      if (both === 0) continue
      for (const a of groups) for (const b of others) sums[a * size + b] = (sums[a * size + b] ?? 0) + both
    }
  return sums
}
