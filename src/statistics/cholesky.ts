/**
 * The lower triangle L of a symmetric positive definite matrix A = L Lᵀ, both row after row, n by n. A pivot that
 * rounding has made smaller than `floor` is taken as `floor`, so that a matrix that is barely definite still gives
 * an answer.
 */
export function cholesky(matrix: Float64Array, n: number, floor = 1e-10): Float64Array {
  const lower = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!
      for (let m = 0; m < j; m++) sum -= lower[i * n + m]! * lower[j * n + m]!
      lower[i * n + j] = i === j ? Math.sqrt(Math.max(sum, floor)) : sum / lower[j * n + j]!
    }
  }
  return lower
}

/** Solves L x = b in place and gives x. */
export function solveLower(lower: Float64Array, b: Float64Array): Float64Array {
  const n = b.length
  for (let i = 0; i < n; i++) {
    const row = i * n
    // Four sums side by side: a processor need not wait for one addition before it begins the next.
    let s0 = b[i]!
    let s1 = 0
    let s2 = 0
    let s3 = 0
    let j = 0
    for (; j + 3 < i; j += 4) {
      s0 -= lower[row + j]! * b[j]!
      s1 -= lower[row + j + 1]! * b[j + 1]!
      s2 -= lower[row + j + 2]! * b[j + 2]!
      s3 -= lower[row + j + 3]! * b[j + 3]!
    }
    for (; j < i; j++) s0 -= lower[row + j]! * b[j]!
    b[i] = (s0 + s1 + (s2 + s3)) / lower[row + i]!
  }
  return b
}

/** Solves A x = b, where A = L Lᵀ, in place and gives x. */
export function solveCholesky(lower: Float64Array, b: Float64Array): Float64Array {
  const n = b.length
  solveLower(lower, b)
  // By columns, so that memory is walked in order.
  for (let i = n - 1; i >= 0; i--) {
    const x = (b[i]! /= lower[i * n + i]!)
    const row = i * n
    for (let j = 0; j < i; j++) b[j]! -= lower[row + j]! * x
  }
  return b
}

/** The inner product of two vectors of one length. */
export function dot(a: Float64Array, b: Float64Array): number {
  const n = a.length
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  let i = 0
  for (; i + 3 < n; i += 4) {
    s0 += a[i]! * b[i]!
    s1 += a[i + 1]! * b[i + 1]!
    s2 += a[i + 2]! * b[i + 2]!
    s3 += a[i + 3]! * b[i + 3]!
  }
  for (; i < n; i++) s0 += a[i]! * b[i]!
  return s0 + s1 + (s2 + s3)
}
