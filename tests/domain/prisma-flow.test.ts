import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldLog, settleCoding, settleScreening } from '../../src/domain/coding.ts'
import {
  type FlowArm,
  type FlowReport,
  imbalances,
  isDatabase,
  type PrismaFlow,
  prismaFlow,
  prismaKeys,
} from '../../src/domain/prisma-flow.ts'
import { reportId, reportIndex } from '../../src/domain/report.ts'
import type { SearchChannel } from '../../src/domain/search.ts'
import { isIncluded, type StageOfReview, stageOf, stagesOfReview } from '../../src/domain/stage-of-review.ts'
import { studiesOf } from '../../src/domain/study.ts'
import { logs, recordIds } from './generated-logs.ts'

const channels = ['database', 'register', 'website', 'organisation', 'citation'] as const
const report = (
  stage: StageOfReview,
  from: readonly SearchChannel[] = ['database'],
  more: Partial<FlowReport> = {},
): FlowReport => ({ stage, channels: from, excludedByMachine: false, ...more })

/** A small review, counted by hand: 9 database records, 1 from a register, 5 from elsewhere; 9 reports. */
const review: readonly FlowReport[] = [
  report('coded', ['database', 'database', 'citation']),
  report('included', ['register', 'database']),
  report('excluded-on-title', ['database'], { excludedByMachine: true }),
  report('excluded-on-title', ['database', 'database'], { reason: 'population' }),
  report('excluded-on-full-text', ['database'], { reason: 'no data; none, at all' }),
  report('not-retrieved', ['database']),
  report('awaiting-screening', ['database', 'website']),
  report('coded', ['citation', 'citation']),
  report('excluded-on-full-text', ['organisation'], { reason: 'language' }),
]

describe('prismaFlow', () => {
  test('counts a review as one would by hand', () => {
    const flow = prismaFlow(review, 2, { fullText: true })
    expect(flow.identified).toEqual({ database: 9, register: 1, website: 1, organisation: 1, citation: 3 })
    expect(flow.databases).toEqual({
      duplicates: 3,
      screened: 6,
      excluded: 2,
      excludedByMachine: 1,
      excludedReasons: [
        { reason: 'no reason given', count: 1 },
        { reason: 'population', count: 1 },
      ],
      awaitingScreening: 1,
      sought: 4,
      notRetrieved: 1,
      awaitingRetrieval: 0,
      assessed: 3,
      excludedOnFullText: 1,
      fullTextReasons: [{ reason: 'no data; none, at all', count: 1 }],
      awaitingAssessment: 0,
      included: 2,
    })
    expect(flow.other).toEqual({
      duplicates: 3,
      screened: 2,
      excluded: 0,
      excludedByMachine: 0,
      excludedReasons: [],
      awaitingScreening: 0,
      sought: 2,
      notRetrieved: 0,
      awaitingRetrieval: 0,
      assessed: 2,
      excludedOnFullText: 1,
      fullTextReasons: [{ reason: 'language', count: 1 }],
      awaitingAssessment: 0,
      included: 1,
    })
    expect([flow.newReports, flow.newStudies, flow.fullText]).toEqual([3, 2, true])
  })

  test('of nothing is nothing', () => {
    const flow = prismaFlow([], 0, { fullText: true })
    expect(imbalances(flow)).toEqual([])
    expect(flow.newReports).toBe(0)
  })

  test('orders reasons by how often, then by name', () => {
    const excluded = ['b', 'a', 'c', 'c'].map((reason) =>
      report('excluded-on-title', ['database'], { reason }),
    )
    expect(prismaFlow(excluded, 0, { fullText: true }).databases.excludedReasons).toEqual([
      { reason: 'c', count: 2 },
      { reason: 'a', count: 1 },
      { reason: 'b', count: 1 },
    ])
  })

  test('balances for any reports, with and without full text', () => {
    const inTitleReview: readonly StageOfReview[] = [
      'awaiting-screening',
      'screening-conflict',
      'excluded-on-title',
      'included',
      'coded',
    ]
    const flowReports = (stages: readonly StageOfReview[]): fc.Arbitrary<FlowReport[]> =>
      fc.array(
        fc.record(
          {
            stage: fc.constantFrom(...stages),
            channels: fc.array(fc.constantFrom(...channels), { minLength: 1, maxLength: 4 }),
            reason: fc.constantFrom('a', 'b', ''),
            excludedByMachine: fc.boolean(),
          },
          { requiredKeys: ['stage', 'channels', 'excludedByMachine'] },
        ),
      )
    fc.assert(
      fc.property(
        flowReports(stagesOfReview.map(({ id }) => id)),
        flowReports(inTitleReview),
        (all, titleOnly) => {
          for (const [reports, fullText] of [
            [all, true],
            [titleOnly, false],
          ] as const) {
            const included = reports.filter(({ stage }) => isIncluded(stage)).length
            const flow = prismaFlow(reports, included, { fullText })
            expect(imbalances(flow)).toEqual([])
            expect(flow.newReports).toBe(included)
            expect(flow.databases.screened + flow.databases.awaitingScreening).toBe(
              reports.filter((one) => one.channels.some(isDatabase)).length,
            )
          }
        },
      ),
    )
  })

  test('balances for any log, any grouping of records and any channels, all the way through', () => {
    const grouping = fc.array(fc.nat({ max: 3 }), {
      minLength: recordIds.length,
      maxLength: recordIds.length,
    })
    const channelOf = fc.array(fc.constantFrom(...channels), {
      minLength: recordIds.length,
      maxLength: recordIds.length,
    })
    fc.assert(
      fc.property(logs, grouping, channelOf, fc.boolean(), (log, groups, from, fullText) => {
        const flow = flowOf(log, groups, from, fullText)
        expect(imbalances(flow)).toEqual([])
        expect(Object.values(flow.identified).reduce((sum, n) => sum + n)).toBe(recordIds.length)
      }),
      { numRuns: 400 },
    )
  })

  test('throws for reports that cannot be', () => {
    expect(() => prismaFlow([report('coded', [])], 1, { fullText: true })).toThrow('does not balance')
    expect(() => prismaFlow([report('awaiting-retrieval')], 0, { fullText: false })).toThrow(
      'does not balance',
    )
  })
})

/** What the stages do between a log and its flow: groups to reports, fold, settle, stage, studies, flow. */
function flowOf(
  log: Parameters<typeof foldLog>[0],
  groups: readonly number[],
  from: readonly SearchChannel[],
  fullText: boolean,
): PrismaFlow {
  const reports = [...new Set(groups)].map((group) => {
    const records = recordIds.filter((_record, i) => groups[i] === group)
    return { id: reportId(records), records }
  })
  const folded = foldLog(log, reportIndex(reports))
  const standing = reports.map(({ id, records }) => {
    const titleAbstract = settleScreening(folded, id, 'title-abstract')
    const word = settleScreening(folded, id, 'full-text')
    const stage = stageOf(
      {
        titleAbstract,
        retrieval: settleScreening(folded, id, 'retrieval'),
        fullText: word,
        requiredCodings: [settleCoding(folded, id, { id: 'term', type: 'multi' }, 'both')],
      },
      { fullText },
    )
    const last = stage === 'excluded-on-full-text' ? word : titleAbstract
    const settled = last === 'conflict' ? undefined : last
    return {
      id,
      stage,
      channels: records.flatMap((record) => from[recordIds.indexOf(record)] ?? []),
      excludedByMachine: settled?.by === 'machine',
      ...(settled?.reason === undefined ? {} : { reason: settled.reason }),
    }
  })
  const included = standing.filter(({ stage }) => isIncluded(stage)).map(({ id }) => id)
  return prismaFlow(standing, studiesOf(included, folded.links).length, { fullText })
}

describe('imbalances', () => {
  const good = prismaFlow(review, 2, { fullText: true })
  const counts = Object.entries(good.databases).flatMap(([key, value]) =>
    typeof value === 'number' ? [key] : [],
  )

  test.each((['databases', 'other'] as const).flatMap((arm) => counts.map((key) => [arm, key] as const)))(
    'finds one too many in %s.%s',
    (arm, key) => {
      const wrong = {
        ...good,
        [arm]: { ...good[arm], [key]: (good[arm][key as keyof FlowArm] as number) + 1 },
      }
      // One more excluded by a machine is possible only while people excluded some, too.
      const possible = key === 'excludedByMachine' && arm === 'databases'
      expect(imbalances(wrong).length > 0).toBe(!possible)
    },
  )

  test.each<readonly [note: string, wrong: PrismaFlow]>([
    ['a record too many', { ...good, identified: { ...good.identified, website: 2 } }],
    [
      'a record moved to the other arm',
      { ...good, identified: { ...good.identified, website: 2, database: 8 } },
    ],
    ['reports', { ...good, newReports: 4 }],
    ['more studies than reports', { ...good, newStudies: 4 }],
    ['reports without a study', { ...good, newStudies: 0 }],
    [
      'a negative count',
      { ...good, databases: { ...good.databases, duplicates: -1, screened: 10, sought: 8 } },
    ],
    [
      'more excluded by machine than excluded',
      { ...good, databases: { ...good.databases, excludedByMachine: 3 } },
    ],
    [
      'a reason too many',
      { ...good, databases: { ...good.databases, excludedReasons: [{ reason: 'x', count: 3 }] } },
    ],
    ['a full-text reason too few', { ...good, other: { ...good.other, fullTextReasons: [] } }],
    [
      'duplicates moved to the other arm',
      {
        ...good,
        databases: { ...good.databases, duplicates: 2 },
        other: { ...good.other, duplicates: 4 },
      },
    ],
    [
      'half a record',
      {
        ...good,
        identified: { ...good.identified, citation: 2.5 },
        other: { ...good.other, duplicates: 2.5 },
      },
    ],
  ])('finds %s', (_note, wrong) => {
    expect(imbalances(wrong).length).toBeGreaterThan(0)
  })

  test('says which equation, with both numbers', () => {
    expect(imbalances({ ...good, newReports: 4 })).toEqual(['included of both arms = reports: 3 is not 4'])
  })
})

test('prismaKeys are those of the PRISMA2020 package, with our counts', () => {
  expect(prismaKeys(prismaFlow(review, 2, { fullText: true }))).toEqual({
    previous_studies: 0,
    previous_reports: 0,
    database_results: 9,
    register_results: 1,
    website_results: 1,
    organisation_results: 1,
    citations_results: 3,
    duplicates: 3,
    excluded_automatic: 0,
    excluded_other: 0,
    records_screened: 6,
    records_excluded: 2,
    dbr_sought_reports: 4,
    dbr_notretrieved_reports: 1,
    dbr_assessed: 3,
    dbr_excluded: 'no data none at all, 1',
    other_sought_reports: 2,
    other_notretrieved_reports: 0,
    other_assessed: 2,
    other_excluded: 'language, 1',
    new_studies: 2,
    new_reports: 3,
    total_studies: 2,
    total_reports: 3,
  })
})
