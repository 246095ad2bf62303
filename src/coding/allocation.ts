import type { Coder } from '../domain/decision.ts'
import type { ReportId } from '../domain/report.ts'
import { type Random, seededRandom, shuffled } from '../statistics/random.ts'

/** A report that is to be given to coders. */
export interface Allocatable {
  readonly report: ReportId
  /** ISO 639-1; undefined where it does not say: then anybody can have it. */
  readonly language?: string
  /** Who has it already, or has judged it: they keep it. */
  readonly has: readonly Coder[]
}

/** Somebody to give reports to. */
export interface AllocatedCoder {
  readonly name: Coder
  /** Languages they read (ISO 639-1); everything where there are none. */
  readonly reads: readonly string[]
  /** How many reports they have already: who has less goes first where all else is equal. */
  readonly load: number
}

/** A number of things out of many: all, a share (0 to 1), or so many. */
export type Portion = { readonly share: number } | { readonly count: number }

export interface AllocationPlan {
  readonly coders: readonly AllocatedCoder[]
  /** How many coders a report is to have. */
  readonly by: number
  /** How many the reports of a random portion are to have instead. That portion is the sample. */
  readonly double?: { readonly portion: Portion; readonly by: number }
  /** Give consecutive reports to one coder, in the order given, instead of drawing. */
  readonly blocks: boolean
  /** Whether reports with two coders or more are the sample on which agreement is measured. */
  readonly sample: boolean
  /** Text or number: the same plan, reports and seed give the same allocation everywhere. */
  readonly seed: string
}

export interface Allocation {
  readonly report: ReportId
  /** By name. Those who have it already among them. */
  readonly coders: readonly Coder[]
  readonly inSample: boolean
  /** How many coders fewer than planned: nobody else can have it. */
  readonly short: number
}

/**
 * Gives reports to coders. Loads of coders who read the same languages differ by one at most, and pairs of coders
 * meet about equally often. In random order (the order in which coders will see them), or with `blocks` in the
 * order given. A report that nobody can have comes out with no coders.
 */
export function allocateReports(
  reports: readonly Allocatable[],
  plan: AllocationPlan,
): readonly Allocation[] {
  const random = seededRandom(plan.seed)
  const order = plan.blocks ? reports : shuffled(reports, random)
  const doubled =
    plan.double === undefined ? new Set<ReportId>() : drawPortion(order, plan.double.portion, random)
  const dealer = new Dealer(plan.coders, random, order.length)
  return order.map((report, place) => {
    const isDouble = doubled.has(report.report)
    const wanted = isDouble ? (plan.double?.by ?? plan.by) : plan.by
    const coders = [...report.has]
    while (coders.length < wanted) {
      const next = dealer.next(report, coders, plan.blocks ? place : undefined)
      if (next === undefined) break
      coders.push(next)
    }
    return {
      report: report.report,
      coders: coders.toSorted(),
      inSample: isDouble || (plan.sample && coders.length > 1),
      short: Math.max(0, wanted - coders.length),
    }
  })
}

/** How many things a portion is, of so many. A share is rounded to the nearest whole number. */
export const portionOf = (portion: Portion, total: number): number =>
  Math.min(total, 'count' in portion ? portion.count : Math.round(total * portion.share))

/** A random portion of reports, in the order given: every set of that size is equally likely. */
export function drawPortion(
  reports: readonly Allocatable[],
  portion: Portion,
  random: Random,
): ReadonlySet<ReportId> {
  const drawn = shuffled(reports, random).slice(0, portionOf(portion, reports.length))
  return new Set(drawn.map(({ report }) => report))
}

/** Deals reports so that everybody gets as many as the others, and meets the others equally often. */
class Dealer {
  readonly #coders: readonly AllocatedCoder[]
  readonly #places: number
  readonly #dealt = new Map<Coder, number>()
  readonly #met = new Map<string, number>()
  readonly #random: Random

  constructor(coders: readonly AllocatedCoder[], random: Random, places: number) {
    this.#coders = coders.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    this.#random = random
    this.#places = places
  }

  /** @param place with blocks: which report of all this is, from 0 */
  next(report: Allocatable, taken: readonly Coder[], place: number | undefined): Coder | undefined {
    const { language } = report
    const able = this.#coders.filter(
      ({ name, reads }) =>
        !taken.includes(name) && (language === undefined || reads.length === 0 || reads.includes(language)),
    )
    const chosen = this.#ofBlock(able, taken, place) ?? this.#leastLaden(able, taken)
    if (chosen === undefined) return undefined
    this.#dealt.set(chosen, (this.#dealt.get(chosen) ?? 0) + 1)
    for (const other of taken) {
      const pair = pairOf(chosen, other)
      this.#met.set(pair, (this.#met.get(pair) ?? 0) + 1)
    }
    return chosen
  }

  /** Whose block this is, for the first coder of a report. */
  #ofBlock(
    able: readonly AllocatedCoder[],
    taken: readonly Coder[],
    place: number | undefined,
  ): Coder | undefined {
    if (place === undefined || taken.length > 0) return undefined
    const owner = this.#coders[Math.floor((place * this.#coders.length) / this.#places)]
    return able.find((coder) => coder === owner)?.name
  }

  #leastLaden(able: readonly AllocatedCoder[], taken: readonly Coder[]): Coder | undefined {
    let best: { readonly cost: readonly number[]; readonly name: Coder } | undefined
    for (const { name, load } of able) {
      const met = taken.reduce((sum, other) => sum + (this.#met.get(pairOf(name, other)) ?? 0), 0)
      const cost = [this.#dealt.get(name) ?? 0, met, load, this.#random.uint32()]
      if (best === undefined || isLess(cost, best.cost)) best = { cost, name }
    }
    return best?.name
  }
}

const pairOf = (a: Coder, b: Coder): string => (a < b ? `${a}\n${b}` : `${b}\n${a}`)

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const i = a.findIndex((cost, place) => cost !== b[place])
  return i >= 0 && (a[i] ?? 0) < (b[i] ?? 0)
}
