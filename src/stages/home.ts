import { reconciliation } from '../agreement/reconciliation.ts'
import { blindness } from '../domain/blindness.ts'
import { type Decision, isMachine, standingDecisions, type Task, tasks } from '../domain/decision.ts'
import { type StageOfReview, stagesOfReview } from '../domain/stage-of-review.ts'
import { workOf } from '../domain/work.ts'
import type { Review } from '../review/review.ts'
import { readStanding, type ReviewStanding } from '../review/standing.ts'
import { breathe, type Control } from './control.ts'

/** What one coder has to do at one task. */
export interface TaskCount {
  readonly task: Task
  readonly waiting: number
  readonly done: number
  readonly flagged: number
}

/** What comes next, for this coder. */
export type NextTask = Task | 'duplicates' | 'reconcile'

/** What a coder sees on coming in. Of other people's judgements there are only the counts of the whole review. */
export interface Home {
  readonly records: number
  readonly reports: number
  readonly stages: readonly {
    readonly stage: StageOfReview
    readonly label: string
    readonly reports: number
  }[]
  readonly tasks: readonly TaskCount[]
  readonly doubtfulPairs: number
  readonly disagreements: number
  readonly lastDecision?: { readonly decision: Decision; readonly title?: string }
  /** Absent where nothing waits for this coder. */
  readonly next?: NextTask
}

/** Folds the log once and counts; long steps leave room for keys between them. */
export async function readHome(review: Review, control: Control): Promise<Home> {
  const { store, codebook, settings } = review
  const { coder } = control
  const standing = await readStanding(review)
  await breathe(control)
  const counts = new Map<StageOfReview, number>()
  for (const stage of standing.stages.values()) counts.set(stage, (counts.get(stage) ?? 0) + 1)
  const taskCounts: TaskCount[] = []
  for (const task of tasks) {
    if (task === 'full-text' && !settings.fullText) continue
    const items = workOf({ coder, task, codebook, review: settings, ...standing })
    const done = items.filter((item) => item.done).length
    const flagged = items.filter((item) => item.flagged).length
    taskCounts.push({ task, done, flagged, waiting: items.length - done })
    await breathe(control)
  }
  const { identity } = standing.folded
  const doubtfulPairs = (await store.pairs('doubtful')).filter(
    ({ records }) => !identity.has(records.toSorted().join(' ')),
  ).length
  const mayReconcile = settings.reconcilers.length === 0 || settings.reconcilers.includes(coder)
  // Not even that somebody differs on a report is for whoever has not finished it.
  const blind = blindness({ ...standing, coder, codebook, review: settings, resolve: (id) => id })
  const disagreements = mayReconcile
    ? reconciliation(standing.folded, codebook).disagreements.filter(({ report }) =>
        tasks.every((task) => !blind.isBlind(report, task)),
      ).length
    : 0
  const rest = { doubtfulPairs, disagreements, tasks: taskCounts }
  const next = nextTask(rest)
  return {
    records: standing.origins.size,
    reports: standing.documents.length,
    stages: stagesOfReview.map(({ id, label }) => ({ stage: id, label, reports: counts.get(id) ?? 0 })),
    ...rest,
    ...(await lastDecision(review, coder, standing)),
    ...(next === undefined ? {} : { next }),
  }
}

/** In the order of the work: what is one document comes before what it says. */
function nextTask(home: Pick<Home, 'doubtfulPairs' | 'disagreements' | 'tasks'>): NextTask | undefined {
  if (home.doubtfulPairs > 0) return 'duplicates'
  const waiting = home.tasks.find((one) => one.waiting > 0)
  if (waiting !== undefined) return waiting.task
  return home.disagreements > 0 ? 'reconcile' : undefined
}

/** The last entry of this coder that stands. Only their own entries are looked at. */
async function lastDecision(
  { store }: Review,
  coder: string,
  { log }: ReviewStanding,
): Promise<Pick<Home, 'lastDecision'>> {
  const own = log.filter((entry) => entry.coder === coder && !isMachine(entry.coder))
  const decision = standingDecisions(own).at(-1)
  if (decision === undefined) return {}
  const [report] = 'report' in decision ? await store.reportsById([decision.report]) : []
  return {
    lastDecision: { decision, ...(report?.title === undefined ? {} : { title: report.title }) },
  }
}
