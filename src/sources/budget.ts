/** What is left of a budget, as a server counts it. */
export interface Budget {
  readonly left: number
  readonly unit: 'USD' | 'credits' | 'requests this week' | 'records this year'
  /** What the answered request cost, in the same unit, where the server says so. */
  readonly cost?: number
}

/**
 * The budget that an answer's headers tell of; undefined where a server counts none. Limits per second are no budget:
 * PubMed's `x-ratelimit-remaining` is one, so only sources that are known to count are read.
 */
export function budgetIn(server: string, headers: Readonly<Record<string, string>>): Budget | undefined {
  const number = (name: string): number | undefined => {
    const text = headers[name]
    const value = Number(text)
    return text === undefined || text.trim() === '' || !Number.isFinite(value) ? undefined : value
  }
  const budget = (left: number | undefined, unit: Budget['unit'], cost?: number): Budget | undefined =>
    left === undefined ? undefined : { left, unit, ...(cost === undefined ? {} : { cost }) }
  switch (server) {
    case 'openalex': {
      const money = budget(number('x-ratelimit-remaining-usd'), 'USD', number('x-ratelimit-cost-usd'))
      return money ?? budget(number('x-ratelimit-remaining'), 'credits', number('x-ratelimit-credits-used'))
    }
    case 'scopus':
      return budget(number('x-ratelimit-remaining'), 'requests this week', 1)
    case 'wos':
      return budget(number('x-rec-amtperyear-remaining'), 'records this year')
    default:
      return undefined
  }
}

export const printBudget = ({ left, unit }: Budget): string =>
  `${unit === 'USD' ? left.toFixed(2) : left} ${unit} left`
