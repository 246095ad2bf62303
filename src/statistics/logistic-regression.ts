import { cholesky, solveCholesky } from './cholesky.ts'

export const logistic = (x: number): number => 1 / (1 + Math.exp(-x))
export const logit = (p: number): number => Math.log(p / (1 - p))

/** What is believed of the coefficients before the data are seen: independent normal, each with its precision. */
export interface CoefficientPrior {
  readonly mean: Float64Array
  readonly precision: Float64Array
}

/**
 * Coefficients of a logistic regression at the mode of their posterior, by Newton's method with halved steps
 * (Hastie, Tibshirani and Friedman 2009, The Elements of Statistical Learning, section 4.4.1, with a normal prior).
 * @param rows predictors row after row; as many in a row as the prior has coefficients
 * @param outcomes 0 or 1 for each row
 * @param weights how often each row counts
 */
export function logisticRegression(
  rows: Float64Array,
  outcomes: Uint8Array,
  weights: Float64Array,
  prior: CoefficientPrior,
): Float64Array {
  const m = prior.mean.length
  let at = Float64Array.from(prior.mean)
  let loss = lossAt(at, rows, outcomes, weights, prior)
  for (let round = 0; round < 25; round++) {
    const gradient = new Float64Array(m)
    const hessian = new Float64Array(m * m)
    for (let i = 0; i < outcomes.length; i++) {
      const row = i * m
      let x = 0
      for (let a = 0; a < m; a++) x += at[a]! * rows[row + a]!
      const p = logistic(x)
      const error = weights[i]! * (p - outcomes[i]!)
      const curve = weights[i]! * p * (1 - p)
      for (let a = 0; a < m; a++) {
        const value = rows[row + a]!
        if (value === 0) continue
        gradient[a]! += error * value
        const scaled = curve * value
        for (let b = 0; b <= a; b++) hessian[a * m + b]! += scaled * rows[row + b]!
      }
    }
    for (let a = 0; a < m; a++) {
      gradient[a]! += prior.precision[a]! * (at[a]! - prior.mean[a]!)
      hessian[a * m + a]! += prior.precision[a]!
    }
    const step = solveCholesky(cholesky(hessian, m), gradient)
    let share = 1
    let next = at
    let nextLoss = loss
    for (let halvings = 0; halvings < 12; halvings++, share /= 2) {
      next = at.map((value, a) => value - share * step[a]!)
      nextLoss = lossAt(next, rows, outcomes, weights, prior)
      if (nextLoss <= loss) break
    }
    const gained = loss - nextLoss
    if (!(gained > 0)) break
    at = next
    loss = nextLoss
    if (gained < 1e-3) break
  }
  return at
}

function lossAt(
  at: Float64Array,
  rows: Float64Array,
  outcomes: Uint8Array,
  weights: Float64Array,
  { mean, precision }: CoefficientPrior,
): number {
  const m = mean.length
  let loss = 0
  for (let i = 0; i < outcomes.length; i++) {
    let x = 0
    for (let a = 0; a < m; a++) x += at[a]! * rows[i * m + a]!
    const margin = outcomes[i] === 1 ? x : -x
    loss += weights[i]! * (margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin)
  }
  for (let a = 0; a < m; a++) loss += (precision[a]! * (at[a]! - mean[a]!) ** 2) / 2
  return loss
}
