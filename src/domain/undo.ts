import { byLogOrder, type Coder, type Decision, type DecisionId, type RetractDecision } from './decision.ts'

/** Entries that one action made: they are taken back and brought back together. */
type Step<D> = { readonly key: DecisionId; readonly entries: D[] }

const runsTheProject: ReadonlySet<Decision['kind']> = new Set(['allocate', 'migrate', 'unblind'])

/**
 * What one coder can take back and bring back, out of the log alone: so it holds across restarts, and for two
 * terminals of one coder. Only the coder's own entries count, and not what runs the project (allocations, migrations, having looked). An action is the entries of one step. Undo takes back what still stands of the last action that has
 * anything standing; redo brings back what the last undo took; any new action ends redo.
 */
export class UndoHistory {
  readonly #coder: Coder
  #log: Decision[] = []
  #byId = new Map<DecisionId, Decision>()
  /** How many standing retractions speak against an entry. */
  #against = new Map<DecisionId, number>()
  #actions: Step<Decision>[] = []
  #undone: Step<RetractDecision>[] = []

  constructor(log: readonly Decision[], coder: Coder) {
    this.#coder = coder
    this.#rebuild(log.filter((decision) => decision.coder === coder).toSorted(byLogOrder))
  }

  /** Takes up an entry, this coder's or another's, from this terminal or another; in any order, each any number of times. */
  add(decision: Decision): void {
    if (decision.coder !== this.#coder || this.#byId.has(decision.id)) return
    const last = this.#log.at(-1)
    if (last === undefined || last.id < decision.id) this.#take(decision)
    // An entry from elsewhere that is older than what we have: its place is before.
    else this.#rebuild([...this.#log, decision].toSorted(byLogOrder))
  }

  /** What stands of the last action that has anything standing; empty where nothing is left to take back. */
  get undoable(): readonly Decision[] {
    const last = this.#actions.findLast(({ entries }) => entries.some(({ id }) => this.#stands(id)))
    return last?.entries.filter(({ id }) => this.#stands(id)) ?? []
  }

  /** The retractions to retract in order to bring back what the last undo took; empty where there are none. */
  get redoable(): readonly RetractDecision[] {
    const last = this.#undone.findLast(({ entries }) => entries.some(({ id }) => this.#stands(id)))
    return last?.entries.filter(({ id }) => this.#stands(id)) ?? []
  }

  #stands(id: DecisionId): boolean {
    return (this.#against.get(id) ?? 0) === 0
  }

  #rebuild(sorted: readonly Decision[]): void {
    this.#log = []
    this.#byId = new Map()
    this.#against = new Map()
    this.#actions = []
    this.#undone = []
    for (const decision of sorted) if (!this.#byId.has(decision.id)) this.#take(decision)
  }

  /** Takes up the coder's newest entry. */
  #take(decision: Decision): void {
    this.#log.push(decision)
    this.#byId.set(decision.id, decision)
    if (runsTheProject.has(decision.kind)) return
    if (decision.kind !== 'retract') {
      join(this.#actions, decision)
      this.#undone = []
      return
    }
    const target = this.#byId.get(decision.decision)
    if (target === undefined || target.id === decision.id) return
    if (target.kind !== 'retract' && !runsTheProject.has(target.kind)) this.#noteUndone(decision, target)
    this.#speakAgainst(decision)
  }

  /** A retraction of what is taken back already (by another terminal at the same time) is undone together with the first. */
  #noteUndone(decision: RetractDecision, target: Decision): void {
    const same = this.#stands(target.id)
      ? undefined
      : this.#undone.findLast(({ entries }) =>
          entries.some(({ id, decision: taken }) => taken === target.id && this.#stands(id)),
        )
    if (same === undefined) join(this.#undone, decision)
    else same.entries.push(decision)
  }

  /** Counts a standing retraction, and what follows where it takes back a retraction. */
  #speakAgainst(retraction: RetractDecision): void {
    let from: Decision | undefined = retraction
    let change = 1
    while (from?.kind === 'retract') {
      const before: number = this.#against.get(from.decision) ?? 0
      const after: number = before + change
      this.#against.set(from.decision, after)
      // Only where the target fell or rose does anything change beyond it.
      if ((before === 0) === (after === 0)) return
      change = after === 0 ? 1 : -1
      from = this.#byId.get(from.decision)
    }
  }
}

/** Adds an entry to its step, which another terminal's may have come after, or begins one. */
function join<D extends Decision>(steps: Step<D>[], entry: D): void {
  const key = entry.step ?? entry.id
  const known = key === entry.id ? undefined : steps.findLast((step) => step.key === key)
  if (known === undefined) steps.push({ key, entries: [entry] })
  else known.entries.push(entry)
}
