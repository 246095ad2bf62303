import { learnedMachine } from '../coding/code-suggestion.ts'
import type { DecisionDraft } from '../domain/decision.ts'
import type { Review } from '../review/review.ts'
import { CodeLearning } from './code-learning.ts'
import { breathe, type Control } from './control.ts'
import { recordMachine } from './machine-decisions.ts'

export interface LearnedSuggestions {
  /** Reports it was learnt from. */
  readonly coded: number
  /** Reports of the library that are not in the agreement sample. */
  readonly reports: number
  /** Dimensions of reports for which codes are proposed. */
  readonly codings: number
  /** Decisions written; 0 where nothing changed or nothing was to be recorded. */
  readonly recorded: number
}

/**
 * Codes that are more probable than not by what was learnt from the codings that the coder at work may see, for
 * every report. With `record` they become decisions of `machine:learned`, which count only where no person has
 * decided. Nothing is proposed for the agreement sample.
 */
export async function suggestLearned(
  review: Review,
  options: { readonly record: boolean },
  control: Control,
): Promise<LearnedSuggestions> {
  const learning = new CodeLearning(review, control.coder)
  control.progress({ step: 'reading the library', done: 0, unit: 'reports' })
  await learning.readLibrary()
  await breathe(control)
  const { model, sample } = await learning.learn()
  const inSample = new Set(sample)
  const total = await review.store.countReports()
  const drafts: DecisionDraft[] = []
  let reports = 0
  for await (const report of review.store.reports()) {
    if (inSample.has(report.id)) continue
    reports++
    const stamp = { coder: learnedMachine, codebook: review.codebookHash, report: report.id }
    for (const [dimension, codes] of learning.likelyCodes(report, model)) {
      drafts.push({ ...stamp, kind: 'code', dimension, value: { codes } })
    }
    if (reports % 200 === 0) {
      control.progress({ step: 'suggesting codes', done: reports, total, unit: 'reports' })
      await breathe(control)
    }
  }
  control.progress({ step: 'suggesting codes', done: reports, total, unit: 'reports' })
  const recorded = options.record ? await recordMachine(review, control, learnedMachine, drafts) : 0
  return { coded: model.coded, reports, codings: drafts.length, recorded }
}
