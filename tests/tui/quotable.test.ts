import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textWidth } from '../../src/domain/text-width.ts'
import type { Report } from '../../src/domain/report.ts'
import type { ReportMarks } from '../../src/stages/report-marks.ts'
import {
  findPassage,
  passage,
  quotableCount,
  sentenceAround,
  wordFrom,
  wordOnLine,
} from '../../src/tui/quotable.ts'
import { reportLines, type ReportText, reportText } from '../../src/tui/report-pane.ts'
import { lineOf, wordsOf, wrapWords } from '../../src/tui/wrapped-words.ts'

const reportWith = (title: string, abstract: string): Report => ({
  id: 'd1',
  records: ['r1'],
  provenance: {},
  type: 'article',
  authors: [],
  identifiers: {},
  title,
  abstract,
})
const noMarks: ReportMarks = { title: [], abstract: [], keywords: [] }
const textOf = (report: Report, marks = noMarks): ReportText => reportText(report, marks, undefined)
const report = reportWith('Pumps in towns', 'Water is life. Fire is  not,\nthey say. Earth too.')
const text = textOf(report)

describe('a passage', () => {
  test.each([
    [
      { from: 0, to: 1 },
      { quote: 'Pumps in', where: 'title' },
    ],
    [
      { from: 3, to: 5 },
      { quote: 'Water is life.', where: 'abstract' },
    ],
    [
      { from: 6, to: 9 },
      { quote: 'Fire is not, they', where: 'abstract' },
    ],
    // It does not go beyond the title.
    [
      { from: 1, to: 4 },
      { quote: 'in towns', where: 'title' },
    ],
    [{ from: 99, to: 99 }, undefined],
  ])('%j', (quoting, found) => {
    expect(passage(report, text, quoting)).toEqual(found)
  })

  test('the sentence around a word', () => {
    expect(sentenceAround(report, text, 1)).toEqual({ from: 0, to: 2 })
    expect(sentenceAround(report, text, 7)).toEqual({ from: 6, to: 10 })
    expect(passage(report, text, sentenceAround(report, text, 12))?.quote).toBe('Earth too.')
  })

  test('words are found by their place, and by typing them', () => {
    expect(wordFrom(text, 'abstract', 15)).toBe(6)
    expect(wordFrom(text, 'title', 0)).toBe(0)
    expect(findPassage(report, 'fire IS not, they')).toEqual({
      quote: 'Fire is not, they',
      where: 'abstract',
    })
    expect(findPassage(report, 'in (towns')).toBeUndefined()
    expect(findPassage(report, '  ')).toBeUndefined()
  })

  test('a line up or down keeps about the same place', () => {
    const lines = [0, 0, 0, 4, 4, 5]
    expect([wordOnLine(lines, 2, 1), wordOnLine(lines, 4, 1), wordOnLine(lines, 5, 1)]).toEqual([4, 5, 5])
    expect([wordOnLine(lines, 4, -1), wordOnLine(lines, 0, -1)]).toEqual([1, 0])
  })
})

test('cues stand in their marks, words that have cues in parts too', () => {
  const marked = textOf(report, {
    ...noMarks,
    abstract: [
      { kind: 'cue', start: 0, end: 8, keys: [{ dimension: 'a', code: 'b' }] },
      { kind: 'near-miss', start: 15, end: 19, keys: [] },
    ],
  })
  const words = marked.abstract.map(({ pieces }) => pieces.map(({ text: part }) => part).join(''))
  expect(words.slice(0, 5)).toEqual(['‹Water', 'is›', 'life.', '~Fire~', 'is'])
  const own = reportText(
    report,
    { ...noMarks, title: [{ kind: 'cue', start: 0, end: 5, keys: [{ dimension: 'a', code: 'b' }] }] },
    { dimension: 'a', code: 'b' },
  )
  expect(own.title[0]?.pieces.map(({ text: part }) => part).join('')).toBe('«Pumps»')
})

test('quoting moves no word: brackets stand where spaces stood', () => {
  const linesOf = (quoting?: { from: number; to: number }): readonly string[] =>
    reportLines(report, text, 16, quoting).lines.map((line) => line.map(({ text: part }) => part).join(''))
  const plain = linesOf()
  const quoted = linesOf({ from: 4, to: 9 })
  expect(quoted).not.toEqual(plain)
  const bare = (line: string): string => line.replace(/[[\]]/g, ' ').trimEnd()
  expect(quoted.map(bare)).toEqual(plain.map((line) => line.trimEnd()))
})

describe('whatever the text', () => {
  const hostile = fc.array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom('公共服务', '\u001b[2J', '\u202e', 'a\u0301', '👩‍👩‍👧', ' '),
    ),
    { maxLength: 12 },
  )

  test('no line is wider than asked for, no character is lost, no control character comes through', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 4, max: 40 }), (parts, width) => {
        const all = parts.join(' ')
        const words = wordsOf(all)
        const lines = wrapWords(words, width).map((placed) =>
          lineOf(placed)
            .map(({ text: part }) => part)
            .join(''),
        )
        for (const line of lines) {
          expect(textWidth(line)).toBeLessThanOrEqual(width)
          expect(line).not.toMatch(/[\u0000-\u001f\u202a-\u202e]/)
        }
        expect(words.every(({ start, end }, i) => start < end && start >= (words[i - 1]?.end ?? 0))).toBe(
          true,
        )
        const shown = words.flatMap(({ pieces }) => pieces.map(({ text: part }) => part)).join('')
        expect(lines.join('').replace(/ /g, '')).toBe(shown.replace(/ /g, ''))
      }),
    )
  })

  test('every word of title and abstract stands on a line', () => {
    fc.assert(
      fc.property(hostile, hostile, (title, abstract) => {
        const one = reportWith(title.join(' '), abstract.join(' '))
        const words = textOf(one)
        const { lines, lineOfWord } = reportLines(one, words, 30)
        for (let word = 0; word < quotableCount(words); word++) {
          expect(lineOfWord[word] ?? -1).toBeGreaterThanOrEqual(0)
          expect(lineOfWord[word]).toBeLessThan(lines.length)
        }
      }),
      { numRuns: 50 },
    )
  })
})
