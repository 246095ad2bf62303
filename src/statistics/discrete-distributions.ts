import { binomialTerm, poissonTerm, regularisedBeta, regularisedGamma } from './special-functions.ts'

/*
 * Counting distributions. `Pmf` is P(X = k), `Cdf` is P(X <= k), `UpperTail` is P(X >= k): the tails meet in k,
 * as exact tests want them. `Quantile` is the smallest k with P(X <= k) >= p.
 */

export const binomialPmf = (k: number, n: number, p: number): number =>
  Number.isInteger(k) ? binomialTerm(k, n, p, 1 - p) : 0

export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0
  if (k >= n) return 1
  const whole = Math.floor(k)
  return regularisedBeta(p, whole + 1, n - whole).upper
}

export function binomialUpperTail(k: number, n: number, p: number): number {
  const whole = Math.ceil(k)
  if (whole <= 0) return 1
  if (whole > n) return 0
  return regularisedBeta(p, whole, n - whole + 1).lower
}

export const binomialQuantile = (p: number, n: number, share: number): number =>
  smallest(0, n, (k) => binomialCdf(k, n, share) >= p)

export const poissonPmf = (k: number, mean: number): number =>
  Number.isInteger(k) ? poissonTerm(k, mean) : 0

export const poissonCdf = (k: number, mean: number): number =>
  k < 0 ? 0 : regularisedGamma(Math.floor(k) + 1, mean).upper

export const poissonUpperTail = (k: number, mean: number): number =>
  k <= 0 ? 1 : regularisedGamma(Math.ceil(k), mean).lower

/**
 * Hypergeometric: of `population` things `marked` are marked; `drawn` are drawn without putting back; X of the
 * drawn are marked. All three are whole, marked and drawn at most the population; otherwise a RangeError.
 */
export interface Hypergeometric {
  readonly population: number
  readonly marked: number
  readonly drawn: number
}

export const hypergeometricMean = ({ population, marked, drawn }: Hypergeometric): number =>
  (marked * drawn) / population

export function hypergeometricVariance({ population, marked, drawn }: Hypergeometric): number {
  if (population <= 1) return 0
  return (
    (marked * drawn * (population - marked) * (population - drawn)) / (population ** 2 * (population - 1))
  )
}

/** The smallest and the greatest possible count. */
export function hypergeometricRange(of: Hypergeometric): readonly [number, number] {
  check(of)
  return [Math.max(0, of.drawn + of.marked - of.population), Math.min(of.drawn, of.marked)]
}

/** By Loader's expansion, so exact to about 1e-14 for populations of any size. */
export function hypergeometricPmf(k: number, of: Hypergeometric): number {
  const [low, high] = hypergeometricRange(of)
  if (!Number.isInteger(k) || k < low || k > high) return 0
  const { population, marked, drawn } = of
  if (drawn === 0 || drawn === population) return 1
  const p = drawn / population
  const q = (population - drawn) / population
  return (
    (binomialTerm(k, marked, p, q) * binomialTerm(drawn - k, population - marked, p, q)) /
    binomialTerm(drawn, population, p, q)
  )
}

export function hypergeometricCdf(k: number, of: Hypergeometric): number {
  const [low, high] = hypergeometricRange(of)
  const whole = Math.floor(k)
  if (whole < low) return 0
  if (whole >= high) return 1
  // The shorter road from the mode outward loses nothing: terms fall steadily beyond it.
  return whole <= hypergeometricMean(of) ? lowerSum(whole, low, of) : 1 - upperSum(whole + 1, high, of)
}

export function hypergeometricUpperTail(k: number, of: Hypergeometric): number {
  const [low, high] = hypergeometricRange(of)
  const whole = Math.ceil(k)
  if (whole <= low) return 1
  if (whole > high) return 0
  return whole > hypergeometricMean(of) ? upperSum(whole, high, of) : 1 - lowerSum(whole - 1, low, of)
}

export function hypergeometricQuantile(p: number, of: Hypergeometric): number {
  const [low, high] = hypergeometricRange(of)
  return smallest(low, high, (k) => hypergeometricCdf(k, of) >= p)
}

function lowerSum(from: number, low: number, of: Hypergeometric): number {
  const { population, marked, drawn } = of
  let term = hypergeometricPmf(from, of)
  let sum = term
  for (let k = from; k > low && term > sum * 1e-18; k--) {
    term *= (k * (population - marked - drawn + k)) / ((marked - k + 1) * (drawn - k + 1))
    sum += term
  }
  return Math.min(1, sum)
}

function upperSum(from: number, high: number, of: Hypergeometric): number {
  const { population, marked, drawn } = of
  let term = hypergeometricPmf(from, of)
  let sum = term
  for (let k = from; k < high && term > sum * 1e-18; k++) {
    term *= ((marked - k) * (drawn - k)) / ((k + 1) * (population - marked - drawn + k + 1))
    sum += term
  }
  return Math.min(1, sum)
}

function check({ population, marked, drawn }: Hypergeometric): void {
  const isCount = (x: number): boolean => Number.isInteger(x) && x >= 0 && x <= population
  if (!isCount(population) || !isCount(marked) || !isCount(drawn)) {
    throw new RangeError(`No such draw: population ${population}, marked ${marked}, drawn ${drawn}.`)
  }
}

/** The smallest whole number from low to high for which a rising condition holds; high if for none. */
function smallest(low: number, high: number, holds: (k: number) => boolean): number {
  let [below, above] = [low - 1, high]
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2)
    if (holds(middle)) above = middle
    else below = middle
  }
  return above
}
