import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ratingsFromLog } from '../../src/agreement/from-log.ts'
import { withRatings } from '../../src/agreement/ratings.ts'
import { foldLog } from '../../src/domain/coding.ts'
import { printMigration, readMigration } from '../../src/formats/migration-yaml.ts'
import { keptCodebook } from '../../src/review/codebook-versions.ts'
import type { Review } from '../../src/review/review.ts'
import { changesSinceCoded, checkProjectCodebook } from '../../src/stages/codebook.ts'
import { openCoderLog } from '../../src/stages/coder-log.ts'
import { answerOf, migrateCodebook, type MigrateOptions } from '../../src/stages/migrate-codebook.ts'
import { controlOf, openAgain, reviewWith, smallCodebook } from './open-review.ts'

/** Two people code two reports; then the codebook calls fire wildfire. */
async function renamed() {
  const { review, ids } = await reviewWith(['One', 'Two'])
  const [one = '', two = ''] = ids
  for (const [coder, codes] of [
    ['Ada', ['fire']],
    ['Bo', ['water', 'fire']],
  ] as const) {
    const log = await openCoderLog(review, controlOf(coder))
    await log.say([
      { kind: 'code', report: one, dimension: 'topic', value: { codes } },
      { kind: 'code', report: two, dimension: 'topic', value: { codes: ['water'] } },
    ])
  }
  const text = smallCodebook.replace(
    'id: fire, label: Fire',
    'id: wildfire, label: Wildfire, variants: [fire]',
  )
  writeFileSync(join(review.folder, 'codebook.yaml'), text)
  return { review: openAgain(review), before: review, one, two }
}
const rename: MigrateOptions = { answers: [answerOf('rename', 'topic/fire=wildfire')], dryRun: false }
const codesOf = async (review: Review, report: string, coder: string): Promise<unknown> =>
  foldLog(await review.store.decisions())
    .coding.get(report)
    ?.get('topic')
    ?.get(coder)?.value

test('a dry run says what would change by code and coder, and changes nothing', async () => {
  const { review, one } = await renamed()
  const count = await review.store.countDecisions()
  const result = await migrateCodebook(review, { ...rename, dryRun: true }, controlOf('Lead'))
  expect(result).toMatchObject({
    recorded: 0,
    changes: [{ dimension: 'topic', code: 'fire', use: { coders: { Ada: 1, Bo: 1 } } }],
    again: {},
    reopened: 0,
  })
  expect(await review.store.countDecisions()).toBe(count)
  expect(await codesOf(review, one, 'Ada')).toEqual({ codes: ['fire'] })
})

test('the migration is one entry, its file is in the project, and codings are read by it', async () => {
  const { review, before, one, two } = await renamed()
  const result = await migrateCodebook(review, rename, controlOf('Lead'))
  expect(result.recorded).toBe(1)
  const file = readFileSync(result.file ?? '', 'utf8')
  expect(readMigration(file, 'm.yaml').migration).toMatchObject({
    from: before.codebookHash,
    to: review.codebookHash,
    changes: [{ dimension: 'topic', code: 'fire', becomes: [{ code: 'wildfire' }] }],
  })
  expect(await codesOf(review, one, 'Ada')).toEqual({ codes: ['wildfire'] })
  expect(await codesOf(review, two, 'Bo')).toEqual({ codes: ['water'] })
  // In the log they are as they were made, under the codebook of then, which is kept.
  const [first] = await review.store.decisions()
  expect(first).toMatchObject({ value: { codes: ['fire'] }, codebook: before.codebookHash })
  expect(keptCodebook(review.folder, before.codebookHash)?.codebook).toEqual(before.codebook)
  expect((await checkProjectCodebook(review)).unknown).toEqual([])
  await expect(migrateCodebook(review, rename, controlOf('Lead'))).rejects.toThrow(
    /Nothing was coded under another/,
  )
})

test('agreement can be computed on the record of before, and by the codebook of now', async () => {
  const { review, before, one } = await renamed()
  const ratings = async (current: Review, migrated: boolean) => {
    const log = (await current.store.decisions()).filter(({ kind }) => migrated || kind !== 'migrate')
    const logged = ratingsFromLog(log, current.codebook).dimensions.get('topic')
    return {
      units: logged === undefined ? [] : withRatings(logged.ratings, 2).units,
      dropped: logged?.dropped,
    }
  }
  const then = await ratings(before, true)
  await migrateCodebook(review, rename, controlOf('Lead'))
  const kept = keptCodebook(review.folder, before.codebookHash)
  expect(await ratings({ ...review, codebook: kept?.codebook ?? review.codebook }, false)).toEqual(then)
  expect(await ratings(review, true)).toEqual(then)
  // By the codebook of now, without the migration, the report with the old code would be lost.
  expect((await ratings(review, false)).units).not.toContain(one)
})

test('the same file migrates another copy of the project', async () => {
  const { review } = await renamed()
  const { text } = await migrateCodebook(review, { ...rename, dryRun: true }, controlOf('Lead'))
  const file = join(review.folder, 'theirs.yaml')
  writeFileSync(file, text)
  const result = await migrateCodebook(review, { file, answers: [], dryRun: false }, controlOf('Lead'))
  expect(result).toMatchObject({ recorded: 1, file })
})

test('who gave a code that was split has to look again', async () => {
  const { review } = await renamed()
  const answers = [answerOf('split', 'topic/fire=wildfire,bush-fire')]
  const result = await migrateCodebook(review, { answers, dryRun: false }, controlOf('Lead'))
  expect(result.again).toEqual({ Ada: 1, Bo: 1 })
})

describe('a migration that cannot be is refused', () => {
  test.each([
    [
      'codes are in use that nobody speaks of',
      [],
      /topic\/fire \(Ada 1, Bo 1\): --rename topic\/fire=wildfire/,
    ],
    [
      'the new code is not there',
      [answerOf('rename', 'topic/fire=blaze')],
      /"topic\/blaze", which the codebook does not/,
    ],
    [
      'the old one never was',
      [answerOf('drop', 'topic/earth'), ...rename.answers],
      /"topic\/earth", which nobody gave/,
    ],
  ])('%s', async (_, answers, message) => {
    const { review } = await renamed()
    await expect(migrateCodebook(review, { answers, dryRun: false }, controlOf('Lead'))).rejects.toThrow(
      message,
    )
  })

  test('it leads to another codebook', async () => {
    const { review, before } = await renamed()
    const file = join(review.folder, 'm.yaml')
    writeFileSync(file, printMigration({ from: before.codebookHash, to: 'a'.repeat(64), changes: [] }))
    const run = migrateCodebook(review, { file, answers: [], dryRun: false }, controlOf('Lead'))
    await expect(run).rejects.toThrow(/leads to the codebook aaaaaaaaaaaa/)
  })
})

test.each([
  [
    'rename',
    'topic/fire=wildfire',
    { dimension: 'topic', code: 'fire', becomes: [{ dimension: 'topic', code: 'wildfire' }], ask: false },
  ],
  [
    'rename',
    'topic/fire=design/fire',
    { dimension: 'topic', code: 'fire', becomes: [{ dimension: 'design', code: 'fire' }], ask: false },
  ],
  ['rename', 'topic=theme', { dimension: 'topic', becomes: [{ dimension: 'theme' }], ask: false }],
  [
    'rename',
    'reason/animals=mice',
    {
      dimension: 'screening.reasons',
      code: 'animals',
      becomes: [{ dimension: 'screening.reasons', code: 'mice' }],
      ask: false,
    },
  ],
  ['split', 'topic/fire=a,b', { dimension: 'topic', code: 'fire', becomes: [], ask: true, into: ['a', 'b'] }],
  [
    'split',
    'topic/fire=fire,b',
    {
      dimension: 'topic',
      code: 'fire',
      becomes: [{ dimension: 'topic', code: 'fire' }],
      ask: true,
      into: ['fire', 'b'],
    },
  ],
  ['drop', 'topic/fire', { dimension: 'topic', code: 'fire', becomes: [], ask: false }],
] as const)('--%s %s', (how, text, change) => {
  expect(answerOf(how, text)).toEqual(change)
  const file = {
    from: 'a'.repeat(64),
    to: 'b'.repeat(64),
    because: 'why: not',
    changes: [answerOf(how, text)],
  }
  expect(readMigration(printMigration(file), 'm.yaml')).toEqual({ migration: file, problems: [] })
})

test.each([
  ['rename', 'topic/fire'],
  ['split', '=a'],
  ['drop', 'topic/fire=x'],
] as const)('--%s %s cannot be read', (how, text) => {
  expect(() => answerOf(how, text)).toThrow(new RegExp(`--${how} is `))
})

test.each([
  ['from: x\nto: y\nchanges: []\n', /64 hexadecimal digits/],
  [
    `from: ${'a'.repeat(64)}\nto: ${'b'.repeat(64)}\nchanges: [{ dimension: d, code: c }]\n`,
    /one of becomes, split and drop/,
  ],
])('a migration file that is wrong says where: %j', (text, message) => {
  const { migration, problems } = readMigration(text, 'm.yaml')
  expect(migration).toBeUndefined()
  expect(problems[0]?.message).toMatch(message)
  expect(problems[0]?.at.line).toBeGreaterThan(0)
})

test('what changed since the project was coded is shown, and unknown codes are counted', async () => {
  const { review } = await renamed()
  const found = await changesSinceCoded(review)
  expect(found?.changes).toContainEqual({
    change: 'removed',
    dimension: 'topic',
    code: 'fire',
    before: 'Fire',
  })
  expect((await checkProjectCodebook(review)).unknown).toEqual([
    { dimension: 'topic', code: 'fire', coders: { Ada: 1, Bo: 1 } },
  ])
})

test.each(['{"id":"other"}', 'not JSON'])(
  'a kept codebook that was changed by hand is not used: %j',
  async (text) => {
    const { review, before } = await renamed()
    writeFileSync(join(review.folder, 'codebook-versions', `${before.codebookHash}.json`), text)
    expect(keptCodebook(review.folder, before.codebookHash)).toBeUndefined()
    await expect(changesSinceCoded(review)).rejects.toThrow(/was not kept/)
  },
)
