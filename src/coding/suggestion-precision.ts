import type { Codebook } from '../domain/codebook.ts'
import { allCodes } from '../domain/codebook.ts'
import type { FoldedLog } from '../domain/coding.ts'
import type { AnswerDecision, Coder, Decision } from '../domain/decision.ts'
import type { ReportId } from '../domain/report.ts'
import { type Interval, wilsonInterval } from '../statistics/intervals.ts'

/** How often people took what a machine suggested. */
export interface SuggestionPrecision {
  readonly machine: Coder
  /** Absent for all codes of the machine together. */
  readonly dimension?: string
  readonly code?: string
  readonly label?: string
  readonly accepted: number
  readonly rejected: number
  /** Suggested and neither accepted nor rejected; undefined for a machine whose suggestions cannot be made again. */
  readonly left?: number
  /** Of the accepted ones, those whose code the coder has taken out since. */
  readonly takenOut: number
  /** Of the rejected ones, those whose code the coder has given after all. */
  readonly givenAfterAll: number
  /** Accepted out of accepted and rejected; undefined where nothing was answered. */
  readonly precision?: number
  /** Wilson's, 95 %. Answers are taken as independent, though one coder gave several. */
  readonly interval?: Interval
}

/** A suggestion that nobody answered. */
export interface LeftSuggestion {
  readonly machine: Coder
  readonly dimension: string
  readonly code: string
}

/**
 * What became of suggestions, per machine and code, each machine with a line over all its codes first; then in the
 * codebook's order. The last answer of a coder on a code of a report counts. Not a measure of how good the codes
 * are: people agree with machines too easily.
 * @param standing entries that stand and may be seen
 * @param countsLeft machines of which `left` tells all that was left
 */
export function suggestionPrecision(
  standing: readonly Decision[],
  folded: FoldedLog,
  codebook: Codebook,
  resolve: (id: ReportId) => ReportId | undefined,
  left: readonly LeftSuggestion[],
  countsLeft: readonly Coder[],
): readonly SuggestionPrecision[] {
  const last = new Map<string, AnswerDecision>()
  for (const entry of standing) {
    if (entry.kind !== 'answer') continue
    last.set(JSON.stringify([entry.coder, resolve(entry.report), entry.dimension, entry.code]), entry)
  }
  const answers = [...last.values()]
  const has = ({ coder, report, dimension, code }: AnswerDecision): boolean => {
    const value = folded.coding
      .get(resolve(report) ?? report)
      ?.get(dimension)
      ?.get(coder)?.value
    return value !== undefined && value !== null && 'codes' in value && value.codes.includes(code)
  }
  const count = (
    machine: Coder,
    place: Pick<SuggestionPrecision, 'dimension' | 'code' | 'label'>,
  ): SuggestionPrecision => {
    const isHere = (one: { machine: Coder; dimension: string; code: string }): boolean =>
      one.machine === machine &&
      (place.dimension === undefined || (one.dimension === place.dimension && one.code === place.code))
    const here = answers.filter(isHere)
    const accepted = here.filter(({ answer }) => answer === 'accepted')
    const rejected = here.filter(({ answer }) => answer === 'rejected')
    const n = accepted.length + rejected.length
    return {
      machine,
      ...place,
      accepted: accepted.length,
      rejected: rejected.length,
      ...(countsLeft.includes(machine) ? { left: left.filter(isHere).length } : {}),
      takenOut: accepted.filter((answer) => !has(answer)).length,
      givenAfterAll: rejected.filter(has).length,
      ...(n === 0 ? {} : { precision: accepted.length / n, interval: wilsonInterval(accepted.length, n) }),
    }
  }
  const machines = [...new Set([...answers, ...left].map(({ machine }) => machine))].toSorted()
  return machines.flatMap((machine) => {
    const answered = new Set(
      [...answers, ...left]
        .filter((one) => one.machine === machine)
        .map(({ dimension, code }) => JSON.stringify([dimension, code])),
    )
    const perCode = codebook.dimensions.flatMap((dimension) =>
      allCodes(dimension)
        .filter(({ code }) => answered.has(JSON.stringify([dimension.id, code.id])))
        .map(({ code }) => count(machine, { dimension: dimension.id, code: code.id, label: code.label })),
    )
    return [count(machine, {}), ...perCode]
  })
}
