/** Where the parts of the code screen go. */
export interface CodeLayout {
  /** Whether report and codes stand side by side; else they are two pages. */
  readonly isWide: boolean
  readonly reportWidth: number
  readonly reportHeight: number
  readonly codesWidth: number
  /** The list of dimensions; 0 where there is no room for it. */
  readonly dimensionsWidth: number
  readonly listHeight: number
  readonly detailHeight: number
}

const wideFrom = 100
const dimensionsFrom = 56

/** Depends on the size alone, so that nothing moves while one works. */
export function codeLayout(columns: number, rows: number): CodeLayout {
  const isWide = columns >= wideFrom
  const reportWidth = isWide ? Math.min(100, Math.floor(columns * 0.39)) : columns
  const codesWidth = isWide ? columns - reportWidth - 1 : columns
  // On a page of its own the codes have the report's title above them.
  const codesHeight = Math.max(1, isWide ? rows : rows - 1)
  const detailHeight = Math.max(0, Math.min(16, Math.round(codesHeight * 0.32), codesHeight - 4))
  return {
    isWide,
    reportWidth,
    reportHeight: rows,
    codesWidth,
    dimensionsWidth: codesWidth < dimensionsFrom ? 0 : Math.floor(codesWidth * 0.5),
    listHeight: codesHeight - detailHeight,
    detailHeight,
  }
}
