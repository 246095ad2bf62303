import {
  bootstrapDraws,
  clopperPearsonInterval,
  type Interval,
  jackknife,
  percentileInterval,
} from '../statistics/intervals.ts'
import { seededRandom } from '../statistics/random.ts'
import { coefficientOf, everyUnit, type Kernel, valuesWithoutEach } from './kernel.ts'

/** Why a coefficient has no value: never filled in with a 1 or a 0. */
export type NoValue = 'no-pairs' | 'no-variation'

/** Why a value has no interval. */
export type NoInterval = 'few-units' | 'no-disagreement' | 'no-spread' | 'hangs-on-one-unit'

export const noValueText: Readonly<Record<NoValue, string>> = {
  'no-pairs': 'undefined: no report was judged by two',
  'no-variation': 'undefined: no variation',
}

export const noIntervalText: Readonly<Record<NoInterval, string>> = {
  'few-units': 'no interval: too few reports',
  'no-disagreement': 'no interval: no disagreement was seen',
  'no-spread': 'no interval: every report tells the same',
  'hangs-on-one-unit': 'no interval: all variation is in one report',
}

/**
 * `log`: the jackknife of log(1 - value). `exact`: where one unit holds all disagreement and the jackknife says
 * nothing, the exact interval of Clopper and Pearson for how many units would, expected disagreement held fixed.
 */
export interface CoefficientInterval extends Interval {
  readonly by: 'log' | 'exact'
  /** On the value's own scale. */
  readonly standardError: number
  readonly degreesOfFreedom: number
}

interface BootstrapInterval extends Interval {
  readonly draws: number
  readonly seed: number | string
  /** Draws in which the coefficient had no value; they are left out of the interval. */
  readonly undefinedDraws: number
}

export type Estimate =
  | {
      readonly kind: 'value'
      readonly value: number
      readonly observedDisagreement: number
      readonly expectedDisagreement: number
      readonly interval: CoefficientInterval | NoInterval
      readonly bootstrap?: BootstrapInterval | NoInterval
    }
  | { readonly kind: 'undefined'; readonly because: NoValue }

export interface IntervalOptions {
  /** 0.95 unless told. */
  readonly level?: number
  /** A bootstrap beside the jackknife: the same seed gives the same draws for every coefficient. */
  readonly bootstrap?: { readonly draws: number; readonly seed: number | string }
}

/**
 * A coefficient's value with its interval. The jackknife leaves out one unit (a report) at a time, so that what
 * hangs together within a report stays together. No interval goes beyond 1.
 */
export function estimate(kernel: Kernel, options: IntervalOptions = {}): Estimate {
  const whole = kernel.disagreement(everyUnit(kernel))
  if (Number.isNaN(whole.observed)) return { kind: 'undefined', because: 'no-pairs' }
  const value = coefficientOf(whole)
  if (Number.isNaN(value)) return { kind: 'undefined', because: 'no-variation' }
  const level = options.level ?? 0.95
  const { bootstrap } = options
  const drawn =
    bootstrap === undefined ? {} : { bootstrap: bootstrapInterval(kernel, level, bootstrap, whole.observed) }
  return {
    kind: 'value',
    value,
    observedDisagreement: whole.observed,
    expectedDisagreement: whole.expected,
    interval: jackknifeInterval(kernel, value, whole.observed, level),
    ...drawn,
  }
}

function jackknifeInterval(
  kernel: Kernel,
  value: number,
  observed: number,
  level: number,
): CoefficientInterval | NoInterval {
  if (kernel.units < 2) return 'few-units'
  if (observed === 0) return 'no-disagreement'
  return intervalFromLeftOut(value, valuesWithoutEach(kernel), level)
}

/**
 * The jackknife interval of a coefficient 1 - observed / expected, on the logarithm of that ratio, which is far
 * more symmetric than the coefficient near 1 (as Bonett 2002, doi:10.3102/10769986027004335, does for Cronbach's
 * alpha), around Tukey's jackknife estimate of it. On planted truth it covers as often as it says, where the
 * interval on the coefficient's own scale falls to 80 % (docs/methods/agreement.md).
 */
export function intervalFromLeftOut(
  value: number,
  leftOut: Float64Array,
  level: number,
): CoefficientInterval | NoInterval {
  const n = leftOut.length
  const plain = jackknife(value, leftOut, level)
  if (plain === undefined) return n < 2 ? 'few-units' : 'hangs-on-one-unit'
  const { standardError, degreesOfFreedom } = plain
  // Reports that are all alike leave no trace of how the next might differ; that is not certainty.
  if (standardError < 1e-12) return 'no-spread'
  const shared = { level, standardError, degreesOfFreedom }
  const ratio = 1 - value
  const log = jackknife(
    Math.log(ratio),
    leftOut.map((left) => Math.log(1 - left)),
    level,
  )
  if (log !== undefined) {
    return {
      low: 1 - Math.exp(log.high - log.bias),
      high: 1 - Math.exp(log.low - log.bias),
      by: 'log',
      ...shared,
    }
  }
  const units = clopperPearsonInterval(1, n, level)
  return { low: 1 - ratio * n * units.high, high: 1 - ratio * n * units.low, by: 'exact', ...shared }
}

function bootstrapInterval(
  kernel: Kernel,
  level: number,
  { draws, seed }: { readonly draws: number; readonly seed: number | string },
  observed: number,
): BootstrapInterval | NoInterval {
  if (kernel.units < 2) return 'few-units'
  if (observed === 0) return 'no-disagreement'
  const values = bootstrapDraws(kernel.units, draws, seededRandom(seed), (counts) =>
    coefficientOf(kernel.disagreement(counts)),
  )
  return intervalFromDraws(values, level, { draws, seed })
}

/** The percentile interval of a coefficient's bootstrap draws. */
export function intervalFromDraws(
  values: Float64Array,
  level: number,
  made: { readonly draws: number; readonly seed: number | string },
): BootstrapInterval | NoInterval {
  const interval = percentileInterval(values, level)
  if (interval === undefined) return 'hangs-on-one-unit'
  return interval.high - interval.low < 1e-12 ? 'no-spread' : { ...interval, ...made }
}
