import { allCodes, type Dimension } from '../domain/codebook.ts'
import { sortedQuantile } from '../statistics/intervals.ts'
import type { Random } from '../statistics/random.ts'
import type { AxisChoice } from './axis.ts'
import { type CodedStudies, dimensionStudies, type DimensionStudies } from './coded-studies.ts'
import { crossTabulate } from './cross-tabulation.ts'
import { gapStatistics, type GapOptions } from './gap-statistics.ts'

/** How coders who coded apart differed on one dimension: chances that a second coder would code otherwise. */
export interface CodingDisagreement {
  readonly dimension: string
  /** Reports that two coded apart. */
  readonly pairs: number
  /** Per code: chance that a second coder lacks it where the first gave it, and gives it where the first did not. */
  readonly codes: ReadonlyMap<string, { readonly dropped: number; readonly added: number }>
}

/** A code given fewer times than this takes the rate of the whole dimension. */
const leastUses = 10

/**
 * Disagreement from reports that two people coded before reconciliation: one minus positive, and one minus
 * negative specific agreement per code (Spitzer and Fleiss 1974, doi:10.1192/bjp.125.4.341). Undefined without
 * pairs: then uncertainty of coding is not known, which is not none.
 */
export function codingDisagreement(
  dimension: Dimension,
  pairs: readonly (readonly [readonly string[], readonly string[]])[],
): CodingDisagreement | undefined {
  if (pairs.length === 0) return undefined
  const ids = allCodes(dimension).map(({ code }) => code.id)
  const tallies = new Map(ids.map((id) => [id, tally(id, pairs)]))
  const whole = { given: 0, withheld: 0, differing: 0 }
  for (const { given, withheld, differing } of tallies.values()) {
    whole.given += given
    whole.withheld += withheld
    whole.differing += differing
  }
  const rate = (part: number, all: number): number => (all === 0 ? 0 : part / all)
  const codes = new Map(
    [...tallies].map(([id, own]) => {
      const { given, withheld, differing } = own.given < leastUses ? whole : own
      return [id, { dropped: rate(differing, given), added: rate(differing, withheld) }]
    }),
  )
  return { dimension: dimension.id, pairs: pairs.length, codes }
}

interface Tally {
  readonly given: number
  readonly withheld: number
  readonly differing: number
}

function tally(id: string, pairs: readonly (readonly [readonly string[], readonly string[]])[]): Tally {
  const counts = { given: 0, withheld: 0, differing: 0 }
  for (const [a, b] of pairs) {
    const given = Number(a.includes(id)) + Number(b.includes(id))
    counts.given += given
    counts.withheld += 2 - given
    if (given === 1) counts.differing += 1
  }
  return counts
}

/** How a cell fares when its codings are drawn again as a second coder might have given them. */
export interface UncertainCell {
  readonly row: string
  readonly column: string
  /** Share of draws in which the adjusted test says "fewer", and in which the count is below the expected. */
  readonly staysFewer: number
  readonly staysBelow: number
  /** Middle 90 % of the drawn counts. */
  readonly counts: readonly [number, number]
}

/**
 * Draws the codings of both dimensions `draws` times and tests each table anew. On a dimension with several
 * codes each code is kept or dropped, and each other added, by its own rate; on one with a single code the code
 * is exchanged for another, weighted by how easily those are added. The draws add a second coder's errors to
 * the first's, so the shares are on the careful side. A dimension without known disagreement stays as it is.
 */
export function codingUncertainty(
  index: CodedStudies,
  choice: { readonly rows: AxisChoice; readonly columns: AxisChoice },
  disagreements: readonly CodingDisagreement[],
  draws: number,
  random: Random,
  options: GapOptions = {},
): readonly (readonly UncertainCell[])[] {
  const seen = crossTabulate(index, choice)
  const tallies = seen.cells.map((row) => row.map(() => ({ fewer: 0, below: 0, counts: [] as number[] })))
  for (let draw = 0; draw < draws; draw++) {
    const drawn = new Map(
      [choice.rows.dimension, choice.columns.dimension].map((id) => {
        const known = disagreements.find(({ dimension }) => dimension === id)
        return [
          id,
          known === undefined ? index.on(id) : redraw(index.on(id), index.studies.length, known, random),
        ]
      }),
    )
    const again: CodedStudies = { ...index, on: (id) => drawn.get(id) ?? index.on(id) }
    const gaps = gapStatistics(crossTabulate(again, choice), options)
    for (const [i, row] of tallies.entries())
      for (const [j, cell] of row.entries()) {
        const now = gaps.cells[i]?.[j]
        if (now === undefined) continue
        cell.counts.push(now.observed)
        if (now.verdict === 'fewer') cell.fewer++
        if (now.observed < now.expected) cell.below++
      }
  }
  return tallies.map((row, i) =>
    row.map(({ fewer, below, counts }, j) => {
      const sorted = counts.toSorted((a, b) => a - b)
      return {
        row: seen.rows.codes[i]?.id ?? '',
        column: seen.columns.codes[j]?.id ?? '',
        staysFewer: fewer / draws,
        staysBelow: below / draws,
        counts: [sortedQuantile(sorted, 0.05), sortedQuantile(sorted, 0.95)] as const,
      }
    }),
  )
}

function redraw(
  on: DimensionStudies,
  size: number,
  { codes }: CodingDisagreement,
  random: Random,
): DimensionStudies {
  const { dimension, coded, direct } = on
  const ids = [...direct.keys()]
  const rates = ids.map((id) => codes.get(id) ?? { dropped: 0, added: 0 })
  const isMulti = dimension.type === 'multi'
  return dimensionStudies(dimension, size, (i) => {
    if (!coded.has(i)) return undefined
    const given = ids.map((id) => direct.get(id)?.has(i) === true)
    if (isMulti)
      return ids.filter((_, c) => {
        const { dropped, added } = rates[c] ?? { dropped: 0, added: 0 }
        return given[c] === true ? random.uniform() >= dropped : random.uniform() < added
      })
    const own = given.indexOf(true)
    if (own < 0) return []
    if (random.uniform() >= (rates[own]?.dropped ?? 0)) return [ids[own] ?? '']
    return [ids[exchange(rates, own, random)] ?? '']
  })
}

/** Another code than `own`, in proportion to how easily each is added; the same where none is. */
function exchange(rates: readonly { readonly added: number }[], own: number, random: Random): number {
  const all = rates.reduce((sum, { added }, c) => (c === own ? sum : sum + added), 0)
  let left = random.uniform() * all
  for (const [c, { added }] of rates.entries()) {
    if (c === own) continue
    left -= added
    if (left < 0) return c
  }
  return own
}
