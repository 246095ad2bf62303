import type { Difference } from './difference.ts'
import { type BareKernel, coefficientOf } from './kernel.ts'
import type { Tally } from './ratings.ts'

/**
 * Alpha for any difference between values. The expected disagreement is a quadratic form, in how often each
 * value occurs or, where there are more distinct values than units (sets of codes), in how often each unit
 * counts; the smaller matrix is taken, so a bootstrap draw costs at most units^2 / 2 steps.
 * Units with fewer than two ratings must have been emptied.
 */
export function pairwiseKernel(tally: Tally, difference: Difference): BareKernel {
  const own = ownDisagreements(tally, difference)
  const byValue = tally.values <= tally.units
  const form = byValue ? valueMatrix(tally.values, difference) : unitMatrix(tally, difference)
  const size = byValue ? tally.values : tally.units
  const amounts = new Float64Array(size)

  const sums = (weights: ArrayLike<number>): { n: number; within: number } => {
    let n = 0
    let within = 0
    if (byValue) amounts.fill(0)
    for (let unit = 0; unit < tally.units; unit++) {
      const weight = weights[unit] ?? 0
      n += weight * (tally.ratings[unit] ?? 0)
      within += weight * (own[unit] ?? 0)
      if (!byValue) amounts[unit] = weight
      else eachValue(tally, unit, (value, count) => void (amounts[value]! += weight * count))
    }
    return { n, within }
  }

  const finish = (within: number, atLarge: number, n: number) =>
    n > 0 ? { observed: within / n, expected: atLarge / (n * (n - 1)) } : { observed: NaN, expected: 0 }

  return {
    units: tally.units,
    disagreement(weights) {
      const { n, within } = sums(weights)
      return finish(within, quadraticForm(form, amounts), n)
    },
    valuesWithoutEach() {
      const { n, within } = sums(new Float64Array(tally.units).fill(1))
      const rows = timesMatrix(form, amounts)
      let total = 0
      for (let i = 0; i < size; i++) total += (amounts[i] ?? 0) * (rows[i] ?? 0)
      return Float64Array.from(own, (part, unit) => {
        let cross = rows[unit] ?? 0
        let self = form[unit * size + unit] ?? 0
        if (byValue) {
          cross = 0
          self = 0
          eachValue(tally, unit, (a, countA) => {
            cross += countA * (rows[a] ?? 0)
            eachValue(tally, unit, (b, countB) => {
              self += countA * countB * (form[a * size + b] ?? 0)
            })
          })
        }
        const left = n - (tally.ratings[unit] ?? 0)
        // What is left of a difference of equal sums is rounding, not variation.
        const rest = total - 2 * cross + self
        return coefficientOf(finish(within - part, rest > total * 1e-13 ? rest : 0, left))
      })
    },
  }
}

/** Each unit's own disagreement: over its ordered pairs of ratings, divided by its ratings less one. */
export function ownDisagreements(tally: Tally, { between }: Pick<Difference, 'between'>): Float64Array {
  return Float64Array.from(tally.ratings, (m, unit) => {
    let sum = 0
    eachValue(tally, unit, (a, countA) => {
      eachValue(tally, unit, (b, countB) => {
        if (a < b) sum += 2 * countA * countB * between(a, b)
      })
    })
    return m < 2 ? 0 : sum / (m - 1)
  })
}

function eachValue(tally: Tally, unit: number, visit: (value: number, count: number) => void): void {
  const end = tally.start[unit + 1] ?? 0
  for (let i = tally.start[unit] ?? 0; i < end; i++) visit(tally.value[i] ?? 0, tally.count[i] ?? 0)
}

function valueMatrix(size: number, difference: Difference): Float64Array {
  const matrix = new Float64Array(size * size).fill(difference.elsewhere)
  for (let i = 0; i < size; i++) matrix[i * size + i] = 0
  difference.eachPair((a, b, between) => {
    matrix[a * size + b] = between
    matrix[b * size + a] = between
  })
  return matrix
}

/** For every two units the sum of differences between the values of one and of the other. */
function unitMatrix(tally: Tally, difference: Difference): Float64Array {
  const size = tally.units
  const matrix = new Float64Array(size * size)
  const holders = holdersOf(tally)
  if (difference.elsewhere === 1) {
    for (let u = 0; u < size; u++) {
      for (let v = 0; v < size; v++) {
        matrix[u * size + v] = (tally.ratings[u] ?? 0) * (tally.ratings[v] ?? 0)
      }
    }
  }
  const add = (a: number, b: number, amount: number): void => {
    for (const [u, countU] of holders[a] ?? []) {
      for (const [v, countV] of holders[b] ?? []) matrix[u * size + v]! += countU * countV * amount
    }
  }
  for (let value = 0; value < tally.values; value++) add(value, value, -difference.elsewhere)
  difference.eachPair((a, b, between) => {
    add(a, b, between - difference.elsewhere)
    add(b, a, between - difference.elsewhere)
  })
  return matrix
}

/** For every value the units that have it, with how often. */
function holdersOf(tally: Tally): readonly (readonly (readonly [number, number])[])[] {
  const holders = Array.from({ length: tally.values }, (): (readonly [number, number])[] => [])
  for (let unit = 0; unit < tally.units; unit++) {
    eachValue(tally, unit, (value, count) => holders[value]?.push([unit, count]))
  }
  return holders
}

/** x' A x for a symmetric matrix with rows of x.length; zeros in x cost nothing. */
function quadraticForm(matrix: Float64Array, x: Float64Array): number {
  const size = x.length
  const places: number[] = []
  for (let i = 0; i < size; i++) if (x[i] !== 0) places.push(i)
  const used = Int32Array.from(places)
  let sum = 0
  for (let i = 0; i < used.length; i++) {
    const row = (used[i] ?? 0) * size
    let off = 0
    for (let j = 0; j < i; j++) {
      const column = used[j] ?? 0
      off += (matrix[row + column] ?? 0) * (x[column] ?? 0)
    }
    const own = x[used[i] ?? 0] ?? 0
    sum += own * (2 * off + (matrix[row + (used[i] ?? 0)] ?? 0) * own)
  }
  return sum
}

function timesMatrix(matrix: Float64Array, x: Float64Array): Float64Array {
  const size = x.length
  return Float64Array.from(x, (_, i) => {
    let sum = 0
    for (let j = 0; j < size; j++) sum += (matrix[i * size + j] ?? 0) * (x[j] ?? 0)
    return sum
  })
}
