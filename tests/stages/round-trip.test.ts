import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../src/domain/canonical.ts'
import { foldLog } from '../../src/domain/coding.ts'
import type { CodeValue, DecisionDraft, Evidence } from '../../src/domain/decision.ts'
import type { Review } from '../../src/review/review.ts'
import { openCoderLog } from '../../src/stages/coder-log.ts'
import { decide } from '../../src/stages/decide.ts'
import { exportData } from '../../src/stages/export.ts'
import type { ExportOptions } from '../../src/stages/export-options.ts'
import { controlOf, reviewWith } from './open-review.ts'

const words = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.constantFrom(
    '(none)',
    '\\(none)',
    ' water ',
    '=1+1',
    '"quoted", twice',
    'two\r\nlines',
    "'",
    'a;b',
    'yes',
    '5',
  ),
)
const codes = fc.shuffledSubarray(['water', 'fire', 'bush-fire'])
const evidence = fc.array(
  fc.record(
    { quote: words, where: words, code: fc.constantFrom('water', 'fire') },
    { requiredKeys: ['quote'] },
  ),
  { maxLength: 3 },
)
const coding = (dimension: string, value: fc.Arbitrary<CodeValue>, quotes = fc.constant<Evidence[]>([])) =>
  fc.record({ kind: fc.constant('code'), dimension: fc.constant(dimension), value, evidence: quotes })

/** What a coder says of one report: any dimension, with quotes, notes and flags. */
const said = fc.uniqueArray(
  fc.oneof(
    coding(
      'topic',
      codes.map((list) => ({ codes: list })),
      evidence,
    ),
    coding(
      'design',
      fc.constantFrom('trial', 'survey').map((code) => ({ codes: [code] })),
    ),
    coding(
      'sample',
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => ({ number })),
    ),
    coding(
      'remark',
      fc.oneof(words, fc.constant('')).map((text) => ({ text })),
    ),
    fc.record(
      { kind: fc.constant('note'), text: words, dimension: fc.constant('topic'), code: fc.constant('fire') },
      { requiredKeys: ['kind', 'text', 'dimension'] },
    ),
    fc.record({ kind: fc.constant('note'), text: words }),
    fc.record(
      { kind: fc.constant('flag'), raised: fc.boolean(), note: words, dimension: fc.constant('design') },
      { requiredKeys: ['kind', 'raised'] },
    ),
  ),
  // The same remark made twice is one remark.
  { maxLength: 8, selector: canonicalJson },
)

/** What a review holds of a coder, without ids, times and order of writing. */
async function heldBy(review: Review, coder: string): Promise<unknown> {
  const { coding: codings, notes, flags } = foldLog(await review.store.decisions())
  const plain = (entry: object): object => {
    const {
      id: _id,
      at: _at,
      step: _step,
      codebook: _codebook,
      coder: _coder,
      ...content
    } = entry as Record<string, unknown>
    const quotes = content['evidence']
    if (Array.isArray(quotes) && quotes.length === 0) delete content['evidence']
    return content
  }
  const byText = (a: object, b: object): number => (canonicalJson(a) < canonicalJson(b) ? -1 : 1)
  return [
    [...codings.values()].flatMap((dimensions) =>
      [...dimensions.values()].flatMap((values) => values.get(coder) ?? []),
    ),
    [...notes.values()].flat().filter((note) => note.coder === coder),
    [...flags.values()].flatMap((coders) => coders.get(coder) ?? []),
  ].map((entries) => entries.map(plain).toSorted(byText))
}

async function exported(review: Review, options: Partial<ExportOptions>): Promise<string> {
  const pieces = await exportData(review, { what: 'codings', format: 'csv', included: false, ...options })
  let text = ''
  for await (const piece of pieces) text += String(piece)
  return text
}

async function takenUp(text: string, titles: readonly string[], coder = 'Ada') {
  const { review } = await reviewWith(titles)
  const file = join(review.folder, 'codings.txt')
  writeFileSync(file, text)
  return { review, file, result: await decide(review, { file }, controlOf(coder)) }
}

describe('codings that leave and come back', () => {
  test.each(['csv', 'jsonl'])('say the same, word for word, in the long form as %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(said, said, async (first, second) => {
        const { review, ids } = await reviewWith(['One', 'Two'])
        const log = await openCoderLog(review, controlOf('Ada'))
        const of = (drafts: readonly object[], i: number) =>
          drafts.map((draft) => ({ ...draft, coder: 'Ada', report: ids[i] }) as DecisionDraft)
        await log.say([...of(first, 0), ...of(second, 1)])
        const text = await exported(review, { format })
        const { review: other, result } = await takenUp(text, ['One', 'Two'])
        expect(result.problems).toEqual([])
        expect(await heldBy(other, 'Ada')).toEqual(await heldBy(review, 'Ada'))
        expect(await exported(other, { format })).toBe(text)
      }),
      { numRuns: 20 },
    )
  })

  test('keep every value in the wide form', async () => {
    const values = said.map((drafts) => drafts.filter(({ kind }) => kind === 'code'))
    await fc.assert(
      fc.asyncProperty(values, async (drafts) => {
        const { review, ids } = await reviewWith(['One'])
        const log = await openCoderLog(review, controlOf('Ada'))
        // A number or a text without anything to read is no value in a table.
        const bare = drafts.map(
          (draft) => ({ ...draft, evidence: [], coder: 'Ada', report: ids[0] }) as DecisionDraft,
        )
        await log.say(bare)
        const text = await exported(review, { shape: 'wide' })
        const { review: other, result } = await takenUp(text, ['One'])
        expect(result.problems).toEqual([])
        expect(await exported(other, { shape: 'wide' })).toBe(text)
        expect(await heldBy(other, 'Ada')).toEqual(await heldBy(review, 'Ada'))
      }),
      { numRuns: 20 },
    )
  })
})

test('a file that was taken up once has nothing new the second time', async () => {
  const { review, file, result } = await takenUp(
    'report,dimension,codes,note\nID,topic,water,why not\n'.replace(
      'ID',
      (await reviewWith(['One'])).ids[0] ?? '',
    ),
    ['One'],
  )
  expect(result).toMatchObject({ recorded: 2, known: 0 })
  expect(await decide(review, { file }, controlOf('Ada'))).toMatchObject({ recorded: 0, known: 2 })
  const log = await openCoderLog(review, controlOf('Ada'))
  expect(await log.undo()).toHaveLength(2)
})

test('another person’s rows are not made one’s own without a word', async () => {
  const { ids } = await reviewWith(['One'])
  const rows = `report,coder,dimension,codes\n${ids[0]},Bo,topic,water\n${ids[0]},machine:cues,topic,fire\n`
  const { result } = await takenUp(rows, ['One'])
  expect(result.recorded).toBe(1)
  expect(result.problems).toMatchObject([{ at: { line: 2 } }])
  expect(result.problems[0]?.message).toBe('The row is the word of "Bo", and Ada is at work.')
})

test.each([
  ['kind,report\nhm,ID\n', /The kind is "hm"/],
  ['report,flag\nID,perhaps\n', /The flag is "perhaps"/],
  ['report,kind,dimension,note\nID,note,nowhere,hm\n', /no dimension "nowhere"/],
  ['report,dimension,codes,quote,code\nID,topic,water,w,earth\n', /no code "earth"/],
  ['report,kind\nID,note\n', /a note without a text/],
  ['report,topic,sample\nID,(none),many\n', /number for "sample" is "many"/],
])('%j is a problem with its line', async (text, message) => {
  const { ids } = await reviewWith(['One'])
  const { result } = await takenUp(text.replace('ID', ids[0] ?? ''), ['One'])
  expect(result.problems).toMatchObject([{ at: { line: 2 }, remedy: /^You can / }].map(({ at }) => ({ at })))
  expect(result.problems[0]?.message).toMatch(message)
})

test('verdicts leave with reason and remark, and come back', async () => {
  const { review, ids } = await reviewWith(['One'])
  const log = await openCoderLog(review, controlOf('Ada'))
  await log.say([
    {
      kind: 'screen',
      report: ids[0] ?? '',
      stage: 'title-abstract',
      verdict: 'exclude',
      reason: 'animals',
      note: 'mice',
    },
  ])
  const text = await exported(review, { what: 'verdicts' })
  const { review: other } = await takenUp(text, ['One'])
  expect(await exported(other, { what: 'verdicts' })).toBe(text)
  expect(text).toMatch(/^d[0-9a-f]+,Ada,.*mice,,screen,title-abstract,exclude,animals\r$/m)
})
