import type { CodedStudies } from './coded-studies.ts'
import { yearOf } from './publication-facts.ts'
import type { StudySet } from './study-set.ts'

/** Who cites whom among the review's studies, and what else they cite. Positions are positions in the snapshot. */
export interface Citations {
  /** Studies with a known reference list. */
  readonly known: readonly number[]
  /** Per study: the studies of the review it cites, each once; empty where its references are not known. */
  readonly cites: readonly (readonly number[])[]
  /** Per study: everything it cites, reports of the review under their study's id. */
  readonly references: readonly ReadonlySet<string>[]
}

/**
 * Reference lists joined from reports to studies; a study never cites itself. Undefined where the snapshot carries
 * no reference lists: then nothing is known of who reads whom.
 */
export function citationsOf(index: CodedStudies): Citations | undefined {
  const { references } = index.snapshot
  if (references === undefined || references.length === 0) return undefined
  const studyOf = new Map(
    index.studies.flatMap((study, i) => study.reports.map((report) => [report.id, i] as const)),
  )
  const known = new Set<number>()
  const cites = index.studies.map(() => new Set<number>())
  const all = index.studies.map(() => new Set<string>())
  for (const { report, cites: cited } of references) {
    const from = studyOf.get(report)
    if (from === undefined) continue
    known.add(from)
    for (const work of cited) {
      const to = studyOf.get(work)
      if (to === from) continue
      if (to !== undefined) cites[from]?.add(to)
      all[from]?.add(to === undefined ? work : (index.studies[to]?.id ?? work))
    }
  }
  return {
    known: [...known].toSorted((a, b) => a - b),
    cites: cites.map((set) => [...set].toSorted((a, b) => a - b)),
    references: all,
  }
}

/**
 * Citations expected from each study to each other if it had shared out its citations by how often each is
 * cited, among those that were there to be cited (not itself, not of a later year): the configuration model
 * with the degrees as they are. Calls `visit(from, to, expected)` for every pair with something expected.
 * @param among only pairs of these studies are visited; what is expected still counts all others
 */
export function expectedCitations(
  index: CodedStudies,
  { known, cites }: Citations,
  visit: (from: number, to: number, expected: number) => void,
  among: StudySet = index.everyone,
): void {
  const cited = index.studies.map(() => 0)
  for (const from of known) for (const to of cites[from] ?? []) cited[to] = (cited[to] ?? 0) + 1
  const years = index.studies.map(yearOf)
  const targets = [...cited.keys()].filter((study) => (cited[study] ?? 0) > 0)
  for (const from of known) {
    const out = cites[from]?.length ?? 0
    if (out === 0 || !among.has(from)) continue
    const [year, own] = [years[from], new Set(cites[from])]
    // What it did cite was there to be cited, whatever the years say.
    const open = targets.filter(
      (to) => to !== from && (own.has(to) || (years[to] ?? -Infinity) <= (year ?? Infinity)),
    )
    const all = open.reduce((sum, to) => sum + (cited[to] ?? 0), 0)
    for (const to of open) if (among.has(to)) visit(from, to, (out * (cited[to] ?? 0)) / all)
  }
}
