import type { Code, Codebook, Dimension } from '../domain/codebook.ts'
import { placedCodes } from './code-fields.ts'
import { type Named, TypeAhead } from './type-ahead.ts'

/** A code, or a whole dimension to go to. */
export interface FoundCode {
  readonly dimension: Dimension
  readonly code?: Code
  /** What matched, where it is not the label. */
  readonly called?: string
}

/** Everything in a codebook that can be found by typing; made once. */
export class CodeFinder {
  readonly #all: TypeAhead<FoundCode>
  readonly #byDimension = new Map<string, TypeAhead<FoundCode>>()

  constructor({ dimensions }: Codebook) {
    const named = dimensions.map((dimension) => ({ dimension, names: codeNames(dimension) }))
    const places = dimensions.map((dimension) => ({
      item: { dimension },
      names: [dimension.label, dimension.id],
    }))
    this.#all = new TypeAhead<FoundCode>([...named.flatMap(({ names }) => names), ...places])
    for (const { dimension, names } of named) this.#byDimension.set(dimension.id, new TypeAhead(names))
  }

  /**
   * Codes and dimensions by a part of a name, best first, as far as they are asked; those of the dimension in hand
   * win a tie. In one dimension alone, all its codes where nothing is typed.
   */
  find(
    typed: string,
    asked: ReadonlySet<string>,
    inHand: string | undefined,
    isHere: boolean,
  ): readonly FoundCode[] {
    if (isHere) return named(this.#byDimension.get(inHand ?? '')?.find(typed) ?? [])
    if (typed.trim() === '') return []
    const found = this.#all.find(typed, ({ dimension }) => dimension.id === inHand)
    return named(found.filter(({ item }) => asked.has(item.dimension.id)))
  }
}

const named = (found: readonly { readonly item: FoundCode; readonly name: string }[]): readonly FoundCode[] =>
  found.map(({ item, name }) =>
    name === (item.code ?? item.dimension).label || name === (item.code ?? item.dimension).id
      ? item
      : { ...item, called: name },
  )

const codeNames = (dimension: Dimension): readonly Named<FoundCode>[] =>
  placedCodes(dimension)
    .filter(({ code }) => !code.retired)
    .map(({ code }) => ({ item: { dimension, code }, names: [code.label, code.id, ...code.variants] }))
