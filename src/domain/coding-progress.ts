import { allCodes, type Codebook, type Dimension } from './codebook.ts'
import type { CodeValue } from './decision.ts'

/** What one coder gave a dimension of a report: undefined where it is not coded. */
export type ValueOf = (dimension: string) => CodeValue | null | undefined

/** Which dimensions a coder is asked, and which are still owed. Made once for a codebook, then cheap per report. */
export interface CodingProgress {
  /** Whether a dimension is asked, given the coder's own codes so far. */
  applies(dimension: string, valueOf: ValueOf): boolean
  /** Required dimensions that are asked and have no value, in the codebook's order. */
  owed(valueOf: ValueOf): readonly string[]
  /**
   * Whether a coder has finished a report: something is coded and nothing is owed. Where a codebook requires
   * nothing, the first code finishes it.
   */
  isComplete(valueOf: ValueOf): boolean
}

export function codingProgress({ dimensions }: Codebook): CodingProgress {
  const byId = new Map(dimensions.map((dimension) => [dimension.id, dimension]))
  const openers = new Map(dimensions.map((dimension) => [dimension.id, openersOf(dimension, byId)]))
  const applies = (id: string, valueOf: ValueOf): boolean => {
    const when = byId.get(id)?.when
    const wanted = openers.get(id)
    if (when === undefined || wanted === undefined) return true
    const value = valueOf(when.dimension)
    return hasValue(value) && 'codes' in value && value.codes.some((code) => wanted.has(code))
  }
  const required = dimensions.filter((dimension) => dimension.required).map(({ id }) => id)
  const owed = (valueOf: ValueOf): readonly string[] =>
    required.filter((id) => !hasValue(valueOf(id)) && applies(id, valueOf))
  return {
    applies,
    owed,
    isComplete: (valueOf) => owed(valueOf).length === 0 && dimensions.some(({ id }) => hasValue(valueOf(id))),
  }
}

const hasValue = (value: CodeValue | null | undefined): value is CodeValue =>
  value !== null && value !== undefined

/** The codes that open a conditional dimension: those it names and all below them. Undefined where it is always asked. */
function openersOf(
  dimension: Dimension,
  byId: ReadonlyMap<string, Dimension>,
): ReadonlySet<string> | undefined {
  const asked = dimension.when === undefined ? undefined : byId.get(dimension.when.dimension)
  if (dimension.when === undefined || asked === undefined) return undefined
  const named = new Set(dimension.when.any)
  const below = allCodes(asked)
    .filter(({ path }) => path.some((id) => named.has(id)))
    .map(({ code }) => code.id)
  return new Set([...named, ...below])
}
