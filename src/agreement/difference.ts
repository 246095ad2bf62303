import type { Scale } from './ratings.ts'

/**
 * How far apart two values are, squared, as Krippendorff's alpha takes it: 0 for the same value, the same both
 * ways. `elsewhere` is the difference of all pairs that `eachPair` does not visit, so that sparse overlaps stay
 * sparse.
 */
export interface Difference {
  between(a: number, b: number): number
  readonly elsewhere: 0 | 1
  eachPair(visit: (a: number, b: number, difference: number) => void): void
}

/** A difference given as a function of two values' places on the scale. */
export function plainDifference(size: number, between: (a: number, b: number) => number): Difference {
  return {
    between,
    elsewhere: 0,
    eachPair(visit) {
      for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) visit(a, b, between(a, b))
    },
  }
}

/** ((a - b) / (a + b))^2, for numbers with a true zero; 0 where both are 0 (Krippendorff 2019, section 12.3.4). */
export function ratioDifference(values: readonly number[]): Difference {
  return plainDifference(values.length, (i, j) => {
    const [a, b] = [values[i] ?? 0, values[j] ?? 0]
    return a + b === 0 ? 0 : ((a - b) / (a + b)) ** 2
  })
}

/** How alike two sets are, from 0 (nothing shared) to 1 (the same), given their sizes and what they share. */
type SetSimilarity = (shared: number, sizeA: number, sizeB: number) => number

const jaccardSimilarity: SetSimilarity = (shared, a, b) => (a + b === 0 ? 1 : shared / (a + b - shared))

const masiSimilarity =
  (subset: number, overlap: number): SetSimilarity =>
  (shared, a, b) => {
    const monotonicity =
      a === shared && b === shared ? 1 : a === shared || b === shared ? subset : shared > 0 ? overlap : 0
    return jaccardSimilarity(shared, a, b) * monotonicity
  }

/**
 * `jaccard`: 1 - |A and B| / |A or B| (Jaccard 1912, doi:10.1111/j.1469-8137.1912.tb05611.x).
 * `masi`: 1 - Jaccard times 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap otherwise
 * (Passonneau 2006, LREC, "Measuring agreement on set-valued items"). `masi-rounded` has 0.67 and 0.33 as NLTK
 * does; it is here to recognise NLTK's figures, not to be reported.
 * Two empty sets ("looked, none applies") are the same; an empty set and another share nothing.
 */
const setSimilarities = {
  jaccard: jaccardSimilarity,
  masi: masiSimilarity(2 / 3, 1 / 3),
  'masi-rounded': masiSimilarity(0.67, 0.33),
} as const

export type SetMetric = keyof typeof setSimilarities

export function setDifference(scale: Extract<Scale, { kind: 'set' }>, metric: SetMetric): Difference {
  const similarity = setSimilarities[metric]
  const place = new Map(scale.codes.map((code, i) => [code, i]))
  const sets = scale.values.map((set) =>
    Int32Array.from(set, (code) => place.get(code) ?? -1).toSorted((a, b) => a - b),
  )
  const size = (i: number): number => sets[i]?.length ?? 0
  return {
    elsewhere: 1,
    between(i, j) {
      const [a, b] = [sets[i], sets[j]]
      if (a === undefined || b === undefined) return 1
      return 1 - similarity(sharedSorted(a, b), a.length, b.length)
    },
    eachPair(visit) {
      const holders = scale.codes.map((): number[] => [])
      const shared = new Int32Array(sets.length)
      // Only sets that share a code are met, by way of the sets before each that hold one of its codes.
      for (const [i, set] of sets.entries()) {
        const met: number[] = []
        for (const code of set) {
          for (const other of holders[code] ?? []) if (shared[other]!++ === 0) met.push(other)
          holders[code]?.push(i)
        }
        for (const other of met) {
          visit(other, i, 1 - similarity(shared[other] ?? 0, size(other), size(i)))
          shared[other] = 0
        }
      }
    },
  }
}

function sharedSorted(a: Int32Array, b: Int32Array): number {
  let [i, j, shared] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const order = (a[i] ?? 0) - (b[j] ?? 0)
    if (order === 0) shared++
    if (order <= 0) i++
    if (order >= 0) j++
  }
  return shared
}
