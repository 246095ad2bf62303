import { printable } from '../domain/printable.ts'
import { textWidth } from '../domain/text-width.ts'
import type { Line, Piece, PieceLook } from './line.ts'

/** A stretch of a text that is marked: with characters around it, so that it is seen without colour too. */
export interface MarkedStretch {
  readonly start: number
  readonly end: number
  readonly look: PieceLook
  readonly marks: readonly [open: string, close: string]
}

/** One word of a text as it is shown, with its place in the text as it was given. */
export interface ShownWord {
  readonly pieces: readonly Piece[]
  /** Whether a space parts it from the word before; scripts without spaces have none. */
  readonly isSpaced: boolean
  readonly start: number
  readonly end: number
}

const wordSegmenter = new Intl.Segmenter('en', { granularity: 'word' })
const graphemeSegmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** Scripts that write no spaces between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u

/** The words of a text, marked stretches in their marks. Stretches do not overlap and stand in order. */
export function wordsOf(text: string, stretches: readonly MarkedStretch[] = []): readonly ShownWord[] {
  let from = 0
  return [...text.matchAll(/\S+/gu)].flatMap(({ 0: token, index }) =>
    tokenParts(token).map(({ segment, at }, i): ShownWord => {
      const start = index + at
      const end = start + segment.length
      while ((stretches[from]?.end ?? Infinity) <= start) from++
      return { pieces: piecesOf(text, start, end, stretches, from), isSpaced: i === 0, start, end }
    }),
  )
}

function tokenParts(token: string): readonly { readonly segment: string; readonly at: number }[] {
  if (!unspaced.test(token)) return [{ segment: token, at: 0 }]
  return [...wordSegmenter.segment(token)].map(({ segment, index }) => ({ segment, at: index }))
}

function piecesOf(
  text: string,
  start: number,
  end: number,
  stretches: readonly MarkedStretch[],
  from: number,
): readonly Piece[] {
  const pieces: Piece[] = []
  const add = (part: string, look?: PieceLook): void => {
    const shown = printable(part)
    if (shown !== '') pieces.push(look === undefined ? { text: shown } : { text: shown, look })
  }
  let at = start
  for (let i = from; i < stretches.length; i++) {
    const stretch = stretches[i]
    if (stretch === undefined || stretch.start >= end) break
    add(text.slice(at, Math.max(at, stretch.start)))
    if (stretch.start >= start) add(stretch.marks[0], stretch.look)
    at = Math.min(end, stretch.end)
    add(text.slice(Math.max(start, stretch.start), at), stretch.look)
    if (stretch.end <= end) add(stretch.marks[1], stretch.look)
  }
  add(text.slice(at, end))
  return pieces
}

/** Where a word came to stand: its number in the text, on its line. */
export interface PlacedWord {
  readonly word: number
  readonly pieces: readonly Piece[]
  readonly isSpaced: boolean
}

/** Breaks words into lines of at most this many columns; a word that is wider than that stands on several lines. */
export function wrapWords(words: readonly ShownWord[], width: number): readonly (readonly PlacedWord[])[] {
  const lines: PlacedWord[][] = []
  let line: PlacedWord[] = []
  let used = 0
  for (const [word, { pieces, isSpaced }] of words.entries()) {
    for (const [i, part] of breakWide(pieces, width).entries()) {
      const needed = part.reduce((sum, { text }) => sum + textWidth(text), 0)
      const space = isSpaced && i === 0 && line.length > 0 ? 1 : 0
      if (line.length > 0 && used + space + needed > width) {
        lines.push(line)
        line = []
        used = 0
      }
      const isFirst = line.length === 0
      line.push({ word, pieces: part, isSpaced: !isFirst && isSpaced && i === 0 })
      used += needed + (isFirst ? 0 : space)
    }
  }
  if (line.length > 0) lines.push(line)
  return lines
}

function breakWide(pieces: readonly Piece[], width: number): readonly (readonly Piece[])[] {
  if (pieces.reduce((sum, { text }) => sum + textWidth(text), 0) <= width) return [pieces]
  const parts: Piece[][] = [[]]
  let used = 0
  for (const { text, look } of pieces) {
    for (const { segment } of graphemeSegmenter.segment(text)) {
      const needed = textWidth(segment)
      if (used + needed > width && used > 0) {
        parts.push([])
        used = 0
      }
      const part = parts.at(-1) ?? []
      const last = part.at(-1)
      if (last !== undefined && last.look === look)
        part[part.length - 1] = { ...last, text: last.text + segment }
      else part.push(look === undefined ? { text: segment } : { text: segment, look })
      used += needed
    }
  }
  return parts
}

/** The pieces of a line of words, with the spaces between them. */
export const lineOf = (words: readonly PlacedWord[]): Line =>
  words.flatMap(({ pieces, isSpaced }) => (isSpaced ? [{ text: ' ' }, ...pieces] : pieces))

/** A plain text in lines. */
export const wrapText = (text: string, width: number, look?: PieceLook): readonly Line[] =>
  wrapWords(wordsOf(text), width).map((words) =>
    lineOf(words).map((one) => (look === undefined ? one : { ...one, look })),
  )
