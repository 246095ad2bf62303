import { printable } from './printable.ts'

/** A text cut to a width in columns, with an ellipsis where something is missing. */
export function cut(text: string, width: number): string {
  const clean = printable(text)
  if (textWidth(clean) <= width) return clean
  let kept = ''
  let used = 0
  for (const { segment } of segmenter.segment(clean)) {
    used += textWidth(segment)
    if (used > width - 1) break
    kept += segment
  }
  return `${kept}…`
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The columns a text takes in a terminal: wide characters (CJK, emoji) two, combining marks none. */
export function textWidth(text: string): number {
  if (narrow.test(text)) return text.length
  let width = 0
  for (const { segment } of segmenter.segment(text)) width += wide.test(segment) ? 2 : 1
  return width
}

/** One column for each UTF-16 unit: most titles; telling them so is many times faster than segmenting. */
const narrow = /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u203b\u2500-\u257f]*$/

const wide =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}])/u
