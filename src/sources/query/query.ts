/**
 * One query language for all sources, as review.yaml has it:
 *
 * - `AND`, `OR`, `NOT` in capitals; AND and OR are not mixed without brackets, because databases disagree on
 *   which binds first
 * - `"a phrase"`, `truncat*`, `organi?ation` (one character)
 * - `a NEAR/3 b` (at most 3 words between, any order), `a PRE/3 b` (in this order); either side may be
 *   alternatives in brackets: `(citizen OR user) NEAR/2 involv*`
 * - `field:term` or `field:(…)`; without a field a term means title and abstract
 * - `year:2010-2020`, `year:2010-`, `language:en,de` limit the whole query
 */
export const queryFields = [
  'title-abstract',
  'title',
  'abstract',
  'topic',
  'keyword',
  'subject',
  'author',
  'journal',
  'all',
] as const
/** `topic`: title, abstract and keywords. `subject`: a heading of a thesaurus such as MeSH. */
export type QueryField = (typeof queryFields)[number]

/** A word, or words that stand together in this order. `*` and `?` are wildcards. */
export interface Word {
  readonly text: string
  readonly isPhrase: boolean
}

export interface Term extends Word {
  readonly kind: 'term'
  readonly field: QueryField
}

/** One of `left` at most `within` words away from one of `right`. */
export interface Near {
  readonly kind: 'near'
  readonly left: readonly Word[]
  readonly right: readonly Word[]
  readonly within: number
  readonly isOrdered: boolean
  readonly field: QueryField
}

export type QueryNode =
  | Term
  | Near
  | { readonly kind: 'and' | 'or'; readonly operands: readonly QueryNode[] }
  | { readonly kind: 'not'; readonly keep: QueryNode; readonly drop: QueryNode }

export interface YearRange {
  readonly from?: number
  readonly to?: number
}

export interface Query {
  readonly root: QueryNode
  readonly years?: YearRange
  /** ISO 639-1 codes; a record in any of them is wanted. */
  readonly languages?: readonly string[]
}

/** Every term of a query in reading order; both sides of a proximity count as terms. */
export function termsOf(node: QueryNode): readonly Term[] {
  switch (node.kind) {
    case 'term':
      return [node]
    case 'near':
      return [...node.left, ...node.right].map((word) => ({ ...word, kind: 'term', field: node.field }))
    case 'and':
    case 'or':
      return node.operands.flatMap(termsOf)
    case 'not':
      return [...termsOf(node.keep), ...termsOf(node.drop)]
  }
}

/** `a`, or the operands joined when there are several; an operand of the same kind is not merged in. */
export function joined(kind: 'and' | 'or', operands: readonly QueryNode[]): QueryNode {
  const [only] = operands
  if (only === undefined) throw new RangeError(`A query cannot ${kind} nothing.`)
  return operands.length === 1 ? only : { kind, operands }
}
