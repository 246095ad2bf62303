import { markup } from './escape.ts'
import { ink } from './figure-colours.ts'

/** The font of all figures; the PNG renderer is given this very font, so that figures look the same everywhere. */
const figureFont = "'DejaVu Sans', Verdana, sans-serif"

/** An SVG element; numbers are printed with at most two decimals, so that figures are the same on every machine. */
export function tag(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  ...children: readonly string[]
): string {
  const printed = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === 'number' ? number(value) : markup(value)}"`],
  )
  return children.length === 0
    ? `<${name}${printed.join('')}/>`
    : `<${name}${printed.join('')}>${children.join('')}</${name}>`
}

const number = (value: number): string => String(Math.round(value * 100) / 100 || 0)

/** A figure with its title and description for those who do not see it. */
export function figure(
  {
    width,
    height,
    title,
    description,
  }: { width: number; height: number; title: string; description: string },
  ...children: readonly string[]
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${number(width)} ${number(height)}" width="${number(width)}" height="${number(height)}" role="img" font-family="${markup(figureFont)}"><title>${plain(title)}</title><desc>${plain(description)}</desc>${children.join('')}</svg>`
}

/** Marks that turn the direction of what follows: a figure has no element that would contain them. */
const directionMarks = /[\u202a-\u202e\u2066-\u2069]/g

const plain = (content: string): string => markup(content.replace(directionMarks, ''))

export function text(
  content: string,
  x: number,
  y: number,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
): string {
  return tag('text', { x, y, 'font-size': 12, fill: ink, ...attributes }, plain(content))
}

/**
 * How wide a text is, in pixels: advance widths of DejaVu Sans by groups of characters, within a few percent for
 * Latin text. East Asian characters are one em.
 */
export function widthOf(content: string, size: number): number {
  let em = 0
  for (const character of content) {
    const code = character.codePointAt(0) ?? 0
    if (
      code >= 0x1100 &&
      /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character)
    )
      em += 1
    else if (/[\p{M}]/u.test(character)) em += 0
    else if (/[iljI.,;:'|!]/.test(character)) em += 0.31
    else if (/[ frt()[\]/-]/.test(character)) em += 0.38
    else if (/[mwMW@%]/.test(character)) em += 0.93
    else if (/[\p{Lu}]/u.test(character)) em += 0.69
    else em += 0.61
  }
  return em * size
}

/** The name of a row on one line or two, in the middle of its height at `y`. */
export function rowLabel(
  content: string,
  { x, y, width, size = 10 }: { x: number; y: number; width: number; size?: number },
  attributes: Readonly<Record<string, string | number | undefined>> = {},
): readonly string[] {
  // Bold letters are about an eighth wider.
  const measured = attributes['font-weight'] === undefined ? size : size * 1.13
  const lines = wrap(content, width, measured, 2)
  const drawn = lines.length === 1 ? size : size * 0.95
  return lines.map((line, i) =>
    text(line, x, y + drawn * 0.36 + (i - (lines.length - 1) / 2) * drawn * 1.08, {
      'font-size': drawn,
      ...attributes,
    }),
  )
}

/** Breaks a text into lines no wider than `width` pixels; a word that is wider is cut. At most `most` lines, the last with "…". */
export function wrap(content: string, width: number, size: number, most = 12): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of content
    .slice(0, 2000)
    .split(/[ \t\r\n]+/)
    .flatMap((part) => pieces(part, width, size))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && widthOf(longer, size) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  if (line !== '') lines.push(line)
  if (lines.length <= most) return lines.length === 0 ? [''] : lines
  return [...lines.slice(0, most - 1), shortened(lines.slice(most - 1).join(' '), width, size)]
}

/** As much of a text as fits with an ellipsis behind it. */
function shortened(content: string, width: number, size: number): string {
  let kept = ''
  for (const character of content) {
    if (widthOf(`${kept}${character}…`, size) > width) break
    kept += character
  }
  return `${kept.trimEnd()}…`
}

function pieces(word: string, width: number, size: number): readonly string[] {
  if (widthOf(word, size) <= width) return [word]
  const out: string[] = []
  let piece = ''
  for (const character of word) {
    if (piece !== '' && widthOf(piece + character, size) > width) {
      out.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...out, piece]
}
