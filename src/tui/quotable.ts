import type { Evidence } from '../domain/decision.ts'
import type { Report } from '../domain/report.ts'
import type { QuotedField, Quoting, ReportText } from './report-pane.ts'
import type { ShownWord } from './wrapped-words.ts'

/** How many words can be quoted: those of the title, then those of the abstract. */
export const quotableCount = ({ title, abstract }: ReportText): number => title.length + abstract.length

const fieldOf = (text: ReportText, word: number): QuotedField =>
  word < text.title.length ? 'title' : 'abstract'

const wordAt = ({ title, abstract }: ReportText, word: number): ShownWord | undefined =>
  title[word] ?? abstract[word - title.length]

/** The passage from one word to another, as it stands in the report; it does not go beyond the field it begins in. */
export function passage(
  report: Report,
  text: ReportText,
  { from, to }: Quoting,
): Omit<Evidence, 'code'> | undefined {
  const field = fieldOf(text, from)
  const last = field === 'title' ? Math.min(to, text.title.length - 1) : to
  const [start, end] = [wordAt(text, from)?.start, wordAt(text, last)?.end]
  if (start === undefined || end === undefined) return undefined
  const quote = (report[field] ?? '').slice(start, end).replace(/\s+/gu, ' ').trim()
  return quote === '' ? undefined : { quote, where: field }
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })

/** The words of the sentence in which a word stands. */
export function sentenceAround(report: Report, text: ReportText, word: number): Quoting {
  const field = fieldOf(text, word)
  const [words, first] = field === 'title' ? [text.title, 0] : [text.abstract, text.title.length]
  const place = words[word - first]?.start ?? 0
  // A line end is no end of a sentence; the places stay as they are.
  const flat = (report[field] ?? '').replace(/[\r\n\u2028\u2029]/gu, ' ')
  const sentence = [...sentences.segment(flat)].find(
    ({ index, segment }) => index <= place && place < index + segment.length,
  )
  if (sentence === undefined) return { from: word, to: word }
  const end = sentence.index + sentence.segment.length
  const from = words.findIndex((one) => one.start >= sentence.index)
  const to = words.findLastIndex((one) => one.start < end)
  return { from: first + from, to: first + to }
}

/** The first word at or after a place in a field. */
export function wordFrom(text: ReportText, field: QuotedField, start: number): number {
  const [words, first] = field === 'title' ? [text.title, 0] : [text.abstract, text.title.length]
  const at = words.findIndex(({ end }) => end > start)
  return first + Math.max(0, at)
}

/** The word a line above or below, in about the same place of its line. */
export function wordOnLine(lineOfWord: readonly number[], at: number, by: 1 | -1): number {
  const line = lineOfWord[at]
  if (line === undefined) return at
  const place = at - lineOfWord.indexOf(line)
  const other = by === 1 ? lineOfWord.find((one) => one > line) : lineOfWord.findLast((one) => one < line)
  if (other === undefined) return at
  const first = lineOfWord.indexOf(other)
  const last = lineOfWord.lastIndexOf(other)
  return Math.min(first + place, last)
}

/** Words that somebody typed, as they stand in the abstract or the title; undefined where they do not. */
export function findPassage(report: Report, typed: string): Omit<Evidence, 'code'> | undefined {
  const words = typed
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '')
  if (words.length === 0) return undefined
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`))
  const pattern = new RegExp(escaped.join(String.raw`\s+`), 'iu')
  for (const field of ['abstract', 'title'] as const) {
    const found = pattern.exec(report[field] ?? '')?.[0]
    if (found !== undefined) return { quote: found.replace(/\s+/gu, ' '), where: field }
  }
  return undefined
}
