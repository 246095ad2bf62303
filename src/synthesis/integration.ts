import { type Interval, percentileInterval } from '../statistics/intervals.ts'
import { type Random, shuffled } from '../statistics/random.ts'
import { type Citations, citationsOf, expectedCitations } from './citations.ts'
import type { CodedStudies, DimensionStudies } from './coded-studies.ts'
import { cosine, mean } from './similarity.ts'

/** How the studies of one code cite those of another. */
export interface CitationFlow {
  readonly from: string
  readonly to: string
  /** Citations from studies with the one code to studies with the other. A study with several codes counts in each. */
  readonly observed: number
  /** The same if citations went by how much studies cite and are cited, whatever their codes. */
  readonly expected: number
  /**
   * observed / expected, NaN where nothing is expected; and its interval over the citing studies (bootstrap, and
   * where nothing was observed the exact Poisson bound, since every sample of nothing is nothing).
   */
  readonly ratio: number
  readonly interval?: Interval
}

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

/** Whether one code's studies draw on the others. */
export interface Drawing {
  readonly code: string
  readonly studies: number
  readonly citations: number
  /**
   * Rao-Stirling diversity of what they cite, 0 to 1: sum of p_a p_b d_ab over codes (Stirling 2007,
   * doi:10.1098/rsif.2007.0213). NaN without citations.
   */
  readonly diversity: number
  /** Share of their citations that leaves the code. */
  readonly outward: number
}

export interface Integration {
  readonly dimension: string
  /** Studies with a known reference list and a code of the dimension, of all studies with one. */
  readonly known: number
  readonly coded: number
  readonly codes: readonly string[]
  /** Every ordered pair of codes in use. */
  readonly flows: readonly CitationFlow[]
  /** Every unordered pair of codes, and each with itself. */
  readonly couplings: readonly Coupling[]
  readonly drawings: readonly Drawing[]
  /** Citations between codes weighted by how far apart these are, of all citations (Rafols and Meyer 2010, doi:10.1007/s11192-009-0041-y). */
  readonly coherence: number
}

/**
 * Whether the literatures under a dimension's codes (disciplines, terms) read each other. Top-level codes only.
 * Distances between codes are 1 - cosine of what they cite. Undefined where no references are known.
 * @param draws bootstrap samples and permutations for the intervals; 0 for none
 */
export function integration(
  index: CodedStudies,
  dimension: string,
  draws: number,
  random: Random,
): Integration | undefined {
  const citations = citationsOf(index)
  if (citations === undefined) return undefined
  const on = index.on(dimension)
  const codes = on.dimension.codes.map(({ id }) => id).filter((id) => (on.under.get(id)?.size ?? 0) > 0)
  const groupsOf = index.studies.map((_, i) =>
    codes.flatMap((code, c) => (on.under.get(code)?.has(i) === true ? [c] : [])),
  )
  const flows = citationFlows(index, citations, codes, groupsOf, draws, random)
  const matrix = codes.map((_, a) => codes.map((__, b) => flows[a * codes.length + b]?.observed ?? 0))
  const distance = matrix.map((row, a) => matrix.map((other, b) => (a === b ? 0 : 1 - cosine(row, other))))
  const total = matrix.flat().reduce((sum, count) => sum + count, 0)
  const apart = matrix.flatMap((row, a) => row.map((count, b) => (count * (distance[a]?.[b] ?? 0)) / total))
  return {
    dimension,
    known: citations.known.filter((study) => (groupsOf[study]?.length ?? 0) > 0).length,
    coded: groupsOf.filter((groups) => groups.length > 0).length,
    codes,
    flows,
    couplings: couplings(citations, codes, groupsOf, draws, random),
    drawings: codes.map((code, a) => drawing(code, on, matrix[a] ?? [], a, distance)),
    coherence: total === 0 ? NaN : apart.reduce((sum, share) => sum + share, 0),
  }
}

function citationFlows(
  index: CodedStudies,
  citations: Citations,
  codes: readonly string[],
  groupsOf: readonly (readonly number[])[],
  draws: number,
  random: Random,
): readonly CitationFlow[] {
  const size = codes.length
  // Per citing study: what it adds to each cell of the matrix. So a bootstrap over citing studies only adds up.
  const observedBy = new Map(citations.known.map((study) => [study, new Float64Array(size * size)]))
  const expectedBy = new Map(citations.known.map((study) => [study, new Float64Array(size * size)]))
  const add = (into: Float64Array | undefined, from: number, to: number, amount: number): void => {
    for (const a of groupsOf[from] ?? [])
      for (const b of groupsOf[to] ?? []) if (into) into[a * size + b] = (into[a * size + b] ?? 0) + amount
  }
  for (const from of citations.known)
    for (const to of citations.cites[from] ?? []) add(observedBy.get(from), from, to, 1)
  expectedCitations(index, citations, (from, to, amount) => add(expectedBy.get(from), from, to, amount))
  const observed = addUp([...observedBy.values()], size * size)
  const expected = addUp([...expectedBy.values()], size * size)
  const ratios = Array.from({ length: size * size }, () => new Float64Array(draws))
  for (let draw = 0; draw < draws; draw++) {
    const sample = citations.known.map(() => citations.known[random.below(citations.known.length)] ?? 0)
    const [up, below] = [new Float64Array(size * size), new Float64Array(size * size)]
    for (const study of sample) {
      addTo(up, observedBy.get(study))
      addTo(below, expectedBy.get(study))
    }
    for (const [cell, values] of ratios.entries()) values[draw] = (up[cell] ?? 0) / (below[cell] ?? 0)
  }
  return codes.flatMap((from, a) =>
    codes.map((to, b): CitationFlow => {
      const cell = a * size + b
      const [seen, due] = [observed[cell] ?? 0, expected[cell] ?? 0]
      const interval =
        seen === 0 && draws > 0
          ? { low: 0, high: -Math.log(0.025) / due, level: 0.95 }
          : percentileInterval(ratios[cell] ?? new Float64Array(0))
      return {
        from,
        to,
        observed: seen,
        expected: due,
        ratio: due === 0 ? NaN : seen / due,
        ...(interval === undefined || due === 0 ? {} : { interval }),
      }
    }),
  )
}

function couplings(
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

function drawing(
  code: string,
  on: DimensionStudies,
  cited: readonly number[],
  own: number,
  distance: readonly (readonly number[])[],
): Drawing {
  const citations = cited.reduce((sum, count) => sum + count, 0)
  let diversity = 0
  for (const [a, countA] of cited.entries())
    for (const [b, countB] of cited.entries())
      diversity += (countA / citations) * (countB / citations) * (distance[a]?.[b] ?? 0)
  return {
    code,
    studies: on.under.get(code)?.size ?? 0,
    citations,
    diversity: citations === 0 ? NaN : diversity,
    outward: citations === 0 ? NaN : 1 - (cited[own] ?? 0) / citations,
  }
}

function addUp(parts: readonly Float64Array[], length: number): Float64Array {
  const sum = new Float64Array(length)
  for (const part of parts) addTo(sum, part)
  return sum
}

function addTo(sum: Float64Array, part: Float64Array | undefined): void {
  for (const [i, value] of part?.entries() ?? []) sum[i] = (sum[i] ?? 0) + value
}
