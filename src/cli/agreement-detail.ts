import { droppedPhrases, estimateCells } from '../stages/agreement-rows.ts'
import type { AgreementReport, AgreementSubject } from '../stages/agreement.ts'
import { figure, forestAxis, forestLine, percent, scaleName } from './agreement-overview.ts'
import { cut } from '../domain/text-width.ts'
import { alignColumns } from './table.ts'

type Row = readonly (string | number)[]

/** One subject in full. `top` bounds the long lists; what they leave out is said. */
export function agreementDetail(
  { level, titles }: Pick<AgreementReport, 'level' | 'titles'>,
  subject: AgreementSubject,
  top: number,
): readonly string[] {
  const { agreement } = subject
  const phase = subject.phase === undefined ? '' : ` (${subject.phase})`
  return [
    `${subject.label}${phase}: ${scaleName[agreement.level]}, ${agreement.used} reports judged by two or more of ${agreement.coders.length} coders`,
    ...droppedPhrases(subject).map((phrase) => `  left out, ${phrase}`),
    ...section('Coefficients', coefficientRows(subject, level)),
    ...section('Two coders at a time', tableRows(subject)),
    ...section(`Coder by coder: alpha (share of reports agreed on; reports)`, matrixRows(subject)),
    ...section('Values', prevalenceRows(subject)),
    ...section('Code by code', codeRows(subject, level)),
    ...section('How often values meet in one report (pairs of coders)', confusionTable(subject)),
    ...section('Taken for one another', ...topOf(confusionRows(subject), top, 'pairs of codes')),
    ...section(
      'Disagreements, most costly first',
      ...topOf(disagreementRows(subject, titles), top, 'reports'),
    ),
  ]
}

function section(title: string, rows: readonly Row[], more?: string): readonly string[] {
  if (rows.length === 0) return []
  const lines = alignColumns(rows.map((row) => ['', ...row]))
  return ['', title, ...lines, ...(more === undefined ? [] : [`  ${more}`])]
}

function topOf(rows: readonly Row[], top: number, what: string): [readonly Row[], string?] {
  // The first row is the heading.
  const rest = rows.length - 1 - top
  return rest > 0 ? [rows.slice(0, top + 1), `and ${rest} more ${what}: see --top or --json`] : [rows]
}

function coefficientRows({ agreement }: AgreementSubject, level: number): readonly Row[] {
  const withDraws = agreement.coefficients.some(
    ({ estimate }) => estimateCells(estimate).bootstrapLow !== undefined,
  )
  return [
    ['', 'value', `${percent(level)} interval`, ...(withDraws ? ['bootstrap'] : []), 'standard error'],
    ...agreement.coefficients.map(({ label, estimate }): Row => {
      const cells = estimateCells(estimate)
      if (cells.value === undefined) return [label, '', cells.note ?? '']
      return [
        label,
        figure(cells.value),
        between(cells.low, cells.high) ?? cells.note ?? '',
        ...(withDraws ? [between(cells.bootstrapLow, cells.bootstrapHigh) ?? ''] : []),
        cells.standardError === undefined ? '' : figure(cells.standardError),
      ]
    }),
  ]
}

const between = (low: number | undefined, high: number | undefined): string | undefined =>
  low === undefined || high === undefined ? undefined : `${figure(low)} to ${figure(high)}`

/** The two-by-two tables of screening. */
function tableRows({ tables = [], agreement }: AgreementSubject): readonly Row[] {
  const values = agreement.prevalence.map(({ value }) => value)
  return tables.flatMap(({ coders: [first, second], cells, n, kappa }): readonly Row[] => [
    [`${first} \\ ${second}`, ...values, ''],
    ...cells.map((row, i): Row => [`  ${values[i] ?? ''}`, ...row, '']),
    [
      kappa === undefined
        ? `  ${n} reports, kappa undefined: no variation`
        : `  ${n} reports, kappa ${figure(kappa.value)} (standard error ${figure(kappa.standardError)})`,
    ],
  ])
}

function matrixRows({ agreement }: AgreementSubject): readonly Row[] {
  const { coders, pairs } = agreement
  if (coders.length < 3) return []
  const cell = (a: string, b: string): string => {
    const pair = pairs.find(({ coders: both }) => both.includes(a) && both.includes(b))
    if (a === b || pair === undefined || pair.units === 0) return '·'
    return `${figure(pair.alpha)} (${percent(pair.agreement)}; ${pair.units})`
  }
  return [['', ...coders], ...coders.map((a): Row => [a, ...coders.map((b) => cell(a, b))])]
}

function prevalenceRows({ agreement, labels }: AgreementSubject): readonly Row[] {
  if (agreement.level === 'interval' || agreement.level === 'ratio') return []
  const used = agreement.prevalence.filter(({ ratings }) => ratings > 0)
  const unused = agreement.prevalence.length - used.length
  return [
    ...used.map(({ value, ratings, share }): Row => [
      cut(labels[value] ?? value, 40),
      ratings,
      percent(share),
    ]),
    ...(unused > 0 ? [[`${unused} never given`] as Row] : []),
  ]
}

function codeRows({ agreement, labels }: AgreementSubject, level: number): readonly Row[] {
  const given = agreement.codes.filter((code) => code.given > 0)
  if (given.length === 0) return []
  return [
    ['', 'given', 'alpha', `${percent(level)} interval`, 'agree', 'if one, another', forestAxis(-1)],
    ...given.map((code): Row => {
      const cells = estimateCells(code.alpha)
      return [
        cut(labels[code.code] ?? code.code, 40),
        code.given,
        cells.value === undefined ? '' : figure(cells.value),
        between(cells.low, cells.high) ?? cells.note ?? '',
        percent(code.agreement),
        percent(code.positiveAgreement),
        forestLine(cells, -1),
      ]
    }),
  ]
}

function confusionTable({ agreement, labels }: AgreementSubject): readonly Row[] {
  const { coincidences: table } = agreement
  // A table wider than a terminal says nothing; the list below it says it all.
  if (table === undefined || table.values.length > 12) return []
  return [
    ['', ...table.values.map((value) => cut(labels[value] ?? value, 12))],
    ...table.cells.map((row, i): Row => {
      const value = table.values[i] ?? ''
      return [cut(labels[value] ?? value, 30), ...row.map((cell) => Number(cell.toFixed(2)))]
    }),
  ]
}

function confusionRows({ agreement, labels }: AgreementSubject): readonly Row[] {
  if (agreement.confusions.length === 0) return []
  return [
    ['', '', 'pairs of coders', 'reports'],
    ...agreement.confusions.map(({ code, other, pairs, units }): Row => {
      const against = other === undefined ? '(left out)' : (labels[other] ?? other)
      return [cut(labels[code] ?? code, 40), cut(against, 40), Number(pairs.toFixed(2)), units.length]
    }),
  ]
}

function disagreementRows(
  { agreement, labels }: AgreementSubject,
  titles: AgreementReport['titles'],
): readonly Row[] {
  if (agreement.disagreements.length === 0) return []
  const name = (value: string | number): string => labels[value] ?? String(value)
  return [
    ['share', 'alpha without', 'report', '', 'codings'],
    ...agreement.disagreements.map(({ unit, share, alphaWithout, values }): Row => {
      const words = values.map(({ coder, value }) => {
        const said =
          typeof value === 'object'
            ? value.length === 0
              ? 'none'
              : value.map(name).join(' + ')
            : name(value)
        return `${coder}: ${said}`
      })
      return [
        percent(share),
        figure(alphaWithout),
        unit,
        cut(titles[unit] ?? '', 40),
        cut(words.join('; '), 100),
      ]
    }),
  ]
}
