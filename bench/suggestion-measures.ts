export interface Measures {
  readonly precision: number
  readonly recall: number
  /** Over all pairs of report and code. */
  readonly f1: number
  /** The mean over codes. */
  readonly macroF1: number
  /** Share of all codes given that are among a report's five, or ten, most probable. */
  readonly topFive: number
  readonly topTen: number
  readonly perCode: readonly { readonly right: number; readonly suggested: number; readonly given: number }[]
}

export function measure(
  scores: readonly Float64Array[],
  suggested: readonly Uint8Array[],
  truth: readonly Uint8Array[],
): Measures {
  const codes = truth[0]?.length ?? 0
  const perCode = Array.from({ length: codes }, (_, c) => {
    let [right, said, given] = [0, 0, 0]
    for (const [i, row] of truth.entries()) {
      right += (row[c] ?? 0) & (suggested[i]?.[c] ?? 0)
      said += suggested[i]?.[c] ?? 0
      given += row[c] ?? 0
    }
    return { right, suggested: said, given }
  })
  const total = (part: 'right' | 'suggested' | 'given'): number =>
    perCode.reduce((sum, code) => sum + code[part], 0)
  const f1Of = (right: number, said: number, given: number): number =>
    right === 0 ? 0 : (2 * right) / (said + given)
  return {
    precision: total('right') / Math.max(total('suggested'), 1),
    recall: total('right') / total('given'),
    f1: f1Of(total('right'), total('suggested'), total('given')),
    macroF1: perCode.reduce((sum, c) => sum + f1Of(c.right, c.suggested, c.given), 0) / codes,
    topFive: inTop(scores, truth, 5),
    topTen: inTop(scores, truth, 10),
    perCode,
  }
}

/** Equal scores stand in the codebook's order. */
function inTop(scores: readonly Float64Array[], truth: readonly Uint8Array[], places: number): number {
  let [found, given] = [0, 0]
  for (const [i, score] of scores.entries()) {
    const best = [...score.keys()]
      .toSorted((a, b) => (score[b] ?? 0) - (score[a] ?? 0) || a - b)
      .slice(0, places)
    for (const code of best) found += truth[i]?.[code] ?? 0
    for (const code of truth[i] ?? []) given += code
  }
  return found / given
}

export function printPerCode(title: string, names: readonly string[], { perCode }: Measures): void {
  console.log(`\n${title}: code, precision, recall, records with it`)
  for (const [c, { right, suggested, given }] of perCode.entries()) {
    const share = (of: number): string => (of === 0 ? '  – ' : (right / of).toFixed(2))
    console.log(
      `  ${(names[c] ?? '').padEnd(46)} ${share(suggested)}  ${share(given)}  ${String(given).padStart(5)}`,
    )
  }
}
