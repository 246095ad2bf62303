import { cueMachine } from '../coding/code-suggestion.ts'
import { suggestCodes } from '../coding/suggestions.ts'
import type { Decision, DecisionDraft } from '../domain/decision.ts'
import { standingDecisions } from '../domain/decision.ts'
import { canonicalJson } from '../domain/canonical.ts'
import type { ReportId } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import { readStanding } from '../review/standing.ts'
import { proposeVerdict, type VerdictProposal } from '../screening/cue-verdict.ts'
import { breathe, clockAfter, type Control } from './control.ts'

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
  const standing = await readStanding(review)
  const before = new Map<string, Decision>()
  for (const decision of standingDecisions(standing.log)) {
    if (decision.coder === cueMachine) before.set(subject(decision), decision)
  }
  const clock = clockAfter(control, await review.store.lastDecision())
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
  let recorded = 0
  if (options.record) {
    const wanted = new Set(drafts.map(subject))
    const changed = drafts.filter((draft) => content(draft) !== content(before.get(subject(draft))))
    const gone = [...before].filter(([key]) => !wanted.has(key)).map(([, decision]) => decision)
    const decisions: Decision[] = [
      ...changed.map((draft) => ({ ...draft, ...clock.tick() })),
      ...gone.map((decision): Decision => ({
        ...clock.tick(),
        coder: cueMachine,
        kind: 'retract',
        decision: decision.id,
      })),
    ]
    recorded = await review.store.appendDecisions(decisions)
  }
  return { reports, verdicts, codings, recorded, proposals }
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
