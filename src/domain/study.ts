import type { ReportId } from './report.ts'

/** `s` and the hex digits of its smallest report. */
export type StudyId = string

/** One investigation; usually one report, sometimes several, linked by decisions. What a map counts. */
export interface Study {
  readonly id: StudyId
  readonly reports: readonly ReportId[]
}

/**
 * Groups reports into studies: each link joins two reports, links chain, an unlinked report is its own study.
 * The id is that of the smallest report. Any order of reports and links gives the same studies.
 */
export function studiesOf(
  reports: Iterable<ReportId>,
  links: Iterable<readonly [ReportId, ReportId]>,
): readonly Study[] {
  const parent = new Map<ReportId, ReportId>()
  for (const report of reports) parent.set(report, report)
  const root = (report: ReportId): ReportId => {
    let top = report
    while (parent.get(top) !== top) top = parent.get(top) ?? top
    parent.set(report, top)
    return top
  }
  for (const [a, b] of links) {
    if (!parent.has(a) || !parent.has(b)) continue
    const [left, right] = [root(a), root(b)]
    if (left !== right) parent.set(left < right ? right : left, left < right ? left : right)
  }
  const groups = new Map<ReportId, ReportId[]>()
  for (const report of parent.keys()) {
    const top = root(report)
    const group = groups.get(top)
    if (group === undefined) groups.set(top, [report])
    else group.push(report)
  }
  return [...groups.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([top, group]) => ({ id: `s${top.slice(1)}`, reports: group.toSorted() }))
}
