import type { Problem } from '../domain/problem.ts'
import type { Review } from '../review/review.ts'
import { type ChaseDirection, chaseSlices } from '../sources/chase.ts'
import { NoAnswer, type PoliteClient } from '../sources/http.ts'
import { openAlex } from '../sources/openalex.ts'
import { openCitations, readCount } from '../sources/opencitations.ts'
import { semanticScholar } from '../sources/semantic-scholar.ts'
import type { ChaseOptions } from './chase.ts'
import { seedsOf } from './chase.ts'
import { type ChaseIndex, indexesNamed, isSame, scholarSeeds } from './chase-indexes.ts'
import { knownSeeds, type KnownSeed, requestsForSeeds, type Seed } from './chase-seeds.ts'
import type { Control } from './control.ts'
import { clientOf, unanswered } from './source-client.ts'

/** What the first round of a chase would ask and find at one index. */
export interface ChaseEstimate {
  readonly index: ChaseIndex
  readonly label: string
  readonly seeds: number
  readonly requests: number
  /** The least time that takes, at the polite rate. */
  readonly seconds: number
  /** At most so many works; what several seeds share is counted once only where the index counts so. */
  readonly works: number
}

export interface ChasePlan {
  readonly seeds: number
  readonly unreadable: readonly string[]
  readonly indexes: readonly ChaseEstimate[]
  readonly problems: readonly Problem[]
}

/** Asks each index how much there is, and adds nothing. */
export async function planChase(review: Review, options: ChaseOptions, control: Control): Promise<ChasePlan> {
  const indexes = indexesNamed(options.indexes)
  const { seeds, unreadable } = await seedsOf(review, options.seeds)
  const client = clientOf(review, options, control)
  const problems: Problem[] = []
  const estimates: ChaseEstimate[] = []
  try {
    const known = await knownSeeds(review, seeds, client)
    const full = seeds.map((seed) => known.find((one) => isSame(one, seed)) ?? seed)
    for (const index of indexes) {
      try {
        estimates.push(await estimators[index](review, full, known, options.directions, client))
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error
        problems.push(unanswered({ name: index }, error))
      }
    }
  } catch (error) {
    control.signal.throwIfAborted()
    if (!(error instanceof NoAnswer)) throw error
    problems.push(unanswered(openAlex, error))
  } finally {
    await client.close()
  }
  return { seeds: seeds.length, unreadable, indexes: estimates, problems }
}

type Estimator = (
  review: Review,
  seeds: readonly Seed[],
  known: readonly KnownSeed[],
  directions: readonly ChaseDirection[],
  client: PoliteClient,
) => Promise<ChaseEstimate>

const estimators: Readonly<Record<ChaseIndex, Estimator>> = {
  openalex: async (review, seeds, known, directions, client) => {
    const baseUrl = review.settings.sourceUrls[openAlex.name]
    const settings = { pageSize: 1, ...(baseUrl === undefined ? {} : { baseUrl }) }
    const slices = chaseSlices(
      known.map(({ openalex }) => openalex),
      directions,
    )
    let [works, requests] = [0, requestsForSeeds(seeds)]
    for (const slice of slices) {
      const answer = await client.ask(
        openAlex,
        openAlex.request(slice, undefined, settings),
        ({ body, status }) => openAlex.parse(body, { status }).failure,
      )
      const total = openAlex.parse(answer.body, { status: answer.status }).total ?? 0
      works += total
      requests += Math.max(1, Math.ceil(total / openAlex.paging.size))
    }
    return estimate('openalex', openAlex, known.length, requests, works)
  },
  opencitations: async (review, seeds, _known, directions, client) => {
    const usable = seeds.filter(({ doi, pmid }) => (doi ?? pmid) !== undefined)
    const baseUrl = review.settings.sourceUrls[openCitations.name]
    let works = 0
    for (const seed of usable) {
      for (const direction of directions) {
        const side = direction === 'backward' ? 'references' : 'citations'
        const request = openCitations.countRequest(side, seed, baseUrl)
        const answer = await client.ask(openCitations, request)
        works += readCount(answer.body) ?? 0
      }
    }
    return estimate('opencitations', openCitations, usable.length, usable.length * directions.length, works)
  },
  'semantic-scholar': async (review, seeds, _known, directions, client) => {
    const found = await scholarSeeds(review, seeds, client)
    const counts = found.flatMap(({ citations, references }) =>
      directions.map((direction) => (direction === 'backward' ? references : citations)),
    )
    const requests = counts.reduce((sum, count) => sum + Math.max(1, Math.ceil(count / 500)), 1)
    const works = counts.reduce((sum, count) => sum + count, 0)
    return estimate('semantic-scholar', semanticScholar, found.length, requests, works)
  },
}

function estimate(
  index: ChaseIndex,
  server: {
    readonly label: string
    pace(known: { readonly hasKey: boolean; readonly hasContact: boolean }): { readonly intervalMs: number }
  },
  seeds: number,
  requests: number,
  works: number,
): ChaseEstimate {
  const { intervalMs } = server.pace({ hasKey: false, hasContact: true })
  const seconds = Math.ceil((requests * intervalMs) / 1000)
  return { index, label: server.label, seeds, requests, seconds, works }
}
