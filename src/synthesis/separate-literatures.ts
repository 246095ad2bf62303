import { findDimension } from '../domain/codebook.ts'
import type { Interval } from '../statistics/intervals.ts'
import type { CodedStudies } from './coded-studies.ts'
import type { CitationFlow, Integration } from './integration.ts'
import { countCodes } from './rigor-and-direction.ts'
import { cosine } from './similarity.ts'

/** Two literatures: how alike what they study is, and whether they read each other. */
export interface LiteraturePair {
  readonly a: string
  readonly b: string
  /** Cosine of how often their studies have each code of the topic dimensions, 0 to 1. */
  readonly sameTopics: number
  /** Theories that studies of both use, and the cosine of their use; absent where the codebook names none. */
  readonly theories?: { readonly shared: readonly string[]; readonly likeness: number }
  /** Citations both ways together, and how many were expected. */
  readonly observed: number
  readonly expected: number
  /** Each way, with its interval. */
  readonly flows: readonly CitationFlow[]
  /**
   * Whether they study the same thing and do not read each other: alike in topics, enough citations expected to
   * tell, and in both directions the whole interval below one.
   */
  readonly separate: boolean
}

/** Topics count as the same from this cosine. */
const alike = 0.6
/** Below about three expected citations none is no surprise. */
const leastExpected = 3

/**
 * For every two codes of a dimension with studies (disciplines, say) whether they study the same thing and
 * whether they read each other, the least read first for what they have in common.
 * @param topics dimensions that say what a study is about; the dimension itself is left out
 */
export function literaturePairs(
  index: CodedStudies,
  integrated: Integration,
  topics: readonly string[],
): readonly LiteraturePair[] {
  const { codebook } = index.snapshot
  const on = index.on(integrated.dimension)
  const about = topics.filter(
    (id) => id !== integrated.dimension && findDimension(codebook, id) !== undefined,
  )
  const theory = codebook.roles?.theory
  const countsOf = (code: string, dimension: string): readonly { code: string; studies: number }[] =>
    countCodes(index, { dimension }, on.under.get(code) ?? on.coded)
  const profile = (code: string): readonly number[] =>
    about.flatMap((dimension) => countsOf(code, dimension).map(({ studies }) => studies))
  const profiles = new Map(integrated.codes.map((code) => [code, profile(code)]))
  const flowOf = (from: string, to: string): CitationFlow | undefined =>
    integrated.flows.find((flow) => flow.from === from && flow.to === to)
  const pairs = integrated.codes.flatMap((a, i) =>
    integrated.codes.slice(i + 1).map((b): LiteraturePair => {
      const flows = [flowOf(a, b), flowOf(b, a)].filter((flow) => flow !== undefined)
      const sameTopics = cosine(profiles.get(a) ?? [], profiles.get(b) ?? [])
      const expected = flows.reduce((sum, flow) => sum + flow.expected, 0)
      const observed = flows.reduce((sum, flow) => sum + flow.observed, 0)
      const below = (interval: Interval | undefined): boolean => interval !== undefined && interval.high < 1
      return {
        a,
        b,
        sameTopics,
        ...(theory === undefined || findDimension(codebook, theory) === undefined
          ? {}
          : { theories: sharedTheories(countsOf(a, theory), countsOf(b, theory)) }),
        observed,
        expected,
        flows,
        separate:
          sameTopics >= alike &&
          expected >= leastExpected &&
          flows.every(({ interval, expected: due }) => due === 0 || below(interval)),
      }
    }),
  )
  return pairs.toSorted(
    (a, b) =>
      Number(b.separate) - Number(a.separate) ||
      b.sameTopics - a.sameTopics ||
      a.observed / a.expected - b.observed / b.expected ||
      0,
  )
}

function sharedTheories(
  a: readonly { readonly code: string; readonly studies: number }[],
  b: readonly { readonly code: string; readonly studies: number }[],
): { readonly shared: readonly string[]; readonly likeness: number } {
  const inB = new Map(b.map(({ code, studies }) => [code, studies]))
  return {
    shared: a.filter(({ code, studies }) => studies > 0 && (inB.get(code) ?? 0) > 0).map(({ code }) => code),
    likeness: cosine(
      a.map(({ studies }) => studies),
      a.map(({ code }) => inB.get(code) ?? 0),
    ),
  }
}
