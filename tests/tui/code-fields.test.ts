import { describe, expect, test } from 'vitest'
import { codingProgress } from '../../src/domain/coding-progress.ts'
import { type CodingSheet, codingSheet } from '../../src/domain/coding-sheet.ts'
import type { CodeValue, Decision } from '../../src/domain/decision.ts'
import type { CodeSuggestion } from '../../src/stages/code-suggestions.ts'
import { type CodeField, codeFields, codeRows, valueWords } from '../../src/tui/code-fields.ts'
import { enterReport, keepFocus, moveCode, moveField, nextOwed, nextToDo } from '../../src/tui/code-focus.ts'
import { smallCodebook } from '../agreement/log.ts'

const entry = (i: number): { id: string; at: string; coder: string; report: string } => ({
  id: String(i).padStart(26, '0'),
  at: '',
  coder: 'Ada',
  report: 'd1',
})
const sheetOf = (
  values: Readonly<Record<string, CodeValue>>,
  rejected: readonly (readonly [string, string])[] = [],
): CodingSheet =>
  codingSheet([
    ...Object.entries(values).map(([dimension, value], i): Decision => ({
      ...entry(i),
      kind: 'code',
      dimension,
      value,
    })),
    ...rejected.map(([dimension, code], i): Decision => ({
      ...entry(100 + i),
      kind: 'answer',
      dimension,
      code,
      answer: 'rejected',
      machine: 'machine:cues',
      probability: 0.5,
    })),
  ])
const suggest = (dimension: string, code: string, probability = 0.5): CodeSuggestion => ({
  dimension,
  code,
  probability,
  machine: 'machine:cues',
  because: 'its words',
})
const progress = codingProgress(smallCodebook)
const fieldsOf = (sheet: CodingSheet, suggestions: readonly CodeSuggestion[] = []): readonly CodeField[] =>
  codeFields(smallCodebook, progress, sheet, suggestions)
const openOn = (fields: readonly CodeField[], id: string): readonly string[] =>
  fields.find(({ dimension }) => dimension.id === id)?.suggested.map(({ code }) => code) ?? []

const [multi, single] = ['multi', 'single'].map(
  (type) => smallCodebook.dimensions.find((dimension) => dimension.type === type)?.id ?? '',
)
const codesOf = (id = ''): readonly string[] =>
  smallCodebook.dimensions.find((dimension) => dimension.id === id)?.codes.map(({ id: code }) => code) ?? []

describe('suggestions are open', () => {
  const [a = '', b = ''] = codesOf(multi)
  const [one = '', two = ''] = codesOf(single)
  const all = [suggest(multi ?? '', a), suggest(multi ?? '', b), suggest(single ?? '', two)]

  test.each<[string, CodingSheet, string | undefined, readonly string[]]>([
    ['until something is said', sheetOf({}), multi, [a, b]],
    ['until their own code is given', sheetOf({ [multi ?? '']: { codes: [a] } }), multi, [b]],
    ['until they are rejected', sheetOf({}, [[multi ?? '', b]]), multi, [a]],
    ['not where none applies', sheetOf({ [multi ?? '']: { codes: [] } }), multi, []],
    ['not where only one can stand and does', sheetOf({ [single ?? '']: { codes: [one] } }), single, []],
    ['where only one can stand and none does', sheetOf({}), single, [two]],
  ])('%s', (_name, sheet, dimension, codes) => {
    expect(openOn(fieldsOf(sheet, all), dimension ?? '')).toEqual(codes)
  })

  test('beside codes they are shown with what was made of them', () => {
    const sheet = sheetOf({ [multi ?? '']: { codes: [a] } }, [[multi ?? '', b]])
    const field = fieldsOf(sheet, all).find(({ dimension }) => dimension.id === multi)
    const rows = field === undefined ? [] : codeRows(field, sheet, all)
    expect(rows.slice(0, 2).map(({ isGiven, answer, suggestion }) => [isGiven, answer, suggestion])).toEqual([
      [true, undefined, undefined],
      [false, 'rejected', undefined],
    ])
  })
})

describe('the focus', () => {
  const ids = fieldsOf(sheetOf({})).map(({ dimension }) => dimension.id)

  test('a report is entered at its first suggestion, else at what is owed, else at the top', () => {
    const [, , third = ''] = ids
    const code = codesOf(third)[1] ?? ''
    expect(enterReport(fieldsOf(sheetOf({}), [suggest(third, code)]))).toEqual({ dimension: third, code })
    const plain = fieldsOf(sheetOf({}))
    const owed = plain.find(({ state }) => state === 'owed')
    expect(enterReport(plain)?.dimension).toBe((owed ?? plain[0])?.dimension.id)
    expect(enterReport([])).toBeUndefined()
  })

  test('the next thing to do is a suggestion in the order of the screen, round and round', () => {
    const [first = '', second = ''] = ids
    const [a = ''] = codesOf(first)
    const [b = ''] = codesOf(second)
    const fields = fieldsOf(sheetOf({}), [suggest(first, a), suggest(second, b)])
    expect(nextToDo(fields, { dimension: second })).toEqual({ dimension: second, code: b })
    const left = fieldsOf(sheetOf({}), [suggest(first, a)])
    expect(nextToDo(left, { dimension: second })).toEqual({ dimension: first, code: a })
    expect(nextToDo([], undefined)).toBeUndefined()
  })

  test('what is owed is found after the dimension in hand, and then from the top', () => {
    const fields = fieldsOf(sheetOf({}))
    const owed = fields.filter(({ state }) => state === 'owed').map(({ dimension }) => dimension.id)
    const last = owed.at(-1)
    expect(owed.length).toBeGreaterThan(0)
    expect(nextOwed(fields, { dimension: last ?? '' })?.dimension).toBe(owed[0])
  })

  test('moving stays within codes, and goes round dimensions', () => {
    const fields = fieldsOf(sheetOf({}))
    const field = fields.find(({ dimension }) => dimension.id === multi)
    const rows = field === undefined ? [] : codeRows(field, sheetOf({}), [])
    const [a = '', b = ''] = rows.map(({ code }) => code.id)
    expect(moveCode(rows, { dimension: multi ?? '', code: a }, 1).code).toBe(b)
    expect(moveCode(rows, { dimension: multi ?? '', code: a }, -5).code).toBe(a)
    expect(moveCode(rows, { dimension: multi ?? '', code: a }, Infinity).code).toBe(rows.at(-1)?.code.id)
    expect(moveField(fields, { dimension: ids[0] ?? '' }, -1).dimension).toBe(ids.at(-1))
  })

  test('a dimension that is not asked any more gives its place to the one after it', () => {
    const fields = fieldsOf(sheetOf({}))
    const [, second, third] = fields
    const without = fields.filter((field) => field !== second)
    const focus = { dimension: second?.dimension.id ?? '' }
    expect(keepFocus(without, focus, fields).dimension).toBe(third?.dimension.id)
    expect(keepFocus(fields, focus, fields)).toEqual(focus)
  })
})

test('values in words', () => {
  const dimension = smallCodebook.dimensions.find(({ id }) => id === multi)
  if (dimension === undefined) throw new Error('The small codebook has such a dimension.')
  expect(valueWords(dimension, { codes: [] })).toBe('none applies')
  expect(valueWords(dimension, { number: 12 })).toBe('12')
  expect(valueWords(dimension, { text: 'said' })).toBe('said')
  expect(valueWords(dimension, { codes: ['gone'] })).toBe('gone')
})
