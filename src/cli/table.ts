import { printable } from '../domain/printable.ts'

/**
 * Rows as aligned columns, two spaces between them; numbers go to the right. Width is counted in characters as
 * terminals draw them: wide ones (CJK, emoji) as two, combining marks as none.
 */
export function alignColumns(rows: readonly (readonly (string | number)[])[]): readonly string[] {
  const cells = rows.map((row) => row.map((cell) => printable(String(cell))))
  const widths: number[] = []
  for (const row of cells)
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, widthOf(cell))
  return cells.map((row, r) =>
    row
      .map((cell, i) => {
        const gap = ' '.repeat((widths[i] ?? 0) - widthOf(cell))
        return typeof rows[r]?.[i] === 'number' ? gap + cell : cell + gap
      })
      .join('  ')
      .trimEnd(),
  )
}

/** A text cut to a width in columns, with an ellipsis where something is missing. */
export function cut(text: string, width: number): string {
  const clean = printable(text)
  if (widthOf(clean) <= width) return clean
  let kept = ''
  let used = 0
  for (const { segment } of segmenter.segment(clean)) {
    used += widthOf(segment)
    if (used > width - 1) break
    kept += segment
  }
  return `${kept}…`
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

function widthOf(text: string): number {
  let width = 0
  for (const { segment } of segmenter.segment(text)) width += wide.test(segment) ? 2 : 1
  return width
}

const wide =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}])/u
