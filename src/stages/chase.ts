import { type Problem, UserError } from '../domain/problem.ts'
import type { Review } from '../review/review.ts'
import type { ChaseDirection } from '../sources/chase.ts'
import { NoAnswer, type PoliteClient } from '../sources/http.ts'
import type { CitedWork } from '../sources/source.ts'
import { appendSummary, type ChaseSummary, type IndexSummary } from './citation-edges.ts'
import {
  type Chased,
  type ChaseIndex,
  chaseOpenAlex,
  chaseOpenCitations,
  chaseScholar,
  distinctWorks,
  indexesNamed,
  isSame,
  type Round,
} from './chase-indexes.ts'
import { includedSeeds, knownSeeds, parseSeed, type Seed } from './chase-seeds.ts'
import { nameOfSeed } from './chase-seeds.ts'
import type { Control } from './control.ts'
import type { HarvestedSearch } from './harvest.ts'
import { writeSearchLog } from './search-log.ts'
import { clientOf, type Reach, unanswered } from './source-client.ts'

export interface ChaseOptions extends Reach {
  readonly directions: readonly ChaseDirection[]
  /** DOIs, OpenAlex ids or PMIDs to begin with; none means the included reports. */
  readonly seeds: readonly string[]
  readonly indexes: readonly string[]
  /** How many rounds; each after the first begins with the works that the one before it found anew. */
  readonly iterations: number
}

/** One round, and what each index gave. */
export interface ChaseRound extends Omit<ChaseSummary, 'indexes'> {
  readonly indexes: readonly (IndexSummary & { readonly harvested?: HarvestedSearch })[]
  readonly problems: readonly Problem[]
}

export interface Chase {
  readonly rounds: readonly ChaseRound[]
  /** Seeds that are no DOI, OpenAlex id or PMID. */
  readonly unreadable: readonly string[]
}

/**
 * Citation searching (TARCiS, doi:10.1136/bmj-2023-078384): what the seed references cite (backward) and what cites
 * them (forward), at several indexes, each as a dated search of its own. TARCiS begins an iteration with what was
 * newly included after screening: run it again for that. Several iterations at once follow unscreened works.
 */
export async function chase(review: Review, options: ChaseOptions, control: Control): Promise<Chase> {
  const indexes = indexesNamed(options.indexes)
  const { seeds: first, unreadable } = await seedsOf(review, options.seeds)
  const client = clientOf(review, options, control)
  const rounds: ChaseRound[] = []
  try {
    let seeds = first
    const done: Seed[] = []
    for (let iteration = 1; iteration <= options.iterations && seeds.length > 0; iteration++) {
      const before = await identifiersOf(review)
      const { round, works } = await oneRound(
        review,
        { ...options, seeds, iteration, indexes },
        before,
        client,
        control,
      )
      rounds.push(round)
      appendSummary(review.folder, withoutHarvests(round))
      done.push(...seeds)
      seeds = works.filter((work) => isNew(work, before) && !done.some((seed) => isSame(seed, work)))
      if (round.problems.length > 0) break
    }
  } finally {
    await client.close()
    await writeSearchLog(review)
  }
  control.signal.throwIfAborted()
  return { rounds, unreadable }
}

/** What a chase begins with. Throws a UserError when there is nothing. */
export async function seedsOf(
  review: Review,
  named: readonly string[],
): Promise<{ readonly seeds: readonly Seed[]; readonly unreadable: readonly string[] }> {
  const seeds =
    named.length > 0 ? named.flatMap((text) => parseSeed(text) ?? []) : await includedSeeds(review)
  if (seeds.length === 0) {
    throw new UserError(
      'There is nothing to begin with.',
      'You can include reports first, or name DOIs with --seed.',
      { exitCode: 2 },
    )
  }
  return { seeds, unreadable: named.filter((text) => parseSeed(text) === undefined) }
}

async function oneRound(
  review: Review,
  options: {
    readonly seeds: readonly Seed[]
    readonly directions: readonly ChaseDirection[]
    readonly iteration: number
    readonly indexes: readonly ChaseIndex[]
  },
  before: ReadonlySet<string>,
  client: PoliteClient,
  control: Control,
): Promise<{ readonly round: ChaseRound; readonly works: readonly CitedWork[] }> {
  const problems: Problem[] = []
  const chased: Chased[] = []
  const attempt = async (name: string, work: () => Promise<Chased>): Promise<void> => {
    try {
      chased.push(await work())
    } catch (error) {
      control.signal.throwIfAborted()
      if (!(error instanceof NoAnswer)) throw error
      problems.push(unanswered({ name }, error))
    }
  }
  // OpenAlex is asked for the seeds whichever indexes are chosen: it ties DOIs, PMIDs and its own ids together.
  let known: Round['known'] = []
  try {
    known = await knownSeeds(review, options.seeds, client)
  } catch (error) {
    control.signal.throwIfAborted()
    if (!(error instanceof NoAnswer)) throw error
    problems.push(unanswered({ name: 'openalex' }, error))
  }
  const round: Round = { ...options, known, client }
  const { indexes } = options
  if (indexes.includes('openalex') && problems.length === 0)
    await attempt('openalex', () => chaseOpenAlex(review, round, control))
  if (indexes.includes('semantic-scholar'))
    await attempt('semantic-scholar', () => chaseScholar(review, round, control))
  if (indexes.includes('opencitations')) {
    const found = chased.flatMap(({ works }) => works)
    await attempt('opencitations', () => chaseOpenCitations(review, round, found, control))
  }
  const works = distinctWorks(chased.flatMap((one) => one.works))
  return {
    works,
    round: {
      at: new Date(control.now()).toISOString(),
      iteration: options.iteration,
      directions: options.directions,
      seeds: options.seeds.map(nameOfSeed),
      indexes: chased.map((one) => summaryOf(one, chased)),
      works: works.length,
      newWorks: works.filter((work) => isNew(work, before)).length,
      problems: [...problems, ...chased.flatMap(({ search }) => lost(search))],
    },
  }
}

const lost = (search: HarvestedSearch | undefined): readonly Problem[] =>
  (search?.problems ?? []).filter(({ severity }) => severity === 'lost')

function summaryOf(one: Chased, all: readonly Chased[]): ChaseRound['indexes'][number] {
  const { index, label, search, unknownSeeds, works, withoutRecord, citations } = one
  const elsewhere = new Set(
    all.filter((other) => other !== one).flatMap((other) => other.works.flatMap(({ doi }) => doi ?? [])),
  )
  return {
    index,
    label,
    ...(search === undefined ? {} : { search: search.search, harvested: search }),
    unknownSeeds,
    works: works.length,
    onlyHere: works.filter(({ doi }) => doi !== undefined && !elsewhere.has(doi)).length,
    withoutDoi: works.filter(({ doi }) => doi === undefined).length,
    withoutRecord,
    citations,
  }
}

function withoutHarvests({ problems: _problems, ...round }: ChaseRound): ChaseSummary {
  const indexes = round.indexes.map(({ harvested: _harvested, ...summary }) => summary)
  return { ...round, indexes }
}

/** The identifiers and source keys of everything the review has. */
async function identifiersOf(review: Review): Promise<ReadonlySet<string>> {
  const origins = await review.store.recordOrigins()
  const known = new Set<string>(origins.flatMap(({ sourceKey }) => sourceKey ?? []))
  for await (const { identifiers } of review.store.descriptions()) {
    for (const id of [identifiers.doi, identifiers.pmid, identifiers.openalex])
      if (id !== undefined) known.add(id)
  }
  return known
}

const isNew = ({ doi, pmid, openalex, other }: CitedWork, before: ReadonlySet<string>): boolean =>
  ![doi, pmid, openalex, other].some((id) => id !== undefined && before.has(id))
