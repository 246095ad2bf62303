import { isMachine, standingDecisions } from '../domain/decision.ts'
import { isRetracted, printNotices } from '../domain/notice.ts'
import type { PrismaFlow } from '../domain/prisma-flow.ts'
import type { ReportId } from '../domain/report.ts'
import { type ReportStanding, type StageOfReview, stagesOfReview } from '../domain/stage-of-review.ts'
import { type TaskProgress, teamProgress } from '../domain/team-progress.ts'
import type { Review } from '../review/review.ts'
import { readStanding, type ReviewStanding } from '../review/standing.ts'

export interface CoderProgress {
  readonly coder: string
  readonly isMachine: boolean
  /** Reports with a standing word of this coder. */
  readonly screened: number
  readonly coded: number
  /** Reports with this coder's flag up. */
  readonly flagged: number
  /** For people: what they were given, have done and have left, task by task. */
  readonly tasks: readonly TaskProgress[]
}

export interface ReviewStatus {
  readonly title: string
  readonly folder: string
  readonly records: number
  readonly reports: number
  readonly duplicates: number
  readonly notDeduplicated: number
  readonly doubtfulPairs: number
  readonly problems: number
  /** Included reports that were retracted, or that an expression of concern was published about. */
  readonly retractedReports: readonly NoticedReport[]
  readonly stages: readonly StageCount[]
  readonly studies: number
  readonly flow: PrismaFlow
  readonly coders: readonly CoderProgress[]
  /** Files whose import was interrupted. */
  readonly unfinishedImports: readonly string[]
  readonly next: NextStep
}

export interface NoticedReport {
  readonly report: ReportId
  readonly title: string
  /** `Retracted 2010-02-06 (according to pubmed)`. */
  readonly notices: readonly string[]
  readonly isRetracted: boolean
}

export interface StageCount {
  readonly stage: StageOfReview
  readonly label: string
  readonly reports: number
  /** Of these, where only a machine has decided. */
  readonly byMachine: number
}

/** What to do next: the command, and why. */
export interface NextStep {
  readonly command: string
  readonly because: string
}

/** Where the review stands, and what to do next. */
export async function status(review: Review): Promise<ReviewStatus> {
  const standing = await readStanding(review)
  const undecided = (await review.store.pairs('doubtful')).filter(
    ({ records }) => !standing.folded.identity.has(records.toSorted().join(' ')),
  )
  let problems = 0
  for await (const problem of review.store.problems()) if (problem.severity === 'lost') problems++
  const counts = new Map<StageOfReview, number>()
  const byMachine = new Map<StageOfReview, number>()
  for (const [report, stage] of standing.stages) {
    counts.set(stage, (counts.get(stage) ?? 0) + 1)
    if (isDecidedByMachine(standing.standings.get(report)))
      byMachine.set(stage, (byMachine.get(stage) ?? 0) + 1)
  }
  const unfinishedImports = standing.searches
    .filter((search) => search.retrieved === undefined)
    .map((search) => search.file ?? search.source)
  const rest = {
    notDeduplicated: standing.notDeduplicated,
    doubtfulPairs: undecided.length,
    unfinishedImports,
    records: standing.origins.size,
  }
  return {
    title: review.settings.title,
    folder: review.folder,
    reports: standing.documents.length,
    duplicates: standing.origins.size - standing.documents.length,
    problems,
    retractedReports: await retractedReports(review, standing),
    stages: stagesOfReview.map(({ id, label }) => ({
      stage: id,
      label,
      reports: counts.get(id) ?? 0,
      byMachine: byMachine.get(id) ?? 0,
    })),
    studies: standing.studies.length,
    flow: standing.flow,
    coders: coderProgress(review, standing),
    ...rest,
    next: nextStep(rest, counts, standing),
  }
}

async function retractedReports(review: Review, standing: ReviewStanding): Promise<readonly NoticedReport[]> {
  const included = await review.store.reportsById(standing.included)
  return included.flatMap((report) => {
    const grave = (report.notices ?? []).filter(({ kind }) => kind !== 'correction')
    if (grave.length === 0) return []
    const notices = printNotices(grave)
    return [
      { report: report.id, title: report.title ?? 'no title', notices, isRetracted: isRetracted(report) },
    ]
  })
}

/** Whether the last word about a report is a machine's. */
function isDecidedByMachine(standing: ReportStanding | undefined): boolean {
  const last = standing?.fullText ?? standing?.titleAbstract
  return last !== undefined && last !== 'conflict' && last.by === 'machine'
}

function coderProgress(review: Review, standing: ReviewStanding): readonly CoderProgress[] {
  const screened = new Map<string, Set<string>>()
  const coded = new Map<string, Set<string>>()
  const add = (counts: Map<string, Set<string>>, coder: string, report: string): void => {
    counts.set(coder, (counts.get(coder) ?? new Set<string>()).add(report))
  }
  for (const decision of standingDecisions(standing.log)) {
    if (decision.kind === 'screen') add(screened, decision.coder, decision.report)
    else if (decision.kind === 'code') add(coded, decision.coder, decision.report)
  }
  const { codebook, settings } = review
  const team = teamProgress({ ...standing, codebook, review: settings })
  const flagged = new Map<string, number>()
  for (const flags of standing.folded.flags.values())
    for (const coder of flags.keys()) flagged.set(coder, (flagged.get(coder) ?? 0) + 1)
  const all = new Set([...screened.keys(), ...coded.keys(), ...team.keys(), ...flagged.keys()])
  return [...all].toSorted().map((coder) => ({
    coder,
    isMachine: isMachine(coder),
    screened: screened.get(coder)?.size ?? 0,
    coded: coded.get(coder)?.size ?? 0,
    flagged: flagged.get(coder) ?? 0,
    tasks: team.get(coder) ?? [],
  }))
}

function nextStep(
  rest: Pick<ReviewStatus, 'records' | 'notDeduplicated' | 'doubtfulPairs' | 'unfinishedImports'>,
  counts: ReadonlyMap<StageOfReview, number>,
  standing: ReviewStanding,
): NextStep {
  const at = (stage: StageOfReview): number => counts.get(stage) ?? 0
  const [unfinished] = rest.unfinishedImports
  if (unfinished !== undefined) {
    return {
      command: `lacuna import ${unfinished}`,
      because: 'its import was interrupted; importing it again finishes it',
    }
  }
  if (rest.records === 0) return { command: 'lacuna import FILE…', because: 'the review has no records yet' }
  if (rest.notDeduplicated > 0) {
    return { command: 'lacuna dedupe', because: `${rest.notDeduplicated} records have not been compared yet` }
  }
  if (rest.doubtfulPairs > 0) {
    return {
      command: 'lacuna dedupe --review',
      because: `${rest.doubtfulPairs} pairs may be duplicates; only a person can tell`,
    }
  }
  if (at('awaiting-screening') > 0 && standing.log.length === 0) {
    return { command: 'lacuna suggest', because: `${at('awaiting-screening')} reports wait for screening` }
  }
  if (at('awaiting-screening') > 0)
    return {
      command: 'lacuna screen',
      because: `${at('awaiting-screening')} reports wait for a person's verdict`,
    }
  if (at('screening-conflict') + at('full-text-conflict') > 0) {
    const conflicts = at('screening-conflict') + at('full-text-conflict')
    return { command: 'lacuna reconcile', because: `${conflicts} reports were judged apart` }
  }
  const sought = at('awaiting-retrieval') + at('awaiting-full-text')
  if (sought > 0) {
    return {
      command: 'lacuna screen --stage full-text',
      because: `${sought} full texts are still to be judged, or to be obtained`,
    }
  }
  if (at('included') > 0)
    return { command: 'lacuna code', because: `${at('included')} included reports are not fully coded` }
  return { command: 'lacuna report', because: 'everything is decided' }
}
