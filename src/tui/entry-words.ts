import type { Decision } from '../domain/decision.ts'

/** An entry of the log in a few words, without ids: what was done, for whoever did it. */
export function entryWords(entry: Decision): string {
  if (entry.kind === 'screen') return entry.stage === 'retrieval' ? 'full text not obtained' : entry.verdict
  if (entry.kind === 'flag') return entry.raised ? 'flag' : 'flag taken down'
  if (entry.kind === 'code') return `code on ${entry.dimension}`
  return entry.kind === 'same' || entry.kind === 'different' ? `${entry.kind} document` : entry.kind
}
