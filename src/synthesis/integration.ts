import { type Interval, percentileInterval } from '../statistics/intervals.ts'
import type { Random } from '../statistics/random.ts'
import { type Citations, citationsOf, expectedCitations } from './citations.ts'
import { type Coupling, couplings } from './bibliographic-coupling.ts'
import type { CodedStudies } from './coded-studies.ts'
import { yearOf } from './publication-facts.ts'
import { cosine } from './similarity.ts'
import { StudySet } from './study-set.ts'

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

/** Whether one code's studies draw on the others. */
interface Drawing {
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
  /** The same per year of the citing studies, with the distances of all years; years without citations left out. */
  readonly years: readonly {
    readonly year: number
    readonly drawings: readonly Drawing[]
    readonly coherence: number
  }[]
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
  const drawn = (counts: Matrix, studies: StudySet): readonly Drawing[] =>
    codes.map((code, a) =>
      drawing(code, on.under.get(code)?.sharedWith(studies) ?? 0, counts[a] ?? [], a, distance),
    )
  const years = [...byYear(index, citations.known)].toSorted(([a], [b]) => a - b)
  return {
    dimension,
    known: citations.known.filter((study) => (groupsOf[study]?.length ?? 0) > 0).length,
    coded: groupsOf.filter((groups) => groups.length > 0).length,
    codes,
    flows,
    couplings: couplings(citations, codes, groupsOf, draws, random),
    drawings: drawn(matrix, index.everyone),
    coherence: coherenceOf(matrix, distance),
    years: years.flatMap(([year, studies]) => {
      const counts = citationCounts(citations, studies, codes.length, groupsOf)
      const coherence = coherenceOf(counts, distance)
      const those = StudySet.of(index.studies.length, studies)
      return Number.isNaN(coherence) ? [] : [{ year, drawings: drawn(counts, those), coherence }]
    }),
  }
}

type Matrix = readonly (readonly number[])[]

function byYear(index: CodedStudies, studies: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const years = new Map<number, number[]>()
  for (const study of studies) {
    const year = yearOf(index.studies[study])
    if (year === undefined) continue
    years.set(year, [...(years.get(year) ?? []), study])
  }
  return years
}

/** Citations from some studies, by the codes of both ends. */
function citationCounts(
  { cites }: Citations,
  from: readonly number[],
  size: number,
  groupsOf: readonly (readonly number[])[],
): Matrix {
  const counts = Array.from({ length: size }, () => Array.from({ length: size }, () => 0))
  for (const study of from)
    for (const to of cites[study] ?? [])
      for (const a of groupsOf[study] ?? [])
        for (const b of groupsOf[to] ?? []) {
          const row = counts[a]
          if (row !== undefined) row[b] = (row[b] ?? 0) + 1
        }
  return counts
}

/** Mean distance between the two ends of a citation; NaN without citations. */
function coherenceOf(counts: Matrix, distance: Matrix): number {
  const total = counts.flat().reduce((sum, count) => sum + count, 0)
  const apart = counts.flatMap((row, a) => row.map((count, b) => count * (distance[a]?.[b] ?? 0)))
  return apart.reduce((sum, share) => sum + share, 0) / total
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
  const { known, cites } = citations
  const members = codes.map((_, c) =>
    StudySet.of(
      groupsOf.length,
      groupsOf.flatMap((groups, i) => (groups.includes(c) ? [i] : [])),
    ),
  )
  const expectedFrom = expectedCitations(index, citations)(members)
  // Per citing study: how often it cites each code. So a bootstrap over citing studies only adds up.
  const observedTo = new Float64Array(known.length * size)
  const expectedTo = new Float64Array(known.length * size)
  for (const [place, from] of known.entries()) {
    for (const to of cites[from] ?? [])
      for (const b of groupsOf[to] ?? [])
        observedTo[place * size + b] = (observedTo[place * size + b] ?? 0) + 1
    expectedTo.set(expectedFrom(from), place * size)
  }
  /** The matrix of all codes, each citing study as often as a sample has it. */
  const addUp = (rows: Float64Array, times: Int32Array): Float64Array => {
    const sums = new Float64Array(size * size)
    for (const [place, from] of known.entries()) {
      const often = times[place] ?? 0
      if (often === 0) continue
      for (const a of groupsOf[from] ?? [])
        for (let b = 0; b < size; b++)
          sums[a * size + b] = (sums[a * size + b] ?? 0) + often * (rows[place * size + b] ?? 0)
    }
    return sums
  }
  const once = new Int32Array(known.length).fill(1)
  const [observed, expected] = [addUp(observedTo, once), addUp(expectedTo, once)]
  const ratios = Array.from({ length: size * size }, () => new Float64Array(draws))
  for (let draw = 0; draw < draws; draw++) {
    const times = new Int32Array(known.length)
    for (let i = 0; i < known.length; i++) {
      const place = random.below(known.length)
      times[place] = (times[place] ?? 0) + 1
    }
    const [up, below] = [addUp(observedTo, times), addUp(expectedTo, times)]
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

function drawing(
  code: string,
  studies: number,
  cited: readonly number[],
  own: number,
  distance: Matrix,
): Drawing {
  const citations = cited.reduce((sum, count) => sum + count, 0)
  let diversity = 0
  for (const [a, countA] of cited.entries())
    for (const [b, countB] of cited.entries())
      diversity += (countA / citations) * (countB / citations) * (distance[a]?.[b] ?? 0)
  return {
    code,
    studies,
    citations,
    diversity: citations === 0 ? NaN : diversity,
    outward: citations === 0 ? NaN : 1 - (cited[own] ?? 0) / citations,
  }
}
