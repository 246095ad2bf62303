import type { Slice } from './source.ts'

export type ChaseDirection = 'backward' | 'forward'

/** OpenAlex takes so many ids in one filter. */
const idsInFilter = 50

/**
 * Slices of an OpenAlex harvest that chase citations: the works that the seeds cite (backward) and those that cite
 * them (forward), a group of seeds each. Seeds are OpenAlex ids.
 */
export function chaseSlices(
  seeds: readonly string[],
  directions: readonly ChaseDirection[],
): readonly Slice[] {
  const groups = grouped([...new Set(seeds)].toSorted())
  return directions.flatMap((direction) =>
    groups.map((ids, index) => ({
      id: `${direction} ${index + 1}`,
      parameters: { filter: `${direction === 'backward' ? 'cited_by' : 'cites'}:${ids.join('|')}` },
    })),
  )
}

/** Slices that look up works by DOI, to learn the ids of seeds that have none. */
export function seedSlices(dois: readonly string[]): readonly Slice[] {
  return grouped([...new Set(dois)].toSorted()).map((group, index) => ({
    id: `seeds ${index + 1}`,
    // A comma in a filter means AND; such a DOI cannot be looked up this way.
    parameters: { filter: `doi:${group.filter((doi) => !/[,|]/.test(doi)).join('|')}` },
  }))
}

function grouped(all: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(all.length / idsInFilter) }, (_, index) =>
    all.slice(index * idsInFilter, (index + 1) * idsInFilter),
  )
}
