import { findDimension, withParents } from '../domain/codebook.ts'
import type { Hypergeometric } from '../statistics/discrete-distributions.ts'
import { hypergeometricMean, hypergeometricUpperTail } from '../statistics/discrete-distributions.ts'
import { type Citations, citationsOf } from './citations.ts'
import type { CodedStudies } from './coded-studies.ts'
import { countCodes } from './rigor-and-direction.ts'
import { cosine } from './similarity.ts'
import type { StudySet } from './study-set.ts'
import { codeTrends, type DimensionTrend } from './trends.ts'

/** Two labels for what may be one thing, or two things. */
interface LabelPair {
  readonly a: string
  readonly b: string
  /** Studies that use both, and how many would by chance, given how many use each. */
  readonly together: number
  readonly expected: number
  /** Exact chance of so many or more together. */
  readonly upperTail: number
  /** Cosine of how often their studies have each code of the other dimensions, 0 to 1. */
  readonly sameTopics: number
  /** Cosine of how often their studies cite each work, 0 to 1; absent where references are not known. */
  readonly sameReferences?: number
  /** The studies that use only one of the two: likenesses between labels rest on these, not on the overlap. */
  readonly onlyA: number
  readonly onlyB: number
}

export interface LabelUse {
  readonly trend: DimensionTrend
  /** Per label: its studies by code of another dimension, such as the discipline. */
  readonly by?: { readonly dimension: string; readonly counts: readonly LabelCounts[] }
  readonly pairs: readonly LabelPair[]
}

interface LabelCounts {
  readonly label: string
  readonly codes: readonly { readonly code: string; readonly studies: number }[]
}

/**
 * How the labels of a dimension are used: over the years, by another dimension (discipline), together, and for
 * the same things. Two labels whose studies have the same topics and cite the same works are synonyms in use,
 * whatever their definitions; likeness is measured on the studies that use only one of them.
 */
export function labelUse(
  index: CodedStudies,
  dimension: string,
  options: { readonly by?: string; readonly topics: readonly string[] },
): LabelUse {
  const { by, topics } = options
  const { codebook } = index.snapshot
  const on = index.on(dimension)
  const labels = countCodes(index, { dimension }, on.coded).filter(({ studies }) => studies > 0)
  const others = topics.filter((id) => id !== dimension && findDimension(codebook, id) !== undefined)
  const citations = citationsOf(index)
  const pairs = labels.flatMap(({ code: a }, i) =>
    labels.slice(i + 1).flatMap(({ code: b }): LabelPair[] => {
      const [withA, withB] = [on.under.get(a), on.under.get(b)]
      if (withA === undefined || withB === undefined || nested(on.dimension, a, b)) return []
      const given: Hypergeometric = { population: on.coded.size, marked: withA.size, drawn: withB.size }
      const together = withA.sharedWith(withB)
      const [onlyA, onlyB] = [withA.without(withB), withB.without(withA)]
      const profile = (set: typeof onlyA): readonly number[] =>
        others.flatMap((id) => countCodes(index, { dimension: id }, set).map(({ studies }) => studies))
      return [
        {
          a,
          b,
          together,
          expected: hypergeometricMean(given),
          upperTail: hypergeometricUpperTail(together, given),
          sameTopics: cosine(profile(onlyA), profile(onlyB)),
          ...(citations === undefined ? {} : { sameReferences: likeReferences(citations, onlyA, onlyB) }),
          onlyA: onlyA.size,
          onlyB: onlyB.size,
        },
      ]
    }),
  )
  return {
    trend: codeTrends(index, dimension),
    ...(by === undefined || findDimension(codebook, by) === undefined
      ? {}
      : {
          by: {
            dimension: by,
            counts: labels.map(({ code }) => ({
              label: code,
              codes: countCodes(index, { dimension: by }, on.under.get(code) ?? on.coded).map(
                ({ code: other, studies }) => ({ code: other, studies }),
              ),
            })),
          },
        }),
    pairs,
  }
}

const nested = (of: Parameters<typeof withParents>[0], a: string, b: string): boolean =>
  withParents(of, a).includes(b) || withParents(of, b).includes(a)

/** Cosine of how often each work is cited by the studies of two sets. */
function likeReferences({ references, works }: Citations, a: StudySet, b: StudySet): number {
  const counts = (studies: StudySet): Int32Array => {
    const cited = new Int32Array(works)
    for (const study of studies)
      for (const work of references[study] ?? []) cited[work] = (cited[work] ?? 0) + 1
    return cited
  }
  return cosine(counts(a), counts(b))
}
