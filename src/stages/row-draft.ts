import type { DecisionDraft } from '../domain/decision.ts'
import type { Problem } from '../domain/problem.ts'

/** What became of one row of a file of decisions. */
export type Drafted = { readonly draft: DecisionDraft } | { readonly problem: Omit<Problem, 'at'> }

/** A row that cannot be used, and what to do about it. */
export const wrong = (
  what: string,
  remedy = 'You can correct the row and run the file again; equal decisions do no harm.',
): { readonly problem: Omit<Problem, 'at'> } => ({
  problem: { kind: 'problem', severity: 'lost', code: 'decide/row-not-used', message: `${what}.`, remedy },
})

export const isNo = (word: string): boolean => /^(?:no|n|false|0)$/i.test(word)
export const isYes = (word: string): boolean => /^(?:yes|y|true|1)$/i.test(word)
