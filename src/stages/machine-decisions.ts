import { canonicalJson } from '../domain/canonical.ts'
import { type Coder, type Decision, type DecisionDraft, standingDecisions } from '../domain/decision.ts'
import type { Review } from '../review/review.ts'
import { clockAfter, type Control } from './control.ts'

/**
 * Makes a machine's standing entries these: writes new and changed ones, takes back those that are gone. How many
 * decisions were written; 0 where nothing changed.
 */
export async function recordMachine(
  review: Review,
  control: Control,
  machine: Coder,
  drafts: readonly DecisionDraft[],
): Promise<number> {
  const before = new Map<string, Decision>()
  for (const decision of standingDecisions(await review.store.decisions())) {
    if (decision.coder === machine) before.set(subject(decision), decision)
  }
  const clock = clockAfter(control, await review.store.lastDecision())
  const wanted = new Set(drafts.map(subject))
  const changed = drafts.filter((draft) => content(draft) !== content(before.get(subject(draft))))
  const gone = [...before].filter(([key]) => !wanted.has(key)).map(([, decision]) => decision)
  return review.store.appendDecisions([
    ...changed.map((draft) => ({ ...draft, ...clock.tick() })),
    ...gone.map(({ id }): Decision => ({ ...clock.tick(), coder: machine, kind: 'retract', decision: id })),
  ])
}

/** What a machine's decision is about: one per report and stage or dimension. */
function subject(decision: Decision | DecisionDraft): string {
  if (decision.kind === 'screen') return `${decision.report} ${decision.stage}`
  return decision.kind === 'code' ? `${decision.report} ${decision.dimension}` : ''
}

function content(decision: Decision | DecisionDraft | undefined): string {
  if (decision === undefined) return ''
  const said: Record<string, unknown> = { ...decision }
  delete said['id']
  delete said['at']
  return canonicalJson(said)
}
