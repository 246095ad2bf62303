import type { ProposedDecision } from '../domain/record.ts'

type Verdict = ProposedDecision['verdict']

/** What a note says about a decision made in another tool (or written by `decisionNote`); empty for other notes. */
export function proposalsInNote(note: string): readonly ProposedDecision[] {
  if (note.startsWith('RAYYAN-')) return fromRayyan(note)
  const asreview = /^ASReview_(relevant|irrelevant)\b/i.exec(note.trim())
  if (asreview !== null) {
    const verdict = asreview[1]?.toLowerCase() === 'relevant' ? 'include' : 'exclude'
    return [{ coder: 'asreview', stage: 'title-abstract', verdict }]
  }
  const own = /^lacuna decision: ([a-z]+)(?: \(([\s\S]*)\))?$/.exec(note.trim())
  const verdict = own === null ? undefined : verdictOf(own[1] ?? '')
  if (verdict === undefined) return []
  return [{ stage: 'title-abstract', verdict, ...(own?.[2] === undefined ? {} : { reason: own[2] }) }]
}

/** Whether a note holds nothing but a decision, so that it need not be kept as a note. */
export const isDecisionNote = (note: string): boolean =>
  /^lacuna decision: [a-z]+(?: \([\s\S]*\))?$/.test(note.trim())

export function decisionNote(decision: { readonly verdict: string; readonly reason?: string }): string {
  return `lacuna decision: ${decision.verdict}${decision.reason === undefined ? '' : ` (${decision.reason})`}`
}

/** The verdict in a word as the tools write it; undefined for anything else (such as "unscreened"). */
export function verdictOf(word: string): Verdict | undefined {
  const clean = word.trim().toLowerCase()
  if (/^(?:includ(?:e|ed)|relevant|yes|1|1\.0|true|accept(?:ed)?|eligible)$/.test(clean)) return 'include'
  if (/^(?:exclud(?:e|ed)|irrelevant|no|0|0\.0|false|reject(?:ed)?|ineligible|not relevant)$/.test(clean))
    return 'exclude'
  if (/^(?:maybe|unsure|undecided|unclear|\?)$/.test(clean)) return 'maybe'
  return undefined
}

/**
 * Rayyan: `RAYYAN-INCLUSION: {"Emily"=>"Included", "Sam"=>"Maybe"}`, parts divided by `|`, with
 * `RAYYAN-EXCLUSION-REASONS: wrong population, wrong design`.
 */
function fromRayyan(note: string): readonly ProposedDecision[] {
  const reasons = /RAYYAN-EXCLUSION-REASONS:\s*([^|]{1,2000})/.exec(note)?.[1]?.trim()
  const inclusion = /RAYYAN-INCLUSION:\s*\{([^}]{0,5000})\}/.exec(note)?.[1] ?? ''
  const proposals: ProposedDecision[] = []
  for (const match of inclusion.matchAll(/"([^"]{1,200})"\s*=>\s*"([^"]{1,50})"/g)) {
    const verdict = verdictOf(match[2] ?? '')
    if (verdict === undefined) continue
    const reason = verdict === 'exclude' && reasons !== undefined ? { reason: reasons } : {}
    proposals.push({ coder: match[1] ?? '', stage: 'title-abstract', verdict, ...reason })
  }
  return proposals
}
