import { cut, textWidth } from '../domain/text-width.ts'

/** What a stretch of a line is for; the screen decides how that looks, with colours or without. */
export type PieceLook =
  | 'strong'
  | 'faint'
  /** The line or word in hand. */
  | 'in-hand'
  | 'cue'
  /** A cue that speaks against inclusion. */
  | 'against'
  /** A cue of the code in hand. */
  | 'own-cue'
  | 'near-miss'
  | 'done'
  | 'owed'
  | 'suggested'

export interface Piece {
  readonly text: string
  readonly look?: PieceLook
}

/** One line of the screen, or of a part of it, from left to right. Texts are printable. */
export type Line = readonly Piece[]

export const piece = (text: string, look?: PieceLook): Piece =>
  look === undefined ? { text } : { text, look }

export const lineWidth = (line: Line): number => line.reduce((sum, { text }) => sum + textWidth(text), 0)

/** A line of exactly this many columns: cut with an ellipsis, or filled with spaces in the look of its last piece. */
export function fitLine(line: Line, width: number, fill?: PieceLook): Line {
  const used = lineWidth(line)
  if (used <= width) return used === width ? line : [...line, piece(' '.repeat(width - used), fill)]
  const kept: Piece[] = []
  let left = width
  for (const [i, { text, look }] of line.entries()) {
    const needed = textWidth(text)
    const isLast = i === line.length - 1
    if (needed < left || (needed === left && isLast)) {
      kept.push(piece(text, look))
      left -= needed
      continue
    }
    // Something follows or does not fit: the ellipsis has to be in this piece.
    kept.push(piece(needed > left ? cut(text, left) : cut(`${text}…`, left), look))
    break
  }
  const rest = width - lineWidth(kept)
  return rest > 0 ? [...kept, piece(' '.repeat(rest), fill)] : kept
}

/** A line of at most this many columns. */
export const cutLine = (line: Line, width: number): Line =>
  lineWidth(line) > width ? fitLine(line, width) : line

/** Columns side by side, with a rule between them, as many lines as asked for. */
export function besideEachOther(
  columns: readonly { readonly lines: readonly Line[]; readonly width: number }[],
  height: number,
): readonly Line[] {
  return Array.from({ length: height }, (_, row) =>
    columns.flatMap(({ lines, width }, i) => [
      ...(i === 0 ? [] : [piece('│')]),
      // What is empty at the right end need not be written.
      ...(i === columns.length - 1 ? cutLine : fitLine)(lines[row] ?? [], width),
    ]),
  )
}

/** The part of a list that fits, with the item in hand in it: where it begins. */
export const firstShown = (at: number, count: number, height: number): number =>
  Math.max(0, Math.min(at - Math.floor(height / 2), count - height))
