/** How much coders disagree, and how much they would by chance. Both 1 - agreement, so from 0 up. */
export interface Disagreement {
  /** NaN where no unit was judged by two. */
  readonly observed: number
  /** 0 where nothing varies. */
  readonly expected: number
}

/**
 * A coefficient of agreement, ready to be computed on any sample of its units: for the units as they are, with
 * one left out (jackknife) or drawn with replacement (bootstrap). Every coefficient here is
 * 1 - observed / expected.
 */
export interface Kernel {
  readonly units: number
  /** For every unit the first one that cannot be told from it. */
  readonly twins: Int32Array
  /** When unit u counts weights[u] times. */
  disagreement(weights: ArrayLike<number>): Disagreement
  /** The values with each unit left out, where there is a quicker way than asking `disagreement` each time. */
  valuesWithoutEach?(): Float64Array
}

/** A kernel but for the twins, which are the ratings' own. */
export type BareKernel = Omit<Kernel, 'twins'>

/** 1 - observed / expected; NaN where that says nothing. */
export const coefficientOf = ({ observed, expected }: Disagreement): number =>
  expected > 0 ? 1 - observed / expected : NaN

/** A coefficient's value when every unit counts once. */
export const everyUnit = (kernel: Kernel): Float64Array => new Float64Array(kernel.units).fill(1)

/** The coefficient with each unit left out in turn. */
export function valuesWithoutEach(kernel: Kernel): Float64Array {
  const quick = kernel.valuesWithoutEach?.()
  if (quick !== undefined) return quick
  const weights = everyUnit(kernel)
  const values = new Float64Array(kernel.units)
  for (const [unit, twin] of kernel.twins.entries()) {
    if (twin < unit) {
      values[unit] = values[twin] ?? NaN
      continue
    }
    weights[unit] = 0
    values[unit] = coefficientOf(kernel.disagreement(weights))
    weights[unit] = 1
  }
  return values
}
