import { printProblem, UserError } from '../domain/problem.ts'
import type { Bibliography } from '../domain/record.ts'
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
import { type CandidateTerms, candidateTerms, sameDocument } from './candidate-terms.ts'
import { breathe, type Control } from './control.ts'
import { relevantReports } from './relevant-reports.ts'

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

export interface CheckedQuery extends QueryCheck {
  readonly missedTitles: readonly string[]
  /** Named as relevant, but without a text that could be checked. */
  readonly unknown: readonly string[]
}

/**
 * How many relevant reports a query finds, which it misses, and what each of its terms does for them.
 * @param files records that the search must find; without any, the included reports
 */
export async function checkAgainstRelevant(
  review: Review,
  text: string,
  from: string | undefined,
  files: readonly string[],
): Promise<CheckedQuery> {
  const query = readQuery(text, from)
  const { reports, unknown } = await relevantReports(review, files)
  const check = checkQuery(query, reports)
  const missedTitles = check.missed.map((index) => reports[index]?.title ?? 'no title')
  return { ...check, missedTitles, unknown }
}

export interface TermSearch {
  /** Records that the search must find; without any, the included reports. */
  readonly files: readonly string[]
  /** `rest`: all reports that are not relevant, screened or not. `excluded`: only those that were excluded. */
  readonly against: 'rest' | 'excluded'
  readonly most: number
}

/** Terms that relevant reports have more often than others and that the query does not have yet. */
export async function suggestTerms(
  review: Review,
  text: string,
  from: string | undefined,
  { files, against, most }: TermSearch,
  control: Control,
): Promise<CandidateTerms> {
  const query = text === '' ? undefined : readQuery(text, from)
  const { reports } = await relevantReports(review, files)
  if (reports.length === 0) {
    throw new UserError(
      'No report is known to be relevant yet.',
      'You can include some, or name a file of relevant records with --relevant.',
    )
  }
  return candidateTerms(reports, otherReports(review, reports, against, control), query, most)
}

async function* otherReports(
  review: Review,
  relevant: readonly Bibliography[],
  against: TermSearch['against'],
  control: Control,
): AsyncIterable<Bibliography> {
  const isRelevant = sameDocument(relevant)
  const { stages } = await readStanding(review)
  const total = await review.store.countReports()
  let done = 0
  for await (const report of review.store.reports()) {
    if (++done % 1000 === 0) {
      control.progress({ step: 'comparing words', done, total, unit: 'reports' })
      await breathe(control)
    }
    const isExcluded = stages.get(report.id)?.startsWith('excluded-') === true
    if (!isRelevant(report) && (against === 'rest' || isExcluded)) yield report
  }
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
