import { type CodeSuggestion, suggestByCues } from '../coding/code-suggestion.ts'
import type { Report, ReportId } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import type { Control } from './control.ts'

// Faces may not look into the room of coding itself.
export type { CodeSuggestion }

/** A report that this coder has coded and that reads like another. */
export interface SimilarReport {
  readonly report: ReportId
  /** 0 to 1: the cosine of their weighted words. */
  readonly similarity: number
}

/**
 * What machines suggest to one coder, report by report. Learns from what this coder may see, in the background;
 * nothing here waits. Says nothing about reports of the agreement sample.
 */
export interface CodeSuggestions {
  /** Dimension by dimension in the codebook's order, best first in each; by cues alone until something is learnt. */
  suggestionsFor(report: Report): readonly CodeSuggestion[]
  /** The reports coded by this coder that are most alike, best first. */
  similarReports(report: Report, limit: number): readonly SimilarReport[]
  /** Something was coded: learn again in the background, when it pays. */
  learn(): void
  readonly state: { readonly coded: number; readonly isTraining: boolean }
  close(): Promise<void>
}

/** Opens the suggestions for the coder at work. */
export function openCodeSuggestions(review: Review, _control: Control): Promise<CodeSuggestions> {
  return Promise.resolve({
    suggestionsFor: (report) => suggestByCues(report, review.codebook),
    similarReports: () => [],
    learn: () => {},
    state: { coded: 0, isTraining: false },
    close: () => Promise.resolve(),
  })
}
