import { normalQuantile } from '../statistics/distributions.ts'
import type { Interval } from '../statistics/intervals.ts'
import type { CodedStudies } from './coded-studies.ts'
import type { StudySet } from './study-set.ts'

/** An estimate of a number of things, of which some were never seen. */
export interface Richness {
  readonly seen: number
  readonly estimate: number
  /** Undefined where the variance cannot be had. Never below what was seen. */
  readonly interval?: Interval
}

/**
 * How many there are, from two searches that do not look at each other: Chapman 1951; variance Seber 1970
 * (doi:10.1093/biomet/57.1.13); interval on the log scale of what was missed, as for `chao2`.
 * Databases overlap by design, which biases the estimate downward ("at least"); sources that divide a field
 * between them bias it upward.
 * Throws a RangeError for counts that cannot be.
 */
export function chapman(first: number, second: number, both: number): Richness {
  if (!(both >= 0 && both <= Math.min(first, second))) {
    throw new RangeError(`No such searches: ${first} and ${second} found, ${both} by both.`)
  }
  const seen = first + second - both
  const estimate = ((first + 1) * (second + 1)) / (both + 1) - 1
  const variance =
    ((first + 1) * (second + 1) * (first - both) * (second - both)) / ((both + 1) ** 2 * (both + 2))
  return withInterval(seen, estimate, variance)
}

/**
 * A lower bound on how many there are, from how often each was found by `samples` sources (or in that many
 * studies): Chao 1987 (doi:10.2307/2531532), with the factor (m - 1) / m and, where nothing was found exactly
 * twice, the bias-corrected form (Colwell et al. 2012, doi:10.1093/jpe/rtr044).
 * @param found how often each seen thing was found, each from 1 to `samples`
 */
export function chao2(found: readonly number[], samples: number): Richness {
  if (found.some((times) => !(times >= 1 && times <= samples)))
    throw new RangeError(`Each must be found from 1 to ${samples} times.`)
  const seen = found.length
  const once = found.filter((times) => times === 1).length
  const twice = found.filter((times) => times === 2).length
  const factor = samples === 0 ? 0 : (samples - 1) / samples
  if (twice > 0) {
    const ratio = once / twice
    const variance =
      twice * ((factor * ratio ** 2) / 2 + factor ** 2 * ratio ** 3 + (factor ** 2 * ratio ** 4) / 4)
    return withInterval(seen, seen + (factor * once ** 2) / (2 * twice), variance)
  }
  const estimate = seen + (factor * once * (once - 1)) / 2
  const variance =
    (factor * once * (once - 1)) / 2 +
    (factor ** 2 * once * (2 * once - 1) ** 2) / 4 -
    (estimate === 0 ? 0 : (factor ** 2 * once ** 4) / (4 * estimate))
  return withInterval(seen, estimate, variance)
}

/** Interval for what was missed, log-normal, so that it never falls below what was seen (Chao 1987, equation 12). */
function withInterval(seen: number, estimate: number, variance: number): Richness {
  const missed = estimate - seen
  if (!(missed > 0) || !(variance > 0)) return { seen, estimate }
  const spread = Math.exp(normalQuantile(0.975) * Math.sqrt(Math.log(1 + variance / missed ** 2)))
  return {
    seen,
    estimate,
    interval: { low: seen + missed / spread, high: seen + missed * spread, level: 0.95 },
  }
}

/** What the search may have missed: each pair of sources, and all sources together. */
export interface SearchCoverage {
  /** Included reports whose sources are known. */
  readonly reports: number
  readonly sources: readonly {
    readonly source: string
    readonly reports: number
    readonly onlyHere: number
  }[]
  readonly pairs: readonly {
    readonly sources: readonly [string, string]
    readonly both: number
    readonly estimate: Richness
  }[]
  /** Absent for fewer than two sources. */
  readonly all?: Richness
  readonly caveat: string
}

/**
 * Coverage from which source found which included report. Says nothing about any single cell of a map.
 * Undefined where the snapshot does not carry sources.
 */
export function searchCoverage(index: CodedStudies): SearchCoverage | undefined {
  const found = index.studies.flatMap(({ reports }) =>
    reports.flatMap(({ sources }) =>
      sources === undefined || sources.length === 0 ? [] : [new Set(sources)],
    ),
  )
  if (found.length === 0) return undefined
  const names = [...new Set(found.flatMap((sources) => [...sources]))].toSorted()
  const by = (name: string): number => found.filter((sources) => sources.has(name)).length
  const pairs = names.flatMap((a, i) =>
    names.slice(i + 1).map((b) => {
      const both = found.filter((sources) => sources.has(a) && sources.has(b)).length
      return { sources: [a, b] as const, both, estimate: chapman(by(a), by(b), both) }
    }),
  )
  return {
    reports: found.length,
    sources: names.map((source) => ({
      source,
      reports: by(source),
      onlyHere: found.filter((sources) => sources.size === 1 && sources.has(source)).length,
    })),
    pairs,
    ...(names.length < 2
      ? {}
      : {
          all: chao2(
            found.map((sources) => sources.size),
            names.length,
          ),
        }),
    caveat:
      'Sources that index the same literature find the same reports, which biases these estimates low: read them as "at least". Sources that divide the literature between them bias a pair\'s estimate high. None of them says anything about a single cell.',
  }
}

/** How many different codes a number of studies, drawn at random, shows on average. */
export interface Saturation {
  readonly dimension: string
  /** `codes[k]` is the expected number of codes in k studies, from 0 to all studies coded. */
  readonly codes: readonly number[]
  /** Expected number of new codes in the last study. */
  readonly lastGain: number
  readonly themes: Richness
}

/**
 * Saturation of a dimension's codes: the exact expected accumulation curve over all orders of the studies
 * (Coleman rarefaction; Colwell et al. 2012, equation 17), and Chao2's lower bound on codes in the field, of
 * those that coders could have given. A flat end says that more studies like these would bring few new codes.
 */
export function saturation(index: CodedStudies, dimension: string): Saturation {
  const { coded, direct } = index.on(dimension)
  const n = coded.size
  const uses = [...direct.values()].map((set: StudySet) => set.size).filter((size) => size > 0)
  const curve = Array.from({ length: n + 1 }, () => 0)
  for (const size of uses) {
    // Chance that none of k studies has the code: C(n - size, k) / C(n, k), by its recurrence in k.
    let absent = 1
    for (let k = 0; k <= n; k++) {
      curve[k] = (curve[k] ?? 0) + 1 - absent
      absent *= Math.max(0, n - size - k) / Math.max(1, n - k)
    }
  }
  return {
    dimension,
    codes: curve,
    lastGain: n === 0 ? 0 : (curve[n] ?? 0) - (curve[n - 1] ?? 0),
    themes: chao2(uses, n),
  }
}
