import type { SettledBy } from '../../domain/coding.ts'
import { add, addAll, and, type Bitset, emptyBitset, fullBitset } from './bitset.ts'
import type { PageData } from './page-data.ts'

export const waysOfSettling: readonly SettledBy[] = [
  'reconciliation',
  'agreement',
  'rule',
  'one-coder',
  'machine',
]

/** Sets of studies per code and per way of settling, made once when the page opens. */
export class StudyIndex {
  readonly data: PageData
  readonly n: number
  /** Per dimension and code: the studies with it, or with a code below it. */
  readonly #codes: readonly (readonly Bitset[])[]
  /** Per dimension: the studies coded on it, by way of settling. */
  readonly #settled: readonly ReadonlyMap<SettledBy, Bitset>[]
  readonly #direct = new Map<number, readonly Bitset[]>()
  readonly years: readonly (number | undefined)[]
  readonly firstYear: number | undefined
  readonly lastYear: number | undefined

  constructor(data: PageData) {
    this.data = data
    this.n = data.studies.length
    this.#codes = data.dimensions.map((dimension) => dimension.codes.map(() => emptyBitset(this.n)))
    this.#settled = data.dimensions.map(() => new Map())
    data.studies.forEach((study, i) => {
      for (const coding of study.codings) {
        this.#place(i, coding.d, coding.by)
        for (const code of coding.codes ?? []) this.#placeCode(i, coding.d, code)
      }
    })
    this.years = data.studies.map((study) => firstYearOf(study.reports))
    let first = Infinity
    let last = -Infinity
    for (const year of this.years) {
      if (year === undefined) continue
      if (year < first) first = year
      if (year > last) last = year
    }
    this.firstYear = first === Infinity ? undefined : first
    this.lastYear = last === -Infinity ? undefined : last
  }

  #place(study: number, dimension: number, by: SettledBy): void {
    const ways = this.#settled[dimension] as Map<SettledBy, Bitset>
    let set = ways.get(by)
    if (set === undefined) ways.set(by, (set = emptyBitset(this.n)))
    add(set, study)
  }

  #placeCode(study: number, dimension: number, code: number): void {
    const codes = this.data.dimensions[dimension]?.codes ?? []
    for (let at = code; at >= 0; at = codes[at]?.parent ?? -1) {
      const set = this.#codes[dimension]?.[at]
      if (set !== undefined) add(set, study)
    }
  }

  /** Studies with a code, counting only codings settled in one of `ways`. */
  withCode(dimension: number, code: number, ways: ReadonlySet<SettledBy>): Bitset {
    const set = this.#codes[dimension]?.[code] ?? emptyBitset(this.n)
    return this.#everyWay(dimension, ways) ? set : and(set, this.coded(dimension, ways))
  }

  /** Studies given one of these very codes, whatever stands below or above them. */
  withDirectly(dimension: number, codes: ReadonlySet<number>, ways: ReadonlySet<SettledBy>): Bitset {
    const direct = this.#directOf(dimension)
    const out = emptyBitset(this.n)
    for (const code of codes) addAll(out, direct[code] ?? emptyBitset(this.n))
    return this.#everyWay(dimension, ways) ? out : and(out, this.coded(dimension, ways))
  }

  /** Made at the first asking: only dimensions with impossible combinations need them. */
  #directOf(dimension: number): readonly Bitset[] {
    const known = this.#direct.get(dimension)
    if (known !== undefined) return known
    const sets = (this.data.dimensions[dimension]?.codes ?? []).map(() => emptyBitset(this.n))
    this.data.studies.forEach((study, i) => {
      for (const coding of study.codings) {
        if (coding.d !== dimension) continue
        for (const code of coding.codes ?? []) {
          const set = sets[code]
          if (set !== undefined) add(set, i)
        }
      }
    })
    this.#direct.set(dimension, sets)
    return sets
  }

  /** Studies coded on a dimension at all (also as "none applies"). */
  coded(dimension: number, ways: ReadonlySet<SettledBy>): Bitset {
    const out = emptyBitset(this.n)
    for (const [way, set] of this.#settled[dimension] ?? []) if (ways.has(way)) addAll(out, set)
    return out
  }

  /** Studies with any of the codes. */
  withAny(dimension: number, codes: readonly number[], ways: ReadonlySet<SettledBy>): Bitset {
    const out = emptyBitset(this.n)
    for (const code of codes) addAll(out, this.withCode(dimension, code, ways))
    return out
  }

  /** Studies first reported in a year of the range; those of unknown year only where the range is open. */
  between(from: number | undefined, to: number | undefined): Bitset {
    if (from === undefined && to === undefined) return fullBitset(this.n)
    const out = emptyBitset(this.n)
    this.years.forEach((year, i) => {
      if (year !== undefined && year >= (from ?? -Infinity) && year <= (to ?? Infinity)) add(out, i)
    })
    return out
  }

  #everyWay(dimension: number, ways: ReadonlySet<SettledBy>): boolean {
    return [...(this.#settled[dimension]?.keys() ?? [])].every((way) => ways.has(way))
  }
}

/** The year of a study is that of its first report. */
function firstYearOf(reports: readonly { readonly year?: number }[]): number | undefined {
  let first: number | undefined
  for (const { year } of reports)
    if (year !== undefined && (first === undefined || year < first)) first = year
  return first
}
