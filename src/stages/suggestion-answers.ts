import { cueMachine, suggestByCues } from '../coding/code-suggestion.ts'
import { listCodes } from '../coding/code-list.ts'
import {
  type LeftSuggestion,
  type SuggestionPrecision,
  suggestionPrecision,
} from '../coding/suggestion-precision.ts'
import { blindness } from '../domain/blindness.ts'
import { foldLog } from '../domain/coding.ts'
import { standingDecisions } from '../domain/decision.ts'
import { reportIndex } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import { readStanding } from '../review/standing.ts'
import type { Control } from './control.ts'

/**
 * How often people accepted, rejected or left what was suggested, as far as the coder at work may see it. What cues
 * suggest can be found again, so what was left is known for them: on reports where the same coder answered
 * something. What was learnt at the time cannot.
 */
export async function suggestionAnswers(
  review: Review,
  control: Control,
): Promise<readonly SuggestionPrecision[]> {
  const { codebook, settings, store } = review
  const { coder } = control
  const { log, folded, documents } = await readStanding(review)
  const resolve = reportIndex(documents)
  const blind = blindness({ coder, folded, codebook, review: settings, resolve, log })
  const seen = blind.visible(log)
  const standing = standingDecisions(seen)
  const answered = new Map<string, Map<string, Set<string>>>()
  for (const entry of standing) {
    if (entry.kind !== 'answer') continue
    const report = resolve(entry.report) ?? entry.report
    const coders = answered.get(report) ?? new Map<string, Set<string>>()
    answered.set(report, coders)
    const codes = coders.get(entry.coder) ?? new Set<string>()
    coders.set(entry.coder, codes.add(`${entry.dimension} ${entry.code}`))
  }
  const codes = listCodes(codebook)
  const left: LeftSuggestion[] = []
  const ids = [...answered.keys()]
  for (let i = 0; i < ids.length; i += 500) {
    for (const report of await store.reportsById(ids.slice(i, i + 500))) {
      const suggested = suggestByCues(codes, report)
      for (const answers of answered.get(report.id)?.values() ?? []) {
        for (const { dimension, code } of suggested) {
          if (!answers.has(`${dimension} ${code}`)) left.push({ machine: cueMachine, dimension, code })
        }
      }
    }
  }
  return suggestionPrecision(standing, foldLog(seen, resolve), codebook, resolve, left, [cueMachine])
}
