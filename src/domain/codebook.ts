import { contentHash } from './canonical.ts'

/** One code of a dimension's tree. Ids are unique within the dimension and never reused. */
export interface Code {
  readonly id: string
  readonly label: string
  readonly definition?: string
  /** Where the definition comes from. */
  readonly source?: string
  /** Other spellings and words for it, for type-ahead and import. */
  readonly variants: readonly string[]
  /** What in a title or abstract suggests the code, in the notation of `text/cue.ts`. */
  readonly cues: readonly string[]
  /** What looks like a cue and is not: a cue inside such a match does not count. */
  readonly nearMisses: readonly string[]
  readonly examples: readonly string[]
  /** Kept for old codings, no longer offered. */
  readonly retired: boolean
  readonly children: readonly Code[]
}

export type DimensionType = 'single' | 'multi' | 'ordinal' | 'number' | 'text'

/** A question asked of every report; with codes to choose from, or a number, or a text. */
export interface Dimension {
  readonly id: string
  readonly label: string
  readonly definition?: string
  readonly source?: string
  readonly type: DimensionType
  readonly required: boolean
  /** Asked only if that dimension holds one of these codes (or a code below one). */
  readonly when?: { readonly dimension: string; readonly any: readonly string[] }
  /** Ordinal codes stand in their order. Empty for number and text. */
  readonly codes: readonly Code[]
  /** For numbers. */
  readonly unit?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly measurement?: 'interval' | 'ratio'
}

/** Points at a dimension, or at some of its codes. */
export interface CodeReference {
  readonly dimension: string
  readonly codes?: readonly string[]
}

/** A question that the map must answer, tied to the codes that bear on it. */
export interface ReviewQuestion {
  readonly id: string
  readonly question: string
  readonly source?: string
  /** A study bears on the question if it is coded on all of these (on one of the codes, where codes are named). */
  readonly answeredBy: readonly CodeReference[]
}

/** What screening looks at: which codes' cues speak for inclusion, and the reasons for exclusion. */
export interface ScreeningGuide {
  readonly criteria: readonly string[]
  /** A cue of one of these dimensions or codes speaks for inclusion. */
  readonly include: readonly CodeReference[]
  /** The controlled list of reasons for exclusion; their cues speak for exclusion. */
  readonly reasons: readonly Code[]
}

/** A combination that cannot exist: a structural zero, drawn differently from a gap. */
export interface ImpossibleCell {
  readonly cells: readonly [CodeReference, CodeReference]
  readonly because: string
}

/** The dimensions that the map opens with. */
export interface MapLayout {
  readonly rows: string
  readonly columns: string
  readonly segments?: string
}

/**
 * Which dimensions play the parts that a synthesis reads: how well made a study is, which way its results point,
 * where it stands. Every part is optional; what is not declared is not computed. A named code stands for the
 * codes below it too. Years, journals and authors come from the reports themselves.
 */
export interface CodebookRoles {
  /** How well made a study is, and the codes that count as rigorous. */
  readonly rigor?: { readonly dimension: string; readonly rigorous: readonly string[] }
  /** Which way a study's results point. Codes in none of the lists (such as "not tested") count as not stated. */
  readonly direction?: DirectionRole
  /** Codes that stand for unwanted results, whatever the direction: a study with one is not one-sided. */
  readonly harms?: readonly CodeReference[]
  readonly discipline?: string
  readonly term?: string
  readonly theory?: string
  readonly country?: string
  readonly sector?: string
  /** Numbers: an effect estimate, its sampling variance, and the measure's name as it is to be printed. */
  readonly effect?: { readonly estimate: string; readonly variance: string; readonly measure: string }
}

export interface DirectionRole {
  readonly dimension: string
  readonly positive: readonly string[]
  readonly negative: readonly string[]
  /** Results that point both ways. */
  readonly mixed?: readonly string[]
  /** Tested, and no effect found. */
  readonly none?: readonly string[]
}

export interface Codebook {
  readonly id: string
  readonly title: string
  readonly version: string
  readonly description?: string
  readonly sources: readonly string[]
  readonly dimensions: readonly Dimension[]
  readonly questions: readonly ReviewQuestion[]
  readonly screening?: ScreeningGuide
  readonly map?: MapLayout
  readonly impossible: readonly ImpossibleCell[]
  readonly roles?: CodebookRoles
}

/** SHA-256 over the codebook's content. Any change of a word, an order or a code gives another hash. */
export const codebookHash = (codebook: Codebook): string => contentHash(codebook)

export const findDimension = (codebook: Codebook, id: string): Dimension | undefined =>
  codebook.dimensions.find((dimension) => dimension.id === id)

/** A code with its place in the tree: the ids from the top down to itself. */
export interface PlacedCode {
  readonly code: Code
  readonly path: readonly string[]
}

/** All codes of a dimension, parents before children, in the codebook's order. */
export function allCodes(dimension: { readonly codes: readonly Code[] }): readonly PlacedCode[] {
  const walk = (codes: readonly Code[], above: readonly string[]): PlacedCode[] =>
    codes.flatMap((code) => {
      const path = [...above, code.id]
      return [{ code, path }, ...walk(code.children, path)]
    })
  return walk(dimension.codes, [])
}

/**
 * The ids of a code and everything above it in its dimension; a study coded with a child is counted under its
 * parents too. An unknown code gives only itself.
 */
export function withParents(dimension: Dimension, code: string): readonly string[] {
  return allCodes(dimension).find((placed) => placed.code.id === code)?.path ?? [code]
}

/** Whether a dimension is asked, given the codes chosen so far on the dimensions before it. */
export function dimensionApplies(
  dimension: Dimension,
  codebook: Codebook,
  chosen: (dimension: string) => readonly string[],
): boolean {
  if (dimension.when === undefined) return true
  const asked = findDimension(codebook, dimension.when.dimension)
  if (asked === undefined) return true
  const wanted = new Set(dimension.when.any)
  return chosen(asked.id).some((code) => withParents(asked, code).some((id) => wanted.has(id)))
}

/**
 * Joins a codebook and its add-ons: dimensions and questions follow one another; a role that the main codebook
 * does not declare is the first add-on's that does. Throws on a dimension id used twice.
 */
export function joinCodebooks(main: Codebook, addOns: readonly Codebook[]): Codebook {
  const all = [main, ...addOns]
  const dimensions = all.flatMap((codebook) => codebook.dimensions)
  const twice = dimensions.find(
    (dimension, i) => dimensions.findIndex((other) => other.id === dimension.id) !== i,
  )
  if (twice !== undefined) throw new RangeError(`Two codebooks define the dimension "${twice.id}".`)
  if (addOns.length === 0) return main
  return {
    ...main,
    id: all.map((codebook) => codebook.id).join('+'),
    version: all.map((codebook) => codebook.version).join('+'),
    sources: all.flatMap((codebook) => codebook.sources),
    dimensions,
    questions: all.flatMap((codebook) => codebook.questions),
    impossible: all.flatMap((codebook) => codebook.impossible),
    ...(all.some(({ roles }) => roles !== undefined) ? { roles: joinRoles(all) } : {}),
  }
}

const joinRoles = (codebooks: readonly Codebook[]): CodebookRoles =>
  codebooks.reduceRight<CodebookRoles>((joined, { roles }) => ({ ...joined, ...roles }), {})
