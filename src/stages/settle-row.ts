import { reconciliation, type SharedSubject, settlement } from '../agreement/reconciliation.ts'
import { foldLog } from '../domain/coding.ts'
import type { DecisionDraft } from '../domain/decision.ts'
import { reportIndex } from '../domain/report.ts'
import type { DecisionRow } from '../formats/decision-rows.ts'
import type { Review } from '../review/review.ts'
import { checkReconciler } from './reconcile.ts'
import { type Drafted, isNo, isYes, wrong } from './row-draft.ts'

/**
 * Turns what a row with `settle` says into the decision that settles what people said. Throws a UserError where
 * there are such rows and this coder may not reconcile.
 */
export async function rowSettler(
  review: Review,
  coder: string,
  rows: readonly DecisionRow[],
): Promise<(row: DecisionRow, draft: DecisionDraft) => Drafted> {
  if (rows.every(({ settle = 'no' }) => isNo(settle))) return (_row, draft) => ({ draft })
  checkReconciler(review, coder)
  const folded = foldLog(await review.store.decisions(), reportIndex(await review.store.memberships()))
  const { disagreements, agreements, settled, waiting } = reconciliation(folded, review.codebook)
  const keyOf = ({ report, subject }: Pick<SharedSubject, 'report' | 'subject'>): string =>
    `${report} ${subject}`
  const known = new Map([...disagreements, ...agreements, ...settled].map((one) => [keyOf(one), one]))
  const waits = new Set(waiting.map(({ report }) => report))
  return (row, draft) => {
    const { settle = 'no' } = row
    if (isNo(settle)) return { draft }
    if (!isYes(settle)) return wrong(`The settle is "${settle}"; expected yes or no`)
    if (draft.kind !== 'screen' && draft.kind !== 'code')
      return wrong('The row settles something, but has neither a verdict nor a dimension')
    const shared = known.get(
      keyOf({ report: draft.report, subject: draft.kind === 'screen' ? draft.stage : draft.dimension }),
    )
    if (shared === undefined) {
      if (draft.kind === 'code' && waits.has(draft.report))
        return wrong(
          `The report ${draft.report} is not coded by everybody who began it, so nothing of it can be settled`,
          'You can see who still has to code what with "lacuna reconcile --list".',
        )
      return wrong(
        `Fewer than two people have judged this of the report ${draft.report}, so there is nothing to settle`,
        'You can leave "settle" empty to record your own judgement.',
      )
    }
    const by = {
      coder,
      codebook: review.codebookHash,
      ...(row.note === undefined ? {} : { note: row.note }),
    }
    if (draft.kind === 'screen') {
      const { stage, verdict, reason } = draft
      const outcome = { stage, verdict, ...(reason === undefined ? {} : { reason }) }
      return { draft: settlement(shared, outcome, by) }
    }
    const { dimension, value, evidence } = draft
    if (value === null) return wrong('The row settles a dimension without a value')
    const outcome = { dimension, value, ...(evidence === undefined ? {} : { evidence }) }
    return { draft: settlement(shared, outcome, by) }
  }
}
