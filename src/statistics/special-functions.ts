const halfLogTwoPi = 0.9189385332046728
const tiny = 1e-300
const precision = 1e-16
/** Fractions near the mean of a distribution with parameters of 1e10 need about this many terms. */
const mostTerms = 1_000_000

/**
 * The natural logarithm of the gamma function for x > 0; absolute error about 1e-14, relative 1e-15 for large x.
 * Infinity at 0; NaN below. Stirling's series (NIST DLMF 5.11.1) after moving x above 16 by recurrence.
 */
export function logGamma(x: number): number {
  if (Number.isNaN(x) || x < 0) return NaN
  if (x === 0) return Infinity
  let product = 1
  let moved = x
  while (moved < 16) {
    product *= moved
    moved += 1
  }
  return (moved - 0.5) * Math.log(moved) - moved + halfLogTwoPi + stirlingSeries(moved) - Math.log(product)
}

/** The logarithm of the number of ways to choose k of n; -Infinity where there is none. */
export function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return -Infinity
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
}

function stirlingSeries(x: number): number {
  const r = 1 / (x * x)
  return (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360)))))) / x
}

/** log(x!) less Stirling's approximation: what makes the terms below exact to 1e-15 for any size. */
function stirlingError(x: number): number {
  return x >= 16 ? stirlingSeries(x) : logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - halfLogTwoPi
}

/** x log(x / mean) + mean - x without cancellation. */
function deviance(x: number, mean: number): number {
  const difference = x - mean
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference
  const ratio = difference / (x + mean)
  let sum = difference * ratio
  let power = 2 * x * ratio
  for (let j = 1; j < 1000; j++) {
    power *= ratio * ratio
    const next = sum + power / (2 * j + 1)
    if (next === sum) break
    sum = next
  }
  return sum
}

/**
 * C(n, x) p^x q^(n-x) for real x and n, by Loader's saddle-point expansion ("Fast and accurate computation of
 * binomial probabilities", 2000), which loses no digits for large n. `q` is 1 - p, given apart for accuracy.
 */
export function binomialTerm(x: number, n: number, p: number, q: number): number {
  if (x < 0 || x > n) return 0
  if (p === 0) return x === 0 ? 1 : 0
  if (q === 0) return x === n ? 1 : 0
  if (x === 0) return Math.exp(p < 0.1 ? n * Math.log1p(-p) : n * Math.log(q))
  if (x === n) return Math.exp(q < 0.1 ? n * Math.log1p(-q) : n * Math.log(p))
  const logCore =
    stirlingError(n) - stirlingError(x) - stirlingError(n - x) - deviance(x, n * p) - deviance(n - x, n * q)
  return Math.exp(logCore) * Math.sqrt(n / (2 * Math.PI * x * (n - x)))
}

/** mean^x e^-mean / x! for real x, by the same expansion. */
export function poissonTerm(x: number, mean: number): number {
  if (x < 0) return 0
  if (mean === 0) return x === 0 ? 1 : 0
  if (x === 0) return Math.exp(-mean)
  return Math.exp(-stirlingError(x) - deviance(x, mean)) / Math.sqrt(2 * Math.PI * x)
}

/**
 * The regularised incomplete gamma functions P (lower) and Q (upper) of shape a > 0 at x >= 0; each is computed
 * where it is small, so that both keep their digits in the tails. Series and continued fraction: NIST DLMF
 * 8.11.4 and 8.9.2.
 */
export function regularisedGamma(a: number, x: number): { readonly lower: number; readonly upper: number } {
  if (!(a > 0) || Number.isNaN(x)) return { lower: NaN, upper: NaN }
  if (x <= 0) return { lower: 0, upper: 1 }
  if (x === Infinity) return { lower: 1, upper: 0 }
  const front = poissonTerm(a, x)
  if (x < a + 1) {
    let term = 1
    let sum = 1
    for (let i = 1; i < mostTerms; i++) {
      term *= x / (a + i)
      sum += term
      if (term < sum * precision) break
    }
    const lower = Math.min(1, front * sum)
    return { lower, upper: 1 - lower }
  }
  const fraction = lentz(
    x + 1 - a,
    (i) => -i * (i - a),
    (i) => x + 2 * i + 1 - a,
  )
  const upper = Math.min(1, (front * a) / fraction)
  return { lower: 1 - upper, upper }
}

/**
 * The regularised incomplete beta function I_x(a, b) for a, b > 0, and its complement. `complement` is 1 - x,
 * given apart where the caller knows it better than the subtraction. Continued fraction: NIST DLMF 8.17.22.
 */
export function regularisedBeta(
  x: number,
  a: number,
  b: number,
  complement: number = 1 - x,
): { readonly lower: number; readonly upper: number } {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return { lower: NaN, upper: NaN }
  if (x <= 0) return { lower: 0, upper: 1 }
  if (complement <= 0) return { lower: 1, upper: 0 }
  if (x > (a + 1) / (a + b + 2)) {
    const { lower, upper } = regularisedBeta(complement, b, a, x)
    return { lower: upper, upper: lower }
  }
  const front = (b / (a + b)) * binomialTerm(a, a + b, x, complement)
  const fraction = lentz(
    1,
    (i) => betaNumerator(i, a, b, x),
    () => 1,
  )
  const lower = Math.min(1, front / fraction)
  return { lower, upper: 1 - lower }
}

function betaNumerator(i: number, a: number, b: number, x: number): number {
  const m = Math.floor(i / 2)
  return i % 2 === 0
    ? (m * (b - m) * x) / ((a + i - 1) * (a + i))
    : (-(a + m) * (a + b + m) * x) / ((a + i - 1) * (a + i))
}

/** first + n(1) / (d(1) + n(2) / (d(2) + ...)), by the modified method of Lentz (doi:10.1364/AO.15.000668). */
function lentz(first: number, numerator: (i: number) => number, denominator: (i: number) => number): number {
  let value = first === 0 ? tiny : first
  let c = value
  let d = 0
  for (let i = 1; i < mostTerms; i++) {
    const n = numerator(i)
    d = denominator(i) + n * d
    d = 1 / (d === 0 ? tiny : d)
    c = denominator(i) + n / c
    if (c === 0) c = tiny
    value *= c * d
    if (Math.abs(c * d - 1) < precision) break
  }
  return value
}
