import { sha256 } from '../domain/canonical.ts'
import { parseDoi, parseOpenAlex } from '../domain/identifier.ts'
import { UserError } from '../domain/problem.ts'
import type { Review } from '../review/review.ts'
import { readStanding } from '../review/standing.ts'
import { type ChaseDirection, chaseSlices, seedSlices } from '../sources/chase.ts'
import { openAlex } from '../sources/openalex.ts'
import type { Slice } from '../sources/source.ts'
import { type Control, dayOf } from './control.ts'
import { type HarvestedSearch, type Job, runJob, storeJob } from './harvest.ts'
import { writeSearchLog } from './search-log.ts'
import { clientOf, type Reach } from './source-client.ts'

export interface ChaseOptions extends Reach {
  readonly directions: readonly ChaseDirection[]
  /** DOIs or OpenAlex ids to begin with; none means the included reports. */
  readonly seeds: readonly string[]
}

export interface Chase {
  readonly seeds: number
  /** Seeds that OpenAlex does not know by id or DOI. */
  readonly unknown: readonly string[]
  readonly search?: HarvestedSearch
}

/**
 * One round of citation searching (TARCiS, doi:10.1136/bmj-2023-078384): what the seed references cite (backward) and
 * what cites them (forward), by OpenAlex, as a dated search of its own. Run it again for the next iteration.
 */
export async function chase(review: Review, options: ChaseOptions, control: Control): Promise<Chase> {
  const seeds = options.seeds.length > 0 ? options.seeds : await includedSeeds(review)
  if (seeds.length === 0) {
    throw new UserError(
      'There is nothing to begin with.',
      'You can include reports first, or name DOIs with --seed.',
      { exitCode: 2 },
    )
  }
  const client = clientOf(review, options, control)
  try {
    const { ids, unknown } = await seedIds(review, seeds, client)
    if (ids.length === 0) return { seeds: seeds.length, unknown }
    const job = jobOf(review, ids, options.directions, dayOf(control.now()))
    const search = await storeJob(review, await runJob(review, job, client, control), control)
    await writeSearchLog(review)
    control.signal.throwIfAborted()
    return { seeds: seeds.length, unknown, search }
  } finally {
    await client.close()
  }
}

function jobOf(
  review: Review,
  ids: readonly string[],
  directions: readonly ChaseDirection[],
  today: string,
): Job {
  const slices = chaseSlices(ids, directions)
  const text = `${directions.join(' and ')} citation searching from ${ids.length} seed references: ${ids.join(', ')}`
  const baseUrl = review.settings.sourceUrls['openalex']
  return {
    search: `q${sha256(`chase\n${text}\n${today}`).slice(0, 20)}`,
    harvest: {
      source: openAlex,
      settings: baseUrl === undefined ? {} : { baseUrl },
      query: text,
      translation: text,
      slices,
      channel: 'citation',
    },
    translation: { dialect: 'openalex', text, parameters: {}, losses: [] },
    problems: [],
  }
}

async function includedSeeds(review: Review): Promise<readonly string[]> {
  const { included } = await readStanding(review)
  const reports = await review.store.reportsById(included)
  return reports.flatMap(({ identifiers }) => identifiers.openalex ?? identifiers.doi ?? [])
}

/** OpenAlex ids of seeds; DOIs are looked up. */
async function seedIds(
  review: Review,
  seeds: readonly string[],
  client: ReturnType<typeof clientOf>,
): Promise<{ readonly ids: readonly string[]; readonly unknown: readonly string[] }> {
  const ids = seeds.flatMap((seed) => parseOpenAlex(seed) ?? [])
  const dois = seeds.flatMap((seed) => (parseOpenAlex(seed) === undefined ? (parseDoi(seed) ?? []) : []))
  const found = new Map<string, string>()
  for (const slice of seedSlices(dois)) {
    for (const [doi, id] of await lookUp(review, slice, client)) found.set(doi, id)
  }
  const unreadable = seeds.filter((seed) => parseOpenAlex(seed) === undefined && parseDoi(seed) === undefined)
  return {
    ids: [...ids, ...found.values()],
    unknown: [...unreadable, ...dois.filter((doi) => !found.has(doi))],
  }
}

async function lookUp(
  review: Review,
  slice: Slice,
  client: ReturnType<typeof clientOf>,
): Promise<readonly (readonly [string, string])[]> {
  const baseUrl = review.settings.sourceUrls['openalex']
  const request = openAlex.request(slice, undefined, baseUrl === undefined ? {} : { baseUrl })
  const answer = await client.ask(
    openAlex,
    request,
    ({ body, status }) => openAlex.parse(body, { status }).failure,
  )
  return openAlex
    .parse(answer.body, { status: answer.status })
    .entries.flatMap(({ record: { identifiers } }) =>
      identifiers.doi === undefined || identifiers.openalex === undefined
        ? []
        : [[identifiers.doi, identifiers.openalex] as const],
    )
}
