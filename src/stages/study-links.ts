import { foldLog } from '../domain/coding.ts'
import { UserError } from '../domain/problem.ts'
import { type ReportId, reportIndex } from '../domain/report.ts'
import type { Review } from '../review/review.ts'
import { clockAfter, type Control } from './control.ts'

/** Two reports that may belong to one study. */
export interface RelatedReports {
  readonly reports: readonly [ReportId, ReportId]
  readonly titles: readonly [string, string]
  /** How they belong together: preprint, conference, correction and so on. */
  readonly relation: string
  readonly reason: string
  /** Whether people's links have made one study of them. */
  readonly isLinked: boolean
}

/** Pairs of reports that the last deduplication found related: each once, by its first related records. */
export async function relatedReports({ store }: Review): Promise<readonly RelatedReports[]> {
  const index = reportIndex(await store.memberships())
  const links = new Set(
    foldLog(await store.decisions(), index).links.map((pair) => pair.toSorted().join(' ')),
  )
  const found = new Map<string, Omit<RelatedReports, 'titles'>>()
  for (const { records, reason, relation = 'other' } of await store.pairs('related')) {
    const [a, b] = records.flatMap((record) => index(`d${record.slice(1)}`) ?? []).toSorted()
    if (a === undefined || b === undefined || a === b) continue
    const key = `${a} ${b}`
    if (!found.has(key)) found.set(key, { reports: [a, b], relation, reason, isLinked: links.has(key) })
  }
  const reports = await store.reportsById([...new Set([...found.values()].flatMap((pair) => pair.reports))])
  const titles = new Map(reports.map(({ id, title = '' }) => [id, title]))
  return [...found.values()].map((pair) => {
    const [a, b] = pair.reports
    return { ...pair, titles: [titles.get(a) ?? '', titles.get(b) ?? ''] }
  })
}

/** Records that two reports are, or are not, of one study. Throws a UserError for reports that there are not. */
export async function linkReports(
  review: Review,
  options: { readonly reports: readonly [string, string]; readonly linked: boolean },
  control: Control,
): Promise<readonly [ReportId, ReportId]> {
  const { store } = review
  const index = reportIndex(await store.memberships())
  const [a, b] = options.reports.map((name) => {
    const report = index(name.startsWith('r') ? `d${name.slice(1)}` : name)
    if (report === undefined) {
      throw new UserError(
        `There is no report "${name}" in this review.`,
        'You can list related reports with "lacuna dedupe --related", and find others with "lacuna find".',
        { exitCode: 2 },
      )
    }
    return report
  })
  if (a === undefined || b === undefined || a === b) {
    throw new UserError('Both ids name one report.', 'You can name two different reports.', { exitCode: 2 })
  }
  const reports = a < b ? ([a, b] as const) : ([b, a] as const)
  const stamp = clockAfter(control, await store.lastDecision()).tick()
  await store.appendDecisions([
    { ...stamp, coder: control.coder, kind: 'link', reports, linked: options.linked },
  ])
  return reports
}
