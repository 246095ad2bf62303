import {
  bootstrapDraws,
  type Interval,
  type Jackknife,
  jackknife,
  percentileInterval,
} from '../statistics/intervals.ts'
import { seededRandom } from '../statistics/random.ts'
import { coefficientOf, everyUnit, type Kernel, valuesWithoutEach } from './kernel.ts'

/** Why a coefficient has no value: never filled in with a 1 or a 0. */
export type NoValue = 'no-pairs' | 'no-variation'

/** Why a value has no interval. */
export type NoInterval = 'few-units' | 'no-disagreement' | 'hangs-on-one-unit'

export const noValueText: Readonly<Record<NoValue, string>> = {
  'no-pairs': 'undefined: no report was judged by two',
  'no-variation': 'undefined: no variation',
}

export const noIntervalText: Readonly<Record<NoInterval, string>> = {
  'few-units': 'no interval: too few reports',
  'no-disagreement': 'no interval: no disagreement was seen',
  'hangs-on-one-unit': 'no interval: all variation is in one report',
}

export interface BootstrapInterval extends Interval {
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
      readonly interval: Jackknife | NoInterval
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
 * hangs together within a report stays together; intervals end at 1.
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
): Jackknife | NoInterval {
  if (kernel.units < 2) return 'few-units'
  if (observed === 0) return 'no-disagreement'
  const interval = jackknife(value, valuesWithoutEach(kernel), level)
  return interval === undefined ? 'hangs-on-one-unit' : { ...interval, high: Math.min(1, interval.high) }
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
  const interval = percentileInterval(values, level)
  return interval === undefined ? 'hangs-on-one-unit' : { ...interval, draws, seed }
}
