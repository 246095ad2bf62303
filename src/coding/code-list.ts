import { allCodes, type Code, type Codebook, type Dimension } from '../domain/codebook.ts'

/** One code that can be suggested, with the codes above it as places in the list. */
export interface ListedCode {
  readonly dimension: Dimension
  readonly code: Code
  readonly above: readonly number[]
}

/** The codes of a codebook that are still offered, in its order: models speak of codes by their place here. */
export function listCodes(codebook: Codebook): readonly ListedCode[] {
  const list: ListedCode[] = []
  for (const dimension of codebook.dimensions) {
    const placeOf = new Map<string, number>()
    for (const { code, path } of allCodes(dimension)) {
      if (code.retired) continue
      const above = path.slice(0, -1).flatMap((id) => placeOf.get(id) ?? [])
      placeOf.set(code.id, list.length)
      list.push({ dimension, code, above })
    }
  }
  return list
}
