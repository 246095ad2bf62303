/** Cosine of two count profiles, 0 to 1; 0 where one is empty. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [both, left, right] = [0, 0, 0]
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0]
    both += x * y
    left += x * x
    right += y * y
  }
  return left === 0 || right === 0 ? 0 : Math.min(1, both / Math.sqrt(left * right))
}

/** The mean; NaN of nothing. */
export const mean = (values: readonly number[] | Float64Array): number => {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}
