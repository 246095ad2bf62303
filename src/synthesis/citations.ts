import type { CodedStudies } from './coded-studies.ts'
import { yearOf } from './publication-facts.ts'
import type { StudySet } from './study-set.ts'

/** Who cites whom among the review's studies, and what else they cite. Positions are positions in the snapshot. */
export interface Citations {
  /** Studies with a known reference list. */
  readonly known: readonly number[]
  /** Per study: the studies of the review it cites, each once; empty where its references are not known. */
  readonly cites: readonly (readonly number[])[]
  /**
   * Per study: everything it cites, each work once, by number: below the number of studies the study at that
   * position, from there on works that the review does not hold.
   */
  readonly references: readonly Int32Array[]
  /** The first number that stands for no work. */
  readonly works: number
}

/**
 * Reference lists joined from reports to studies; a study never cites itself. Undefined where the snapshot carries
 * no reference lists: then nothing is known of who reads whom.
 */
export function citationsOf(index: CodedStudies): Citations | undefined {
  const { references } = index.snapshot
  if (references === undefined || references.length === 0) return undefined
  const size = index.studies.length
  const studyOf = new Map<string, number>()
  for (const [i, study] of index.studies.entries())
    for (const report of study.reports) studyOf.set(report.id, i)
  const elsewhere = new Map<string, number>()
  const numberOf = (work: string): number => {
    const number = studyOf.get(work) ?? elsewhere.get(work)
    if (number !== undefined) return number
    elsewhere.set(work, size + elsewhere.size)
    return size + elsewhere.size - 1
  }
  const lists = new Map<number, Set<number>>()
  for (const { report, cites: cited } of references) {
    const from = studyOf.get(report)
    if (from === undefined) continue
    const list = lists.get(from) ?? new Set<number>()
    lists.set(from, list)
    for (const work of cited) {
      const to = numberOf(work)
      if (to !== from) list.add(to)
    }
  }
  const none = new Int32Array(0)
  const all = index.studies.map((_, i) => {
    const list = lists.get(i)
    return list === undefined ? none : Int32Array.from(list).toSorted()
  })
  return {
    known: [...lists.keys()].toSorted((a, b) => a - b),
    cites: all.map((list) => Array.from(list.filter((work) => work < size))),
    references: all,
    works: size + elsewhere.size,
  }
}

/** Citations with what each study is expected to make: made once, asked for every cell of a map. */
export interface CitationModel extends Citations {
  readonly expected: ReturnType<typeof expectedCitations>
}

export function citationModel(index: CodedStudies): CitationModel | undefined {
  const citations = citationsOf(index)
  return citations === undefined ? undefined : { ...citations, expected: expectedCitations(index, citations) }
}

/**
 * How many citations a study is expected to make to each of some groups if it had shared out its citations by how
 * often each study is cited, among those that were there to be cited (not itself, not of a later year unless it did
 * cite that one): the configuration model with the degrees as they are. A study of several groups counts in each.
 * Counted by years, not by pairs: 50,000 studies make 2.5 billion pairs.
 * @returns for the position of a citing study its expectation per group; zeros where it cites nothing
 */
export function expectedCitations(
  index: CodedStudies,
  { known, cites }: Citations,
): (groups: readonly StudySet[]) => (from: number) => Float64Array {
  const cited = new Float64Array(index.studies.length)
  for (const from of known) for (const to of cites[from] ?? []) cited[to] = (cited[to] ?? 0) + 1
  const years = index.studies.map(yearOf)
  /** How often those that a study could cite are cited, all of them or those of a group. */
  const open = (upTo: YearSums, from: number, group: StudySet | undefined): number => {
    const year = years[from] ?? Infinity
    let sum = upTo(year)
    if (group === undefined || group.has(from)) sum -= cited[from] ?? 0
    // What it did cite was there to be cited, whatever the years say.
    for (const to of cites[from] ?? [])
      if ((years[to] ?? -Infinity) > year && (group === undefined || group.has(to))) sum += cited[to] ?? 0
    return sum
  }
  const everyone = yearSums(index.everyone, cited, years)
  return (groups) => {
    const sums = groups.map((group) => yearSums(group, cited, years))
    return (from) => {
      const expected = new Float64Array(groups.length)
      const out = cites[from]?.length ?? 0
      if (out === 0) return expected
      const all = open(everyone, from, undefined)
      for (const [g, upTo] of sums.entries()) expected[g] = (out * open(upTo, from, groups[g])) / all
      return expected
    }
  }
}

/** The sum over a group's members up to a year, that year too. */
type YearSums = (year: number) => number

/** @param years per study; one without a year counts as there from the beginning */
function yearSums(group: StudySet, weights: Float64Array, years: readonly (number | undefined)[]): YearSums {
  const byYear = new Map<number, number>()
  for (const study of group) {
    const weight = weights[study] ?? 0
    if (weight === 0) continue
    const year = years[study] ?? -Infinity
    byYear.set(year, (byYear.get(year) ?? 0) + weight)
  }
  const sorted = [...byYear].toSorted(([a], [b]) => a - b)
  let total = 0
  const sums = sorted.map(([year, weight]) => [year, (total += weight)] as const)
  return (year) => {
    let [low, high] = [0, sums.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((sums[middle]?.[0] ?? 0) <= year) low = middle + 1
      else high = middle
    }
    return sums[low - 1]?.[1] ?? 0
  }
}
