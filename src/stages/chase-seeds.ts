import { parseDoi, parseOpenAlex, parsePmid } from '../domain/identifier.ts'
import type { Review } from '../review/review.ts'
import { readStanding } from '../review/standing.ts'
import { lookUpSlices } from '../sources/chase.ts'
import type { PoliteClient } from '../sources/http.ts'
import { openAlex } from '../sources/openalex.ts'

/** A seed reference by whatever identifies it. */
export interface Seed {
  readonly openalex?: string
  readonly doi?: string
  readonly pmid?: string
}

/** A seed as OpenAlex knows it, with the works that it cites. */
export interface KnownSeed extends Seed {
  readonly openalex: string
  readonly references: readonly string[]
}

/** The included reports that have an identifier that an index knows. */
export async function includedSeeds(review: Review): Promise<readonly Seed[]> {
  const { included } = await readStanding(review)
  return (await review.store.reportsById(included)).flatMap(({ identifiers }) => {
    const { openalex, doi, pmid } = identifiers
    const seed = {
      ...(openalex === undefined ? {} : { openalex }),
      ...(doi === undefined ? {} : { doi }),
      ...(pmid === undefined ? {} : { pmid }),
    }
    return Object.keys(seed).length === 0 ? [] : [seed]
  })
}

/** A DOI, an OpenAlex id or `PMID 123` as a seed; undefined for anything else. */
export function parseSeed(text: string): Seed | undefined {
  const openalex = parseOpenAlex(text)
  if (openalex !== undefined) return { openalex }
  const doi = parseDoi(text)
  if (doi !== undefined) return { doi }
  const pmid = parsePmid(text)
  return pmid === undefined ? undefined : { pmid }
}

export const nameOfSeed = ({ doi, openalex, pmid }: Seed): string =>
  doi ?? openalex ?? `PMID ${pmid ?? 'unknown'}`

/** How many requests `knownSeeds` makes. */
export const requestsForSeeds = (seeds: readonly Seed[]): number => slicesFor(seeds).length

const slicesFor = (seeds: readonly Seed[]): ReturnType<typeof lookUpSlices> =>
  lookUpSlices(
    seeds.flatMap(({ openalex }) => openalex ?? []),
    seeds.flatMap(({ openalex, doi }) => (openalex === undefined ? (doi ?? []) : [])),
  )

/** The seeds that OpenAlex knows by id or DOI, each once. */
export async function knownSeeds(
  review: Review,
  seeds: readonly Seed[],
  client: PoliteClient,
): Promise<readonly KnownSeed[]> {
  const baseUrl = review.settings.sourceUrls[openAlex.name]
  const found = new Map<string, KnownSeed>()
  for (const slice of slicesFor(seeds)) {
    const request = openAlex.request(slice, undefined, baseUrl === undefined ? {} : { baseUrl })
    const answer = await client.ask(
      openAlex,
      request,
      ({ body, status }) => openAlex.parse(body, { status }).failure,
    )
    for (const { record, references } of openAlex.parse(answer.body, { status: answer.status }).entries) {
      const { openalex, doi, pmid } = record.identifiers
      if (openalex === undefined) continue
      const isSeed = seeds.some(
        (seed) => seed.openalex === openalex || (doi !== undefined && seed.doi === doi),
      )
      if (!isSeed) continue
      found.set(openalex, {
        openalex,
        ...(doi === undefined ? {} : { doi }),
        ...(pmid === undefined ? {} : { pmid }),
        references: references.flatMap((work) => work.openalex ?? []),
      })
    }
  }
  return [...found.values()]
}
