/**
 * Eigenvalues and eigenvectors of a symmetric matrix (n by n, row after row) by cyclic Jacobi rotations (Golub and
 * Van Loan 2013, Matrix Computations, section 8.5), largest value first. `vectors` holds them as columns. The work
 * grows with n cubed: for some hundreds.
 */
export function symmetricEigen(
  matrix: Float64Array,
  n: number,
): { readonly values: Float64Array; readonly vectors: Float64Array } {
  const a = Float64Array.from(matrix)
  const v = new Float64Array(n * n)
  for (let i = 0; i < n; i++) v[i * n + i] = 1
  for (let sweep = 0; sweep < 40 && !isDiagonal(a, n); sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q)
  }
  const order = Array.from({ length: n }, (_, i) => i).toSorted((i, j) => a[j * n + j]! - a[i * n + i]!)
  const values = Float64Array.from(order, (i) => a[i * n + i]!)
  const vectors = new Float64Array(n * n)
  for (const [column, from] of order.entries()) {
    // Of the two signs that an eigenvector can have, the one whose largest part is positive.
    let largest = 0
    for (let i = 0; i < n; i++) {
      const part = v[from * n + i]!
      if (Math.abs(part) > Math.abs(largest)) largest = part
    }
    const sign = largest < 0 ? -1 : 1
    for (let i = 0; i < n; i++) vectors[i * n + column] = sign * v[from * n + i]!
  }
  return { values, vectors }
}

function isDiagonal(a: Float64Array, n: number): boolean {
  let off = 0
  let on = 0
  for (let p = 0; p < n; p++) {
    on += a[p * n + p]! ** 2
    for (let q = p + 1; q < n; q++) off += a[p * n + q]! ** 2
  }
  return off <= 1e-16 * on
}

/** Makes a[p][q] zero. `v` holds the vectors as rows. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!
  if (apq === 0) return
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq)
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let i = 0; i < n; i++) {
    const x = a[i * n + p]!
    const y = a[i * n + q]!
    a[i * n + p] = c * x - s * y
    a[i * n + q] = s * x + c * y
  }
  for (let i = 0; i < n; i++) {
    const x = a[p * n + i]!
    const y = a[q * n + i]!
    a[p * n + i] = c * x - s * y
    a[q * n + i] = s * x + c * y
  }
  for (let i = 0; i < n; i++) {
    const x = v[p * n + i]!
    const y = v[q * n + i]!
    v[p * n + i] = c * x - s * y
    v[q * n + i] = s * x + c * y
  }
}
