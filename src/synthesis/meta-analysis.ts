import {
  chiSquareQuantile,
  chiSquareUpperTail,
  normalQuantile,
  studentTQuantile,
  studentTUpperTail,
} from '../statistics/distributions.ts'
import type { Interval } from '../statistics/intervals.ts'
import { findRoot } from '../statistics/root.ts'

/** One study's effect estimate and its sampling variance (the square of its standard error). */
export interface StudyEffect {
  readonly estimate: number
  readonly variance: number
}

export interface MetaAnalysis {
  readonly studies: number
  /** Cochran's Q with k - 1 degrees of freedom, and the chance of more under one true effect. */
  readonly q: number
  readonly degreesOfFreedom: number
  readonly qP: number
  /** Variance between true effects, by restricted maximum likelihood; and its interval (Q-profile). */
  readonly tau2: number
  readonly tau2Interval: Interval
  /** Share of the total variation that is between studies, 0 to 1, and total over typical sampling variance. */
  readonly i2: number
  readonly h2: number
  readonly commonEffect: Pooled
  /** Random effects, standard normal interval. */
  readonly randomEffects: Pooled
  /** Random effects with Hartung and Knapp's variance and Student's t with k - 1: the one to report. */
  readonly hartungKnapp: Pooled
  /** Where the true effect of a new study lies: Student's t with k - 2. Absent for fewer than three studies. */
  readonly prediction?: Interval
}

interface Pooled {
  readonly estimate: number
  readonly standardError: number
  /** estimate / standardError. */
  readonly statistic: number
  /** Two-sided. */
  readonly p: number
  readonly interval: Interval
}

/**
 * Random-effects meta-analysis. tau2 by REML (Viechtbauer 2005, doi:10.3102/10769986030003261), interval of the
 * mean by Hartung and Knapp 2001 (doi:10.1002/sim.1009), I2 and H2 from tau2 and the typical sampling variance
 * (Higgins and Thompson 2002, doi:10.1002/sim.1186, equation 9), prediction interval by Higgins, Thompson and
 * Spiegelhalter 2009 (doi:10.1111/j.1467-985X.2008.00552.x, with REML's standard error), interval of tau2 by the
 * Q-profile (Viechtbauer 2007, doi:10.1002/sim.2514).
 * Undefined for fewer than two studies. Throws a RangeError for a variance that is not above 0 or an estimate that is not finite.
 */
export function metaAnalysis(effects: readonly StudyEffect[], level = 0.95): MetaAnalysis | undefined {
  for (const { estimate, variance } of effects)
    if (!Number.isFinite(estimate) || !(variance > 0 && variance < Infinity))
      throw new RangeError(`No such effect: estimate ${estimate}, variance ${variance}.`)
  const k = effects.length
  if (k < 2) return undefined
  const tau2 = restrictedMaximumLikelihood(effects)
  const common = pool(effects, 0)
  const random = pool(effects, tau2)
  const q = generalisedQ(effects, 0)
  const typical = typicalVariance(effects)
  const z = normalQuantile((1 + level) / 2)
  const t = studentTQuantile((1 + level) / 2, k - 1)
  const knapp = Math.sqrt(generalisedQ(effects, tau2) / (k - 1)) * random.standardError
  const reach = studentTQuantile((1 + level) / 2, k - 2) * Math.sqrt(tau2 + random.standardError ** 2)
  return {
    studies: k,
    q,
    degreesOfFreedom: k - 1,
    qP: chiSquareUpperTail(q, k - 1),
    tau2,
    tau2Interval: qProfile(effects, level),
    i2: tau2 / (tau2 + typical),
    h2: (tau2 + typical) / typical,
    commonEffect: pooled(common.estimate, common.standardError, z, Infinity, level),
    randomEffects: pooled(random.estimate, random.standardError, z, Infinity, level),
    hartungKnapp: pooled(random.estimate, knapp, t, k - 1, level),
    ...(k < 3 ? {} : { prediction: { low: random.estimate - reach, high: random.estimate + reach, level } }),
  }
}

function pooled(estimate: number, standardError: number, reach: number, df: number, level: number): Pooled {
  const statistic = estimate / standardError
  return {
    estimate,
    standardError,
    statistic,
    p: 2 * studentTUpperTail(Math.abs(statistic), df),
    interval: { low: estimate - reach * standardError, high: estimate + reach * standardError, level },
  }
}

/** Mean weighted by 1 / (variance + tau2), and its standard error. */
function pool(
  effects: readonly StudyEffect[],
  tau2: number,
): { readonly estimate: number; readonly standardError: number } {
  let [weights, sum] = [0, 0]
  for (const { estimate, variance } of effects) {
    weights += 1 / (variance + tau2)
    sum += estimate / (variance + tau2)
  }
  return { estimate: sum / weights, standardError: Math.sqrt(1 / weights) }
}

/** The weighted sum of squares about the weighted mean; Cochran's Q where tau2 is 0. Falls as tau2 rises. */
function generalisedQ(effects: readonly StudyEffect[], tau2: number): number {
  const mean = pool(effects, tau2).estimate
  return effects.reduce((sum, { estimate, variance }) => sum + (estimate - mean) ** 2 / (variance + tau2), 0)
}

/** The slope of the restricted log likelihood in tau2, times two. */
function restrictedScore(effects: readonly StudyEffect[], tau2: number): number {
  const mean = pool(effects, tau2).estimate
  let [weights, squares, misfit] = [0, 0, 0]
  for (const { estimate, variance } of effects) {
    const weight = 1 / (variance + tau2)
    weights += weight
    squares += weight * weight
    misfit += weight * weight * (estimate - mean) ** 2
  }
  return misfit - weights + squares / weights
}

/** The restricted log likelihood, without constants. */
function restrictedLogLikelihood(effects: readonly StudyEffect[], tau2: number): number {
  const weights = effects.reduce((sum, { variance }) => sum + 1 / (variance + tau2), 0)
  const spread = effects.reduce((sum, { variance }) => sum + Math.log(variance + tau2), 0)
  return -0.5 * (spread + Math.log(weights) + generalisedQ(effects, tau2))
}

/**
 * The highest point of the restricted likelihood on tau2 >= 0. It may have several, so the slope is followed
 * over a fine grid from far below the smallest variance to far above the greatest squared deviation, each fall
 * through 0 is made exact, and the best of these and 0 taken.
 */
function restrictedMaximumLikelihood(effects: readonly StudyEffect[]): number {
  const estimates = effects.map(({ estimate }) => estimate)
  const range = Math.max(...estimates) - Math.min(...estimates)
  const least = Math.min(...effects.map(({ variance }) => variance)) * 1e-6
  const most = Math.max(range ** 2, least * 10)
  const steps = 400
  const score = (tau2: number): number => restrictedScore(effects, tau2)
  let best = 0
  let highest = restrictedLogLikelihood(effects, 0)
  let [before, slopeBefore] = [0, score(0)]
  for (let step = 0; step <= steps; step++) {
    const tau2 = least * (most / least) ** (step / steps)
    const slope = score(tau2)
    if (slopeBefore > 0 && slope <= 0) {
      const peak = findRoot(score, before, tau2)
      const height = restrictedLogLikelihood(effects, peak)
      if (height > highest) [best, highest] = [peak, height]
    }
    ;[before, slopeBefore] = [tau2, slope]
  }
  return best
}

/** The sampling variance that a study of typical weight has (Higgins and Thompson 2002, equation 9). */
function typicalVariance(effects: readonly StudyEffect[]): number {
  let [sum, squares] = [0, 0]
  for (const { variance } of effects) {
    sum += 1 / variance
    squares += 1 / variance ** 2
  }
  return ((effects.length - 1) * sum) / (sum * sum - squares)
}

/** All tau2 at which the generalised Q is no surprise under a chi-square with k - 1 degrees of freedom. */
function qProfile(effects: readonly StudyEffect[], level: number): Interval {
  const df = effects.length - 1
  const reaching = (target: number): number => {
    const above = (tau2: number): number => generalisedQ(effects, tau2) - target
    if (above(0) <= 0) return 0
    let high = 1
    while (above(high) > 0) high *= 4
    return findRoot(above, 0, high)
  }
  return {
    low: reaching(chiSquareQuantile((1 + level) / 2, df)),
    high: reaching(chiSquareQuantile((1 - level) / 2, df)),
    level,
  }
}
