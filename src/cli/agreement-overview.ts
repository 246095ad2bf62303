import { droppedPhrases, estimateCells } from '../stages/agreement-rows.ts'
import type { AgreementReport, AgreementSubject } from '../stages/agreement.ts'
import { cut } from '../domain/text-width.ts'
import { alignColumns } from './table.ts'

/** All subjects at a glance: a row each, with a figure of the headline alphas and their intervals. */
export function agreementOverview(report: AgreementReport): readonly string[] {
  const { subjects, level } = report
  if (subjects.length === 0) {
    return ['No report has been judged by two coders yet, so there is no agreement to compute.']
  }
  const from = lowestShown(subjects)
  const rows = subjects.map((subject): readonly (string | number)[] => {
    const headline = headlineOf(subject)
    const gwet = valueOf(subject, 'gwet-ac1')
    return [
      cut(`${subject.label}${subject.phase === undefined ? '' : ` (${subject.phase})`}`, 40),
      subject.agreement.used,
      subject.agreement.coders.length,
      scaleName[subject.agreement.level],
      headline.value === undefined ? (headline.note ?? '') : figure(headline.value),
      headline.low === undefined || headline.high === undefined
        ? headline.value === undefined
          ? ''
          : (headline.note ?? '')
        : `${figure(headline.low)} to ${figure(headline.high)}`,
      percentOf(valueOf(subject, 'percent-agreement')),
      gwet === undefined ? '' : figure(gwet),
      forestLine(headline, from),
    ]
  })
  const heads = [
    '',
    'reports',
    'coders',
    'level',
    'alpha',
    `${percent(level)} interval`,
    'agree',
    'AC1',
    forestAxis(from),
  ]
  return [
    `Agreement between coders, from what they said before reconciliation (codebook ${report.codebook.hash.slice(0, 12)}).`,
    '',
    ...alignColumns([heads, ...rows]),
    '',
    ...leftOut(subjects),
    'Alpha: 1 is full agreement, 0 what chance gives. It says nothing about who is right.',
    'For one of them in full: lacuna agreement NAME',
  ]
}

export const figure = (value: number): string => (Number.isFinite(value) ? value.toFixed(3) : '-')
export const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`

const percentOf = (share: number | undefined): string => (share === undefined ? '' : percent(share))

export const scaleName = {
  nominal: 'one code',
  ordinal: 'ordered',
  interval: 'number',
  ratio: 'number',
  set: 'several codes',
} as const

function headlineOf({ agreement }: AgreementSubject): ReturnType<typeof estimateCells> {
  const [headline] = agreement.coefficients
  return headline === undefined ? {} : estimateCells(headline.estimate)
}

function valueOf({ agreement }: AgreementSubject, id: string): number | undefined {
  const found = agreement.coefficients.find((coefficient) => coefficient.id === id)
  return found === undefined ? undefined : estimateCells(found.estimate).value
}

function leftOut(subjects: readonly AgreementSubject[]): readonly string[] {
  return subjects.flatMap((subject) => {
    const phrases = droppedPhrases(subject)
    const phase = subject.phase === undefined ? '' : ` (${subject.phase})`
    return phrases.length === 0 ? [] : [`${subject.label}${phase}, left out: ${phrases.join('; ')}.`]
  })
}

const width = 31

/** The axis begins at 0, or at -1 where something lies below 0. */
function lowestShown(subjects: readonly AgreementSubject[]): number {
  const isBelow = subjects.some((subject) => {
    const { value = 0, low = 0 } = headlineOf(subject)
    return Math.min(value, low) < 0
  })
  return isBelow ? -1 : 0
}

const placeOf = (value: number, from: number): number =>
  Math.round(((Math.min(1, Math.max(from, value)) - from) / (1 - from)) * (width - 1))

/** A value and its interval as a line: `├──●─┤`, with the axis' 0 as `┊`. */
export function forestLine(
  { value, low, high }: { readonly value?: number; readonly low?: number; readonly high?: number },
  from: number,
): string {
  const cells = Array.from({ length: width }, () => ' ')
  cells[placeOf(0, from)] = '┊'
  if (value === undefined) return cells.join('').trimEnd()
  if (low !== undefined && high !== undefined) {
    const [left, right] = [placeOf(low, from), placeOf(high, from)]
    for (let i = left; i <= right; i++) cells[i] = '─'
    cells[left] = low < from ? '◄' : '├'
    cells[right] = '┤'
  }
  cells[placeOf(value, from)] = '●'
  return cells.join('').trimEnd()
}

/** The marks of the axis that `forestLine` draws on. */
export function forestAxis(from: number): string {
  const marks = from === 0 ? ['0', '0.5', '1'] : ['-1', '0', '1']
  const cells = Array.from({ length: width }, () => ' ')
  for (const [i, mark] of marks.entries()) {
    const centre = placeOf(from + ((1 - from) * i) / 2, from)
    const start = Math.min(width - mark.length, Math.max(0, centre - Math.floor(mark.length / 2)))
    for (const [j, character] of [...mark].entries()) cells[start + j] = character
  }
  return cells.join('').trimEnd()
}
