import { printable } from '../domain/printable.ts'
import { printName } from '../domain/person-name.ts'
import type { Report } from '../domain/report.ts'
import type { CodeKey, ReportMarks } from '../stages/report-marks.ts'
import type { CodeFocus } from './code-focus.ts'
import { fitLine, type Line, type Piece, piece } from './line.ts'
import {
  lineOf,
  type MarkedStretch,
  type PlacedWord,
  type ShownWord,
  wordsOf,
  wrapText,
  wrapWords,
} from './wrapped-words.ts'

/** The parts of a report that can be quoted. */
export type QuotedField = 'title' | 'abstract'

/** A report's words, cues in their marks: made once for a report and a code in hand, laid out at every width. */
export interface ReportText {
  readonly title: readonly ShownWord[]
  readonly abstract: readonly ShownWord[]
  readonly keywords: readonly ShownWord[]
}

/** Which words are being quoted: numbers within title and abstract taken together, ends included. */
export interface Quoting {
  readonly from: number
  readonly to: number
}

export function reportText(report: Report, marks: ReportMarks, focus: CodeFocus | undefined): ReportText {
  const keywords = (report.keywords ?? []).join('; ')
  return {
    title: wordsOf(report.title ?? '', stretches(marks.title, focus)),
    abstract: wordsOf(report.abstract ?? '', stretches(marks.abstract, focus)),
    keywords: wordsOf(keywords, stretches(marks.keywords, focus)),
  }
}

/** The marks are as wide for every code in hand, so that no word moves when another is taken in hand. */
function stretches(
  marks: ReportMarks[keyof ReportMarks],
  focus: CodeFocus | undefined,
): readonly MarkedStretch[] {
  const isOwn = ({ dimension, code }: CodeKey): boolean =>
    dimension === focus?.dimension && code === focus.code
  return marks.map(({ kind, start, end, keys }) => {
    if (kind === 'near-miss') return { start, end, look: 'near-miss', marks: ['~', '~'] }
    return keys.some(isOwn)
      ? { start, end, look: 'own-cue', marks: ['«', '»'] }
      : { start, end, look: 'cue', marks: ['‹', '›'] }
  })
}

/** A report laid out, and on which line each word of title and abstract stands. */
export interface ReportLines {
  readonly lines: readonly Line[]
  /** Line numbers by word, title and abstract taken together. */
  readonly lineOfWord: readonly number[]
}

/** All lines of a report at a width; a column is left free on either side, for the brackets of a quote. */
export function reportLines(report: Report, text: ReportText, width: number, quoting?: Quoting): ReportLines {
  const inner = Math.max(8, width - 2)
  const lines: Line[] = []
  const lineOfWord: number[] = []
  const add = (more: readonly Line[]): void => {
    for (const line of more) lines.push([piece(' '), ...line])
  }
  const addWords = (words: readonly ShownWord[], first: number, isStrong: boolean): void => {
    for (const placed of wrapWords(words, inner)) {
      for (const { word } of placed) lineOfWord[first + word] ??= lines.length
      lines.push(quotedLine(placed, first, quoting, isStrong))
    }
  }
  addWords(text.title, 0, true)
  if (text.title.length === 0) add([[piece('without a title', 'faint')]])
  add(wrapText(authorsOf(report), inner))
  add(wrapText(placeOf(report), inner, 'faint'))
  const where = linkWords(report)
  if (where !== '') add([fitLine([piece('o', 'strong'), piece(` opens ${where}`, 'faint')], inner)])
  lines.push([])
  addWords(text.abstract, text.title.length, false)
  if (text.abstract.length === 0) add([[piece('No abstract.', 'faint')]])
  if (text.keywords.length > 0) {
    lines.push([])
    add(wrapWords([...wordsOf('Keywords:'), ...text.keywords], inner).map(lineOf))
  }
  return { lines, lineOfWord }
}

/** Brackets stand in the place of spaces, so that no word moves while one quotes. */
function quotedLine(
  placed: readonly PlacedWord[],
  first: number,
  quoting: Quoting | undefined,
  isStrong: boolean,
): Line {
  const isIn = (word: number): boolean =>
    quoting !== undefined && word + first >= quoting.from && word + first <= quoting.to
  const line: Piece[] = []
  let wasIn = false
  const space = (isFirst: boolean, word: number, nowIn: boolean): void => {
    const opens = nowIn && !wasIn && word + first === quoting?.from
    const closes = wasIn && !nowIn
    const mark = opens ? '[' : closes ? ']' : ' '
    line.push(piece(mark, mark === ' ' && !(nowIn && wasIn && !isFirst) ? undefined : 'in-hand'))
  }
  for (const [i, { word, pieces, isSpaced }] of placed.entries()) {
    const nowIn = isIn(word)
    if (i === 0 || isSpaced) space(i === 0, word, nowIn)
    for (const { text, look } of pieces) {
      line.push(piece(text, nowIn ? 'in-hand' : (look ?? (isStrong ? 'strong' : undefined))))
    }
    wasIn = nowIn
  }
  const last = placed.at(-1)
  if (wasIn && last !== undefined && last.word + first === quoting?.to) line.push(piece(']', 'in-hand'))
  return line
}

const mostAuthors = 6

function authorsOf({ authors }: Report): string {
  const names = authors.slice(0, mostAuthors).map((name) => printable(printName(name)))
  const more = authors.length - names.length
  return `${names.join('; ')}${more > 0 ? `; and ${more} more` : ''}`
}

function placeOf({ container, date, volume, issue, pages, articleNumber, type, language }: Report): string {
  const numbers = [volume ?? '', issue === undefined ? '' : `(${issue})`].join('')
  const parts = [container ?? type, date?.year?.toString(), numbers, pages ?? articleNumber, language]
  return parts.filter((part) => part !== undefined && part !== '').join(', ')
}

function linkWords({ identifiers, urls }: Report): string {
  return identifiers.doi === undefined ? (urls?.[0] ?? '') : `doi:${identifiers.doi}`
}
