/**
 * Sums of products of the columns of a matrix (rows of `size` numbers, one after another): the lower triangle of a
 * `size` by `size` matrix, the rest zero. Rows are taken by fours, which spares most of the traffic with memory.
 */
export function innerProducts(rows: Float64Array, size: number): Float64Array {
  const inner = new Float64Array(size * size)
  if (size === 0) return inner
  const four = 4 * size
  let r = 0
  for (; r + four <= rows.length; r += four) {
    for (let a = 0; a < size; a++) {
      const v0 = rows[r + a]!
      const v1 = rows[r + size + a]!
      const v2 = rows[r + 2 * size + a]!
      const v3 = rows[r + 3 * size + a]!
      const at = a * size
      for (let b = 0; b <= a; b++) {
        inner[at + b]! +=
          v0 * rows[r + b]! +
          v1 * rows[r + size + b]! +
          v2 * rows[r + 2 * size + b]! +
          v3 * rows[r + 3 * size + b]!
      }
    }
  }
  for (; r < rows.length; r += size) {
    for (let a = 0; a < size; a++) {
      const value = rows[r + a]!
      for (let b = 0; b <= a; b++) inner[a * size + b]! += value * rows[r + b]!
    }
  }
  return inner
}
