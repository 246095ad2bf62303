import type { Identifiers } from '../domain/identifier.ts'
import type { ReportReferences } from '../domain/snapshot.ts'
import type { ReportId } from '../domain/report.ts'

/** A work that a report cites, by whatever identifies it; `text` is a reference as it is printed. */
export interface CitedKey {
  readonly doi?: string
  readonly pmid?: string
  readonly openalex?: string
  readonly text?: string
}

export type ReportKeys = {
  readonly id: ReportId
  readonly identifiers: Pick<Identifiers, 'doi' | 'pmid' | 'openalex'>
}

/** Leads from any of a work's identifiers to the report of the review it is. */
export function reportByKeys(reports: readonly ReportKeys[]): (cited: CitedKey) => ReportId | undefined {
  const known = new Map<string, ReportId>()
  for (const { id, identifiers } of reports)
    for (const key of keysOf(identifiers)) if (!known.has(key)) known.set(key, id)
  return (cited) => keysOf(cited).flatMap((key) => known.get(key) ?? [])[0]
}

/**
 * Reference lists with the review's own reports under their ids and all other works under one id each: the DOI,
 * else the PMID, the OpenAlex id or the reference's folded text. Several lists of one report are united, each
 * work once, sorted; an empty list stays, since it says that nothing is cited.
 */
export function referenceLists(
  reports: readonly ReportKeys[],
  lists: Iterable<{ readonly report: ReportId; readonly cited: readonly CitedKey[] }>,
): readonly ReportReferences[] {
  const find = reportByKeys(reports)
  const united = new Map<ReportId, Set<string>>()
  for (const { report, cited } of lists) {
    const works = united.get(report) ?? new Set<string>()
    united.set(report, works)
    for (const work of cited) {
      const key = find(work) ?? keysOf(work)[0]
      if (key !== undefined) works.add(key)
    }
  }
  return [...united]
    .map(([report, works]) => ({ report, cites: [...works].toSorted() }))
    .toSorted((a, b) => (a.report < b.report ? -1 : 1))
}

function keysOf({ doi, pmid, openalex, text }: CitedKey): readonly string[] {
  const folded = text
    ?.normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return [
    ...(doi === undefined ? [] : [`doi:${doi.toLowerCase()}`]),
    ...(pmid === undefined ? [] : [`pmid:${pmid}`]),
    ...(openalex === undefined ? [] : [`openalex:${openalex}`]),
    ...(folded === undefined || folded === '' ? [] : [`text:${folded}`]),
  ]
}
