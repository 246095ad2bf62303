import type { Coder, Evidence } from '../domain/decision.ts'
import { isJoining } from '../text/common-words.ts'
import { type CuedPassage, type CuedReport, cueSetOf, cuesIn } from '../text/cued-text.ts'
import type { ListedCode } from './code-list.ts'
import { type CodeModel, scoreCodes } from './code-model.ts'
import { type Cued, phrase, signCount } from './code-signs.ts'
import { type LibraryReading, reportReader } from './library-reading.ts'
import { type ReportWords, reportWords } from './report-words.ts'
import { knownWords } from './word-space.ts'
import { dot } from '../statistics/cholesky.ts'

/** The machine that reads only the codebook's cues. Its name stands beside everything it says. */
export const cueMachine = 'machine:cues'
/** The machine that goes by names of codes and by what was coded so far. */
export const learnedMachine = 'machine:learned'

/** One code that a machine would give a report on one dimension, for a person to accept or reject. */
export interface CodeSuggestion {
  readonly dimension: string
  readonly code: string
  /** 0 to 1. */
  readonly probability: number
  /** The cues where one stands in the report, else what was learnt. */
  readonly machine: Coder
  /** Words a person reads: what in the report speaks for the code. */
  readonly because: string
  /** The passage, where a cue stands in the report. */
  readonly evidence?: Evidence
}

/** For each code the first passage of its cues in a report that is not negated, and all their fields. Most of the cost of suggesting where a codebook has cues. */
export interface CuedCodes {
  readonly passages: readonly (CuedPassage | undefined)[]
  readonly cued: readonly (Cued | undefined)[]
}

export function findCued(codes: readonly ListedCode[], report: CuedReport): CuedCodes {
  const found = codes.map(({ code }) =>
    code.cues.length === 0
      ? []
      : cuesIn(cueSetOf(code), report).filter(({ isNegated }) => isNegated !== true),
  )
  return {
    passages: found.map(([first]) => first),
    cued: found.map((passages) => (passages.length === 0 ? undefined : passages.map(({ field }) => field))),
  }
}

/** How often a code is right whose cue stands in a report, while nothing is known of the library. */
const trust = { title: 0.8, keywords: 0.75, abstract: 0.65, container: 0.4 } as const

/**
 * The codes whose cues stand in a report, dimension by dimension in the codebook's order, best first in each. A
 * code is left out where one below it is suggested too.
 */
export function suggestByCues(codes: readonly ListedCode[], report: CuedReport): readonly CodeSuggestion[] {
  const { passages } = findCued(codes, report)
  const probabilities = Float64Array.from(passages, (passage) =>
    passage === undefined ? 0 : trust[passage.field],
  )
  return inOrder(codes, probabilities, (code) => passages[code] !== undefined).map((code) =>
    byCue(codes, code, probabilities, passages),
  )
}

/** Suggests codes by all that is known: every code at or above its threshold, in the order of `suggestByCues`. */
export function codeSuggester(
  codes: readonly ListedCode[],
  reading: LibraryReading,
): (report: CuedReport, model: CodeModel) => readonly CodeSuggestion[] {
  const read = reportReader(reading)
  return (report, model) => {
    const words = reportWords(report)
    const { passages, cued } = findCued(codes, report)
    const seen = read(words, cued)
    const probabilities = scoreCodes(model, seen)
    // Whoever wrote cues for a code said what to look for: without one it is suggested only from experience.
    const isSuggested = (code: number): boolean =>
      (probabilities[code] ?? 0) >= (model.thresholds[code] ?? 1) &&
      (passages[code] !== undefined ||
        reading.hasCues[code] !== true ||
        (model.perCode[code]?.positives ?? 0) > 0)
    return inOrder(codes, probabilities, isSuggested).flatMap((code) => {
      if (passages[code] !== undefined) return [byCue(codes, code, probabilities, passages)]
      const isNamed = seen.signs[code * signCount + phrase] === 1
      const because = isNamed
        ? `its name, “${codes[code]?.code.label}”, stands there`
        : tellingWords(reading, model, code, words)
      if (because === undefined) return []
      return [{ ...suggestion(codes, code, probabilities), machine: learnedMachine, because }]
    })
  }
}

function inOrder(
  codes: readonly ListedCode[],
  probabilities: Float64Array,
  isSuggested: (code: number) => boolean,
): readonly number[] {
  const suggested = [...codes.keys()].filter(isSuggested)
  const implied = new Set(suggested.flatMap((code) => codes[code]?.above ?? []))
  const first = new Map<string, number>()
  for (const [i, { dimension }] of codes.entries()) if (!first.has(dimension.id)) first.set(dimension.id, i)
  const place = (code: number): number => first.get(codes[code]?.dimension.id ?? '') ?? 0
  return suggested
    .filter((code) => !implied.has(code))
    .toSorted((a, b) => place(a) - place(b) || (probabilities[b] ?? 0) - (probabilities[a] ?? 0) || a - b)
}

function suggestion(
  codes: readonly ListedCode[],
  code: number,
  probabilities: Float64Array,
): Pick<CodeSuggestion, 'dimension' | 'code' | 'probability'> {
  const listed = codes[code]
  if (listed === undefined) throw new RangeError(`There is no code ${code}.`)
  return { dimension: listed.dimension.id, code: listed.code.id, probability: probabilities[code] ?? 0 }
}

function byCue(
  codes: readonly ListedCode[],
  code: number,
  probabilities: Float64Array,
  passages: readonly (CuedPassage | undefined)[],
): CodeSuggestion {
  const said = suggestion(codes, code, probabilities)
  const { words, field } = passages[code] ?? { words: '', field: 'title' }
  return {
    ...said,
    machine: cueMachine,
    because: `“${words}” in the ${field}`,
    evidence: { code: said.code, quote: words, where: field },
  }
}

/**
 * The report's words that weigh most for a code, as they were learnt or as they stand near its name. Undefined where
 * there is no reason to be given.
 */
function tellingWords(
  reading: LibraryReading,
  model: CodeModel,
  code: number,
  report: ReportWords,
): string | undefined {
  const learnt = model.perCode[code]
  const isLearnt = learnt !== undefined && learnt.positives > 0
  const { size } = reading.space
  const towards = isLearnt
    ? learnt.weights
    : reading.likeNamed.weights.subarray(code * size, (code + 1) * size)
  const telling = knownWords(reading.space, report)
    .map(([word, place]) => ({ word, weight: dot(towards, place) }))
    .filter(({ word, weight }) => weight > 0 && !isJoining(word))
    .toSorted((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
    .slice(0, 3)
    .map(({ word }) => word)
  if (telling.length > 0) {
    return `${telling.join(', ')}: ${isLearnt ? 'as in reports with this code' : 'as where its name stands'}`
  }
  return isLearnt ? `given to ${learnt.positives} of ${learnt.coded} reports so far` : undefined
}
