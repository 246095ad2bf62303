import { parseDoi } from '../domain/identifier.ts'
import type { BibRecord } from '../domain/record.ts'
import type { ReportId } from '../domain/report.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import type { Review } from '../review/review.ts'
import type { ReviewStanding } from '../review/standing.ts'
import { startOf } from '../sources/journal.ts'
import { replayHarvest } from '../sources/replay.ts'
import { findSource } from '../sources/sources.ts'
import { type CitedKey, referenceLists, reportByKeys, type ReportKeys } from '../synthesis/reference-lists.ts'
import { readCitations } from './citation-edges.ts'
import { breathe, type Control } from './control.ts'
import { allJournals, rawBodiesIn } from './harvest-files.ts'

/**
 * A snapshot with the reference lists that the project's material holds: cited references in exports that carry
 * them (Web of Science's `CR`), and the raw answers of harvests. Without any it is the snapshot as it was.
 */
export async function withReferences(
  review: Review,
  snapshot: ReviewSnapshot,
  standing: ReviewStanding,
  control: Control,
): Promise<ReviewSnapshot> {
  const reports: readonly ReportKeys[] = snapshot.studies.flatMap((study) => study.reports)
  const lists = [
    ...(await citedInExports(review, standing, reports)),
    ...(await citedInHarvests(review, reports, control)),
    ...citedInChases(review, reports),
  ]
  return lists.length === 0 ? snapshot : { ...snapshot, references: referenceLists(reports, lists) }
}

interface CitedList {
  readonly report: ReportId
  readonly cited: readonly CitedKey[]
}

async function citedInExports(
  review: Review,
  standing: ReviewStanding,
  reports: readonly ReportKeys[],
): Promise<readonly CitedList[]> {
  const wanted = new Set(reports.map(({ id }) => id))
  const owners = new Map(
    standing.documents
      .filter(({ id }) => wanted.has(id))
      .flatMap(({ id, records }) => records.map((record) => [record, id] as const)),
  )
  const records = await review.store.recordsById([...owners.keys()])
  return records.flatMap((record): CitedList[] => {
    const report = owners.get(record.id)
    const cited = citedReferences(record)
    return report === undefined || cited.length === 0 ? [] : [{ report, cited }]
  })
}

/** "SMITH J, 2001, J WELLS, V3, P12, DOI 10.1000/wells.3", one reference a value or a line. */
const citedReferences = (record: BibRecord): readonly CitedKey[] =>
  (record.unknown?.['CR'] ?? [])
    .flatMap((value) => value.split('\n'))
    .filter((text) => text.trim() !== '')
    .map((text) => {
      const doi = parseDoi(text)
      return doi === undefined ? { text } : { doi }
    })

/** What citation indexes say that reports of the review cite; seeds have their reference lists from there. */
function citedInChases(review: Review, reports: readonly ReportKeys[]): readonly CitedList[] {
  const find = reportByKeys(reports)
  const lists = new Map<ReportId, CitedKey[]>()
  for (const { citing, cited } of readCitations(review.folder)) {
    const report = find(citing)
    if (report === undefined) continue
    const list = lists.get(report) ?? []
    list.push(cited)
    lists.set(report, list)
  }
  return [...lists].map(([report, cited]) => ({ report, cited }))
}

async function citedInHarvests(
  review: Review,
  reports: readonly ReportKeys[],
  control: Control,
): Promise<readonly CitedList[]> {
  const find = reportByKeys(reports)
  const lists: CitedList[] = []
  for (const { entries } of allJournals(review.folder)) {
    const source = findSource(startOf(entries)?.source ?? '')
    if (source === undefined) continue
    for await (const page of replayHarvest(source, entries, rawBodiesIn(review.folder))) {
      for (const { record, references } of page) {
        const report = references.length === 0 ? undefined : find(record.identifiers)
        if (report !== undefined) lists.push({ report, cited: references })
      }
      await breathe(control)
    }
  }
  return lists
}
