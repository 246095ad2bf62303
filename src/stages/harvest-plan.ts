import { UserError, type Problem } from '../domain/problem.ts'
import { type Budget, budgetIn } from '../sources/budget.ts'
import { NoAnswer, type PoliteClient } from '../sources/http.ts'
import type { Translation } from '../sources/query/translation.ts'
import type { Source } from '../sources/source.ts'
import type { Job } from './harvest-job.ts'
import { unanswered } from './source-client.ts'

/** What a harvest would ask. */
export interface PlannedSearch {
  readonly source: string
  readonly query: string
  readonly translation: Translation
  readonly url: string
  /** Hits, where the source could be asked. */
  readonly hits?: number
  /** Requests and the least time they take. */
  readonly requests?: number
  readonly seconds?: number
  /** What that costs and what is left, where the source counts; by what the request for the hits cost. */
  readonly cost?: Budget
  readonly problems: readonly Problem[]
}

/** Asks one source once, for the smallest page. */
export async function planJob(
  job: Job,
  client: PoliteClient,
  who: { readonly hasKey: boolean; readonly hasContact: boolean },
): Promise<PlannedSearch> {
  const { source, slices, settings, query } = job.harvest
  const [slice] = slices
  if (slice === undefined) throw new Error('Every source plans at least one slice.')
  const request = source.request(slice, undefined, { ...settings, pageSize: 1 })
  const real = source.request(slice, undefined, settings)
  const url = real.body === undefined ? real.url : `${real.method} ${real.url} ${real.body}`
  const about = { source: source.name, query, translation: job.translation, url }
  try {
    const read = (body: string, status: number): ReturnType<Source['parse']> =>
      source.parse(body, { status, pageSize: 1 })
    const answer = await client.ask(source, request, ({ body, status }) => read(body, status).failure)
    const page = read(answer.body, answer.status)
    const hits = page.total
    const problems = [...job.problems, ...page.warnings]
    if (hits === undefined) return { ...about, problems }
    const wanted = Math.min(hits, job.harvest.maximum ?? hits)
    const requests = Math.max(1, Math.ceil(wanted / source.paging.size))
    const seconds = Math.ceil((requests * source.pace(who).intervalMs) / 1000)
    const budget = budgetIn(source.name, answer.headers)
    const cost = budget?.cost === undefined ? budget : { ...budget, cost: budget.cost * requests }
    return { ...about, hits, requests, seconds, ...(cost === undefined ? {} : { cost }), problems }
  } catch (error) {
    if (!(error instanceof NoAnswer) && !(error instanceof UserError)) throw error
    return { ...about, problems: [...job.problems, unanswered(source, error)] }
  }
}
