import { allCodes, type Codebook, type Dimension, dimensionApplies } from '../domain/codebook.ts'
import type { Evidence } from '../domain/decision.ts'
import { type CuedReport, cueSetOf, cuesIn } from '../text/cued-text.ts'

/** The codes that a report's own words suggest on one dimension, each with the words as its evidence. */
export interface SuggestedCoding {
  readonly dimension: string
  readonly codes: readonly string[]
  readonly evidence: readonly Evidence[]
}

/**
 * Codes whose cues stand in a report's title, abstract, keywords or container, by dimension, in the codebook's
 * order. A code is left out where one below it is suggested too. For single and ordinal dimensions more than
 * one suggestion is none: which it is needs a reader. Nothing is ever suggested as "none applies".
 */
export function suggestCodes(report: CuedReport, codebook: Codebook): readonly SuggestedCoding[] {
  const chosen = new Map<string, readonly string[]>()
  const suggestions: SuggestedCoding[] = []
  for (const dimension of codebook.dimensions) {
    if (!dimensionApplies(dimension, codebook, (id) => chosen.get(id) ?? [])) continue
    const suggestion = suggestOn(report, dimension)
    if (suggestion === undefined) continue
    chosen.set(dimension.id, suggestion.codes)
    suggestions.push(suggestion)
  }
  return suggestions
}

function suggestOn(report: CuedReport, dimension: Dimension): SuggestedCoding | undefined {
  const found = allCodes(dimension).flatMap(({ code, path }) => {
    if (code.retired || code.cues.length === 0) return []
    const passages = cuesIn(cueSetOf(code), report)
    const [first] = passages
    return first === undefined ? [] : [{ id: code.id, path, first }]
  })
  const deepest = found.filter(({ id }) => !found.some((other) => other.id !== id && other.path.includes(id)))
  if (deepest.length === 0 || (dimension.type !== 'multi' && deepest.length > 1)) return undefined
  return {
    dimension: dimension.id,
    codes: deepest.map(({ id }) => id),
    evidence: deepest.map(({ id, first }) => ({ code: id, quote: first.words, where: first.field })),
  }
}
