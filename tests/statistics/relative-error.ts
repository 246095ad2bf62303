/** |actual - expected| / |expected|; the plain difference where 0 is expected, 0 for equal infinities. */
export function relativeError(actual: number, expected: number): number {
  if (actual === expected) return 0
  const difference = Math.abs(actual - expected)
  return expected === 0 ? difference : difference / Math.abs(expected)
}
