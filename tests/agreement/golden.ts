import { makeRatings, missing, type Ratings, type Scale } from '../../src/agreement/ratings.ts'

/** Ratings from one line a coder, values parted by spaces, `*` where missing; `values` in the scale's order. */
export function coderLines(
  lines: readonly string[],
  values: readonly (string | number)[],
  kind: 'nominal' | 'ordinal' | 'interval' | 'ratio' = 'nominal',
): Ratings {
  const cells = lines.map((line) => line.trim().split(/\s+/))
  const texts = values.map(String)
  const scale: Scale =
    kind === 'nominal' || kind === 'ordinal' ? { kind, values: texts } : { kind, values: values.map(Number) }
  const units = (cells[0] ?? []).map((_, i) => `unit ${i + 1}`)
  const coders = lines.map((_, i) => `coder ${i + 1}`)
  return makeRatings(units, coders, scale, (unit, coder) => {
    const text = cells[coder]?.[unit] ?? '*'
    return text === '*' ? missing : texts.indexOf(text)
  })
}

/** Ratings from one word a unit, a digit a coder: `444444 222555`. */
export function unitWords(
  words: string,
  values: readonly string[],
  kind: 'nominal' | 'ordinal' = 'nominal',
): Ratings {
  const units = words.trim().split(/\s+/)
  const coders = [...(units[0] ?? '')].map((_, i) => `coder ${i + 1}`)
  return makeRatings(units, coders, { kind, values }, (unit, coder) =>
    values.indexOf(units[unit]?.[coder] ?? ''),
  )
}

/** Ratings with these numbers of coders per value and unit; who they are is lost in such data. */
export function countRows(
  rows: readonly (readonly number[])[],
  kind: 'nominal' | 'ordinal' = 'nominal',
): Ratings {
  const wide = Math.max(...rows.map((row) => row.reduce((a, b) => a + b, 0)))
  const values = (rows[0] ?? []).map((_, i) => String(i + 1))
  const flat = rows.map((row) => row.flatMap((count, value) => Array.from({ length: count }, () => value)))
  const coders = Array.from({ length: wide }, (_, i) => `coder ${i + 1}`)
  return makeRatings(
    rows.map((_, i) => `unit ${i + 1}`),
    coders,
    { kind, values },
    (unit, coder) => flat[unit]?.[coder] ?? missing,
  )
}

/** Two coders from their table: rows are the first coder's values. */
export function tableOf(
  rows: readonly (readonly number[])[],
  kind: 'nominal' | 'ordinal' = 'nominal',
): Ratings {
  const pairs = rows.flatMap((row, a) =>
    row.flatMap((count, b) => Array.from({ length: count }, () => [a, b] as const)),
  )
  return makeRatings(
    pairs.map((_, i) => `unit ${i + 1}`),
    ['coder 1', 'coder 2'],
    { kind, values: rows.map((_, i) => String(i + 1)) },
    (unit, coder) => pairs[unit]?.[coder] ?? missing,
  )
}

/** Sets of codes: one line a coder, sets as `a,b`, `-` for the empty set, `*` where missing. */
export function setLines(lines: readonly string[]): Ratings {
  const cells = lines.map((line) => line.trim().split(/\s+/))
  const texts = [...new Set(cells.flat())].filter((text) => text !== '*')
  const sets = texts.map((text) => (text === '-' ? [] : text.split(',').toSorted()))
  const codes = [...new Set(sets.flat())].toSorted()
  return makeRatings(
    (cells[0] ?? []).map((_, i) => `unit ${i + 1}`),
    lines.map((_, i) => `coder ${i + 1}`),
    { kind: 'set', values: sets, codes },
    (unit, coder) => {
      const text = cells[coder]?.[unit] ?? '*'
      return text === '*' ? missing : texts.indexOf(text)
    },
  )
}

export const krippendorffC = [
  '1 2 3 3 2 1 4 1 2 * * *',
  '1 2 3 3 2 2 4 1 2 5 * *',
  '* 3 3 3 2 3 4 2 2 5 1 3',
  '1 2 3 3 2 4 4 1 2 5 1 *',
]

export const diagnoses =
  '444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445 ' +
  '333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555'

export const anxiety = [
  '3 3 3 4 5 5 2 3 5 2 2 6 1 5 2 2 1 2 4 3',
  '3 6 4 6 2 4 2 4 3 3 2 3 3 3 2 2 1 3 3 4',
  '2 1 4 4 3 2 1 6 1 1 1 2 3 3 1 1 3 3 2 2',
]

/** How far two figures are apart; 0 where both are undefined, NaN where one is. */
export const apart = (a: number, b: number): number =>
  Number.isNaN(a) && Number.isNaN(b) ? 0 : Math.abs(a - b)
