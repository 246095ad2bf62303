/**
 * The derivative of log gamma for x > 0, absolute error about 1e-14; NaN elsewhere. Recurrence up to 10, then
 * the asymptotic series (NIST DLMF 5.5.2 and 5.11.2).
 */
export function digamma(x: number): number {
  if (!(x > 0)) return NaN
  let moved = x
  let sum = 0
  while (moved < 10) {
    sum -= 1 / moved
    moved += 1
  }
  const r = 1 / (moved * moved)
  const series =
    r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - r * (691 / 32760))))))
  return sum + Math.log(moved) - 1 / (2 * moved) - series
}
