import { UserError } from '../domain/problem.ts'
import type { Report } from '../domain/report.ts'
import type { Review } from '../review/review.ts'

/** Reports whose title, abstract or keywords hold all words, best first. */
export async function find(review: Review, words: string, limit: number): Promise<readonly Report[]> {
  if (!Number.isInteger(limit) || limit < 1) {
    throw new UserError(`The limit is "${limit}"; expected a whole number from 1.`, 'You can leave it out.', {
      exitCode: 2,
    })
  }
  const ids = await review.store.findReports(words, limit)
  const reports = new Map((await review.store.reportsById(ids)).map((report) => [report.id, report]))
  return ids.flatMap((id) => reports.get(id) ?? [])
}
