import { contentHash, sha256 } from '../domain/canonical.ts'
import { printProblem, type Problem, UserError } from '../domain/problem.ts'
import type { Review } from '../review/review.ts'
import { daysBefore } from '../sources/dates.ts'
import { type Harvest, runHarvest } from '../sources/harvest.ts'
import { NoAnswer, type PoliteClient } from '../sources/http.ts'
import { type JournalEntry, type SliceAccount, standing, startOf } from '../sources/journal.ts'
import { parseQuery } from '../sources/query/parse.ts'
import type { Query } from '../sources/query/query.ts'
import type { Loss } from '../sources/query/translation.ts'
import type { Source } from '../sources/source.ts'
import { findSource, sources as allSources } from '../sources/sources.ts'
import { type Control, dayOf } from './control.ts'
import type { Job } from './harvest-job.ts'
import { type PlannedSearch, planJob } from './harvest-plan.ts'
import { HarvestProgress } from './harvest-progress.ts'
import { allJournals, claimSearch, journalIn, rawBodiesIn } from './harvest-files.ts'
import { keepHeapLean } from './lean-heap.ts'
import { writeSearchLog } from './search-log.ts'
import { clientOf, type Reach, unanswered, whoAsks } from './source-client.ts'
import { type StoredHarvest, storeHarvest } from './store-harvest.ts'

export interface HarvestOptions extends Reach {
  /** Names of sources; none means those of review.yaml. */
  readonly sources: readonly string[]
  /** One of the review's queries; none means all. */
  readonly query?: string
  /** Only what is new or changed since this ISO date, with a week of overlap. */
  readonly since?: string
  readonly maximum?: number
  /** Only go on with what was interrupted. */
  readonly resume?: boolean
}

/** What became of one query at one source. */
export interface HarvestedSearch {
  readonly search: string
  readonly source: string
  readonly query: string
  readonly translation: string
  readonly losses: readonly Loss[]
  /** `kept`: it was harvested today already. `failed`: stopped by the message in problems, to be resumed. */
  readonly outcome: 'whole' | 'short' | 'stopped' | 'failed' | 'kept'
  readonly accounts: readonly SliceAccount[]
  readonly stored?: StoredHarvest
  readonly problems: readonly Problem[]
}

const daysOfOverlap = 7

/**
 * Runs the review's queries at sources and adds what they give as dated searches. Sources are asked side by side,
 * each at its own pace; one that fails does not stop the others. What was interrupted goes on where it stopped;
 * records are added when a search is complete, so that they always come in the same order.
 */
export async function harvest(
  review: Review,
  options: HarvestOptions,
  control: Control,
): Promise<readonly HarvestedSearch[]> {
  keepHeapLean()
  const telling = new HarvestProgress(control)
  const reach = { ...options, onWait: telling.waits, onAnswer: telling.answered }
  const client = clientOf(review, reach, control)
  const today = dayOf(control.now())
  const open = await unfinished(review)
  const jobs = options.resume === true ? open : newJobs(review, options, today, open)
  const results: HarvestedSearch[] = []
  try {
    const harvested = await Promise.all(jobs.map((job) => runJob(review, job, client, control, telling)))
    for (const result of harvested) results.push(await storeJob(review, result, control))
  } finally {
    await client.close()
  }
  await writeSearchLog(review)
  control.signal.throwIfAborted()
  return results
}

/** What `harvest` would ask and how many hits there are; asks each source once, for the smallest page. */
export async function planHarvest(
  review: Review,
  options: HarvestOptions,
  control: Control,
): Promise<readonly PlannedSearch[]> {
  const client = clientOf(review, options, control)
  try {
    const jobs = newJobs(review, options, dayOf(control.now()), [])
    const who = whoAsks(review, options)
    return await Promise.all(jobs.map((job) => planJob(job, client, who(job.harvest.source))))
  } finally {
    await client.close()
  }
}

function newJobs(
  review: Review,
  options: HarvestOptions,
  today: string,
  unfinishedJobs: readonly Job[],
): readonly Job[] {
  const chosen = options.sources.length > 0 ? options.sources : review.settings.sources
  if (chosen.length === 0) {
    throw new UserError(
      'No source is named.',
      `You can name some (${allSources.map(({ name }) => name).join(', ')}), or list them as sources in review.yaml.`,
      { exitCode: 2 },
    )
  }
  const since = options.since === undefined ? undefined : daysBefore(isoDate(options.since), daysOfOverlap)
  return queriesOf(review, options.query).flatMap(({ text, query, problems }) =>
    chosen.map((name): Job => {
      const source = sourceNamed(name)
      const translation = source.translate(query)
      const baseUrl = review.settings.sourceUrls[source.name]
      if (source.baseUrl === '' && baseUrl === undefined) {
        throw new UserError(
          `${source.label} has no address.`,
          `You can give it under source-urls in review.yaml, as ${source.name}: https://….`,
          { exitCode: 2 },
        )
      }
      const everything = source.plan(translation, { today })
      const changes = source.plan(translation, { today, ...(since === undefined ? {} : { since }) })
      // A source that cannot say what changed is asked for everything, and compared.
      const isLimited = since !== undefined && contentHash(changes) !== contentHash(everything)
      const harvestOfIt: Harvest = {
        source,
        settings: baseUrl === undefined ? {} : { baseUrl },
        query: text,
        translation: translation.text,
        slices: isLimited ? changes : everything,
        ...(isLimited ? { since } : {}),
        ...(options.maximum === undefined ? {} : { maximum: options.maximum }),
      }
      const open = unfinishedJobs.find(
        ({ harvest: other }) =>
          other.source === source &&
          other.translation === translation.text &&
          other.maximum === options.maximum &&
          other.since === undefined &&
          since === undefined,
      )
      if (open !== undefined) return { ...open, translation, problems }
      const identity = [source.name, translation.text, since ?? '', String(options.maximum ?? ''), today]
      return {
        search: searchId(review, identity),
        harvest: harvestOfIt,
        translation,
        problems,
      }
    }),
  )
}

/**
 * The id of a search by what is asked, where and on which day. One that fell short can be tried again the same day:
 * that is another search.
 */
function searchId(review: Review, identity: readonly string[]): string {
  const fellShort = new Set(
    allJournals(review.folder).flatMap(({ search, entries }) =>
      isClosed(entries) && !accountsOf(entries).every(({ isWhole }) => isWhole) ? [search] : [],
    ),
  )
  for (let attempt = 1; ; attempt++) {
    const parts = attempt === 1 ? identity : [...identity, String(attempt)]
    const id = `q${sha256(parts.join('\n')).slice(0, 20)}`
    if (!fellShort.has(id)) return id
  }
}

/** Harvests that are not closed, or whose records an interruption kept out of the review, as they were begun. */
async function unfinished(review: Review): Promise<readonly Job[]> {
  const searches = await review.store.searches()
  const stored = new Set(searches.flatMap(({ id, retrieved }) => (retrieved === undefined ? [] : [id])))
  return allJournals(review.folder).flatMap(({ search, entries }) => {
    const start = startOf(entries)
    const source = start === undefined ? undefined : findSource(start.source)
    if (start === undefined || source === undefined) return []
    if (isClosed(entries) && stored.has(search)) return []
    const { query, translation: text, slices, settings, maximum, since, channel, index } = start
    return [
      {
        search,
        harvest: {
          source,
          settings,
          query,
          translation: text,
          slices,
          ...(maximum === undefined ? {} : { maximum }),
          ...(since === undefined ? {} : { since }),
          ...(channel === undefined ? {} : { channel }),
          ...(index === undefined ? {} : { index }),
        },
        translation: { dialect: source.name, text, parameters: {}, losses: [] },
        problems: [],
      },
    ]
  })
}

const accountsOf = (entries: readonly JournalEntry[]): readonly SliceAccount[] =>
  [...standing(entries).values()].flatMap(({ account }) => account ?? [])

const isClosed = (entries: readonly JournalEntry[]): boolean =>
  [...standing(entries).values()].every(
    (state) => state.account !== undefined || state.splitInto !== undefined,
  )

function queriesOf(
  review: Review,
  name: string | undefined,
): readonly { readonly text: string; readonly query: Query; readonly problems: readonly Problem[] }[] {
  const all = Object.entries(review.settings.queries)
  const chosen = name === undefined ? all : all.filter(([each]) => each === name)
  if (chosen.length === 0) {
    throw new UserError(
      name === undefined ? 'review.yaml has no queries.' : `review.yaml has no query "${name}".`,
      name === undefined
        ? 'You can write one there, as queries: and a name with its text.'
        : `You can name one of: ${all.map(([each]) => each).join(', ')}.`,
      { exitCode: 2 },
    )
  }
  return chosen.map(([each, text]) => {
    const { query, problems } = parseQuery(text, { file: `review.yaml (query ${each})` })
    if (query !== undefined) return { text, query, problems }
    throw new UserError(
      `The query "${each}" cannot be read.\n${problems.map(printProblem).join('\n')}`,
      'You can correct it in review.yaml.',
      { exitCode: 2 },
    )
  })
}

function sourceNamed(name: string): Source {
  const source = findSource(name)
  if (source !== undefined) return source
  throw new UserError(
    `There is no source "${name}".`,
    `You can name one of: ${allSources.map((each) => each.name).join(', ')}.`,
    { exitCode: 2 },
  )
}

function isoDate(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text
  throw new UserError(`"${text}" is not a date.`, 'You can write it as 2026-01-31.', { exitCode: 2 })
}

export async function runJob(
  review: Review,
  job: Job,
  client: PoliteClient,
  control: Control,
  telling: HarvestProgress = new HarvestProgress(control),
): Promise<HarvestedSearch & { readonly job: Job }> {
  const { source, query, translation } = job.harvest
  const journal = journalIn(review.folder, job.search)
  const about = {
    search: job.search,
    source: source.name,
    query,
    translation,
    losses: job.translation.losses,
    job,
  }
  const before = await journal.read()
  if (before.length > 0 && isClosed(before) && (await isStored(review, job.search))) {
    return { ...about, outcome: 'kept', accounts: accountsOf(before), problems: job.problems }
  }
  const release = claimSearch(review.folder, job.search)
  telling.begin(
    source,
    before.reduce((sum, entry) => sum + (entry.kind === 'page' ? entry.records : 0), 0),
  )
  try {
    const result = await runHarvest(job.harvest, {
      ask: (request, inspect) => client.ask(source, request, inspect),
      journal,
      raw: rawBodiesIn(review.folder),
      now: () => new Date(control.now()).toISOString(),
      signal: control.signal,
      isLost: (error) => error instanceof NoAnswer && (error.kind === 'lost' || error.kind === 'cursor'),
      onPage: ({ got, total }) => {
        telling.page(source.name, got, total)
      },
    })
    return { ...about, ...result, problems: [...job.problems, ...result.problems] }
  } catch (error) {
    if (control.signal.aborted) return { ...about, outcome: 'stopped', accounts: [], problems: job.problems }
    if (!(error instanceof NoAnswer) && !(error instanceof UserError)) throw error
    return {
      ...about,
      outcome: 'failed',
      accounts: [],
      problems: [...job.problems, unanswered(source, error)],
    }
  } finally {
    release()
  }
}

/** Adds a finished search's records; also one whose records an interruption kept out of the store. */
export async function storeJob(
  review: Review,
  { job, ...result }: HarvestedSearch & { readonly job: Job },
  control: Control,
): Promise<HarvestedSearch> {
  if (result.outcome === 'stopped' || result.outcome === 'failed') return result
  if (await isStored(review, job.search)) return result
  return { ...result, stored: await storeHarvest(review, job.search, result.problems, control) }
}

const isStored = async (review: Review, id: string): Promise<boolean> =>
  (await review.store.searches()).some((search) => search.id === id && search.retrieved !== undefined)
