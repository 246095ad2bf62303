import { allCodes, type Dimension } from '../domain/codebook.ts'

/** Which codes of a dimension make the rows or columns of a table. */
export interface AxisChoice {
  readonly dimension: string
  /** Only codes at this level of the tree, 1 for the top; a branch that ends above it stands with its last code. */
  readonly level?: number
  /** Only codes below this one. Levels are then counted from its children. */
  readonly within?: string
}

export interface AxisCode {
  readonly id: string
  readonly label: string
  /** The ids from the top of the dimension's tree down to this code. */
  readonly path: readonly string[]
}

/**
 * The codes of an axis, parents before children, in the codebook's order. Retired codes are left out unless
 * `inUse` says that a study has them. Without a level all codes of the tree are there.
 */
export function axisCodes(
  dimension: Dimension,
  choice: Omit<AxisChoice, 'dimension'>,
  inUse: (code: string) => boolean,
): readonly AxisCode[] {
  const { level, within } = choice
  const start =
    within === undefined
      ? 0
      : (allCodes(dimension).find(({ code }) => code.id === within)?.path.length ?? Infinity)
  return allCodes(dimension)
    .filter(({ code, path }) => {
      if (code.retired && !inUse(code.id)) return false
      if (path.length <= start || (within !== undefined && path[start - 1] !== within)) return false
      const depth = path.length - start
      return level === undefined || depth === level || (depth < level && code.children.length === 0)
    })
    .map(({ code, path }) => ({ id: code.id, label: code.label, path }))
}

/**
 * Reads `dimension`, `dimension:2` (level 2 of its tree), `dimension/code` (what is below a code) or
 * `dimension/code:1`, as a command line gives it. Undefined where the text is none of these.
 */
export function parseAxis(text: string): AxisChoice | undefined {
  const match = /^(?<dimension>[^/:\s]+)(?:\/(?<within>[^:\s]+))?(?::(?<level>[1-9]\d*))?$/.exec(text)
  const { dimension, within, level } = match?.groups ?? {}
  if (dimension === undefined) return undefined
  return {
    dimension,
    ...(within === undefined ? {} : { within }),
    ...(level === undefined ? {} : { level: Number(level) }),
  }
}
