import type { BibtexPiece } from './bibtex-entry.ts'

/** `@string` definitions: a macro's text is known from where it is defined to the end of the file. */
export class Macros {
  readonly #texts = new Map<string, string>()

  define(name: string, pieces: readonly BibtexPiece[]): void {
    this.#texts.set(name.toLowerCase(), this.fill(pieces))
  }

  /** The pieces of a value joined, macros filled in; a name that is no macro (`mar`, `2008`) stands for itself. */
  fill(pieces: readonly BibtexPiece[]): string {
    const first = pieces[0]
    if (pieces.length === 1 && first !== undefined) return this.#text(first)
    return pieces.map((piece) => this.#text(piece)).join('')
  }

  #text(piece: BibtexPiece): string {
    if (piece.kind !== 'bare') return piece.text
    return this.#texts.get(piece.text.toLowerCase()) ?? piece.text
  }
}
