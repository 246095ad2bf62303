import { type CodeValue, type Decision } from '../domain/decision.ts'
import { sayJudgement } from '../domain/gap-judgement.ts'
import type { Coder } from '../domain/decision.ts'
import type { Review } from '../review/review.ts'
import { readSeenLog, type SeenLog } from './seen-log.ts'

/**
 * The decision log in order, whole or of one report (under any id it ever had) or of one coder, without what
 * whoever looks may not see yet.
 */
export async function readLog(
  review: Review,
  filter: { readonly report?: string; readonly by?: string },
  viewer: Coder | undefined,
): Promise<{ readonly log: readonly Decision[]; readonly hidden: SeenLog['hidden'] }> {
  const { log, hidden, resolve } = await readSeenLog(review, viewer)
  const wanted = filter.report === undefined ? undefined : (resolve(filter.report) ?? filter.report)
  const asked = log.filter((decision) => {
    if (filter.by !== undefined && decision.coder !== filter.by) return false
    if (wanted === undefined) return true
    return 'report' in decision && (resolve(decision.report) ?? decision.report) === wanted
  })
  return { log: asked, hidden }
}

/** One decision in words. */
export function sayDecision(decision: Decision): string {
  switch (decision.kind) {
    case 'screen': {
      const why = decision.reason ?? decision.note
      return `${decision.report} ${decision.stage}: ${decision.verdict}${why === undefined ? '' : ` (${why})`}`
    }
    case 'code':
      return `${decision.report} ${decision.dimension}: ${decision.value === null ? 'not coded' : sayValue(decision.value)}`
    case 'note':
      return `${decision.report} note: ${decision.text}`
    case 'same':
    case 'different':
      return `${decision.records.join(' and ')} are ${decision.kind === 'same' ? 'the same document' : 'different documents'}`
    case 'link':
      return `${decision.reports.join(' and ')} are ${decision.linked ? '' : 'not '}of one study`
    case 'reconcile': {
      const { outcome } = decision
      const agreed =
        'stage' in outcome
          ? `${outcome.stage}: ${outcome.verdict}`
          : `${outcome.dimension}: ${sayValue(outcome.value)}`
      return `${decision.report} agreed ${agreed} (settles ${decision.settles.length})`
    }
    case 'gap': {
      const cell = decision.cell.map(({ dimension, code }) => `${dimension}/${code}`).join(' x ')
      return `${cell}: ${sayJudgement(decision)}`
    }
    case 'allocate': {
      const who = decision.coders.length === 0 ? 'nobody' : decision.coders.join(', ')
      return `${decision.report} ${decision.task}: given to ${who} (${decision.plan})`
    }
    case 'flag': {
      const about = decision.dimension === undefined ? '' : ` ${decision.dimension}`
      const why = decision.note === undefined ? '' : `: ${decision.note}`
      return `${decision.report}${about} flag ${decision.raised ? 'raised' : 'taken down'}${why}`
    }
    case 'answer':
      return `${decision.report} ${decision.dimension}: ${decision.answer} ${decision.code}, suggested by ${decision.machine}`
    case 'unblind':
      return `${decision.report} looked at what others say before having finished`
    case 'migrate':
      return `codebook ${decision.from.slice(0, 12)} became ${decision.to.slice(0, 12)} by ${decision.file.name} (changes: ${decision.changes.length})`
    case 'retract':
      return `takes back ${decision.decision}`
  }
}

function sayValue(value: CodeValue): string {
  if ('codes' in value) return value.codes.length === 0 ? 'none applies' : value.codes.join(', ')
  return 'number' in value ? String(value.number) : value.text
}
