import {
  byLogOrder,
  type Coder,
  type Decision,
  type DecisionDraft,
  type DecisionId,
} from '../domain/decision.ts'
import { UndoHistory } from '../domain/undo.ts'
import { keepCodebook } from '../review/codebook-versions.ts'
import type { Review } from '../review/review.ts'
import { clockAfter, type Control } from './control.ts'

/** What a coder says: coder and codebook are filled in where they are not there. */
export type Saying = DecisionDraft extends infer D
  ? D extends DecisionDraft
    ? Omit<D, 'coder' | 'step'> & { readonly coder?: Coder }
    : never
  : never

/**
 * What a sitting appends to the log through. What a promise has given back is in the log, durably; where it
 * rejects, nothing of the step is. Calls run one after another, in the order in which they were made.
 */
export interface CoderLog {
  /** Every entry this log knows of, in order, this coder's and others'. */
  readonly entries: () => readonly Decision[]
  /** Appends one action, all of it or nothing; undo takes it back as a whole. */
  say(drafts: readonly Saying[]): Promise<readonly Decision[]>
  /** Takes back this coder's last action that stands, whichever terminal made it: the entries taken back. */
  undo(): Promise<readonly Decision[] | undefined>
  /** Brings back what the last undo took, unless something was said since: the entries that stand again. */
  redo(): Promise<readonly Decision[] | undefined>
  /** Entries that others, or another terminal of this coder, appended since the last call, in order. */
  news(): Promise<readonly Decision[]>
}

/** @param log the log, where it has been read already: it is not read again */
export async function openCoderLog(
  review: Review,
  control: Control,
  log?: readonly Decision[],
): Promise<CoderLog> {
  const { store, codebookHash: codebook } = review
  const { coder } = control
  keepCodebook(review)
  const entries = [...(log ?? (await store.decisions()))].toSorted(byLogOrder)
  const byId = new Map<DecisionId, Decision>(entries.map((decision) => [decision.id, decision]))
  const history = new UndoHistory(entries, coder)
  const clock = clockAfter(control, entries.at(-1)?.id)
  /** Seen while undoing or redoing, and not told yet. */
  let untold: Decision[] = []

  const take = (decision: Decision): void => {
    const isNewest = (entries.at(-1)?.id ?? '') < decision.id
    entries.push(decision)
    if (!isNewest) entries.sort(byLogOrder)
    byId.set(decision.id, decision)
    history.add(decision)
    clock.saw(decision.id)
  }
  const append = async (drafts: readonly Saying[]): Promise<readonly Decision[]> => {
    const stamped = drafts.map((draft) => ({ ...draft, ...clock.tick() }))
    const step = stamped.length > 1 ? { step: stamped[0]?.id ?? '' } : {}
    const said = stamped.map((draft) => ({ codebook, ...draft, coder, ...step }))
    await store.appendDecisions(said)
    for (const decision of said) take(decision)
    return said
  }
  const retract = (targets: readonly Decision[]): Promise<readonly Decision[]> =>
    append(targets.map(({ id }) => ({ kind: 'retract', decision: id })))
  const lookAround = async (): Promise<void> => {
    const fresh = await readNews(review, entries, byId)
    for (const decision of fresh) take(decision)
    untold.push(...fresh)
  }
  const inTurn = oneAfterAnother()
  return {
    entries: () => entries,
    say: (drafts) => inTurn(() => (drafts.length === 0 ? Promise.resolve([]) : append(drafts))),
    undo: () =>
      inTurn(async () => {
        await lookAround()
        const taken = history.undoable
        if (taken.length === 0) return undefined
        await retract(taken)
        return taken
      }),
    redo: () =>
      inTurn(async () => {
        await lookAround()
        const retractions = history.redoable
        if (retractions.length === 0) return undefined
        await retract(retractions)
        const ids = new Set(retractions.map(({ decision }) => decision))
        return entries.filter(({ id }) => ids.has(id))
      }),
    news: () =>
      inTurn(async () => {
        await lookAround()
        const told = untold.toSorted(byLogOrder)
        untold = []
        return told
      }),
  }
}

/**
 * What the store has and we do not. Mostly that is at the end; where the count says that there is more (a
 * terminal whose clock is behind, another machine's log taken in), the whole log is read.
 */
async function readNews(
  { store }: Review,
  entries: readonly Decision[],
  byId: ReadonlyMap<DecisionId, Decision>,
): Promise<readonly Decision[]> {
  const count = await store.countDecisions()
  if (count === entries.length) return []
  const later = await store.decisions(entries.at(-1)?.id)
  if (entries.length + later.length >= count) return later
  return (await store.decisions()).filter(({ id }) => !byId.has(id))
}

/** Runs each piece of work when those before it have ended, well or badly. */
function oneAfterAnother(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work, work)
    last = next.catch(() => undefined)
    return next
  }
}
