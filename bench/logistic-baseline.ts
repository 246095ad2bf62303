import { fold } from '../src/text/fold.ts'

/** Words and pairs of words of one report, weighed as scikit-learn's TfidfVectorizer does (1-2-grams, sublinear). */
export interface SparseText {
  readonly at: Int32Array
  readonly weights: Float32Array
}

export function sparseTexts(
  records: readonly { readonly title: string; readonly abstract: string }[],
): readonly SparseText[] {
  const inRecords = new Map<string, number>()
  const counts = records.map(({ title, abstract }) => {
    const words = fold(`${title} ${abstract}`)
      .split(' ')
      .filter((word) => word.length > 1)
    const count = new Map<string, number>()
    for (const [i, word] of words.entries()) {
      for (const term of i + 1 < words.length ? [word, `${word} ${words[i + 1]}`] : [word]) {
        count.set(term, (count.get(term) ?? 0) + 1)
      }
    }
    for (const term of count.keys()) inRecords.set(term, (inRecords.get(term) ?? 0) + 1)
    return count
  })
  const n = records.length
  const place = new Map<string, number>()
  for (const [term, count] of inRecords) if (count >= 2 && count <= 0.95 * n) place.set(term, place.size)
  return counts.map((count) => {
    const known = [...count].flatMap(([term, times]) => {
      const at = place.get(term)
      const idf = Math.log((1 + n) / (1 + (inRecords.get(term) ?? 0))) + 1
      return at === undefined ? [] : [[at, (1 + Math.log(times)) * idf] as const]
    })
    const length = Math.sqrt(known.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1
    return {
      at: Int32Array.from(known, ([at]) => at),
      weights: Float32Array.from(known, ([, weight]) => weight / length),
    }
  })
}

/**
 * Logistic regression, C 10, classes balanced, by dual coordinate descent (Yu, Huang and Lin 2011,
 * doi:10.1007/s10994-010-5221-8). Gives the function from a text to the probability.
 */
export function logisticBaseline(
  texts: readonly SparseText[],
  outcomes: readonly number[],
): (text: SparseText) => number {
  const n = texts.length
  const positives = outcomes.reduce((sum, outcome) => sum + outcome, 0)
  if (positives === 0 || positives === n) return () => (positives === 0 ? 0.001 : 0.999)
  const last = texts.reduce((most, { at }) => at.reduce((a, b) => Math.max(a, b), most), 0)
  const dense = new Float64Array(last + 1)
  let constant = 0
  const value = ({ at, weights }: SparseText): number => {
    let sum = constant
    for (let k = 0; k < at.length; k++) {
      const place = at[k] ?? 0
      if (place <= last) sum += (dense[place] ?? 0) * (weights[k] ?? 0)
    }
    return sum
  }
  const add = ({ at, weights }: SparseText, amount: number): void => {
    for (let k = 0; k < at.length; k++) {
      const place = at[k] ?? 0
      dense[place] = (dense[place] ?? 0) + amount * (weights[k] ?? 0)
    }
    constant += amount
  }
  const all = texts.map((text, i) => {
    const y = outcomes[i] ?? 0
    const most = (10 * n) / (2 * (y === 1 ? positives : n - positives))
    return { text, sign: y === 1 ? 1 : -1, most, alpha: Math.min(0.001 * most, 1e-8) }
  })
  for (const { text, sign, alpha } of all) add(text, sign * alpha)
  for (let round = 0; round < 60; round++) {
    let moved = 0
    for (const one of all) {
      const slope = one.sign * value(one.text)
      const z = bestAlpha(one.alpha, slope, one.most)
      moved = Math.max(moved, Math.abs(z - one.alpha) / one.most)
      add(one.text, (z - one.alpha) * one.sign)
      one.alpha = z
    }
    if (moved < 1e-3) break
  }
  return (text) => 1 / (1 + Math.exp(-value(text)))
}

/** The minimum of (z - alpha)² + slope (z - alpha) + z log z + (most - z) log (most - z), by Newton's method. */
function bestAlpha(alpha: number, slope: number, most: number): number {
  let z = Math.min(Math.max(alpha, 1e-12), most - 1e-12)
  for (let step = 0; step < 20; step++) {
    const next = z - (2 * (z - alpha) + slope + Math.log(z / (most - z))) / (2 + most / (z * (most - z)))
    const inside = next <= 0 ? z * 0.1 : next >= most ? most - (most - z) * 0.1 : next
    if (Math.abs(inside - z) < 1e-9 * most) return inside
    z = inside
  }
  return z
}
