import {
  type Coder,
  type Decision,
  type GapDecision,
  gapReasons,
  isMachine,
  standingDecisions,
} from './decision.ts'

/** What one person says of one cell, as a map shows it: signed and dated. */
export type GapJudgement = Pick<GapDecision, 'cell' | 'coder' | 'at' | 'reason' | 'priority' | 'note'>

/**
 * The last standing word of each person on each cell, in the order of the log. A cell named column first is the
 * same cell. A word without reason, priority and note takes an earlier one back. Machines have no say.
 */
export function gapJudgements(log: readonly Decision[]): readonly GapJudgement[] {
  const last = new Map<string, GapDecision>()
  for (const decision of standingDecisions(log)) {
    if (decision.kind !== 'gap' || isMachine(decision.coder)) continue
    const key = `${decision.coder}\n${cellKey(decision.cell)}`
    last.delete(key)
    last.set(key, decision)
  }
  return [...last.values()]
    .filter(
      ({ reason, priority, note }) => reason !== undefined || priority !== undefined || note !== undefined,
    )
    .map(({ cell, coder, at, reason, priority, note }) => ({
      cell,
      coder,
      at,
      ...(reason === undefined ? {} : { reason }),
      ...(priority === undefined ? {} : { priority }),
      ...(note === undefined ? {} : { note }),
    }))
}

/** What people say of one cell, whichever of the two axes comes first. */
export function judgementsOf(
  judgements: readonly GapJudgement[],
  cell: GapDecision['cell'],
): readonly GapJudgement[] {
  const wanted = cellKey(cell)
  return judgements.filter((judgement) => cellKey(judgement.cell) === wanted)
}

const cellKey = (cell: GapDecision['cell']): string =>
  cell
    .map(({ dimension, code }) => `${dimension}\t${code}`)
    .toSorted()
    .join('\n')

/** "A2 few studies; priority high; nobody has looked at rural areas" */
export function sayJudgement({
  reason,
  priority,
  note,
}: Pick<GapJudgement, 'reason' | 'priority' | 'note'>): string {
  const parts = [
    ...(reason === undefined ? [] : [`${reason} ${gapReasons[reason]}`]),
    ...(priority === undefined ? [] : [`priority ${priority}`]),
    ...(note === undefined ? [] : [note]),
  ]
  return parts.length === 0 ? 'no judgement' : parts.join('; ')
}

/** "Ada, 2026-11-23: A2 few studies; priority high" */
export const signed = (judgement: GapJudgement & { readonly coder: Coder }): string =>
  `${judgement.coder}, ${judgement.at.slice(0, 10)}: ${sayJudgement(judgement)}`
