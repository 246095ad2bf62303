import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldLog } from '../../src/domain/coding.ts'
import type { CodeValue, Decision, MigrationChange } from '../../src/domain/decision.ts'
import { doneBy } from '../../src/domain/work.ts'
import { generatedLogs } from './generated-work.ts'
import { allocate, code, codebookOfTests, entryId, logOf } from './small-project.ts'

const migrate = (changes: readonly MigrationChange[], from = 'old', to = 'new') => ({
  kind: 'migrate' as const,
  coder: 'Lead',
  from,
  to,
  changes,
  file: { name: 'm.yaml', sha256: '0' },
})
const to = (dimension: string, from: string, ...codes: readonly string[]): MigrationChange => ({
  dimension,
  code: from,
  becomes: codes.map((id) => ({ dimension, code: id })),
  ask: false,
})
const split = (dimension: string, from: string): MigrationChange => ({
  dimension,
  code: from,
  becomes: [],
  ask: true,
})

const codesOf = (value: CodeValue | null | undefined): readonly string[] | undefined =>
  value !== null && value !== undefined && 'codes' in value ? value.codes : undefined
const codesAfter = (log: readonly Decision[], dimension = 'topic', coder = 'Ada') =>
  codesOf(foldLog(log).coding.get('d1')?.get(dimension)?.get(coder)?.value)

describe('codings made before a migration', () => {
  test.each([
    ['renamed', to('topic', 'fire', 'wildfire'), ['water', 'wildfire']],
    ['merged into one that is there', to('topic', 'fire', 'water'), ['water']],
    ['dropped', to('topic', 'fire'), ['water']],
    ['split', split('topic', 'fire'), ['water']],
  ])('a code that is %s', (_, change, expected) => {
    expect(codesAfter(logOf(code('Ada', 'd1', 'topic', 'water', 'fire'), migrate([change])))).toEqual(
      expected,
    )
  })

  test('stay in the log as they were made', () => {
    const log = logOf(code('Ada', 'd1', 'topic', 'fire'), migrate([to('topic', 'fire', 'wildfire')]))
    expect(log[0]).toMatchObject({ value: { codes: ['fire'] } })
    expect(codesOf(foldLog(log.slice(0, 1)).coding.get('d1')?.get('topic')?.get('Ada')?.value)).toEqual([
      'fire',
    ])
  })

  test('are not coded any more when nothing is left; "none applies" stays said', () => {
    expect(
      codesAfter(logOf(code('Ada', 'd1', 'topic', 'fire'), migrate([to('topic', 'fire')]))),
    ).toBeUndefined()
    expect(codesAfter(logOf(code('Ada', 'd1', 'topic'), migrate([to('topic', 'fire')])))).toEqual([])
  })

  test('go through one migration after another', () => {
    const log = logOf(
      code('Ada', 'd1', 'topic', 'fire'),
      migrate([to('topic', 'fire', 'wildfire')], 'old', 'mid'),
      migrate([to('topic', 'wildfire', 'bush-fire')], 'mid', 'new'),
    )
    expect(codesAfter(log)).toEqual(['bush-fire'])
  })

  test('move to another dimension, and join what is there', () => {
    const moved = migrate([
      { dimension: 'topic', code: 'survey', becomes: [{ dimension: 'design', code: 'survey' }], ask: false },
    ])
    const log = logOf(
      code('Ada', 'd1', 'topic', 'water', 'survey'),
      code('Ada', 'd1', 'design', 'trial'),
      moved,
    )
    expect(codesAfter(log, 'topic')).toEqual(['water'])
    expect(codesAfter(log, 'design')).toEqual(['survey', 'trial'])
    // What is coded there afterwards is the whole value.
    const later = logOf(
      ...[log[0], log[1]].flatMap((entry) => entry ?? []),
      moved,
      code('Ada', 'd1', 'design', 'trial'),
    )
    expect(codesAfter(later, 'design')).toEqual(['trial'])
  })

  test('follow a dimension that has another id now, numbers and notes too', () => {
    const log = logOf(
      code('Ada', 'd1', 'topic', 'water'),
      { kind: 'code', coder: 'Ada', report: 'd1', dimension: 'sample', value: { number: 5 } },
      { kind: 'note', coder: 'Ada', report: 'd1', dimension: 'topic', code: 'water', text: 'hm' },
      migrate([
        { dimension: 'topic', becomes: [{ dimension: 'theme' }], ask: false },
        { dimension: 'sample', becomes: [{ dimension: 'size' }], ask: false },
      ]),
    )
    expect(codesAfter(log, 'theme')).toEqual(['water'])
    const folded = foldLog(log)
    expect(folded.coding.get('d1')?.get('size')?.get('Ada')?.value).toEqual({ number: 5 })
    expect(folded.notes.get('d1')).toMatchObject([{ dimension: 'theme', code: 'water' }])
  })

  test('keep the quotes of the codes that stay, under their new names', () => {
    const log = logOf(
      {
        kind: 'code',
        coder: 'Ada',
        report: 'd1',
        dimension: 'topic',
        value: { codes: ['water', 'fire'] },
        evidence: [{ code: 'fire', quote: 'it burns' }, { quote: 'in general' }],
      },
      migrate([to('topic', 'fire', 'wildfire')]),
    )
    expect(foldLog(log).coding.get('d1')?.get('topic')?.get('Ada')?.evidence).toEqual([
      { code: 'wildfire', quote: 'it burns' },
      { quote: 'in general' },
    ])
  })
})

describe('codings made after a migration', () => {
  const change = migrate([to('topic', 'fire', 'water')])

  test('stay as they are, even where an old id is used again', () => {
    expect(codesAfter(logOf(change, code('Ada', 'd1', 'topic', 'fire')))).toEqual(['fire'])
  })

  test('but on a machine that had not heard of it, under the old codebook, go through it', () => {
    expect(codesAfter(logOf(change, { ...code('Ada', 'd1', 'topic', 'fire'), codebook: 'old' }))).toEqual([
      'water',
    ])
  })

  test('and under the new codebook, by a clock that is behind, do not', () => {
    expect(codesAfter(logOf({ ...code('Ada', 'd1', 'topic', 'fire'), codebook: 'new' }, change))).toEqual([
      'fire',
    ])
  })
})

describe('a split', () => {
  const codebook = codebookOfTests()
  const log = logOf(
    code('Ada', 'd1', 'topic', 'fire', 'water'),
    code('Ada', 'd1', 'design', 'trial'),
    code('Bo', 'd1', 'topic', 'water'),
    code('Bo', 'd1', 'design', 'trial'),
    {
      kind: 'reconcile',
      coder: 'Lead',
      report: 'd1',
      settles: [],
      outcome: { dimension: 'topic', value: { codes: ['fire'] } },
    },
    migrate([split('topic', 'fire')]),
  )
  const isDone = (entries: readonly Decision[], coder: string): boolean =>
    doneBy({ task: 'coding', folded: foldLog(entries), codebook, review: { fullText: true } }, coder)('d1')

  test('asks those who gave the code again, and nobody else, until they have spoken', () => {
    expect([isDone(log, 'Ada'), isDone(log, 'Bo')]).toEqual([false, true])
    const again = [...log, ...logOf(code('Ada', 'd1', 'topic', 'bush-fire'))].map((entry, i) => ({
      ...entry,
      id: entryId(i),
    }))
    expect(isDone(again, 'Ada')).toBe(true)
  })

  test('opens what was agreed on with that code', () => {
    expect(foldLog(log.slice(0, 5)).reconciled.get('d1')?.has('topic')).toBe(true)
    expect(foldLog(log).reconciled.get('d1')?.has('topic')).toBe(false)
  })
})

test('reasons for exclusion are renamed and dropped like codes', () => {
  const excluded = {
    kind: 'screen',
    coder: 'Ada',
    report: 'd1',
    stage: 'title-abstract',
    verdict: 'exclude',
    reason: 'animals',
  } as const
  const reasonAfter = (change: MigrationChange) =>
    foldLog(logOf(excluded, migrate([change])))
      .screening.get('d1')
      ?.get('title-abstract')
      ?.get('Ada')?.reason
  expect(reasonAfter(to('screening.reasons', 'animals', 'not-people'))).toBe('not-people')
  expect(reasonAfter(to('screening.reasons', 'animals'))).toBeUndefined()
})

test('a machine migrates nothing, and a migration that is taken back is none', () => {
  const change = { ...migrate([to('topic', 'fire', 'water')]) }
  const fire = code('Ada', 'd1', 'topic', 'fire')
  expect(codesAfter(logOf(fire, { ...change, coder: 'machine:x' }))).toEqual(['fire'])
  const back = { kind: 'retract' as const, coder: 'Lead', decision: entryId(1) }
  expect(codesAfter(logOf(fire, change, back))).toEqual(['fire'])
})

test('a migration that renames a code and one that renames it back change nothing, whatever was coded', () => {
  fc.assert(
    fc.property(generatedLogs, (log) => {
      const there = migrate([to('topic', 'fire', 'blaze')], 'a', 'b')
      const back = migrate([to('topic', 'blaze', 'fire')], 'b', 'c')
      const after = [...log, ...logOf(allocate('d9', 'coding', []), there, back)].map((entry, i) => ({
        ...entry,
        id: entryId(i),
      }))
      expect(foldLog(after).coding).toEqual(foldLog(log).coding)
      expect(foldLog(after).recode.size).toBe(0)
    }),
    { numRuns: 100 },
  )
})
