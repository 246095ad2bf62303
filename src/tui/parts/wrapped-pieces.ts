import { textWidth } from '../../domain/text-width.ts'

export interface Piece {
  readonly text: string
  readonly differs: boolean
}

/**
 * Breaks pieces into lines of at most `width` columns, at spaces where there are any. Differing pieces are put
 * in [brackets], which count for the width, so that the marking does not depend on colour.
 */
export function wrapPieces(pieces: readonly Piece[], width: number): readonly (readonly Piece[])[] {
  const words = pieces.flatMap(({ text, differs }) => {
    const trimmed = text.trim()
    const marked = differs && trimmed !== '' ? `[${trimmed}]` : trimmed
    return marked
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => ({ text: word, differs }))
  })
  const lines: Piece[][] = []
  let line: Piece[] = []
  let used = 0
  for (const word of words.flatMap((item) => breakLong(item, width))) {
    const needed = textWidth(word.text) + (line.length === 0 ? 0 : 1)
    if (used + needed > width && line.length > 0) {
      lines.push(line)
      line = []
      used = 0
    }
    const space = line.length === 0 ? '' : ' '
    line.push({ text: space + word.text, differs: word.differs })
    used += textWidth(space + word.text)
  }
  if (line.length > 0) lines.push(line)
  return lines
}

/** A word wider than the column, in parts that fit. */
function breakLong(word: Piece, width: number): readonly Piece[] {
  if (textWidth(word.text) <= width) return [word]
  const parts: Piece[] = []
  let part = ''
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(word.text)) {
    if (textWidth(part + segment) > width) {
      parts.push({ text: part, differs: word.differs })
      part = ''
    }
    part += segment
  }
  return [...parts, { text: part, differs: word.differs }]
}
