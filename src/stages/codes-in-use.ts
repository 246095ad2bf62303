import { allCodes, type Codebook, findDimension } from '../domain/codebook.ts'
import type { FoldedLog } from '../domain/coding.ts'
import type { Coder } from '../domain/decision.ts'
import { reasonsDimension } from '../domain/migration.ts'

/** How often coders gave a code (or, without a code, anything on a dimension): reports, by coder. */
export interface CodeUse {
  readonly dimension: string
  readonly code?: string
  readonly coders: Readonly<Record<Coder, number>>
}

/** Every code of a dimension, and reason for exclusion, that stands in somebody's coding, by dimension and code. */
export function codesInUse(folded: FoldedLog): readonly CodeUse[] {
  const counts = new Map<string, { dimension: string; code?: string; coders: Record<Coder, number> }>()
  const count = (dimension: string, code: string | undefined, coder: Coder): void => {
    const key = `${dimension}\n${code ?? ''}`
    let use = counts.get(key)
    if (use === undefined) {
      use = { dimension, ...(code === undefined ? {} : { code }), coders: {} }
      counts.set(key, use)
    }
    use.coders[coder] = (use.coders[coder] ?? 0) + 1
  }
  for (const dimensions of folded.coding.values())
    for (const [dimension, coders] of dimensions)
      for (const { coder, value } of coders.values()) {
        count(dimension, undefined, coder)
        for (const code of value !== null && 'codes' in value ? value.codes : [])
          count(dimension, code, coder)
      }
  for (const stages of folded.screening.values())
    for (const coders of stages.values())
      for (const { coder, reason } of coders.values())
        if (reason !== undefined) count(reasonsDimension, reason, coder)
  return [...counts.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, use]) => use)
}

/** Whether a codebook has a dimension (or reasons), and a code in it. */
export function hasCode(codebook: Codebook, dimension: string, code?: string): boolean {
  const place =
    dimension === reasonsDimension
      ? { codes: codebook.screening?.reasons ?? [] }
      : findDimension(codebook, dimension)
  if (place === undefined) return false
  return code === undefined || allCodes(place).some((known) => known.code.id === code)
}

/** What stands in codings and is not in the codebook: dimensions, and codes of dimensions that are there. */
export const unknownUses = (folded: FoldedLog, codebook: Codebook): readonly CodeUse[] =>
  codesInUse(folded).filter(({ dimension, code }) =>
    code === undefined
      ? dimension !== reasonsDimension && !hasCode(codebook, dimension)
      : hasCode(codebook, dimension) && !hasCode(codebook, dimension, code),
  )

/** "Ada 3, Bo 2" */
export const sayUse = ({ coders }: Pick<CodeUse, 'coders'>): string =>
  Object.entries(coders)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([coder, count]) => `${coder} ${count}`)
    .join(', ')

/** `topic/fire`, or `topic` for a whole dimension. */
export const namePlace = ({
  dimension,
  code,
}: {
  readonly dimension: string
  readonly code?: string
}): string => (code === undefined ? dimension : `${dimension}/${code}`)
