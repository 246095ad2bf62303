/** Credit for two values by their places on the scale: 1 for the same, down to 0. */
export type AgreementWeights = 'identity' | 'linear' | 'quadratic' | ((a: number, b: number) => number)

/** Credit for near misses, and the mean credit of values drawn from two distributions. */
export interface Credit {
  readonly size: number
  /** Undefined where only the same value counts. */
  readonly between: ((a: number, b: number) => number) | undefined
  /** Sum of p[a] q[b] credit(a, b). */
  readonly mean: (p: Float64Array, q: Float64Array) => number
  /** Sum of the credit over all pairs of values. */
  readonly total: number
}

export function creditFor(size: number, weights: AgreementWeights): Credit {
  if (weights === 'identity') return { size, between: undefined, mean: sumOfProducts, total: size }
  const reach = Math.max(1, size - 1)
  const ones = new Float64Array(size).fill(1)
  if (typeof weights === 'function') {
    const matrix = Float64Array.from({ length: size * size }, (_, i) =>
      weights(Math.floor(i / size), i % size),
    )
    const mean = (p: Float64Array, q: Float64Array): number =>
      p.reduce(
        (all, share, a) => all + share * sumOfProducts(q, matrix.subarray(a * size, (a + 1) * size)),
        0,
      )
    return { size, between: weights, mean, total: mean(ones, ones) }
  }
  // Spacings are even, so the sums over all pairs of values come down to sums over values.
  const mean =
    weights === 'linear'
      ? (p: Float64Array, q: Float64Array): number => total(p) * total(q) - meanDistance(p, q) / reach
      : (p: Float64Array, q: Float64Array): number => total(p) * total(q) - meanSquare(p, q) / reach ** 2
  const power = weights === 'linear' ? 1 : 2
  return {
    size,
    between: (a, b) => 1 - (Math.abs(a - b) / reach) ** power,
    mean,
    total: mean(ones, ones),
  }
}

function total(values: Float64Array): number {
  let all = 0
  for (const value of values) all += value
  return all
}

function sumOfProducts(p: Float64Array, q: Float64Array): number {
  let all = 0
  for (let i = 0; i < p.length; i++) all += (p[i] ?? 0) * (q[i] ?? 0)
  return all
}

/** Sum of p[a] q[b] |a - b|: at every border between values, what lies on either side of it. */
function meanDistance(p: Float64Array, q: Float64Array): number {
  const [allP, allQ] = [total(p), total(q)]
  let [belowP, belowQ, apart] = [0, 0, 0]
  for (let i = 0; i < p.length - 1; i++) {
    belowP += p[i] ?? 0
    belowQ += q[i] ?? 0
    apart += belowP * (allQ - belowQ) + belowQ * (allP - belowP)
  }
  return apart
}

/** Sum of p[a] q[b] (a - b)^2, from the first two moments. */
function meanSquare(p: Float64Array, q: Float64Array): number {
  let [sumP, sumQ, firstP, firstQ, secondP, secondQ] = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < p.length; i++) {
    const [a, b] = [p[i] ?? 0, q[i] ?? 0]
    sumP += a
    sumQ += b
    firstP += a * i
    firstQ += b * i
    secondP += a * i * i
    secondQ += b * i * i
  }
  return secondP * sumQ + secondQ * sumP - 2 * firstP * firstQ
}
