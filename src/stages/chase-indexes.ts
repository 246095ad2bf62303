import { sha256 } from '../domain/canonical.ts'
import type { Identifiers } from '../domain/identifier.ts'
import { type Problem, UserError } from '../domain/problem.ts'
import type { Review } from '../review/review.ts'
import {
  type ChaseDirection,
  chaseSlices,
  lookUpSlices,
  mostOfScholar,
  readScholarSeeds,
  type ScholarSeed,
  scholarLookUps,
  scholarSlices,
  tooManyForScholar,
} from '../sources/chase.ts'
import { NoAnswer, type PoliteClient } from '../sources/http.ts'
import { openAlex } from '../sources/openalex.ts'
import { openCitations, readCitations as readLinks } from '../sources/opencitations.ts'
import { semanticScholar } from '../sources/semantic-scholar.ts'
import type { CitedWork, Slice, Source } from '../sources/source.ts'
import {
  appendAsked,
  type AskedIndex,
  entriesBySlice,
  type IndexedCitation,
  readAsked,
  writeCitations,
} from './citation-edges.ts'
import type { KnownSeed, Seed } from './chase-seeds.ts'
import { nameOfSeed } from './chase-seeds.ts'
import { type Control, dayOf } from './control.ts'
import { type HarvestedSearch, runJob, storeJob } from './harvest.ts'
import type { Job } from './harvest-job.ts'
import { rawBodiesIn } from './harvest-files.ts'

export const chaseIndexes = ['openalex', 'opencitations', 'semantic-scholar'] as const
export type ChaseIndex = (typeof chaseIndexes)[number]

/** One round at one index. */
export interface Round {
  readonly seeds: readonly Seed[]
  /** The same as OpenAlex knows them. */
  readonly known: readonly KnownSeed[]
  readonly directions: readonly ChaseDirection[]
  readonly iteration: number
  readonly client: PoliteClient
}

export interface Chased {
  readonly index: ChaseIndex
  readonly label: string
  readonly search?: HarvestedSearch
  readonly unknownSeeds: readonly string[]
  /** Works found, each once. */
  readonly works: readonly CitedWork[]
  readonly withoutRecord: readonly string[]
  readonly citations: number
}

/** Searches citations at OpenAlex: works and their records come together. */
export async function chaseOpenAlex(review: Review, round: Round, control: Control): Promise<Chased> {
  const { known, seeds, directions } = round
  const unknownSeeds = seeds.filter((seed) => !known.some((one) => isSame(one, seed))).map(nameOfSeed)
  const about = { index: 'openalex', label: openAlex.label, unknownSeeds, withoutRecord: [] } as const
  if (known.length === 0) return { ...about, works: [], citations: 0 }
  const ids = known.map(({ openalex }) => openalex)
  const job = jobOf(review, openAlex, round, chaseSlices(ids, directions), ids, control)
  const search = await storeJob(review, await runJob(review, job, round.client, control), control)
  const edges: IndexedCitation[] = []
  const works: CitedWork[] = []
  for (const [slice, entries] of await entriesBySlice(review.folder, job.search, openAlex)) {
    for (const { record, references } of entries) {
      const work = workOf(record.identifiers)
      works.push(work)
      if (!slice.startsWith('forward')) continue
      const cited = references.filter(({ openalex }) => openalex !== undefined && ids.includes(openalex))
      for (const seed of cited) edges.push({ index: 'openalex', citing: work, cited: seed })
    }
  }
  if (directions.includes('backward'))
    for (const { references, ...seed } of known)
      for (const openalex of references) edges.push({ index: 'openalex', citing: seed, cited: { openalex } })
  writeCitations(review.folder, job.search, edges)
  return { ...about, search, works: distinctWorks(works), citations: edges.length }
}

/**
 * Searches citations at OpenCitations, which names works by identifier only. Records of works that OpenAlex did not
 * find in the same round are taken from there by DOI; what it does not know stays without a record.
 * @param found works that have a record already
 */
export async function chaseOpenCitations(
  review: Review,
  round: Round,
  found: readonly CitedWork[],
  control: Control,
): Promise<Chased> {
  const asked = round.seeds.map((seed) => round.known.find((one) => isSame(one, seed)) ?? seed)
  const usable = asked.filter(({ doi, pmid }) => (doi ?? pmid) !== undefined)
  const names = usable.map(nameOfSeed)
  const planned = jobOf(review, openAlex, round, [], names, control, openCitations.label)
  const known = readAsked(review.folder, planned.search)
  const edges: IndexedCitation[] = []
  const works: CitedWork[] = []
  let done = 0
  for (const seed of usable) {
    for (const direction of round.directions) {
      const side = direction === 'backward' ? 'references' : 'citations'
      for (const { citing, cited, date } of await linksOf(
        review,
        planned.search,
        known,
        seed,
        side,
        round.client,
      )) {
        edges.push({ index: 'opencitations', citing, cited, ...(date === undefined ? {} : { date }) })
        works.push(direction === 'backward' ? cited : citing)
      }
    }
    control.progress({ step: openCitations.label, done: ++done, total: usable.length, unit: 'seeds' })
    control.signal.throwIfAborted()
  }
  const all = distinctWorks(works)
  const recorded = new Set(found.flatMap(({ doi }) => doi ?? []))
  const dois = all.flatMap(({ doi }) => (doi === undefined || recorded.has(doi) ? [] : [doi]))
  const job: Job = { ...planned, harvest: { ...planned.harvest, slices: lookUpSlices([], dois) } }
  const search = await storeJob(review, await runJob(review, job, round.client, control), control)
  for (const entries of (await entriesBySlice(review.folder, job.search, openAlex)).values())
    for (const { record } of entries) recorded.add(record.identifiers.doi ?? '')
  writeCitations(review.folder, job.search, edges)
  return {
    index: 'opencitations',
    label: openCitations.label,
    search,
    unknownSeeds: asked.filter(({ doi, pmid }) => (doi ?? pmid) === undefined).map(nameOfSeed),
    works: all,
    withoutRecord: all.flatMap(({ doi, pmid, other }) =>
      doi !== undefined && recorded.has(doi)
        ? []
        : [doi ?? (pmid === undefined ? (other ?? '') : `PMID ${pmid}`)],
    ),
    citations: edges.length,
  }
}

/** What OpenCitations says of one work, out of the answer that is there already or asked for now. */
async function linksOf(
  review: Review,
  search: string,
  known: ReadonlyMap<string, AskedIndex>,
  seed: Seed,
  side: 'citations' | 'references',
  client: PoliteClient,
): Promise<NonNullable<ReturnType<typeof readLinks>>> {
  const request = openCitations.request(side, seed, review.settings.sourceUrls[openCitations.name])
  const raw = rawBodiesIn(review.folder)
  const { url } = request
  const before = known.get(url)
  if (before !== undefined)
    return before.digest === undefined ? [] : (readLinks(await raw.get(before.digest)) ?? [])
  try {
    const answer = await client.ask(openCitations, request, ({ body, status }) =>
      status >= 400 || readLinks(body) !== undefined
        ? undefined
        : { kind: 'temporary', message: 'the answer is not a list of citations' },
    )
    const digest = await raw.put(answer.body)
    appendAsked(review.folder, search, { url, at: answer.at, digest })
    return readLinks(answer.body) ?? []
  } catch (error) {
    // A work that it has never heard of has no citations there.
    if (error instanceof NoAnswer && error.kind === 'missing') return []
    throw error
  }
}

/** Searches citations at Semantic Scholar: works and their records come together, seed by seed. */
export async function chaseScholar(review: Review, round: Round, control: Control): Promise<Chased> {
  const asked = round.seeds.map((seed) => round.known.find((one) => isSame(one, seed)) ?? seed)
  const seeds = await scholarSeeds(review, asked, round.client)
  const unknownSeeds = asked
    .filter(({ doi }) => !seeds.some((seed) => seed.doi !== undefined && seed.doi === doi))
    .map(nameOfSeed)
  const about = { index: 'semantic-scholar', label: semanticScholar.label, unknownSeeds } as const
  if (seeds.length === 0) return { ...about, works: [], withoutRecord: [], citations: 0 }
  const slices = scholarSlices(seeds, round.directions)
  const names = seeds.map(({ id, doi }) => doi ?? id)
  const problems = tooManyForScholar(seeds, round.directions).map(tooMany)
  const job = { ...jobOf(review, semanticScholar, round, slices, names, control), problems }
  const search = await storeJob(review, await runJob(review, job, round.client, control), control)
  const edges: IndexedCitation[] = []
  const works: CitedWork[] = []
  for (const [slice, entries] of await entriesBySlice(review.folder, job.search, semanticScholar)) {
    const [direction, id] = slice.split(' ')
    const { doi } = seeds.find((seed) => seed.id === id) ?? {}
    const seed: CitedWork = doi === undefined ? { other: id ?? '' } : { doi }
    for (const { record } of entries) {
      const work = workOf(record.identifiers, record.sourceKey)
      works.push(work)
      edges.push(
        direction === 'backward'
          ? { index: 'semantic-scholar', citing: seed, cited: work }
          : { index: 'semantic-scholar', citing: work, cited: seed },
      )
    }
  }
  writeCitations(review.folder, job.search, edges)
  return { ...about, search, works: distinctWorks(works), withoutRecord: [], citations: edges.length }
}

function tooMany({ id, doi, direction, count }: ReturnType<typeof tooManyForScholar>[number]): Problem {
  const what = direction === 'backward' ? 'references' : 'citations'
  return {
    kind: 'problem',
    severity: 'lost',
    code: 'chase/too-many',
    at: { file: semanticScholar.name, record: doi ?? id },
    message: `${semanticScholar.label} has ${count} ${what} of ${doi ?? id} and gives no more than ${mostOfScholar} of a paper; they were not asked for.`,
    remedy: 'You can chase this seed at another index, or leave it out as a seed: it is cited everywhere.',
  }
}

export async function scholarSeeds(
  review: Review,
  seeds: readonly Seed[],
  client: PoliteClient,
): Promise<readonly ScholarSeed[]> {
  const baseUrl = review.settings.sourceUrls[semanticScholar.name]
  const found: ScholarSeed[] = []
  const dois = seeds.flatMap(({ doi }) => doi ?? [])
  for (const request of scholarLookUps(dois, baseUrl === undefined ? {} : { baseUrl })) {
    const answer = await client.ask(semanticScholar, request, ({ body, status }) =>
      status >= 400 || readScholarSeeds(body) !== undefined
        ? undefined
        : { kind: 'temporary', message: 'the answer is not a list of papers' },
    )
    found.push(...(readScholarSeeds(answer.body) ?? []))
  }
  return found
}

function jobOf(
  review: Review,
  source: Source,
  { directions, iteration }: Round,
  slices: readonly Slice[],
  seeds: readonly string[],
  control: Control,
  index?: string,
): Job {
  const where = index === undefined ? '' : ` in ${index}, records from ${source.label}`
  const round = iteration === 1 ? '' : `, iteration ${iteration}`
  const text = `${directions.join(' and ')} citation searching${round}${where} from ${seeds.length} seed references: ${seeds.join(', ')}`
  const baseUrl = review.settings.sourceUrls[source.name]
  return {
    search: `q${sha256(`chase\n${source.name}\n${text}\n${dayOf(control.now())}`).slice(0, 20)}`,
    harvest: {
      source,
      settings: baseUrl === undefined ? {} : { baseUrl },
      query: text,
      translation: text,
      slices,
      channel: 'citation',
      ...(index === undefined ? {} : { index }),
    },
    translation: { dialect: source.name, text, parameters: {}, losses: [] },
    problems: [],
  }
}

export const isSame = (a: Seed, b: Seed): boolean =>
  (a.openalex !== undefined && a.openalex === b.openalex) ||
  (a.doi !== undefined && a.doi === b.doi) ||
  (a.pmid !== undefined && a.pmid === b.pmid)

const workOf = ({ doi, pmid, openalex }: Identifiers, key?: string): CitedWork => ({
  ...(doi === undefined ? {} : { doi }),
  ...(pmid === undefined ? {} : { pmid }),
  ...(openalex === undefined ? {} : { openalex }),
  ...(doi === undefined && openalex === undefined && key !== undefined ? { other: key } : {}),
})

/** By the first identifier they have. */
export function distinctWorks(works: readonly CitedWork[]): readonly CitedWork[] {
  return [...new Map(works.map((work) => [keyOf(work), work])).values()]
}

const keyOf = ({ doi, pmid, openalex, other, text }: CitedWork): string =>
  doi ?? (pmid === undefined ? (openalex ?? other ?? text ?? '') : `pmid ${pmid}`)

/** The indexes of a chase out of their names. Throws a UserError for one that does not exist. */
export function indexesNamed(names: readonly string[]): readonly ChaseIndex[] {
  const wrong = names.find((name) => !chaseIndexes.some((index) => index === name))
  if (wrong !== undefined) {
    throw new UserError(
      `There is no citation index "${wrong}".`,
      `You can name some of: ${chaseIndexes.join(', ')}.`,
      { exitCode: 2 },
    )
  }
  return chaseIndexes.filter((index) => names.includes(index))
}
