import type { SnapshotStudy } from '../domain/snapshot.ts'

/** The year a study was first reported: the earliest of its reports' years; undefined where none is known. */
export function yearOf(study: SnapshotStudy | undefined): number | undefined {
  const years = study?.reports.flatMap((report) => report.date?.year ?? []) ?? []
  return years.length === 0 ? undefined : Math.min(...years)
}

/** The journals (or books, proceedings) a study was reported in, folded so that case does not divide them. */
export const outletsOf = (study: SnapshotStudy): readonly string[] => [
  ...new Set(study.reports.flatMap(({ container }) => container?.trim().toLowerCase() ?? [])),
]
