import { cholesky, solveCholesky } from '../statistics/cholesky.ts'
import { innerProducts } from '../statistics/inner-products.ts'

/** What ridge regression makes of one code, and what it would have said of each report had it not seen it. */
export interface RidgeFit {
  readonly weights: Float64Array
  /** Of the code's own sign. */
  readonly own: number
  readonly constant: number
  readonly leftOut: Float64Array
}

/**
 * Ridge regressions of many outcomes on the same reports: what is costly is done once. Each outcome has one
 * predictor of its own beside the shared ones. Predictions with a report left out are exact and free (Allen 1974,
 * doi:10.1080/00401706.1974.10489157), which is what lets thresholds be chosen without a test set.
 */
export class SharedRidge {
  readonly #size: number
  readonly #mean: Float64Array
  /** Places less their mean, row after row. */
  readonly #centred: Float64Array
  readonly #lower: Float64Array
  readonly #leverage: Float64Array
  readonly #penalty: number

  constructor(places: readonly Float64Array[], penalty: number) {
    const n = places.length
    const size = (this.#size = places[0]?.length ?? 0)
    this.#penalty = penalty
    const mean = (this.#mean = new Float64Array(size))
    for (const place of places) for (let a = 0; a < size; a++) mean[a]! += place[a]! / n
    // Rows of zeros at the end, so that rows can be taken by fours.
    const centred = (this.#centred = new Float64Array(Math.ceil(n / 4) * 4 * size))
    for (let i = 0; i < n; i++) {
      const place = places[i]!
      for (let a = 0; a < size; a++) centred[i * size + a] = place[a]! - mean[a]!
    }
    const inner = innerProducts(centred, size)
    for (let a = 0; a < size; a++) inner[a * size + a]! += penalty
    this.#lower = cholesky(inner, size)
    this.#leverage = leverages(centred, this.#lower, size, n)
  }

  /** @param own the outcome's own predictor; @param outcomes 0 or 1 */
  fit(own: Float64Array, outcomes: Uint8Array): RidgeFit {
    const n = outcomes.length
    const size = this.#size
    let ownMean = 0
    let share = 0
    for (let i = 0; i < n; i++) {
      ownMean += own[i]! / n
      share += outcomes[i]! / n
    }
    const withOutcome = new Float64Array(size)
    const withOwn = new Float64Array(size)
    let ownSquares = this.#penalty
    let ownOutcome = 0
    const centred = this.#centred
    for (let i = 0; i < n; i++) {
      const row = i * size
      // The rows sum to zero, so that neither needs to be centred here.
      if (outcomes[i] === 1) for (let a = 0; a < size; a++) withOutcome[a]! += centred[row + a]!
      const value = own[i]!
      if (value !== 0) for (let a = 0; a < size; a++) withOwn[a]! += value * centred[row + a]!
      ownSquares += (value - ownMean) ** 2
      ownOutcome += (value - ownMean) * (outcomes[i]! - share)
    }
    const alone = solveCholesky(this.#lower, Float64Array.from(withOutcome))
    const through = solveCholesky(this.#lower, Float64Array.from(withOwn))
    let left = ownSquares
    let unexplained = ownOutcome
    for (let a = 0; a < size; a++) {
      left -= withOwn[a]! * through[a]!
      unexplained -= withOwn[a]! * alone[a]!
    }
    left = Math.max(left, 1e-9)
    const ownWeight = unexplained / left
    const weights = alone.map((value, a) => value - ownWeight * through[a]!)
    let constant = share - ownWeight * ownMean
    for (let a = 0; a < size; a++) constant -= weights[a]! * this.#mean[a]!
    const leftOut = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      const row = i * size
      let along = 0
      let across = 0
      let along2 = 0
      let across2 = 0
      let a = 0
      for (; a + 1 < size; a += 2) {
        const x = centred[row + a]!
        const y = centred[row + a + 1]!
        along += weights[a]! * x
        across += through[a]! * x
        along2 += weights[a + 1]! * y
        across2 += through[a + 1]! * y
      }
      for (; a < size; a++) {
        along += weights[a]! * centred[row + a]!
        across += through[a]! * centred[row + a]!
      }
      const value = own[i]! - ownMean
      const predicted = share + ownWeight * value + along + along2
      const reach = across + across2 - value
      const leverage = Math.min(this.#leverage[i]! + (reach * reach) / left, 0.9999)
      leftOut[i] = (predicted - leverage * outcomes[i]!) / (1 - leverage)
    }
    return { weights, own: ownWeight, constant, leftOut }
  }
}

/** How much each report pulls its own prediction: 1 / n + |L⁻¹ row|², four rows at a time. */
function leverages(rows: Float64Array, lower: Float64Array, size: number, n: number): Float64Array {
  const solved = new Float64Array(4 * size)
  const result = new Float64Array(Math.ceil(n / 4) * 4)
  for (let first = 0; first < n; first += 4) {
    const r = first * size
    const sums = [0, 0, 0, 0]
    for (let i = 0; i < size; i++) {
      const at = i * size
      let s0 = rows[r + i]!
      let s1 = rows[r + size + i]!
      let s2 = rows[r + 2 * size + i]!
      let s3 = rows[r + 3 * size + i]!
      for (let j = 0; j < i; j++) {
        const l = lower[at + j]!
        const from = 4 * j
        s0 -= l * solved[from]!
        s1 -= l * solved[from + 1]!
        s2 -= l * solved[from + 2]!
        s3 -= l * solved[from + 3]!
      }
      const pivot = lower[at + i]!
      for (const [k, s] of [s0, s1, s2, s3].entries()) {
        const x = s / pivot
        solved[4 * i + k] = x
        sums[k]! += x * x
      }
    }
    for (let k = 0; k < 4; k++) result[first + k] = 1 / n + sums[k]!
  }
  return result
}
