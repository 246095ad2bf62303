import {
  agreedOutcome,
  bothOutcomes,
  type Outcome,
  reconciliation,
  type Reconciliation,
  type SharedSubject,
  settlement,
  type WaitingReport,
} from '../agreement/reconciliation.ts'
import { allCodes, type Codebook, findDimension } from '../domain/codebook.ts'
import { foldLog } from '../domain/coding.ts'
import type { Coder, DecisionId } from '../domain/decision.ts'
import { UserError } from '../domain/problem.ts'
import { type ReportId, reportIndex } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import { clockAfter, type Control } from './control.ts'
import { isBlindTo, readSeenLog, type SeenLog } from './seen-log.ts'

/** A disagreement as a person sees it. */
export interface OpenDisagreement extends SharedSubject {
  readonly title: string
  /** The stage's or the dimension's name. */
  readonly label: string
  /** What was noted on the report, or on this dimension of it, by others than the words' own coders. */
  readonly discussion: readonly { readonly coder: Coder; readonly text: string }[]
}

/** What is left to reconcile. */
export interface ReconcileList {
  readonly disagreements: readonly OpenDisagreement[]
  /** How many subjects can be accepted in bulk, since all say the same. */
  readonly agreements: number
  readonly settled: number
  /** Reports that somebody has not finished, with their titles. */
  readonly waiting: readonly (WaitingReport & { readonly title: string })[]
  /** Reports kept back, since whoever looks has not finished them. */
  readonly hidden: SeenLog['hidden']
}

/** A sitting over disagreements. Every word is in the log, durably, when its promise resolves. */
export interface ReconcileSitting extends ReconcileList {
  readonly codebook: Codebook
  settle(shared: SharedSubject, outcome: Outcome): Promise<DecisionId>
  /** The codes of all these people together; undefined where the subject takes only one value. */
  both(words: SharedSubject['words']): Outcome | undefined
  /** Writes down what was discussed; on the dimension, or on the report where a stage is discussed. */
  note(shared: SharedSubject, text: string): Promise<DecisionId>
  /** Takes a word back: a new entry in the log. */
  takeBack(decision: DecisionId): Promise<void>
}

/** Throws a UserError unless review.yaml names this person among its `reconcilers`, or names nobody. */
export function checkReconciler({ settings: { reconcilers } }: Review, coder: Coder): void {
  if (reconcilers.length === 0 || reconcilers.some((name) => name.normalize('NFC') === coder)) return
  throw new UserError(
    `${coder} may not reconcile in this review; ${reconcilers.join(', ')} may.`,
    'You can leave it to them, or add the name to "reconcilers" in review.yaml.',
  )
}

/** What people disagree on and nobody has reconciled. Anybody may look, but not at what they have not finished. */
export async function listReconciliation(review: Review, viewer: Coder | undefined): Promise<ReconcileList> {
  const seen = await readSeenLog(review, viewer)
  const { folded, found: all } = await readReconciliation(review)
  const isSeen = ({ report }: { readonly report: ReportId }): boolean => !isBlindTo(seen, report)
  const found = {
    disagreements: all.disagreements.filter(isSeen),
    agreements: all.agreements.filter(isSeen),
    settled: all.settled.filter(isSeen),
    waiting: all.waiting.filter(isSeen),
  }
  const ids = [...found.disagreements, ...found.waiting].map(({ report }) => report)
  const reports = await review.store.reportsById([...new Set(ids)])
  const titles = new Map(reports.map(({ id, title }) => [id, title ?? '']))
  const titleOf = (report: ReportId): string => titles.get(report) ?? ''
  return {
    disagreements: found.disagreements.map((shared) => {
      const coders = new Set(shared.words.map(({ coder }) => coder))
      const notes = (folded.notes.get(shared.report) ?? []).filter(
        ({ coder, dimension }) =>
          dimension === undefined || (dimension === shared.subject && !coders.has(coder)),
      )
      return {
        ...shared,
        title: titleOf(shared.report),
        label: findDimension(review.codebook, shared.subject)?.label ?? shared.subject,
        discussion: notes.map(({ coder, text }) => ({ coder, text })),
      }
    }),
    agreements: found.agreements.length,
    settled: found.settled.length,
    waiting: found.waiting.map((waiting) => ({ ...waiting, title: titleOf(waiting.report) })),
    hidden: seen.hidden,
  }
}

async function readReconciliation(
  review: Review,
): Promise<{ readonly folded: ReturnType<typeof foldLog>; readonly found: Reconciliation }> {
  const folded = foldLog(await review.store.decisions(), reportIndex(await review.store.memberships()))
  return { folded, found: reconciliation(folded, review.codebook) }
}

/** Opens a sitting. Throws a UserError where this person may not reconcile. */
export async function openReconciliation(review: Review, control: Control): Promise<ReconcileSitting> {
  const { store, codebook } = review
  const { coder } = control
  checkReconciler(review, coder)
  const list = await listReconciliation(review, coder)
  const clock = clockAfter(control, await store.lastDecision())
  const by = { coder, codebook: review.codebookHash }
  return {
    ...list,
    codebook,
    settle: async (shared, outcome) => {
      const stamp = clock.tick()
      await store.appendDecisions([{ ...stamp, ...settlement(shared, outcome, by) }])
      return stamp.id
    },
    both: (words) => {
      const about = words[0]?.outcome
      const id = about !== undefined && 'dimension' in about ? about.dimension : ''
      return bothOutcomes(words, findDimension(codebook, id))
    },
    note: async ({ report, subject }, text) => {
      const stamp = clock.tick()
      const about = findDimension(codebook, subject) === undefined ? {} : { dimension: subject }
      await store.appendDecisions([{ ...stamp, ...by, kind: 'note', report, ...about, text }])
      return stamp.id
    },
    takeBack: async (decision) => {
      await store.appendDecisions([{ ...clock.tick(), coder, kind: 'retract', decision }])
    },
  }
}

/**
 * Reconciles, in one transaction, everything on which all people say the same. Says how many, and on how many
 * they differ. Throws a UserError where this person may not reconcile.
 */
export async function acceptAgreements(
  review: Review,
  control: Control,
): Promise<{ readonly accepted: number; readonly disagreements: number; readonly waiting: number }> {
  const { coder } = control
  checkReconciler(review, coder)
  const { found } = await readReconciliation(review)
  const clock = clockAfter(control, await review.store.lastDecision())
  const by = { coder, codebook: review.codebookHash }
  const drafts = found.agreements.flatMap((shared) => {
    const outcome = agreedOutcome(shared)
    return outcome === undefined ? [] : [{ ...clock.tick(), ...settlement(shared, outcome, by) }]
  })
  const accepted = await review.store.appendDecisions(drafts)
  return { accepted, disagreements: found.disagreements.length, waiting: found.waiting.length }
}

/** An outcome in the codebook's words. */
export function printOutcome(outcome: Outcome, codebook: Codebook): string {
  if ('stage' in outcome) {
    const reasons = allCodes({ codes: codebook.screening?.reasons ?? [] })
    const reason = reasons.find(({ code }) => code.id === outcome.reason)?.code.label ?? outcome.reason
    return reason === undefined ? outcome.verdict : `${outcome.verdict}: ${reason}`
  }
  const { value } = outcome
  if ('number' in value) return String(value.number)
  if ('text' in value) return value.text
  if (value.codes.length === 0) return 'none applies'
  const codes = allCodes(findDimension(codebook, outcome.dimension) ?? { codes: [] })
  return value.codes.map((id) => codes.find(({ code }) => code.id === id)?.code.label ?? id).join('; ')
}
