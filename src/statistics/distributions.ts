import { findRoot } from './root.ts'
import { regularisedBeta, regularisedGamma } from './special-functions.ts'

/*
 * Continuous distributions. `Cdf` is P(X <= x), `UpperTail` is P(X > x), each exact to about 1e-13 of its own
 * size, also far out (1e-11 where a parameter is near a million). `Quantile` is the x with P(X <= x) = p; at p = 0 and 1 the ends of the range; NaN where p
 * is not in [0, 1] or a parameter is not in its range.
 */

/** Standard normal. */
export function normalCdf(z: number): number {
  const { lower, upper } = regularisedGamma(0.5, (z * z) / 2)
  return z < 0 ? upper / 2 : 0.5 + lower / 2
}

export const normalUpperTail = (z: number): number => normalCdf(-z)

/** Algorithm AS 241, PPND16 (Wichura 1988, doi:10.2307/2347330): about 16 digits. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * polynomial(centreTop, r)) / polynomial(centreBottom, r)
  }
  const r = Math.sqrt(-Math.log(Math.min(p, 1 - p)))
  const size =
    r <= 5
      ? polynomial(middleTop, r - 1.6) / polynomial(middleBottom, r - 1.6)
      : polynomial(tailTop, r - 5) / polynomial(tailBottom, r - 5)
  return q < 0 ? -size : size
}

/** Student's t with `df` > 0 degrees of freedom; normal for Infinity. */
export function studentTCdf(t: number, df: number): number {
  if (df === Infinity) return normalCdf(t)
  const square = t * t
  if (square === Infinity) return t < 0 ? 0 : 1
  const { lower, upper } = regularisedBeta(df / (df + square), df / 2, 0.5, square / (df + square))
  return t < 0 ? lower / 2 : 0.5 + upper / 2
}

export const studentTUpperTail = (t: number, df: number): number => studentTCdf(-t, df)

export function studentTQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1) || !(df > 0)) return NaN
  if (df === Infinity || p === 0 || p === 1) return normalQuantile(p)
  if (p === 0.5) return 0
  if (p > 0.5) return -studentTQuantile(1 - p, df)
  const missing = (logSize: number): number => p - studentTCdf(-Math.exp(logSize), df)
  return -Math.exp(rootOnLine(missing, Math.log(-normalQuantile(p))))
}

/** Chi-square with `df` > 0 degrees of freedom. */
export const chiSquareCdf = (x: number, df: number): number => regularisedGamma(df / 2, x / 2).lower
export const chiSquareUpperTail = (x: number, df: number): number => regularisedGamma(df / 2, x / 2).upper
export const chiSquareQuantile = (p: number, df: number): number => gammaQuantile(p, df / 2, 0.5)

/** Gamma with shape > 0 and rate > 0 (mean shape / rate). */
export const gammaCdf = (x: number, shape: number, rate: number): number =>
  regularisedGamma(shape, x * rate).lower
export const gammaUpperTail = (x: number, shape: number, rate: number): number =>
  regularisedGamma(shape, x * rate).upper

export function gammaQuantile(p: number, shape: number, rate: number): number {
  if (!(p >= 0 && p <= 1) || !(shape > 0 && rate > 0)) return NaN
  if (p === 0 || p === 1) return p === 0 ? 0 : Infinity
  const missing = (logX: number): number => {
    const { lower, upper } = regularisedGamma(shape, Math.exp(logX))
    return p <= 0.5 ? lower - p : 1 - p - upper
  }
  return Math.exp(rootOnLine(missing, Math.log(shape))) / rate
}

/** Beta with a, b > 0, on [0, 1]. */
export const betaCdf = (x: number, a: number, b: number): number => regularisedBeta(x, a, b).lower
export const betaUpperTail = (x: number, a: number, b: number): number => regularisedBeta(x, a, b).upper

export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1) || !(a > 0 && b > 0)) return NaN
  if (p === 0 || p === 1) return p
  const half = regularisedBeta(0.5, a, b)
  // Solved for the logarithm of the smaller of x and 1 - x, so that values next to an end keep their digits.
  if (p > half.lower) return 1 - lowerBeta(1 - p, b, a)
  return lowerBeta(p, a, b)
}

/** The quantile where it is known to be at most one half. */
function lowerBeta(p: number, a: number, b: number): number {
  const missing = (logX: number): number => regularisedBeta(Math.exp(logX), a, b).lower - p
  const end = Math.log(0.5)
  return missing(end) <= 0 ? 0.5 : Math.exp(rootOnLine((u) => missing(Math.min(u, end)), end - 1))
}

/** The zero of an increasing function on the whole line, looked for outward from a start. */
function rootOnLine(f: (u: number) => number, start: number): number {
  let low = start - 1
  let high = start + 1
  for (let step = 1; f(low) > 0 && low > -745; step *= 2) low -= step
  for (let step = 1; f(high) < 0 && high < 709; step *= 2) high += step
  if (f(low) > 0) return -Infinity
  if (f(high) < 0) return Infinity
  return findRoot(f, low, high)
}

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)

/* Coefficients of AS 241, highest power first. */
const centreTop = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
]
const centreBottom = [
  5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
]
const middleTop = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
]
const middleBottom = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
]
const tailTop = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
]
const tailBottom = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
]
