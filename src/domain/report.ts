import { uniteNotices } from './notice.ts'
import type { Bibliography, RecordId } from './record.ts'

/** `d` (document) and the 20 hex digits of one of its records. */
export type ReportId = string

/** One document: the records that describe it, with one merged view. What is screened and coded. */
export interface Report extends Bibliography {
  readonly id: ReportId
  /** Its records, smallest id first. Never empty. */
  readonly records: readonly RecordId[]
  /** For every field of the merged view, the record its value came from; identifiers and notices are united from all. */
  readonly provenance: Readonly<Partial<Record<keyof Bibliography, RecordId>>>
}

/**
 * A report's id is that of its smallest record, so it is the same for any order of import, after deduplicating
 * again and on every machine. When a group grows and its smallest record changes, the old id still leads to
 * it through `reportIndex`: a decision about a report never loses its target.
 * Throws a RangeError for an empty group.
 */
export function reportId(records: readonly RecordId[]): ReportId {
  const smallest = records.reduce<RecordId | undefined>(
    (a, b) => (a === undefined || b < a ? b : a),
    undefined,
  )
  if (smallest === undefined) throw new RangeError('A report has at least one record.')
  return `d${smallest.slice(1)}`
}

/** The record that a report id was made from. */
export const anchorRecord = (report: ReportId): RecordId => `r${report.slice(1)}`

/**
 * A look-up from every id a report has ever had to the report it is now part of. Merged reports are reached
 * under all their ids; after a split each id leads to the half that holds its anchor record.
 */
export function reportIndex(
  reports: Iterable<{ readonly id: ReportId; readonly records: readonly RecordId[] }>,
): (id: ReportId) => ReportId | undefined {
  const index = new Map<ReportId, ReportId>()
  for (const report of reports)
    for (const record of report.records) index.set(`d${record.slice(1)}`, report.id)
  return (id) => index.get(id)
}

const mergedFields: readonly (keyof Bibliography)[] = [
  'type',
  'title',
  'alternativeTitles',
  'authors',
  'editors',
  'date',
  'container',
  'containerShort',
  'volume',
  'issue',
  'pages',
  'articleNumber',
  'publisher',
  'place',
  'edition',
  'series',
  'identifiers',
  'abstract',
  'keywords',
  'language',
  'urls',
  'notes',
  'notices',
  'announces',
]

/** What a merged view is made of: of a record its id and what it says of the document. */
export type Described = Bibliography & { readonly id: RecordId }

/** How good a record's value of a field is; the highest wins, ties go to the smaller record id. */
export type FieldQuality = (field: keyof Bibliography, value: unknown, record: Described) => number

/**
 * The merged view of a group of records: for each field the best value by `quality`, and which record it came
 * from. Identifiers and notices are united: a retraction that one source knows is never lost. Deterministic for any
 * order of the records. Throws a RangeError for an empty group.
 */
export function mergeRecords(records: readonly Described[], quality: FieldQuality): Report {
  const sorted = records.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const merged: Record<string, unknown> = {}
  const provenance: Partial<Record<keyof Bibliography, RecordId>> = {}
  for (const field of mergedFields) {
    let best = -Infinity
    for (const record of sorted) {
      const value = record[field]
      if (!isThere(value)) continue
      const score = quality(field, value, record)
      if (score <= best) continue
      best = score
      merged[field] = value
      provenance[field] = record.id
    }
  }
  const identifiers = mergeIdentifiers(sorted, provenance.identifiers)
  const ids = sorted.map((record) => record.id)
  const notices = uniteNotices(sorted.map((record) => record.notices ?? []))
  const united = notices.length === 0 ? { identifiers } : { identifiers, notices }
  const fields = { type: 'other', authors: [], ...merged, ...united } as unknown as Bibliography
  return { ...fields, id: reportId(ids), records: ids, provenance }
}

/** Empty lists and records without identifiers say nothing. */
const isThere = (value: unknown): boolean =>
  value !== undefined && (typeof value !== 'object' || value === null || Object.keys(value).length > 0)

/**
 * Identifiers are united, not chosen: an id that only one record has is still the document's. Where two contradict,
 * the one of the best record stands.
 */
function mergeIdentifiers(
  records: readonly Described[],
  best: RecordId | undefined,
): Bibliography['identifiers'] {
  const merged: Record<string, unknown> = {}
  const bestFirst = records.toSorted((a, b) => Number(b.id === best) - Number(a.id === best))
  for (const { identifiers } of bestFirst) {
    for (const [name, value] of Object.entries(identifiers)) {
      if (Array.isArray(value))
        merged[name] = [...new Set([...((merged[name] as string[]) ?? []), ...value])].toSorted()
      else merged[name] ??= value
    }
  }
  return merged
}
