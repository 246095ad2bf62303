import type { Comparison } from './compare.ts'
import { calibrationKnots, probabilityWeights } from './probability-weights.ts'
import type { Outcome } from './rule.ts'

const modelFields = [
  'title',
  'authors',
  'year',
  'container',
  'volume',
  'issue',
  'pages',
  'doi',
  'pmid',
  'abstract',
] as const

/** The features of the model that hold for a pair, by name: "title=equal", "pages=different", "rules=merged". */
export const features = (c: Comparison, outcome: Outcome): readonly string[] => [
  ...modelFields.map((field) => `${field}=${c[field]}`),
  `rules=${outcome}`,
]

/**
 * The probability, 0 to 1, that two records describe one work, from how their fields agree and what the rule
 * table says. Logistic model, fitted on labelled pairs that blocking brought together and calibrated on sets left
 * out of the fit (`probability-weights.ts`), so it holds for such pairs only. PubMed ids are in no labelled set: their weights are set by hand.
 */
export function probability(c: Comparison, outcome: Outcome): number {
  let logOdds = (probabilityWeights['intercept'] ?? 0) + weight('rules', outcome)
  for (const field of modelFields) logOdds += weight(field, c[field])
  return calibrated(1 / (1 + Math.exp(-logOdds)))
}

/** The model's own probability as an observed share, by linear interpolation. */
function calibrated(raw: number): number {
  for (const [at, [x = 0, y = 0] = []] of calibrationKnots.entries()) {
    if (raw > x) continue
    const [before, low] = calibrationKnots[at - 1] ?? [0, 0]
    return x === before ? y : low + ((raw - before) / (x - before)) * (y - low)
  }
  return 1
}

const weights = new Map<string, Map<string, number>>()
for (const [name, value] of Object.entries(probabilityWeights)) {
  const [field = '', level = ''] = name.split('=')
  weights.set(field, (weights.get(field) ?? new Map<string, number>()).set(level, value))
}

const weight = (field: string, level: string): number => weights.get(field)?.get(level) ?? 0
