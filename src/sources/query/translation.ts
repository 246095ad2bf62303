/** What a source's syntax cannot say, and what that does to the hits. */
export interface Loss {
  readonly kind: LossKind
  /** Against the query as meant: more hits, fewer hits, or simply others. */
  readonly effect: 'wider' | 'narrower' | 'other'
  /** The part of the query concerned, in lacuna's language. */
  readonly part: string
  readonly message: string
}

type LossKind =
  | 'truncation-dropped'
  | 'truncation-too-short'
  | 'left-truncation-dropped'
  | 'wildcard-widened'
  | 'wildcard-dropped'
  | 'hyphen-with-wildcard'
  | 'phrase-split'
  | 'proximity-widened'
  | 'order-dropped'
  | 'field-widened'
  | 'field-narrowed'
  | 'characters-dropped'
  | 'stemmed'
  | 'boolean-dropped'
  | 'not-dropped'
  | 'years-dropped'
  | 'language-dropped'
  | 'too-long'

/** A query in one source's own words. */
export interface Translation {
  readonly dialect: string
  /** As a person would paste it; for sources with several parameters `name=value` joined by ` & `, unescaped. */
  readonly text: string
  /** Request parameters by name, unescaped. Empty for syntaxes that no API of ours takes (Ovid). */
  readonly parameters: Readonly<Record<string, string>>
  readonly losses: readonly Loss[]
}

export type NoteLoss = (kind: LossKind, effect: Loss['effect'], part: string, message: string) => void
