import type { SettledBy } from '../../domain/coding.ts'
import type { Cell, Look, Verdict } from './cross-table.ts'

/** How a number of studies reads: "no study", "1 study", "1,204 studies". */
export const studiesInWords = (n: number): string =>
  n === 0 ? 'no study' : n === 1 ? '1 study' : `${thousands(n)} studies`

/** Groups of three digits with a comma, for any whole number. */
export const thousands = (n: number): string => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** One decimal, for expected counts. */
export const decimal = (x: number): string => x.toFixed(1)

/** As the gap tables print it: two significant digits, "< 0.001" below that, "> 0.99" above. */
function probability(p: number): string {
  if (p < 0.001) return '< 0.001'
  return p > 0.99 ? '> 0.99' : String(Number(p.toPrecision(2)))
}

export interface TableFacts {
  readonly n: number
  readonly selected: number
  readonly tested: number
  readonly searchedTo?: string | undefined
}

/**
 * A cell in words, as editors may quote it: what is there, what chance alone would put there, and what follows.
 * Never "gap", never "no evidence".
 */
export function cellInWords(cell: Cell, row: string, column: string, table: TableFacts): readonly string[] {
  const { count, expected, verdict } = cell
  if (verdict === 'impossible' && count === 0)
    return [`This combination cannot exist: ${stop(cell.impossible ?? 'the codebook says so')}`]
  const who =
    count === 0
      ? 'No included study reports'
      : `${thousands(count)} included ${count === 1 ? 'study reports' : 'studies report'}`
  const notes = [
    `${thousands(count)} of ${studiesInWords(cell.possible)}`,
    ...(verdict === 'impossible' || verdict === 'same-dimension'
      ? []
      : [`${decimal(expected)} expected if topics were combined at random`]),
    ...(table.searchedTo === undefined ? [] : [`search to ${table.searchedTo}`]),
  ]
  return [`${who} ${row} with ${column} (${notes.join('; ')}).`, verdictInWords(cell, table)]
}

function verdictInWords(cell: Cell, table: TableFacts): string {
  const test = (tail: 'lower' | 'upper'): string => {
    const [p, adjusted] =
      tail === 'lower' ? [cell.lower, cell.adjustedLower] : [cell.upper, cell.adjustedUpper]
    const tested = table.tested === 1 ? '1 cell' : `${thousands(table.tested)} cells`
    return `exact p ${equals(p)}; adjusted ${probability(adjusted ?? 1)}; ${tested} tested`
  }
  const sentences: Readonly<Record<Verdict, () => string>> = {
    fewer: () => `Fewer studies than row and column totals predict (${test('lower')}).`,
    more: () => `More studies than row and column totals predict (${test('upper')}).`,
    'as-expected': () =>
      `No clear departure from what row and column totals predict (${test(cell.lower <= cell.upper ? 'lower' : 'upper')}).`,
    'too-little-expected': () =>
      `Too little is expected here to tell (${decimal(cell.expected)} studies; from about 3 an empty cell would mean something).`,
    'not-known': () =>
      `Not known: only ${thousands(table.n)} of ${thousands(table.selected)} included studies are coded on both dimensions.`,
    impossible: () =>
      `The codebook calls this combination impossible (${cell.impossible ?? 'no reason given'}), yet studies are coded so.`,
    'same-dimension': () => 'Codes of one dimension are not tested against each other.',
  }
  return sentences[cell.verdict]()
}

const equals = (p: number): string => {
  const printed = probability(p)
  return /^[<>]/.test(printed) ? printed : `= ${printed}`
}

const stop = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

export const settledWords: Readonly<Record<SettledBy, string>> = {
  reconciliation: 'reconciled',
  agreement: 'coders agree',
  rule: 'coders differ, settled by rule',
  'one-coder': 'one coder',
  machine: 'machine only',
}

export const lookWords: Readonly<Record<Look, string>> = {
  evidence: 'studies',
  under: 'under-represented: fewer studies than totals predict',
  none: '0 studies, but not clearly fewer than chance gives',
  unclear: 'no study, too little expected to tell',
  impossible: 'cannot exist',
  unknown: 'too few studies coded to tell',
}
