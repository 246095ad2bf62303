import { describe, expect, test } from 'vitest'
import type { SettledBy, SettledCoding, SettledVerdict } from '../../src/domain/coding.ts'
import { isIncluded, stageOf, type StageOfReview, stagesOfReview } from '../../src/domain/stage-of-review.ts'

/** `-` nobody spoke, `!` conflict, a verdict of people, or a machine's (m). */
const words = ['-', '!', 'include', 'exclude', 'maybe', 'm-include', 'm-exclude', 'm-maybe'] as const
type Word = (typeof words)[number]

function settled(word: Word): SettledVerdict | 'conflict' | undefined {
  if (word === '-') return undefined
  if (word === '!') return 'conflict'
  const by: SettledBy = word.startsWith('m-') ? 'machine' : 'one-coder'
  const verdict = word.replace('m-', '') as SettledVerdict['verdict']
  return { verdict, by, coders: [by === 'machine' ? 'machine:m' : 'Ada'] }
}

type Row = readonly [titleAbstract: RegExp, retrieval: RegExp, fullText: RegExp, stage: StageOfReview]
const any = /^/
const none = /^-$/
const people = /^(?:include|exclude|maybe)$/
const passed = /^(?:m-)?(?:include|maybe)$/

/** The first row that fits says where the report stands; `included` also stands for `coded`. */
const withFullText: readonly Row[] = [
  [/^!$/, any, any, 'screening-conflict'],
  [none, none, none, 'awaiting-screening'],
  [/^exclude$/, any, any, 'excluded-on-title'],
  [/^m-exclude$/, /^(?:-|!|m-.+)$/, /^(?:-|!|m-.+)$/, 'excluded-on-title'],
  // From here on: passed, not screened but gone on with, or excluded by a machine only and gone on with by people.
  [/^(?:-|m-exclude)$/, any, /^!$/, 'full-text-conflict'],
  [passed, any, /^!$/, 'full-text-conflict'],
  [any, any, /maybe$/, 'awaiting-full-text'],
  [any, any, /exclude$/, 'excluded-on-full-text'],
  [any, any, /include$/, 'included'],
  [any, none, none, 'awaiting-retrieval'],
  [any, /^!$/, none, 'awaiting-retrieval'],
  [any, /maybe$/, none, 'awaiting-retrieval'],
  [any, /exclude$/, none, 'not-retrieved'],
  [any, /include$/, none, 'awaiting-full-text'],
]

const titleOnly: readonly Row[] = [
  [none, any, any, 'awaiting-screening'],
  [/^!$/, any, any, 'screening-conflict'],
  [/exclude$/, any, any, 'excluded-on-title'],
  [/maybe$/, any, any, 'awaiting-screening'],
  [/include$/, any, any, 'included'],
]

const coded: SettledCoding = { value: { codes: [] }, by: 'one-coder', coders: ['Ada'] }
const combinations = words.flatMap((first) =>
  words.flatMap((second) => words.map((third) => [first, second, third] as const)),
)

describe.each([
  ['with full text', { fullText: true }, withFullText],
  ['without full text', { fullText: false }, titleOnly],
] as const)('%s', (_note, review, table) => {
  const rowOf = (combination: readonly [Word, Word, Word]): Row | undefined =>
    table.find(([a, b, c]) => a.test(combination[0]) && b.test(combination[1]) && c.test(combination[2]))

  test('every combination of words stands where the table says', () => {
    const wrong = combinations.flatMap((combination) => {
      const [titleAbstract, retrieval, fullText] = combination
      const standing = {
        titleAbstract: settled(titleAbstract),
        retrieval: settled(retrieval),
        fullText: settled(fullText),
      }
      const open = stageOf({ ...standing, requiredCodings: [coded, undefined] }, review)
      const done = stageOf({ ...standing, requiredCodings: [coded] }, review)
      const expected = rowOf(combination)?.[3]
      const expectedDone = expected === 'included' ? 'coded' : expected
      return open === expected && done === expectedDone ? [] : [{ combination, open, done, expected }]
    })
    expect(combinations).toHaveLength(512)
    expect(wrong).toEqual([])
  })

  test('every row of the table is needed', () => {
    const used = new Set(combinations.map(rowOf))
    expect(table.filter((row) => !used.has(row))).toEqual([])
  })

  test('a machine never takes a report out of what people included or assessed', () => {
    const out = combinations.filter(([first, , third]) => first.startsWith('m-') && people.test(third))
    const stages = out.map(([first, second, third]) =>
      stageOf(
        {
          titleAbstract: settled(first),
          retrieval: settled(second),
          fullText: settled(third),
          requiredCodings: [],
        },
        { fullText: true },
      ),
    )
    expect(stages).not.toContain('excluded-on-title')
    expect(stages).toHaveLength(3 * 8 * 3)
  })
})

describe('the table of stages', () => {
  test('has every stage once, and stageOf can reach all of them', () => {
    const reached = new Set<StageOfReview>()
    for (const [first, second, third] of combinations) {
      for (const fullText of [true, false]) {
        for (const requiredCodings of [[], [undefined]]) {
          const standing = {
            titleAbstract: settled(first),
            retrieval: settled(second),
            fullText: settled(third),
          }
          reached.add(stageOf({ ...standing, requiredCodings }, { fullText }))
        }
      }
    }
    const ids = stagesOfReview.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect([...reached].toSorted()).toEqual(ids.toSorted())
  })

  test('says what comes next exactly for what is not finished', () => {
    const finished = stagesOfReview.filter(({ next }) => next === undefined).map(({ id }) => id)
    expect(finished).toEqual(['excluded-on-title', 'not-retrieved', 'excluded-on-full-text', 'coded'])
    expect(
      stagesOfReview.map(({ label }) => label).filter((label) => !/^[a-z][a-z ,-]+$/.test(label)),
    ).toEqual([])
  })

  test('knows which stages are inclusion', () => {
    expect(stagesOfReview.filter(({ id }) => isIncluded(id)).map(({ id }) => id)).toEqual([
      'included',
      'coded',
    ])
  })
})
