import type { Comparison } from './compare.ts'
import { probabilityWeights } from './probability-weights.ts'

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

/** The features of the model that hold for a comparison, by name: "title=equal", "pages=different". */
export const features = (c: Comparison): readonly string[] =>
  modelFields.map((field) => `${field}=${c[field]}`)

/** The probability, 0 to 1, that two records describe one work, from how their fields agree. */
export function probability(c: Comparison): number {
  let logOdds = probabilityWeights['intercept'] ?? 0
  for (const field of modelFields) logOdds += weight(field, c[field])
  return 1 / (1 + Math.exp(-logOdds))
}

const weights = new Map<string, Map<string, number>>()
for (const [name, value] of Object.entries(probabilityWeights)) {
  const [field = '', level = ''] = name.split('=')
  weights.set(field, (weights.get(field) ?? new Map<string, number>()).set(level, value))
}

const weight = (field: string, level: string): number => weights.get(field)?.get(level) ?? 0
