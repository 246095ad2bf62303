import { UserError } from '../domain/problem.ts'
import type { Report, ReportId } from '../domain/report.ts'
import type { Review } from '../review/review.ts'

/** Reports whose title, abstract or keywords hold all words, best first. */
export async function find(review: Review, words: string, limit: number): Promise<readonly Report[]> {
  if (!Number.isInteger(limit) || limit < 1) {
    throw new UserError(`The limit is "${limit}"; expected a whole number from 1.`, 'You can leave it out.', {
      exitCode: 2,
    })
  }
  return bestFirst(review, await review.store.findReports(words, limit))
}

/** A report as a list of finds shows it. */
export interface FoundReport {
  readonly id: ReportId
  readonly title: string
  readonly year?: number
}

/** The same for words that are still being typed: the last one is completed. */
export async function findAsTyped(
  review: Review,
  typed: string,
  limit: number,
): Promise<readonly FoundReport[]> {
  const words = /[\p{L}\p{M}\p{N}]$/u.test(typed) ? `${typed}*` : typed
  const reports = await bestFirst(review, await review.store.findReports(words, limit))
  return reports.map(({ id, title, date }) => ({
    id,
    title: title ?? 'without a title',
    ...(date?.year === undefined ? {} : { year: date.year }),
  }))
}

async function bestFirst(review: Review, ids: readonly ReportId[]): Promise<readonly Report[]> {
  const reports = new Map((await review.store.reportsById(ids)).map((report) => [report.id, report]))
  return ids.flatMap((id) => reports.get(id) ?? [])
}
