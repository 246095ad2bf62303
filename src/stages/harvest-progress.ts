import { budgetIn, printBudget } from '../sources/budget.ts'
import type { Control } from './control.ts'

interface Told {
  readonly label: string
  readonly startedAt: number
  /** What earlier runs had got already: it says nothing about this run's pace. */
  readonly gotBefore: number
  got: number
  total?: number
  budget?: string
  wait?: { readonly until: number; readonly because: string }
}

/**
 * Tells how far each source is: got and total, the rate of this run, why it waits, what is left of its budget, and how
 * long the rest takes at this rate.
 */
export class HarvestProgress {
  readonly #control: Control
  readonly #sources = new Map<string, Told>()

  constructor(control: Control) {
    this.#control = control
  }

  /** A source begins, or goes on where it had so many records. */
  begin(source: { readonly name: string; readonly label: string }, got: number): void {
    const { name, label } = source
    this.#sources.set(name, { label, got, gotBefore: got, startedAt: this.#control.now() })
  }

  page(name: string, got: number, total: number | undefined): void {
    const told = this.#sources.get(name)
    if (told === undefined) return
    told.got = got
    if (total !== undefined) told.total = total
    delete told.wait
    this.#tell(told)
  }

  readonly answered = ({
    server,
    headers,
  }: {
    readonly server: string
    readonly headers: Readonly<Record<string, string>>
  }): void => {
    const told = this.#sources.get(server)
    const budget = budgetIn(server, headers)
    if (told !== undefined && budget !== undefined) told.budget = printBudget(budget)
  }

  readonly waits = ({
    server,
    ms,
    because,
  }: {
    readonly server: string
    readonly ms: number
    readonly because: string
  }): void => {
    const told = this.#sources.get(server)
    if (told === undefined) return
    told.wait = { until: this.#control.now() + ms, because }
    this.#tell(told)
  }

  #tell(told: Told): void {
    this.#control.progress({
      step: told.label,
      done: told.got,
      ...(told.total === undefined ? {} : { total: told.total }),
      unit: 'records',
      detail: detailOf(told, this.#control.now()),
      isBeside: true,
    })
  }
}

function detailOf({ startedAt, gotBefore, got, total, budget, wait }: Told, now: number): string {
  const seconds = (now - startedAt) / 1000
  const rate = seconds > 0 ? (got - gotBefore) / seconds : 0
  const left = total === undefined || rate <= 0 || total <= got ? undefined : (total - got) / rate
  return [
    rate > 0 ? `${rate < 10 ? rate.toFixed(1) : Math.round(rate)} a second` : undefined,
    wait === undefined || wait.until <= now
      ? undefined
      : `waiting ${Math.ceil((wait.until - now) / 1000)} s: ${wait.because}`,
    budget,
    left === undefined ? undefined : `about ${duration(left)} left`,
  ]
    .filter((part) => part !== undefined)
    .join(', ')
}

/** "40 s", "12 min", "3.5 h". */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`
  return `${(seconds / 3600).toFixed(1)} h`
}
