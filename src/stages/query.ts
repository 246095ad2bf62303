import { printProblem, UserError } from '../domain/problem.ts'
import type { Review } from '../review/review.ts'
import { readStanding } from '../review/standing.ts'
import { readForeignQuery } from '../sources/query/foreign.ts'
import { foreignSyntaxes } from '../sources/query/foreign-syntax.ts'
import { checkQuery, type QueryCheck } from '../sources/query/matches.ts'
import { parseQuery } from '../sources/query/parse.ts'
import { printQuery } from '../sources/query/print.ts'
import type { Query } from '../sources/query/query.ts'
import { translators } from '../sources/query/translate.ts'
import type { Translation } from '../sources/query/translation.ts'

/** A query in lacuna's language and in every other. Throws a UserError that lists what cannot be read. */
export function translateQuery(
  text: string,
  from: string | undefined,
): { readonly query: string; readonly translations: readonly Translation[] } {
  const query = readQuery(text, from)
  return {
    query: printQuery(query),
    translations: Object.values(translators).map((translate) => translate(query)),
  }
}

/** How many of the included reports a query finds, which it misses, and which terms do no work for them. */
export async function checkAgainstIncluded(
  review: Review,
  text: string,
  from: string | undefined,
): Promise<QueryCheck & { readonly missedTitles: readonly string[] }> {
  const query = readQuery(text, from)
  const { included } = await readStanding(review)
  const reports = await review.store.reportsById(included)
  const check = checkQuery(query, reports)
  return { ...check, missedTitles: check.missed.map((index) => reports[index]?.title ?? 'no title') }
}

function readQuery(text: string, from: string | undefined): Query {
  const syntax = foreignSyntaxes.find((one) => one === from?.toLowerCase())
  if (from !== undefined && syntax === undefined) {
    throw new UserError(
      `There is no syntax "${from}" to read.`,
      `You can name one of: ${foreignSyntaxes.join(', ')}.`,
      { exitCode: 2 },
    )
  }
  const { query, problems } =
    syntax === undefined ? parseQuery(text, { file: 'query' }) : readForeignQuery(text, syntax, 'query')
  if (query !== undefined) return query
  throw new UserError(
    `The query cannot be read.\n${problems.map(printProblem).join('\n')}`,
    'You can correct it and try again.',
    { exitCode: 2 },
  )
}
