import { type CodedStudies, studiesWith } from './coded-studies.ts'
import { yearOf } from './publication-facts.ts'
import { countCodes } from './rigor-and-direction.ts'
import type { StudySet } from './study-set.ts'

/** Studies per year, from the first to the last year with one, years without a study as 0. */
export interface YearSeries {
  readonly firstYear: number
  readonly counts: readonly number[]
  /** Studies whose year is not known; not in `counts`. */
  readonly withoutYear: number
}

interface CodeTrend {
  readonly code: string
  readonly label: string
  readonly studies: number
  /** Per year of the dimension's series. */
  readonly counts: readonly number[]
  readonly first?: number
  readonly last?: number
}

export interface DimensionTrend {
  readonly dimension: string
  readonly label: string
  /** Studies coded on the dimension, per year: what each code's counts are a share of. */
  readonly coded: YearSeries
  readonly codes: readonly CodeTrend[]
}

/** Studies per year of first publication. With no known year the series is empty and starts at 0. */
export function studiesPerYear(index: CodedStudies, studies: StudySet = index.everyone): YearSeries {
  const years = [...studies].flatMap((i) => yearOf(index.studies[i]) ?? [])
  const withoutYear = studies.size - years.length
  if (years.length === 0) return { firstYear: 0, counts: [], withoutYear }
  const firstYear = years.reduce((a, b) => Math.min(a, b))
  const lastYear = years.reduce((a, b) => Math.max(a, b))
  return { firstYear, counts: countYears(years, firstYear, lastYear), withoutYear }
}

function countYears(years: readonly number[], first: number, last: number): readonly number[] {
  const counts = Array.from({ length: Math.max(0, last - first + 1) }, () => 0)
  for (const year of years) counts[year - first] = (counts[year - first] ?? 0) + 1
  return counts
}

/**
 * How often each code of a dimension is used per year, among the studies coded on it. Counts, not shares: a year
 * with two studies has no meaningful share. Throws a RangeError for a dimension the codebook lacks.
 */
export function codeTrends(index: CodedStudies, dimension: string): DimensionTrend {
  const on = index.on(dimension)
  const coded = studiesPerYear(index, on.coded)
  const { firstYear } = coded
  const lastYear = firstYear + coded.counts.length - 1
  const codes = countCodes(index, { dimension }, on.coded).map(({ code, label, studies }): CodeTrend => {
    const having = studiesWith(index, { dimension, codes: [code] })
    const years = [...having].flatMap((i) => yearOf(index.studies[i]) ?? [])
    return {
      code,
      label,
      studies,
      counts: countYears(years, firstYear, lastYear),
      ...(years.length === 0
        ? {}
        : {
            first: years.reduce((a, b) => Math.min(a, b)),
            last: years.reduce((a, b) => Math.max(a, b)),
          }),
    }
  })
  return { dimension: on.dimension.id, label: on.dimension.label, coded, codes }
}

/**
 * Years between the last study of a set and the year the map can know of (the latest search's, else the newest
 * study's): 0 for a study of that year. Undefined where no study has a year.
 */
export function yearsSinceLast(index: CodedStudies, studies: StudySet): number | undefined {
  const years = [...studies].flatMap((i) => yearOf(index.studies[i]) ?? [])
  const until = knownUntil(index)
  if (years.length === 0 || until === undefined) return undefined
  return Math.max(0, until - years.reduce((a, b) => Math.max(a, b)))
}

/** The last year the map can know of. */
export function knownUntil(index: CodedStudies): number | undefined {
  const searched = Number(index.snapshot.review.searchedTo?.slice(0, 4))
  if (Number.isInteger(searched) && searched > 0) return searched
  const { firstYear, counts } = studiesPerYear(index)
  return counts.length === 0 ? undefined : firstYear + counts.length - 1
}
