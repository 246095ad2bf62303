/**
 * Benjamini-Hochberg adjusted p-values, in the order given: reject those at most q and the expected share of
 * false rejections among rejections is at most q, for tests that are independent or positively dependent.
 * Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x; adjusted form: Yekutieli and Benjamini
 * 1999, doi:10.1016/S0378-3758(99)00041-5. An empty list gives an empty list; a p outside [0, 1] throws.
 */
export function benjaminiHochberg(pValues: readonly number[]): readonly number[] {
  const order = ascending(pValues)
  const adjusted = Array.from<number>({ length: pValues.length })
  let least = 1
  for (let rank = order.length; rank >= 1; rank--) {
    const index = order[rank - 1] ?? 0
    // The ratio first: it is exactly 1 at the last rank, so that no value is rounded below its p.
    least = Math.min(least, (pValues[index] ?? 1) * (pValues.length / rank))
    adjusted[index] = least
  }
  return adjusted
}

/**
 * Holm adjusted p-values, in the order given: reject those at most a and the chance of any false rejection is at
 * most a, whatever the dependence. Holm 1979 (Scandinavian Journal of Statistics 6, 65-70).
 */
export function holm(pValues: readonly number[]): readonly number[] {
  const order = ascending(pValues)
  const adjusted = Array.from<number>({ length: pValues.length })
  let most = 0
  for (const [rank, index] of order.entries()) {
    most = Math.max(most, Math.min(1, (pValues[index] ?? 1) * (pValues.length - rank)))
    adjusted[index] = most
  }
  return adjusted
}

function ascending(pValues: readonly number[]): readonly number[] {
  const wrong = pValues.find((p) => !(p >= 0 && p <= 1))
  if (wrong !== undefined) throw new RangeError(`Expected a p-value from 0 to 1, got ${wrong}.`)
  return pValues.map((_, index) => index).toSorted((a, b) => (pValues[a] ?? 0) - (pValues[b] ?? 0) || a - b)
}
