import { optional } from './bibliography.ts'
import { countAt, field, type Fields, parseObject, textAt } from './json-fields.ts'
import { parseDoi } from '../domain/identifier.ts'
import { semanticScholar } from './semantic-scholar.ts'
import type { HarvestRequest, Slice, SourceSettings } from './source.ts'

export type ChaseDirection = 'backward' | 'forward'

/** OpenAlex takes so many ids in one filter. */
const idsInFilter = 50
/** Semantic Scholar takes so many ids in one look-up. */
const idsInBatch = 500

/**
 * Slices of an OpenAlex harvest that chase citations: the works that the seeds cite (backward) and those that cite
 * them (forward), a group of seeds each. Seeds are OpenAlex ids.
 */
export function chaseSlices(
  seeds: readonly string[],
  directions: readonly ChaseDirection[],
): readonly Slice[] {
  const groups = grouped([...new Set(seeds)].toSorted(), idsInFilter)
  return directions.flatMap((direction) =>
    groups.map((ids, index) => ({
      id: `${direction} ${index + 1}`,
      parameters: { filter: `${direction === 'backward' ? 'cited_by' : 'cites'}:${ids.join('|')}` },
    })),
  )
}

/** Slices of an OpenAlex harvest that look up works by their OpenAlex ids and DOIs. */
export function lookUpSlices(ids: readonly string[], dois: readonly string[]): readonly Slice[] {
  // A comma in a filter means AND; such a DOI cannot be looked up this way.
  const safe = [...new Set(dois)].filter((doi) => !/[,|]/.test(doi)).toSorted()
  return [
    ...grouped([...new Set(ids)].toSorted(), idsInFilter).map((group, index) => ({
      id: `ids ${index + 1}`,
      parameters: { filter: `openalex:${group.join('|')}` },
    })),
    ...grouped(safe, idsInFilter).map((group, index) => ({
      id: `dois ${index + 1}`,
      parameters: { filter: `doi:${group.join('|')}` },
    })),
  ]
}

/** A seed as Semantic Scholar knows it. */
export interface ScholarSeed {
  readonly id: string
  readonly doi?: string
  readonly citations: number
  readonly references: number
}

/** One request for up to 500 seeds by DOI. The answer has one place for each, null for what is not known. */
export function scholarLookUps(
  dois: readonly string[],
  { baseUrl = semanticScholar.baseUrl }: SourceSettings,
): readonly HarvestRequest[] {
  return grouped([...new Set(dois)].toSorted(), idsInBatch).map((group) => ({
    method: 'POST',
    url: `${baseUrl}/paper/batch?fields=externalIds,citationCount,referenceCount`,
    body: JSON.stringify({ ids: group.map((doi) => `DOI:${doi}`) }),
    headers: { 'content-type': 'application/json' },
    isRepeatable: true,
  }))
}

export function readScholarSeeds(body: string): readonly ScholarSeed[] | undefined {
  const papers = parseObject(`{"papers":${body}}`)?.['papers']
  if (!Array.isArray(papers)) return undefined
  return papers.flatMap((paper: Fields | null): readonly ScholarSeed[] => {
    const id = paper === null ? undefined : textAt(paper, 'paperId')
    if (paper === null || id === undefined) return []
    const doi = parseDoi(textAt(field(paper, 'externalIds'), 'DOI') ?? '')
    const [citations, references] = [countAt(paper, 'citationCount'), countAt(paper, 'referenceCount')]
    return [{ id, ...optional('doi', doi), citations: citations ?? 0, references: references ?? 0 }]
  })
}

/** Of one paper's citations or references it gives the first so many and no way to ask for the others. */
export const mostOfScholar = 9_999

const countOf = (seed: ScholarSeed, direction: ChaseDirection): number =>
  direction === 'backward' ? seed.references : seed.citations

/** Seeds and directions of which Semantic Scholar has more than it gives. */
export const tooManyForScholar = (
  seeds: readonly ScholarSeed[],
  directions: readonly ChaseDirection[],
): readonly (ScholarSeed & { readonly direction: ChaseDirection; readonly count: number })[] =>
  directions.flatMap((direction) =>
    seeds
      .map((seed) => ({ ...seed, direction, count: countOf(seed, direction) }))
      .filter(({ count }) => count > mostOfScholar),
  )

/** Slices of a Semantic Scholar harvest: one seed and one direction each, for so it is asked; without too large ones. */
export const scholarSlices = (
  seeds: readonly ScholarSeed[],
  directions: readonly ChaseDirection[],
): readonly Slice[] =>
  directions.flatMap((direction) =>
    seeds
      .filter((seed) => countOf(seed, direction) <= mostOfScholar)
      .map(({ id }) => ({
        id: `${direction} ${id}`,
        parameters: { path: `/paper/${id}/${direction === 'backward' ? 'references' : 'citations'}` },
      })),
  )

function grouped<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  )
}
