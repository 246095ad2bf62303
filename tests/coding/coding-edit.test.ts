import { describe, expect, test } from 'vitest'
import { type CodingEdit, editEntries } from '../../src/coding/coding-edit.ts'
import type { CodeSuggestion } from '../../src/coding/code-suggestion.ts'
import type { Codebook, Dimension } from '../../src/domain/codebook.ts'
import { type CodingSheet, codingSheet, codesOn, emptySheet } from '../../src/domain/coding-sheet.ts'
import type { CodeValue, Decision } from '../../src/domain/decision.ts'

const code = (id: string, retired = false): Dimension['codes'][number] => ({
  id,
  label: id.toUpperCase(),
  variants: [],
  cues: [],
  nearMisses: [],
  examples: [],
  retired,
  children: [],
})
const dimension = (id: string, type: Dimension['type'], more: Partial<Dimension> = {}): Dimension => ({
  id,
  label: id,
  type,
  required: false,
  codes: [code('a'), code('b'), code('c'), code('old', true)],
  ...more,
})
/** Harms are asked where the term is c; their kind where there are harms a; how many where the kind is b. */
const codebook: Codebook = {
  id: 'small',
  title: 'Small',
  version: '1',
  sources: [],
  dimensions: [
    dimension('term', 'multi', { required: true }),
    dimension('harm', 'single', { when: { dimension: 'term', any: ['c'] } }),
    dimension('kind', 'single', { when: { dimension: 'harm', any: ['a'] } }),
    dimension('size', 'number', { codes: [] }),
    dimension('remark', 'text', { codes: [] }),
  ],
  questions: [],
  impossible: [],
}

/** The sheet after edits, each in the log as the sitting writes it. */
function after(edits: readonly CodingEdit[]): {
  readonly sheet: CodingSheet
  readonly log: readonly Decision[]
} {
  const log: Decision[] = []
  let sheet = emptySheet
  for (const edit of edits) {
    for (const entry of editEntries(edit, sheet, codebook).entries) {
      const id = String(log.length).padStart(26, '0')
      log.push({ ...entry, id, at: '', coder: 'Ada', report: 'd1' })
    }
    sheet = codingSheet(log)
  }
  return { sheet, log }
}
const valuesAfter = (...edits: readonly CodingEdit[]): Readonly<Record<string, CodeValue>> =>
  Object.fromEntries([...after(edits).sheet.values].map(([id, { value }]) => [id, value]))

const toggle = (on: string, which: string): CodingEdit => ({ kind: 'toggle', dimension: on, code: which })
const suggestion = (on: string, which: string): CodeSuggestion => ({
  dimension: on,
  code: which,
  probability: 0.8,
  machine: 'machine:cues',
  because: 'its words',
  evidence: { code: which, quote: 'its words', where: 'title' },
})
const accept = (on: string, which: string): CodingEdit => ({
  kind: 'accept',
  suggestion: suggestion(on, which),
})
const reject = (on: string, which: string): CodingEdit => ({
  kind: 'reject',
  suggestion: suggestion(on, which),
})
const number = (value: number | null): CodingEdit => ({
  kind: 'value',
  dimension: 'size',
  value: value === null ? null : { number: value },
})

describe('what a sheet holds after edits', () => {
  test.each<[string, readonly CodingEdit[], Readonly<Record<string, CodeValue>>]>([
    ['a code', [toggle('term', 'a')], { term: { codes: ['a'] } }],
    [
      'two codes where several can be',
      [toggle('term', 'b'), toggle('term', 'a')],
      { term: { codes: ['b', 'a'] } },
    ],
    ['a code taken away again is not coded', [toggle('term', 'a'), toggle('term', 'a')], {}],
    ['an unknown code', [toggle('term', 'z')], {}],
    ['an unknown dimension', [toggle('zzz', 'a')], {}],
    ['none applies', [{ kind: 'none-applies', dimension: 'term' }], { term: { codes: [] } }],
    [
      'none applies said twice is taken back',
      [
        { kind: 'none-applies', dimension: 'term' },
        { kind: 'none-applies', dimension: 'term' },
      ],
      {},
    ],
    [
      'a code after none applies',
      [{ kind: 'none-applies', dimension: 'term' }, toggle('term', 'a')],
      { term: { codes: ['a'] } },
    ],
    ['a number has no "none applies"', [{ kind: 'none-applies', dimension: 'size' }], {}],
    ['a number', [number(12), number(13)], { size: { number: 13 } }],
    ['a number taken away', [number(12), number(null)], {}],
    ['a suggestion', [accept('term', 'a')], { term: { codes: ['a'] } }],
    ['a rejected one', [reject('term', 'a')], {}],
    ['a rejected one that was given', [accept('term', 'a'), reject('term', 'a')], {}],
    [
      'where only one can stand the later replaces the earlier',
      [toggle('term', 'c'), toggle('harm', 'a'), toggle('harm', 'b')],
      { term: { codes: ['c'] }, harm: { codes: ['b'] } },
    ],
    [
      'what is not asked any more falls with all that hangs on it',
      [toggle('term', 'c'), toggle('harm', 'a'), toggle('kind', 'b'), toggle('term', 'c')],
      {},
    ],
    [
      'copied codes fill what is empty, without retired ones, and open what they open',
      [
        toggle('term', 'c'),
        {
          kind: 'copy',
          from: new Map<string, CodeValue>([
            ['term', { codes: ['a'] }],
            ['harm', { codes: ['a'] }],
            ['kind', { codes: ['old', 'b'] }],
            ['size', { number: 4 }],
          ]),
        },
      ],
      { term: { codes: ['c'] }, harm: { codes: ['a'] }, kind: { codes: ['b'] } },
    ],
  ])('%s', (_name, edits, values) => {
    expect(valuesAfter(...edits)).toEqual(values)
  })
})

describe('what goes into the log', () => {
  const kinds = (...edits: readonly CodingEdit[]): readonly string[] =>
    after(edits).log.map((entry) =>
      entry.kind === 'answer' ? entry.answer : entry.kind === 'flag' ? `flag ${entry.raised}` : entry.kind,
    )

  test.each<[string, readonly CodingEdit[], readonly string[]]>([
    ['an accepted suggestion is a code and an answer', [accept('term', 'a')], ['code', 'accepted']],
    [
      'one whose code was given already',
      [toggle('term', 'a'), accept('term', 'a')],
      ['code', 'code', 'accepted'],
    ],
    ['a rejected one is an answer', [reject('term', 'a'), reject('term', 'a')], ['rejected']],
    [
      'an accepted code taken away counts as rejected',
      [accept('term', 'a'), toggle('term', 'a')],
      ['code', 'accepted', 'code', 'rejected'],
    ],
    [
      'a note',
      [
        { kind: 'note', text: ' said so ' },
        { kind: 'note', text: '  ' },
      ],
      ['note'],
    ],
    ['a flag goes up and down', [{ kind: 'flag' }, { kind: 'flag' }], ['flag true', 'flag false']],
    ['the same number twice', [number(1), number(1), number(null), number(null)], ['code', 'code']],
    [
      'codes that fall are in the same step as the code that made them fall',
      [toggle('term', 'c'), toggle('harm', 'a'), toggle('term', 'c')],
      ['code', 'code', 'code', 'code'],
    ],
  ])('%s', (_name, edits, entries) => {
    expect(kinds(...edits)).toEqual(entries)
  })

  test('codes that fall are named; a note makes nothing fall', () => {
    const { sheet } = after([toggle('term', 'c'), toggle('harm', 'a'), toggle('kind', 'b')])
    expect(editEntries(toggle('term', 'c'), sheet, codebook).noLongerAsked).toEqual(['harm', 'kind'])
    expect(editEntries({ kind: 'note', text: 'x' }, sheet, codebook).noLongerAsked).toEqual([])
  })
})

test('evidence follows its code: quoted, kept with other codes, gone with its own', () => {
  const quote = (which: string, words: string): CodingEdit => ({
    kind: 'quote',
    dimension: 'term',
    evidence: { code: which, quote: words, where: 'abstract' },
  })
  const edits = [quote('a', 'one'), quote('a', 'one'), quote('a', 'two'), accept('term', 'b')]
  const { sheet, log } = after(edits)
  expect(sheet.values.get('term')?.evidence?.map(({ code: of, quote: words }) => [of, words])).toEqual([
    ['a', 'one'],
    ['a', 'two'],
    ['b', 'its words'],
  ])
  expect(log).toHaveLength(4)
  const without = after([...edits, toggle('term', 'a')]).sheet
  expect(codesOn(without, 'term')).toEqual(['b'])
  expect(without.values.get('term')?.evidence).toEqual([{ code: 'b', quote: 'its words', where: 'title' }])
})

test('a sheet takes no notice of retracted entries, nor of their order', () => {
  const { log } = after([toggle('term', 'a'), { kind: 'flag' }, toggle('term', 'b')])
  const [, flag, second] = log
  const taken = [flag, second].flatMap((entry, i): Decision[] =>
    entry === undefined ? [] : [{ kind: 'retract', decision: entry.id, id: `9${i}`, at: '', coder: 'Ada' }],
  )
  const sheet = codingSheet([...taken, ...log].toReversed())
  expect(codesOn(sheet, 'term')).toEqual(['a'])
  expect(sheet.flag).toBeUndefined()
})
