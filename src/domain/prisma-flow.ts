import type { SearchChannel } from './search.ts'
import type { StageOfReview } from './stage-of-review.ts'

/** One report as the flow sees it. */
export interface FlowReport {
  readonly stage: StageOfReview
  /** The channel of each of its records. Never empty. */
  readonly channels: readonly SearchChannel[]
  /** Reason of exclusion, as its label, where there is one. */
  readonly reason?: string
  /** Whether its exclusion on title and abstract is a machine's. */
  readonly excludedByMachine: boolean
}

export interface CountedReason {
  readonly reason: string
  readonly count: number
}

/** The boxes of one arm of the flow: records and then reports, from screening to inclusion. */
export interface FlowArm {
  readonly duplicates: number
  readonly screened: number
  readonly excluded: number
  /** Of `excluded`, those that only a machine excluded. */
  readonly excludedByMachine: number
  readonly excludedReasons: readonly CountedReason[]
  readonly awaitingScreening: number
  readonly sought: number
  readonly notRetrieved: number
  readonly awaitingRetrieval: number
  readonly assessed: number
  readonly excludedOnFullText: number
  readonly fullTextReasons: readonly CountedReason[]
  readonly awaitingAssessment: number
  readonly included: number
}

/**
 * PRISMA 2020 flow (Page et al. 2021, doi 10.1136/bmj.n71), counted from where every report stands, with the
 * boxes a review under way needs besides: what still waits. `databases` holds records of databases and
 * registers, `other` those found on websites, at organisations or by citation chasing only.
 */
export interface PrismaFlow {
  readonly identified: Readonly<Record<SearchChannel, number>>
  readonly databases: FlowArm
  readonly other: FlowArm
  /** Reports and studies in the review. */
  readonly newReports: number
  readonly newStudies: number
  /** False where the review has no full-text stage: then passing title and abstract is inclusion. */
  readonly fullText: boolean
}

/**
 * Counts the flow. A report with any record from a database or register counts in that arm, and its other
 * records as duplicates of the arm they came by. The result balances for every input; a flow that does not is a
 * bug and throws.
 */
export function prismaFlow(
  reports: readonly FlowReport[],
  newStudies: number,
  review: { readonly fullText: boolean },
): PrismaFlow {
  const identified = { database: 0, register: 0, website: 0, organisation: 0, citation: 0 }
  for (const report of reports) for (const channel of report.channels) identified[channel]++
  const inDatabases = (report: FlowReport): boolean => report.channels.some(isDatabase)
  const databaseRecords = identified.database + identified.register
  const otherRecords = identified.website + identified.organisation + identified.citation
  const databases = countArm(reports.filter(inDatabases), databaseRecords, review.fullText)
  const other = countArm(
    reports.filter((report) => !inDatabases(report)),
    otherRecords,
    review.fullText,
  )
  const newReports = databases.included + other.included
  const flow = { identified, databases, other, newReports, newStudies, fullText: review.fullText }
  const wrong = imbalances(flow)
  if (wrong.length > 0) throw new Error(`The PRISMA flow does not balance: ${wrong.join('; ')}.`)
  return flow
}

export const isDatabase = (channel: SearchChannel): boolean =>
  channel === 'database' || channel === 'register'

function countArm(reports: readonly FlowReport[], records: number, fullText: boolean): FlowArm {
  const at = (...stages: StageOfReview[]): FlowReport[] =>
    reports.filter((report) => stages.includes(report.stage))
  const excluded = at('excluded-on-title')
  const awaitingScreening = at('awaiting-screening', 'screening-conflict').length
  const excludedOnFullText = at('excluded-on-full-text')
  const awaitingAssessment = at('awaiting-full-text', 'full-text-conflict').length
  const awaitingRetrieval = at('awaiting-retrieval').length
  const notRetrieved = at('not-retrieved').length
  const included = at('included', 'coded').length
  return {
    duplicates: records - reports.length,
    screened: reports.length - awaitingScreening,
    excluded: excluded.length,
    excludedByMachine: excluded.filter((report) => report.excludedByMachine).length,
    excludedReasons: countReasons(excluded),
    awaitingScreening,
    sought: fullText ? reports.length - awaitingScreening - excluded.length : 0,
    notRetrieved,
    awaitingRetrieval,
    assessed: fullText ? included + excludedOnFullText.length + awaitingAssessment : 0,
    excludedOnFullText: excludedOnFullText.length,
    fullTextReasons: countReasons(excludedOnFullText),
    awaitingAssessment,
    included,
  }
}

/** Most frequent first, then by name; reports without a reason are counted as such. */
function countReasons(reports: readonly FlowReport[]): readonly CountedReason[] {
  const counts = new Map<string, number>()
  for (const { reason = 'no reason given' } of reports) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
}

/** Every equation of the flow that does not hold, in words; empty for a balanced flow. */
export function imbalances(flow: PrismaFlow): readonly string[] {
  const { identified, databases, other } = flow
  const wrong: string[] = []
  const check = (name: string, left: number, right: number): void => {
    if (left !== right) wrong.push(`${name}: ${left} is not ${right}`)
  }
  const arms = [
    ['databases', databases, identified.database + identified.register],
    ['other', other, identified.website + identified.organisation + identified.citation],
  ] as const
  for (const [name, arm, records] of arms) {
    check(
      `${name}: records - duplicates - awaiting = screened`,
      records - arm.duplicates - arm.awaitingScreening,
      arm.screened,
    )
    if (arm.excludedByMachine > arm.excluded)
      wrong.push(
        `${name}: ${arm.excludedByMachine} excluded by machine is more than ${arm.excluded} excluded`,
      )
    check(`${name}: reasons add up to excluded`, sum(arm.excludedReasons), arm.excluded)
    check(
      `${name}: reasons add up to excluded on full text`,
      sum(arm.fullTextReasons),
      arm.excludedOnFullText,
    )
    if (flow.fullText) {
      check(`${name}: screened - excluded = sought`, arm.screened - arm.excluded, arm.sought)
      check(
        `${name}: sought - not retrieved - awaiting = assessed`,
        arm.sought - arm.notRetrieved - arm.awaitingRetrieval,
        arm.assessed,
      )
      check(
        `${name}: assessed - excluded - awaiting = included`,
        arm.assessed - arm.excludedOnFullText - arm.awaitingAssessment,
        arm.included,
      )
    } else check(`${name}: screened - excluded = included`, arm.screened - arm.excluded, arm.included)
  }
  check('included of both arms = reports', databases.included + other.included, flow.newReports)
  if (flow.newStudies > flow.newReports)
    wrong.push(`studies: ${flow.newStudies} is more than ${flow.newReports} reports`)
  if (flow.newStudies === 0 && flow.newReports > 0) wrong.push(`studies: 0 for ${flow.newReports} reports`)
  const counts = [...Object.values(identified), ...numbersOf(databases), ...numbersOf(other), flow.newStudies]
  if (counts.some((count) => count < 0)) wrong.push('a count is negative')
  if (!counts.every(Number.isInteger)) wrong.push('a count is not a whole number')
  return wrong
}

const sum = (reasons: readonly CountedReason[]): number =>
  reasons.reduce((total, { count }) => total + count, 0)

const numbersOf = (arm: FlowArm): number[] => Object.values(arm).filter((value) => typeof value === 'number')

/**
 * The flow under the keys of the PRISMA2020 package's template (`*_excluded` as "Reason1, n; Reason2, n"), so
 * that its diagram can be drawn from ours. A comma or semicolon inside a reason becomes a space. The template has
 * no box for what still waits: only the keys of a finished review balance.
 */
export function prismaKeys(flow: PrismaFlow): Readonly<Record<string, number | string>> {
  const { identified, databases, other } = flow
  return {
    previous_studies: 0,
    previous_reports: 0,
    database_results: identified.database,
    register_results: identified.register,
    website_results: identified.website,
    organisation_results: identified.organisation,
    citations_results: identified.citation,
    duplicates: databases.duplicates,
    excluded_automatic: 0,
    excluded_other: 0,
    records_screened: databases.screened,
    records_excluded: databases.excluded,
    dbr_sought_reports: databases.sought,
    dbr_notretrieved_reports: databases.notRetrieved,
    dbr_assessed: databases.assessed,
    dbr_excluded: printReasons(databases.fullTextReasons),
    other_sought_reports: other.sought,
    other_notretrieved_reports: other.notRetrieved,
    other_assessed: other.assessed,
    other_excluded: printReasons(other.fullTextReasons),
    new_studies: flow.newStudies,
    new_reports: flow.newReports,
    total_studies: flow.newStudies,
    total_reports: flow.newReports,
  }
}

const printReasons = (reasons: readonly CountedReason[]): string =>
  reasons.map(({ reason, count }) => `${reason.replace(/[,;\s]+/g, ' ')}, ${count}`).join('; ')
