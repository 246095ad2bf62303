import { type Allocatable, allocateReports } from '../coding/allocation.ts'
import type { AllocateDecision, Coder, Task } from '../domain/decision.ts'
import { UserError } from '../domain/problem.ts'
import { allocatedTo, doneBy, hasBegun } from '../domain/work.ts'
import type { Review } from '../review/review.ts'
import { readStanding } from '../review/standing.ts'
import { append, teamOf } from './allocate.ts'
import { allocatableReports, loadsOf } from './allocatable.ts'
import type { Control } from './control.ts'

export interface HandOverOptions {
  readonly task: Task
  /** Who leaves. */
  readonly from: Coder
  /** To whom; those of review.yaml, or else everybody who has reports of the task, where none are named. */
  readonly to: readonly Coder[]
  readonly seed: string
  readonly dryRun: boolean
}

export interface HandOverResult {
  readonly task: Task
  /** Reports taken from who leaves: not finished by them. What they have finished stays theirs. */
  readonly reports: number
  readonly kept: number
  /** Of those, begun and not finished: what was said of them so far does not count any more. */
  readonly begun: number
  readonly coders: readonly { readonly coder: Coder; readonly given: number; readonly before: number }[]
  /** Reports that nobody else can take; they stay with whoever else has them. */
  readonly short: number
  readonly recorded: number
}

/**
 * Gives what a coder has not finished to others. What they had begun of it is set aside, so nobody waits for them
 * and nothing half-said stands against the words of others; it stays in the log.
 */
export async function handOver(
  review: Review,
  options: HandOverOptions,
  control: Control,
): Promise<HandOverResult> {
  const { task, from } = options
  const standing = await readStanding(review)
  const { folded } = standing
  const loads = loadsOf(folded, task)
  const others = (options.to.length > 0 ? options.to : defaultTeam(review, loads)).filter(
    (name) => name !== from,
  )
  const team = teamOf(review, others, loads)
  const isDone = doneBy({ task, folded, codebook: review.codebook, review: review.settings }, from)
  const all = await allocatableReports(
    review,
    standing,
    task,
    team.some(({ reads }) => reads.length > 0),
  )
  const theirs = all.filter(
    ({ report }) => allocatedTo(folded, report, task).includes(from) || hasBegun(folded, report, task, from),
  )
  if (theirs.length === 0) {
    throw new UserError(
      `${from} has no reports at ${task}.`,
      'You can see who has what with "lacuna status".',
      { exitCode: 2 },
    )
  }
  const open = theirs.filter(({ report }) => !isDone(report))
  // What nobody was given, nobody has to be given: there only what was begun is set aside.
  const given = open.filter(({ isAllocated }) => isAllocated)
  const wanted = new Map(given.map(({ report, has }) => [report, has.length]))
  const plan = `taken from ${from}, ${team.map(({ name }) => name).join(', ')} go on; seed ${JSON.stringify(options.seed)}`
  const drawn = [...new Set(wanted.values())].toSorted().flatMap((by) => {
    const part = given.filter(({ has }) => has.length === by).map((one) => without(one, from))
    const seed = `${options.seed}/${task}/${from}`
    return allocateReports(part, { coders: team, by, blocks: false, sample: false, seed })
  })
  const begun = new Set(
    open.map(({ report }) => report).filter((report) => hasBegun(folded, report, task, from)),
  )
  const stamp = { kind: 'allocate', coder: control.coder, task, plan } as const
  const drafts: readonly Omit<AllocateDecision, 'id' | 'at'>[] = [
    ...drawn.map(({ report, coders }) => ({
      ...stamp,
      report,
      coders,
      inSample: coders.length > 1 && folded.allocations.get(report)?.get(task)?.inSample === true,
      ...(begun.has(report) ? { left: [from] } : {}),
    })),
    ...open
      .filter(({ isAllocated }) => !isAllocated)
      .map(({ report }) => ({ ...stamp, report, coders: [], inSample: false, left: [from] })),
  ]
  const had = new Map(given.map(({ report, has }) => [report, has]))
  return {
    task,
    reports: open.length,
    kept: theirs.length - open.length,
    begun: begun.size,
    coders: team.map(({ name, load }) => ({
      coder: name,
      given: drawn.filter(({ report, coders }) => coders.includes(name) && !had.get(report)?.includes(name))
        .length,
      before: load,
    })),
    short: drawn.filter(({ short }) => short > 0).length,
    recorded: options.dryRun ? 0 : await append(review, drafts, control),
  }
}

const without = (report: Allocatable, leaving: Coder): Allocatable => ({
  ...report,
  has: report.has.filter((coder) => coder !== leaving),
})

const defaultTeam = ({ settings }: Review, loads: ReadonlyMap<Coder, number>): readonly Coder[] =>
  settings.coders.length > 0 ? settings.coders.map(({ name }) => name) : [...loads.keys()]
