import { printable } from '../domain/printable.ts'
import { textWidth } from '../domain/text-width.ts'

/**
 * Rows as aligned columns, two spaces between them; numbers go to the right. Width is counted in characters as
 * terminals draw them: wide ones (CJK, emoji) as two, combining marks as none.
 */
export function alignColumns(rows: readonly (readonly (string | number)[])[]): readonly string[] {
  const cells = rows.map((row) => row.map((cell) => printable(String(cell))))
  const widths: number[] = []
  for (const row of cells)
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, textWidth(cell))
  return cells.map((row, r) =>
    row
      .map((cell, i) => {
        const gap = ' '.repeat((widths[i] ?? 0) - textWidth(cell))
        return typeof rows[r]?.[i] === 'number' ? gap + cell : cell + gap
      })
      .join('  ')
      .trimEnd(),
  )
}
