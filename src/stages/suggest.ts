import { cueMachine } from '../coding/code-suggestion.ts'
import { suggestCodes } from '../coding/suggestions.ts'
import type { DecisionDraft } from '../domain/decision.ts'
import type { ReportId } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import { proposeVerdict, type VerdictProposal } from '../screening/cue-verdict.ts'
import { breathe, type Control } from './control.ts'
import { recordMachine } from './machine-decisions.ts'

export interface SuggestResult {
  readonly reports: number
  readonly verdicts: Readonly<Record<'include' | 'maybe' | 'exclude', number>>
  readonly codings: number
  /** Decisions written; 0 where nothing changed since the last run or nothing was to be recorded. */
  readonly recorded: number
  readonly proposals: readonly {
    readonly report: ReportId
    readonly title: string
    readonly proposal: VerdictProposal
  }[]
}

/**
 * Reads every report's title, abstract, keywords and container for the codebook's cues and proposes a verdict
 * and codes. With `record`, the proposals become decisions of `machine:cues`: they count only where no person
 * has decided. Running it again records only what changed.
 */
export async function suggest(
  review: Review,
  options: { readonly record: boolean },
  control: Control,
): Promise<SuggestResult> {
  const verdicts = { include: 0, maybe: 0, exclude: 0 }
  const proposals: { report: ReportId; title: string; proposal: VerdictProposal }[] = []
  const total = await review.store.countReports()
  const drafts: DecisionDraft[] = []
  let reports = 0
  let codings = 0
  for await (const report of review.store.reports()) {
    reports++
    const proposal = proposeVerdict(report, review.codebook)
    verdicts[proposal.verdict]++
    proposals.push({ report: report.id, title: report.title ?? '', proposal })
    const stamp = { coder: cueMachine, codebook: review.codebookHash, report: report.id }
    drafts.push({
      ...stamp,
      kind: 'screen',
      stage: 'title-abstract',
      verdict: proposal.verdict,
      ...(proposal.reason === undefined ? {} : { reason: proposal.reason }),
      note: proposal.because,
    })
    for (const { dimension, codes, evidence } of suggestCodes(report, review.codebook)) {
      codings++
      drafts.push({ ...stamp, kind: 'code', dimension, value: { codes }, evidence })
    }
    if (reports % 500 === 0) {
      control.progress({ step: 'reading for cues', done: reports, total, unit: 'reports' })
      await breathe(control)
    }
  }
  control.progress({ step: 'reading for cues', done: reports, total, unit: 'reports' })
  const recorded = options.record ? await recordMachine(review, control, cueMachine, drafts) : 0
  return { reports, verdicts, codings, recorded, proposals }
}
