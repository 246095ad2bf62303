/** ln k! for k up to n, each from the one before. Error grows slowly: below 1e-9 at 50,000. */
export class LogFactorials {
  readonly #table: number[] = [0]

  of(k: number): number {
    for (let i = this.#table.length; i <= k; i++)
      this.#table.push((this.#table[i - 1] as number) + Math.log(i))
    return this.#table[k] as number
  }
}

/** Both exact tails, P(X <= observed) and P(X >= observed). */
export interface Tails {
  readonly lower: number
  readonly upper: number
}

/**
 * Exact tails for X hypergeometric: of n studies, `rows` have the row's code and `columns` the column's;
 * X is how many have both when the columns are dealt out to the studies at random.
 */
export function exactTails(
  observed: number,
  { n, rows, columns }: { readonly n: number; readonly rows: number; readonly columns: number },
  factorials: LogFactorials,
): Tails {
  const f = (k: number): number => factorials.of(k)
  const lowest = Math.max(0, rows + columns - n)
  const highest = Math.min(rows, columns)
  const base = f(rows) + f(n - rows) + f(columns) + f(n - columns) - f(n)
  const chance = (x: number): number =>
    x < lowest || x > highest
      ? 0
      : Math.exp(base - f(x) - f(rows - x) - f(columns - x) - f(n - rows - columns + x))
  const here = chance(observed)
  const mean = n === 0 ? 0 : (rows * columns) / n
  // From the side away from the mean terms fall steadily, so the sum can stop where they no longer count.
  let sum = 0
  const step = observed <= mean ? -1 : 1
  for (let x = observed; x >= lowest && x <= highest; x += step) {
    const term = chance(x)
    sum += term
    if (term <= sum * 1e-18) break
  }
  const near = Math.min(1, sum)
  const far = Math.min(1, 1 - near + here)
  return step === -1 ? { lower: near, upper: far } : { lower: far, upper: near }
}

/** Benjamini and Hochberg's adjusted p values (1995, doi 10.1111/j.2517-6161.1995.tb02031.x), in the order given. */
export function adjustForManyTests(p: readonly number[]): readonly number[] {
  const order = p.map((_, i) => i).toSorted((a, b) => (p[b] as number) - (p[a] as number))
  const adjusted = p.slice()
  let least = 1
  order.forEach((index, place) => {
    least = Math.min(least, ((p[index] as number) * p.length) / (p.length - place))
    adjusted[index] = least
  })
  return adjusted
}
