import type { ListedCode } from './code-list.ts'

/**
 * What a coding says of each code: 1 given (itself or one below it), 0 not given on a dimension that is coded, -1
 * on a dimension that is not.
 * @param given the codes of each coded dimension
 */
export function labelsOf(
  codes: readonly ListedCode[],
  given: ReadonlyMap<string, readonly string[]>,
): Int8Array {
  const labels = new Int8Array(codes.length)
  for (const [place, { dimension, code, above }] of codes.entries()) {
    const chosen = given.get(dimension.id)
    if (chosen === undefined) labels[place] = -1
    else if (chosen.includes(code.id)) for (const one of [place, ...above]) labels[one] = 1
  }
  return labels
}
