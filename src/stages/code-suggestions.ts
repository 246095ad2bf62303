import { Worker } from 'node:worker_threads'
import { type CodeSuggestion, codeSuggester, suggestByCues } from '../coding/code-suggestion.ts'
import { listCodes } from '../coding/code-list.ts'
import type { CodeModel } from '../coding/code-model.ts'
import { reportWords } from '../coding/report-words.ts'
import { placeOf, type WordSpace } from '../coding/word-space.ts'
import type { FoldedLog } from '../domain/coding.ts'
import type { Report, ReportId } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import { dot } from '../statistics/cholesky.ts'
import type { LearningNews, Learnt } from './code-learning.ts'
import type { Control } from './control.ts'
import { sampleReports } from './visible-codings.ts'

// Faces may not look into the room of coding itself.
export type { CodeSuggestion }

/** A report that this coder has coded and that reads like another. */
export interface SimilarReport {
  readonly report: ReportId
  /** 0 to 1: the cosine between where the two lie among the library's words. */
  readonly similarity: number
}

/**
 * What machines suggest to one coder, report by report. Learns from what this coder may see, in a thread of its
 * own; nothing here waits. Says nothing about reports of the agreement sample, nor about any report until it is
 * known which those are.
 */
export interface CodeSuggestions {
  /** Dimension by dimension in the codebook's order, best first in each; by cues alone until something is learnt. */
  suggestionsFor(report: Report): readonly CodeSuggestion[]
  /** The reports coded by this coder that are most alike, best first. */
  similarReports(report: Report, limit: number): readonly SimilarReport[]
  /** Something was coded: learn again in the background. Calls while it is learning become one. */
  learn(): void
  /** Calls back when something new was learnt; gives what ends that. */
  onNews(listener: () => void): () => void
  readonly state: SuggestionState
  close(): Promise<void>
}

export interface SuggestionState {
  /** Reports that the newest model was learnt from. */
  readonly coded: number
  readonly isTraining: boolean
  /** Why nothing is learnt any more: suggestions go on with what there is. */
  readonly trouble?: string
}

/**
 * Opens the suggestions for the coder at work.
 * @param folded the log as it stands, where it is at hand; without it there are no suggestions in the first moments
 */
export function openCodeSuggestions(
  review: Review,
  control: Control,
  folded?: Pick<FoldedLog, 'allocations'>,
): Promise<CodeSuggestions> {
  const codes = listCodes(review.codebook)
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const thread = new Worker(new URL(`./code-learning-thread.${extension}`, import.meta.url), {
    workerData: { folder: review.folder, coder: control.coder },
  })
  // A program that is done does not wait for what is being learnt.
  thread.unref()
  const listeners = new Set<() => void>()
  let inSample = folded === undefined ? undefined : sampleReports(folded)
  let space: WordSpace | undefined
  let suggest: ReturnType<typeof codeSuggester> | undefined
  let model: CodeModel | undefined
  let own: Learnt | undefined
  let isTraining = true
  let isAskedAgain = false
  let trouble: string | undefined

  const ask = (): void => {
    isTraining = true
    isAskedAgain = false
    thread.postMessage('learn')
  }
  const fail = (why: string): void => {
    trouble ??= why
    isTraining = false
    for (const listener of listeners) listener()
  }
  thread.on('message', (news: LearningNews) => {
    inSample = new Set(news.sample)
    if (news.kind === 'read') {
      space = news.reading.space
      suggest = codeSuggester(codes, news.reading)
      ask()
      return
    }
    model = news.model
    own = news
    isTraining = false
    if (isAskedAgain) ask()
    for (const listener of listeners) listener()
  })
  thread.on('error', (error) => fail(error instanceof Error ? error.message : String(error)))
  const ended = new Promise<void>((resolve) => {
    thread.on('exit', () => {
      fail('The thread that learns has ended.')
      resolve()
    })
  })
  return Promise.resolve({
    suggestionsFor: (report) => {
      if (inSample === undefined || inSample.has(report.id)) return []
      return suggest === undefined || model === undefined
        ? suggestByCues(codes, report)
        : suggest(report, model)
    },
    similarReports: (report, limit) => {
      if (space === undefined || own === undefined) return []
      const place = placeOf(space, reportWords(report))
      const { places } = own
      return own.own
        .map((id, i) => ({ report: id, similarity: dot(place, places[i] ?? new Float64Array(place.length)) }))
        .filter((similar) => similar.report !== report.id && similar.similarity > 0)
        .toSorted((a, b) => b.similarity - a.similarity || (a.report < b.report ? -1 : 1))
        .slice(0, limit)
    },
    learn: () => {
      if (trouble !== undefined) return
      if (isTraining) isAskedAgain = true
      else ask()
    },
    onNews: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    get state() {
      return { coded: model?.coded ?? 0, isTraining, ...(trouble === undefined ? {} : { trouble }) }
    },
    close: async () => {
      listeners.clear()
      thread.ref()
      thread.postMessage('close')
      await ended
    },
  })
}
