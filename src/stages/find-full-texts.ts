import type { FullTextEntry } from '../domain/full-text.ts'
import type { Problem } from '../domain/problem.ts'
import { UserError } from '../domain/problem.ts'
import type { ReportId } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import { NoAnswer, type PoliteClient } from '../sources/http.ts'
import { unpaywall } from '../sources/unpaywall.ts'
import type { Control } from './control.ts'
import { fullTexts } from './full-text.ts'
import { appendFullTexts, readFullTexts } from './full-text-journal.ts'
import { rawBodiesIn } from './harvest-files.ts'
import { clientOf, type Reach, unanswered } from './source-client.ts'

export interface FoundFullTexts {
  /** Reports that have no file, have a DOI and were asked about now. */
  readonly asked: number
  /** Of these, how many have an open text. */
  readonly found: number
  /** Asked in an earlier run, which counts for 30 days. */
  readonly askedBefore: number
  readonly withoutDoi: number
  readonly problems: readonly Problem[]
}

const millisecondsItCounts = 30 * 24 * 3600 * 1000

/**
 * Asks Unpaywall for open full texts of reports that one is wanted for and that have no file. Every answer is kept as
 * it comes, so an interrupted run asks only for the rest. A source that stops answering ends it with a problem.
 */
export async function findFullTexts(
  review: Review,
  options: Reach & { readonly again: boolean },
  control: Control,
): Promise<FoundFullTexts> {
  const wanted = (await fullTexts(review)).filter(({ path, isLost }) => path === undefined || isLost === true)
  const since = new Date(control.now() - millisecondsItCounts).toISOString()
  const recent = new Set<ReportId>(
    (await readFullTexts(review.folder)).flatMap((entry) =>
      entry.kind === 'asked' && entry.source === unpaywall.name && entry.at > since ? [entry.report] : [],
    ),
  )
  const withDoi = wanted.flatMap(({ report, doi }) => (doi === undefined ? [] : [{ report, doi }]))
  const open = withDoi.filter(({ report }) => options.again || !recent.has(report))
  const problems: Problem[] = []
  const client = clientOf(review, options, control)
  let [asked, found] = [0, 0]
  try {
    for (const { report, doi } of open) {
      control.signal.throwIfAborted()
      const entry = await askFor(review, client, report, doi, control)
      await appendFullTexts(review.folder, [entry])
      asked++
      if (entry.kind === 'asked' && entry.links.length > 0) found++
      control.progress({ step: unpaywall.label, done: asked, total: open.length, unit: 'reports' })
    }
  } catch (error) {
    control.signal.throwIfAborted()
    if (error instanceof UserError || !(error instanceof NoAnswer)) throw error
    problems.push(unanswered(unpaywall, error))
  } finally {
    await client.close()
  }
  return {
    asked,
    found,
    askedBefore: withDoi.length - open.length,
    withoutDoi: wanted.length - withDoi.length,
    problems,
  }
}

/** A DOI that Unpaywall does not know has no open text there: that is an answer too. */
async function askFor(
  review: Review,
  client: PoliteClient,
  report: ReportId,
  doi: string,
  control: Control,
): Promise<FullTextEntry> {
  const about = { kind: 'asked', report, source: unpaywall.name, by: 'machine:full-text' } as const
  try {
    const request = unpaywall.request(doi, review.settings.sourceUrls[unpaywall.name])
    const answer = await client.ask(unpaywall, request, ({ body, status }) =>
      status >= 400 || unpaywall.parse(body) !== undefined
        ? undefined
        : { kind: 'temporary', message: 'the answer is not one of Unpaywall' },
    )
    const digest = await rawBodiesIn(review.folder).put(answer.body)
    return { ...about, at: answer.at, digest, links: unpaywall.parse(answer.body) ?? [] }
  } catch (error) {
    if (!(error instanceof NoAnswer) || error.kind !== 'missing') throw error
    return { ...about, at: new Date(control.now()).toISOString(), links: [] }
  }
}
