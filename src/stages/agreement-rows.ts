import { type Estimate, noIntervalText, noValueText } from '../agreement/estimate.ts'
import { dropReasons } from '../agreement/from-log.ts'
import { type CsvCell, writeCsvRows } from '../formats/csv-write.ts'
import type { AgreementReport, AgreementSubject } from './agreement.ts'

/** An estimate in words and numbers, for tables. */
export interface EstimateCells {
  readonly value?: number
  readonly low?: number
  readonly high?: number
  readonly bootstrapLow?: number
  readonly bootstrapHigh?: number
  readonly standardError?: number
  /** Why there is no value or no interval. */
  readonly note?: string
}

export function estimateCells(estimate: Estimate): EstimateCells {
  if (estimate.kind === 'undefined') return { note: noValueText[estimate.because] }
  const { value, interval, bootstrap } = estimate
  const drawn =
    typeof bootstrap === 'object' ? { bootstrapLow: bootstrap.low, bootstrapHigh: bootstrap.high } : {}
  if (typeof interval === 'string') return { value, note: noIntervalText[interval], ...drawn }
  const { low, high, standardError } = interval
  return { value, low, high, standardError, ...drawn }
}

/** What was left out of a subject's figures and why, one phrase a reason. */
export function droppedPhrases({ agreement }: AgreementSubject): readonly string[] {
  return Object.entries(dropReasons).flatMap(([reason, text]) => {
    const count = agreement.dropped[reason as keyof typeof dropReasons]
    return count === undefined || count === 0 ? [] : [`${text}: ${count}`]
  })
}

/** All figures as CSV: a row for every coefficient, every code by itself, and every pair of coders. */
export function agreementCsv(report: AgreementReport): Iterable<string> {
  return writeCsvRows([
    [
      'kind',
      'subject',
      'phase',
      'level_of_measurement',
      'of',
      'coefficient',
      'value',
      'low',
      'high',
      'level',
      'standard_error',
      'bootstrap_low',
      'bootstrap_high',
      'reports',
      'coders',
      'note',
    ],
    ...report.subjects.flatMap((subject) => subjectRows(subject, report.level)),
  ])
}

function subjectRows(subject: AgreementSubject, level: number): readonly (readonly CsvCell[])[] {
  const { agreement } = subject
  const first = [subject.kind, subject.id, subject.phase, agreement.level] as const
  const row = (
    of: string,
    coefficient: string,
    cells: EstimateCells,
    reports: number,
    coders: string,
  ): readonly CsvCell[] => [
    ...first,
    of,
    coefficient,
    finite(cells.value),
    finite(cells.low),
    finite(cells.high),
    cells.low === undefined ? undefined : level,
    finite(cells.standardError),
    finite(cells.bootstrapLow),
    finite(cells.bootstrapHigh),
    reports,
    coders,
    cells.note,
  ]
  const coders = agreement.coders.join('; ')
  return [
    ...agreement.coefficients.map(({ id, estimate }) =>
      row('', id, estimateCells(estimate), agreement.used, coders),
    ),
    ...agreement.codes.flatMap((code) => [
      row(code.code, 'alpha-nominal', estimateCells(code.alpha), agreement.used, coders),
      row(code.code, 'percent-agreement', { value: code.agreement }, agreement.used, coders),
      row(code.code, 'positive-agreement', { value: code.positiveAgreement }, agreement.used, coders),
    ]),
    ...agreement.prevalence.map(({ value, share }) =>
      row(value, 'prevalence', { value: share }, agreement.used, coders),
    ),
    ...agreement.pairs.flatMap((pair) => {
      const both = pair.coders.join('; ')
      return [
        row('', `alpha-${agreement.metric}`, { value: pair.alpha }, pair.units, both),
        row('', 'percent-agreement', { value: pair.agreement }, pair.units, both),
      ]
    }),
  ]
}

const finite = (value: number | undefined): number | undefined =>
  value === undefined || Number.isNaN(value) ? undefined : value
