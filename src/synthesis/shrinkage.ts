import { digamma } from '../statistics/digamma.ts'
import { gammaCdf, gammaQuantile } from '../statistics/distributions.ts'
import { findRoot } from '../statistics/root.ts'
import { logGamma } from '../statistics/special-functions.ts'

/** A cell's count and what independence expects there. */
export interface CountAndExpected {
  readonly observed: number
  readonly expected: number
}

/** Gamma distribution of true observed/expected ratios over the cells: mean shape / rate. */
export interface GammaPrior {
  readonly shape: number
  readonly rate: number
}

/** The prior that the cells themselves speak for, or a plain word that they cannot say. */
export type PriorEstimate =
  | { readonly estimated: true; readonly prior: GammaPrior; readonly gain: number }
  | { readonly estimated: false; readonly because: string }

/** What is believed of a cell's true ratio after seeing its count: gamma again. */
export interface ShrunkenRatio {
  readonly shape: number
  readonly rate: number
  readonly mean: number
  /** exp of the expected logarithm: DuMouchel's EBGM. */
  readonly geometricMean: number
  /** One-sided bounds: the ratio is below `upper` with probability 0.95, above `lower` with 0.95. */
  readonly lower: number
  readonly upper: number
  /** Probability that the ratio is below one half. */
  readonly belowHalf: number
}

/**
 * Marginal maximum likelihood of the gamma prior: counts are Poisson(ratio x expected), ratios gamma, so counts
 * are negative binomial (DuMouchel 1999, doi:10.1080/00031305.1999.10474456, with one component). With few cells
 * the likelihood often rises for ever towards "all ratios are equal"; then there is no prior to be had and every
 * ratio would shrink to one value: the answer is that it cannot be estimated, never a ranking. `gain` is the log
 * likelihood gained over equal ratios. Cells with nothing expected are left out.
 */
export function estimatePrior(cells: readonly CountAndExpected[]): PriorEstimate {
  const known = cells.filter(({ expected }) => expected > 0)
  const observed = known.reduce((sum, cell) => sum + cell.observed, 0)
  const expected = known.reduce((sum, cell) => sum + cell.expected, 0)
  if (known.length < 3) return { estimated: false, because: 'fewer than three cells have anything expected' }
  if (observed === 0) return { estimated: false, because: 'no cell has a study' }
  const equal = poissonLogLikelihood(known, observed / expected)
  const profile = (logShape: number): number => {
    const shape = Math.exp(logShape)
    return marginalLogLikelihood(known, { shape, rate: bestRate(known, shape) })
  }
  const logShape = goldenMaximum(profile, Math.log(1e-3), Math.log(largestShape))
  const shape = Math.exp(logShape)
  const gain = profile(logShape) - equal
  if (gain < leastGain || shape > largestShape / 2)
    return {
      estimated: false,
      because:
        'the cells vary no more than chance alone makes them vary, so there is no spread of ratios to estimate',
    }
  return { estimated: true, prior: { shape, rate: bestRate(known, shape) }, gain }
}

/** Beyond this shape a gamma prior is a point (its standard deviation is below 1 % of its mean). */
const largestShape = 1e4
/** Less log likelihood than this is rounding and flatness, not evidence. */
const leastGain = 0.01

/** The posterior of one cell's ratio under a prior. */
export function shrink({ observed, expected }: CountAndExpected, prior: GammaPrior): ShrunkenRatio {
  const shape = prior.shape + observed
  const rate = prior.rate + expected
  return {
    shape,
    rate,
    mean: shape / rate,
    geometricMean: Math.exp(digamma(shape)) / rate,
    lower: gammaQuantile(0.05, shape, rate),
    upper: gammaQuantile(0.95, shape, rate),
    belowHalf: gammaCdf(0.5, shape, rate),
  }
}

/** Log likelihood of the counts under a prior, up to terms that do not depend on it. */
export function marginalLogLikelihood(
  cells: readonly CountAndExpected[],
  { shape, rate }: GammaPrior,
): number {
  let sum = 0
  for (const { observed, expected } of cells) {
    sum +=
      logRisingPower(shape, observed) -
      shape * Math.log1p(expected / rate) -
      observed * Math.log(rate + expected)
  }
  return sum
}

/** log of shape (shape + 1) ... (shape + n - 1): without cancellation for large shapes. */
function logRisingPower(shape: number, n: number): number {
  if (n > 50 && shape < 1e3) return logGamma(shape + n) - logGamma(shape)
  let sum = 0
  for (let i = 0; i < n; i++) sum += Math.log(shape + i)
  return sum
}

/** The same terms where all ratios are `ratio`. */
function poissonLogLikelihood(cells: readonly CountAndExpected[], ratio: number): number {
  return cells.reduce((sum, { observed, expected }) => sum + observed * Math.log(ratio) - ratio * expected, 0)
}

/** For a given shape, the rate at which the likelihood's slope is 0: sum of shape/rate - (shape+N)/(rate+E). */
function bestRate(cells: readonly CountAndExpected[], shape: number): number {
  const slope = (logRate: number): number => {
    const rate = Math.exp(logRate)
    return cells.reduce(
      (sum, { observed, expected }) =>
        sum + (shape * expected - rate * observed) / (rate * (rate + expected)),
      0,
    )
  }
  const middle = Math.log(shape)
  return Math.exp(findRoot(slope, middle - 30, middle + 30))
}

/** The maximum of a function with one peak, or the end it rises to. */
function goldenMaximum(f: (x: number) => number, low: number, high: number): number {
  const golden = (Math.sqrt(5) - 1) / 2
  let [a, b] = [low, high]
  let [c, d] = [b - golden * (b - a), a + golden * (b - a)]
  let [fc, fd] = [f(c), f(d)]
  while (b - a > 1e-7) {
    if (fc >= fd) {
      ;[b, d, fd] = [d, c, fc]
      c = b - golden * (b - a)
      fc = f(c)
    } else {
      ;[a, c, fc] = [c, d, fd]
      d = a + golden * (b - a)
      fd = f(d)
    }
  }
  return (a + b) / 2
}
