import type { Codebook } from './codebook.ts'
import { codingProgress } from './coding-progress.ts'
import type { FoldedLog } from './coding.ts'
import { type Coder, type Decision, type DecisionId, isMachine, type Task, tasks } from './decision.ts'
import type { ReportId } from './report.ts'
import type { ReviewStages } from './stage-of-review.ts'
import { allocatedTo, doneBy, hasBegun } from './work.ts'

/** What one person may not see yet. */
export interface Blindness {
  /**
   * Whether this coder still owes a word of their own on a report at a task: it is allocated to them, or they have
   * begun, and they have not finished. At the task they are at work on, whatever they have not finished.
   */
  isBlind(report: ReportId, task: Task): boolean
  /** Whether an entry says, or gives away, what another person thinks of a report that this coder is blind to. */
  hides(decision: Decision): boolean
  /** The entries that this coder may see, in the order given. */
  visible<D extends Decision>(log: readonly D[]): readonly D[]
}

export interface BlindnessInput {
  readonly coder: Coder
  readonly folded: FoldedLog
  readonly codebook: Codebook
  readonly review: ReviewStages
  /** Leads from the report that an entry names to the one it is part of now. */
  readonly resolve: (id: ReportId) => ReportId | undefined
  /** The log that retractions are looked up in. */
  readonly log: readonly Decision[]
  /** The task whose screen this is for: there, nothing of a report that is not finished may be seen. */
  readonly atWork?: Task
}

/**
 * What a coder may see of what other people think. Hidden are other people's verdicts, codes, answers, flags,
 * notes and reconciliations of a report, and retractions of those, as long as the coder is blind to it. A word on
 * a later task gives away the verdict of an earlier one, so it is hidden too. What machines say, who is to do what,
 * and whether records are one document, is no judgement of a report; nor is whether its full text was found.
 */
export function blindness(input: BlindnessInput): Blindness {
  const { coder, folded, resolve } = input
  const progress = codingProgress(input.codebook)
  const isDone = Object.fromEntries(
    tasks.map((task) => [task, doneBy({ ...input, task }, coder, progress)]),
  ) as Readonly<Record<Task, (report: ReportId) => boolean>>
  const isBlind = (report: ReportId, task: Task): boolean => {
    if (isDone[task](report) || folded.unblinded.get(report)?.has(coder) === true) return false
    if (input.atWork === task) return true
    return allocatedTo(folded, report, task).includes(coder) || hasBegun(folded, report, task, coder)
  }
  let byId: ReadonlyMap<DecisionId, Decision> | undefined
  const targetOf = (id: DecisionId): Decision | undefined =>
    (byId ??= new Map(input.log.map((decision) => [decision.id, decision]))).get(id)
  const hides = (decision: Decision): boolean => {
    if (decision.coder === coder) return false
    let about: Decision | undefined = decision
    while (about?.kind === 'retract') {
      const target: Decision | undefined = targetOf(about.decision)
      about = target !== undefined && target.id < about.id ? target : undefined
    }
    if (about === undefined || isMachine(about.coder)) return false
    const given = givesAway(about)
    if (given.length === 0 || !('report' in about)) return false
    const report = resolve(about.report) ?? about.report
    return given.some((task) => isBlind(report, task))
  }
  return { isBlind, hides, visible: (log) => log.filter((decision) => !hides(decision)) }
}

const upTo = (task: Task): readonly Task[] => tasks.slice(0, tasks.indexOf(task) + 1)

/** The tasks of which an entry gives something away. */
function givesAway(decision: Decision): readonly Task[] {
  switch (decision.kind) {
    case 'screen':
      return decision.stage === 'retrieval' ? ['title-abstract'] : upTo(decision.stage)
    case 'code':
    case 'answer':
      return tasks
    case 'reconcile': {
      const { outcome } = decision
      if (!('stage' in outcome)) return tasks
      return outcome.stage === 'retrieval' ? ['title-abstract'] : upTo(outcome.stage)
    }
    // Free words may be about anything.
    case 'note':
    case 'flag':
      return tasks
    case 'same':
    case 'different':
    case 'link':
    case 'gap':
    case 'allocate':
    case 'unblind':
    case 'migrate':
    case 'retract':
      return []
  }
}
