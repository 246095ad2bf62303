import { allCodes, type Codebook, findDimension } from '../domain/codebook.ts'

/** The label of a code by its id; the id itself where the codebook does not know it. */
export function codeLabel(codebook: Codebook, dimension: string | undefined, code: string): string {
  const found = dimension === undefined ? undefined : findDimension(codebook, dimension)
  return allCodes(found ?? { codes: [] }).find((placed) => placed.code.id === code)?.code.label ?? code
}
