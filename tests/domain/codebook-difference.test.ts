import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Code, type Codebook, codebookHash, type Dimension } from '../../src/domain/codebook.ts'
import { type CodebookChange, codebookDifference } from '../../src/domain/codebook-difference.ts'
import { codebooks } from './generated-codebooks.ts'

const code = (id: string, more: Partial<Code> = {}): Code => ({
  id,
  label: `The ${id}`,
  variants: [],
  cues: [],
  nearMisses: [],
  examples: [],
  retired: false,
  children: [],
  ...more,
})
const dimension = (codes: readonly Code[], more: Partial<Dimension> = {}): Dimension => ({
  id: 'sector',
  label: 'Sector',
  type: 'multi',
  required: false,
  codes,
  ...more,
})
const book = (dimensions: readonly Dimension[], more: Partial<Codebook> = {}): Codebook => ({
  id: 'main',
  title: 'Main',
  version: '1',
  sources: [],
  dimensions,
  questions: [],
  impossible: [],
  ...more,
})
const term = dimension([], { id: 'term', label: 'Term' })
const [a, b] = [code('a'), code('b')]
const [q1, q2] = ['q1', 'q2'].map((id) => ({ id, question: `${id}?`, answeredBy: [] }))
if (q1 === undefined || q2 === undefined) throw new Error('two questions are needed')

describe('codebookDifference', () => {
  test.each<readonly [note: string, before: Codebook, after: Codebook, expected: readonly CodebookChange[]]>([
    ['nothing', book([dimension([a, b])]), book([dimension([a, b])]), []],
    [
      'a code added',
      book([dimension([a])]),
      book([dimension([a, b])]),
      [{ change: 'added', dimension: 'sector', code: 'b', after: 'The b' }],
    ],
    [
      'a code removed',
      book([dimension([a, b])]),
      book([dimension([a])]),
      [{ change: 'removed', dimension: 'sector', code: 'b', before: 'The b' }],
    ],
    [
      'a code relabelled',
      book([dimension([a])]),
      book([dimension([code('a', { label: 'New' })])]),
      [{ change: 'relabelled', dimension: 'sector', code: 'a', before: 'The a', after: 'New' }],
    ],
    [
      'a code moved under another',
      book([dimension([a, b])]),
      book([dimension([code('a', { children: [b] })])]),
      [{ change: 'moved', dimension: 'sector', code: 'b', before: 'b', after: 'a/b' }],
    ],
    [
      'a code retired',
      book([dimension([a])]),
      book([dimension([code('a', { retired: true })])]),
      [{ change: 'retired', dimension: 'sector', code: 'a' }],
    ],
    [
      'a code revived',
      book([dimension([code('a', { retired: true })])]),
      book([dimension([a])]),
      [{ change: 'revived', dimension: 'sector', code: 'a' }],
    ],
    [
      'a cue added',
      book([dimension([a])]),
      book([dimension([code('a', { cues: ['x*'] })])]),
      [{ change: 'redefined', dimension: 'sector', code: 'a' }],
    ],
    [
      'codes in another order',
      book([dimension([a, b])]),
      book([dimension([b, a])]),
      [{ change: 'reordered', dimension: 'sector' }],
    ],
    [
      'codes in another order, with one between them gone',
      book([dimension([a, code('c'), b])]),
      book([dimension([b, a])]),
      [
        { change: 'removed', dimension: 'sector', code: 'c', before: 'The c' },
        { change: 'reordered', dimension: 'sector' },
      ],
    ],
    ['a dimension added', book([]), book([term]), [{ change: 'added', dimension: 'term', after: 'Term' }]],
    [
      'a dimension removed',
      book([term]),
      book([]),
      [{ change: 'removed', dimension: 'term', before: 'Term' }],
    ],
    [
      'a dimension relabelled',
      book([term]),
      book([{ ...term, label: 'Word' }]),
      [{ change: 'relabelled', dimension: 'term', before: 'Term', after: 'Word' }],
    ],
    [
      'a dimension required',
      book([term]),
      book([{ ...term, required: true }]),
      [{ change: 'redefined', dimension: 'term' }],
    ],
    [
      'dimensions in another order',
      book([term, dimension([a])]),
      book([dimension([a]), term]),
      [{ change: 'reordered', part: 'dimensions' }],
    ],
    [
      'the title',
      book([]),
      book([], { title: 'New' }),
      [{ change: 'relabelled', part: 'title', before: 'Main', after: 'New' }],
    ],
    [
      'the version',
      book([]),
      book([], { version: '2' }),
      [{ change: 'redefined', part: 'version', before: '1', after: '2' }],
    ],
    [
      'a map layout',
      book([]),
      book([], { map: { rows: 'a', columns: 'b' } }),
      [{ change: 'added', part: 'map' }],
    ],
    [
      'the screening guide',
      book([], { screening: { criteria: [], include: [], reasons: [a] } }),
      book([], { screening: { criteria: [], include: [], reasons: [b] } }),
      [{ change: 'redefined', part: 'screening' }],
    ],
    [
      'a question added',
      book([], { questions: [q1] }),
      book([], { questions: [q1, q2] }),
      [{ change: 'added', part: 'questions', question: 'q2', after: 'q2?' }],
    ],
    [
      'a question asked otherwise',
      book([], { questions: [q1] }),
      book([], { questions: [{ ...q1, question: 'New?' }] }),
      [{ change: 'redefined', part: 'questions', question: 'q1', before: 'q1?', after: 'New?' }],
    ],
    [
      'a question dropped',
      book([], { questions: [q1] }),
      book([]),
      [{ change: 'removed', part: 'questions', question: 'q1', before: 'q1?' }],
    ],
    [
      'questions in another order',
      book([], { questions: [q1, q2] }),
      book([], { questions: [q2, q1] }),
      [{ change: 'reordered', part: 'questions' }],
    ],
    ['accents composed otherwise', book([], { title: 'é' }), book([], { title: 'e\u0301' }), []],
  ])('%s', (_note, before, after, expected) => {
    expect(codebookDifference(before, after)).toEqual(expected)
  })

  test('of a codebook with itself is empty', () => {
    fc.assert(
      fc.property(codebooks, (codebook) => {
        expect(codebookDifference(codebook, structuredClone(codebook))).toEqual([])
      }),
    )
  })

  test('is empty if and only if the hashes are equal', () => {
    const near = codebooks.chain((before) =>
      fc.tuple(fc.constant(before), fc.oneof(codebooks, onePartFrom(before))),
    )
    fc.assert(
      fc.property(near, ([before, after]) => {
        const same = codebookHash(before) === codebookHash(after)
        expect(codebookDifference(before, after).length === 0).toBe(same)
      }),
      { numRuns: 500 },
    )
  })

  test('is the same in number both ways for additions and removals', () => {
    fc.assert(
      fc.property(codebooks, codebooks, (before, after) => {
        const count = (changes: readonly CodebookChange[], kind: string): number =>
          changes.filter(({ change }) => change === kind).length
        const there = codebookDifference(before, after)
        const back = codebookDifference(after, before)
        expect(count(there, 'added')).toBe(count(back, 'removed'))
        expect(count(there, 'retired')).toBe(count(back, 'revived'))
        expect(count(there, 'reordered')).toBe(count(back, 'reordered'))
      }),
      { numRuns: 200 },
    )
  })
})

/** The codebook with one of its parts from another one. */
const onePartFrom = (before: Codebook): fc.Arbitrary<Codebook> =>
  codebooks.chain((other) =>
    fc
      .constantFrom(...(Object.keys(other) as (keyof Codebook)[]))
      .map((key) => ({ ...before, [key]: other[key] })),
  )
