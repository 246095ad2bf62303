import { codingProgress } from './coding-progress.ts'
import { type Coder, isMachine, type Task, tasks } from './decision.ts'
import type { ReportId } from './report.ts'
import { doneBy, hasCome, type WorkInput } from './work.ts'

/** How far one person is with one task. */
export interface TaskProgress {
  readonly task: Task
  /** Reports that were given to them. */
  readonly allocated: number
  /** Reports they have finished, given to them or not. */
  readonly done: number
  /** Given to them, come to the task, and not finished. */
  readonly left: number
  /** Given to them, and not come to the task yet (or gone from it). */
  readonly notYet: number
  /** Of those given to them, in the sample on which agreement is measured. */
  readonly inSample: number
}

/** How far every person is with every task they have reports of or have worked on. Counts only, so it gives no word away. */
export function teamProgress(
  input: Omit<WorkInput, 'coder' | 'task'>,
): ReadonlyMap<Coder, readonly TaskProgress[]> {
  const { documents, stages, folded } = input
  const progress = codingProgress(input.codebook)
  const team = new Map<Coder, TaskProgress[]>()
  for (const task of tasks) {
    const counts = new Map<Coder, Counts>()
    const countsOf = (coder: Coder): Counts => {
      let known = counts.get(coder)
      if (known === undefined) {
        const isDone = doneBy({ ...input, task }, coder, progress)
        counts.set(coder, (known = { isDone, allocated: 0, done: 0, left: 0, notYet: 0, inSample: 0 }))
      }
      return known
    }
    for (const { id } of documents) {
      const allocation = folded.allocations.get(id)?.get(task)
      const given = allocation?.coders ?? []
      if (given.length === 0 && !hasWork(input, id, task)) continue
      for (const coder of new Set([...given, ...workersOf(input, id, task)])) {
        if (isMachine(coder)) continue
        const count = countsOf(coder)
        const isDone = count.isDone(id)
        if (isDone) count.done++
        if (!given.includes(coder)) continue
        count.allocated++
        if (allocation?.inSample === true) count.inSample++
        if (isDone) continue
        if (hasCome(task, stages.get(id) ?? 'awaiting-screening')) count.left++
        else count.notYet++
      }
    }
    for (const [coder, { isDone: _, ...count }] of counts)
      team.set(coder, [...(team.get(coder) ?? []), { task, ...count }])
  }
  return team
}

interface Counts {
  readonly isDone: (report: ReportId) => boolean
  allocated: number
  done: number
  left: number
  notYet: number
  inSample: number
}

const hasWork = ({ folded }: Pick<WorkInput, 'folded'>, report: ReportId, task: Task): boolean =>
  task === 'coding' ? folded.coding.has(report) : folded.screening.get(report)?.has(task) === true

function workersOf({ folded }: Pick<WorkInput, 'folded'>, report: ReportId, task: Task): readonly Coder[] {
  if (task !== 'coding') return [...(folded.screening.get(report)?.get(task)?.keys() ?? [])]
  return [...(folded.coding.get(report)?.values() ?? [])].flatMap((said) => [...said.keys()])
}
