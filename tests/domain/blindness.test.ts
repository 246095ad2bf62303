import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blindness } from '../../src/domain/blindness.ts'
import { foldLog } from '../../src/domain/coding.ts'
import { type Decision, isMachine, type Task } from '../../src/domain/decision.ts'
import { generatedLogs } from './generated-work.ts'
import { allocate, code, codebookOfTests, entryId, logOf, screen } from './small-project.ts'

const codebook = codebookOfTests()
const resolve = (id: string): string => id

const eyesOf = (log: readonly Decision[], coder = 'Ada', more: { readonly atWork?: Task } = {}) =>
  blindness({ coder, folded: foldLog(log), codebook, review: { fullText: true }, resolve, log, ...more })

const shown = (log: readonly Decision[], coder = 'Ada', more: { readonly atWork?: Task } = {}) =>
  eyesOf(log, coder, more)
    .visible(log)
    .map(({ id }) => log.findIndex((entry) => entry.id === id))

describe('what another person thinks of a report', () => {
  const theirs = [
    allocate('d1', 'coding', ['Ada', 'Bo']),
    code('Bo', 'd1', 'topic', 'water'),
    { kind: 'note', coder: 'Bo', report: 'd1', text: 'clearly water' },
    { kind: 'flag', coder: 'Bo', report: 'd1', raised: true },
    { kind: 'retract', coder: 'Bo', decision: entryId(1) },
    { kind: 'retract', coder: 'Bo', decision: entryId(4) },
    {
      kind: 'answer',
      coder: 'Bo',
      report: 'd1',
      dimension: 'topic',
      code: 'water',
      answer: 'accepted',
      machine: 'machine:cues',
      probability: 1,
    },
    {
      kind: 'reconcile',
      coder: 'Lead',
      report: 'd1',
      settles: [],
      outcome: { dimension: 'topic', value: { codes: ['fire'] } },
    },
    code('machine:cues', 'd1', 'topic', 'fire'),
    code('Bo', 'd2', 'topic', 'fire'),
    { kind: 'same', coder: 'Bo', records: ['r1', 'r2'] },
  ] as const

  test('is hidden while mine is not complete, with everything that gives it away', () => {
    expect(shown(logOf(...theirs))).toEqual([0, 8, 9, 10])
  })

  test('is hidden still when I have begun and owe a dimension', () => {
    const begun = logOf(...theirs, code('Ada', 'd1', 'topic', 'fire'), code('Ada', 'd1', 'design', 'survey'))
    expect(shown(begun)).toEqual([0, 8, 9, 10, 11, 12])
  })

  test('is there as soon as mine is complete, and gone when I take mine back', () => {
    const complete = [...theirs, code('Ada', 'd1', 'topic', 'fire'), code('Ada', 'd1', 'design', 'trial')]
    expect(shown(logOf(...complete))).toHaveLength(13)
    const back = logOf(...complete, { kind: 'retract', coder: 'Ada', decision: entryId(12) })
    expect(shown(back)).toEqual([0, 8, 9, 10, 11, 12, 13])
  })

  test('is there for whoever is not asked, but not on the screen where they are at work', () => {
    expect(shown(logOf(...theirs), 'Lead')).toHaveLength(11)
    expect(shown(logOf(...theirs), 'Lead', { atWork: 'coding' })).toEqual([0, 7, 8, 10])
  })
})

describe('a later task gives an earlier one away', () => {
  test.each([
    ['a verdict on the full text', screen('Bo', 'd1', 'include', 'full-text')],
    ['that the full text was sought', screen('Bo', 'd1', 'include', 'retrieval')],
    ['a code', code('Bo', 'd1', 'topic', 'water')],
  ])('%s is hidden while my title screening is open', (_, entry) => {
    expect(shown(logOf(allocate('d1', 'title-abstract', ['Ada', 'Bo']), entry))).toEqual([0])
  })

  test('but a verdict on the title is no secret for the one who codes', () => {
    const log = logOf(allocate('d1', 'coding', ['Ada', 'Bo']), screen('Bo', 'd1', 'include'))
    expect(shown(log)).toEqual([0, 1])
  })

  test('a maybe on the full text is not complete', () => {
    const log = logOf(screen('Bo', 'd1', 'exclude', 'full-text'), screen('Ada', 'd1', 'maybe', 'full-text'))
    expect(shown(log)).toEqual([1])
  })
})

test('a report that was merged into another is hidden under its former id too', () => {
  const log = logOf(allocate('d1', 'coding', ['Ada', 'Bo']), code('Bo', 'd9', 'topic', 'water'))
  const merged = (id: string): string => (id === 'd9' ? 'd1' : id)
  const folded = foldLog(log, merged)
  const eyes = blindness({ coder: 'Ada', folded, codebook, review: { fullText: true }, resolve: merged, log })
  expect(eyes.visible(log)).toEqual(log.slice(0, 1))
})

test('nothing that another person said about a report in my open work gets through, whatever was said before', () => {
  fc.assert(
    fc.property(generatedLogs, fc.constantFrom('Ada', 'Bo', 'Cy'), (log, coder) => {
      const eyes = eyesOf(log, coder)
      const allowed = new Set(eyes.visible(log).map(({ id }) => id))
      const leaks = log.filter(
        (entry) =>
          allowed.has(entry.id) &&
          entry.coder !== coder &&
          !isMachine(entry.coder) &&
          (entry.kind === 'code' || entry.kind === 'note') &&
          eyes.isBlind(entry.report, 'coding'),
      )
      expect(leaks).toEqual([])
      // My own words and who is to do what are never kept from me.
      expect(
        log
          .filter((entry) => entry.coder === coder || entry.kind === 'allocate')
          .every(({ id }) => allowed.has(id)),
      ).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('what a person sees does not depend on what the others said of their open reports', () => {
  fc.assert(
    fc.property(generatedLogs, fc.constantFrom('Ada', 'Bo', 'Cy'), (log, coder) => {
      const eyes = eyesOf(log, coder)
      const without = eyes.visible(log)
      expect(eyesOf(without, coder).visible(without)).toEqual(without)
    }),
    { numRuns: 200 },
  )
})
