import { type AnnouncedNotice, type EditorialNotice, uniteNotices } from '../domain/notice.ts'
import type { Bibliography, PublicationDate, RecordId } from '../domain/record.ts'
import type { Report } from '../domain/report.ts'

/**
 * Notices that are records of the review themselves ("Retraction of …"), gathered while all records go by, so that
 * the document they are about shows them although its own source may not know of them.
 */
export class AnnouncedNotices {
  readonly #byWork = new Map<string, EditorialNotice[]>()

  add(record: Bibliography): void {
    for (const work of record.announces ?? []) {
      const notice = noticeOf(record, work)
      for (const key of keysOf(work)) {
        const known = this.#byWork.get(key) ?? []
        known.push(notice)
        this.#byWork.set(key, known)
      }
    }
  }

  /** By record: what was announced about the document it describes. Only records that are announced about. */
  about(
    records: Iterable<{ readonly id: RecordId; readonly doi: string; readonly pmid: string }>,
  ): ReadonlyMap<RecordId, readonly EditorialNotice[]> {
    const found = new Map<RecordId, readonly EditorialNotice[]>()
    if (this.#byWork.size === 0) return found
    for (const { id, doi, pmid } of records) {
      const notices = keysOf({ doi, pmid }).flatMap((key) => this.#byWork.get(key) ?? [])
      if (notices.length > 0) found.set(id, uniteNotices([notices]))
    }
    return found
  }
}

/** The report with what was announced about it; itself where that is nothing new. */
export function withAnnounced(
  report: Report,
  about: ReadonlyMap<RecordId, readonly EditorialNotice[]>,
): Report {
  const announced = report.records.flatMap((record) => about.get(record) ?? [])
  if (announced.length === 0) return report
  const known = new Set((report.notices ?? []).flatMap((notice) => keysOf(notice)))
  // A notice that the document's own source names already is the same event.
  const more = announced.filter((notice) => !keysOf(notice).some((key) => known.has(key)))
  return more.length === 0 ? report : { ...report, notices: uniteNotices([report.notices ?? [], more]) }
}

const keysOf = ({ doi = '', pmid = '' }: Pick<AnnouncedNotice, 'doi' | 'pmid'>): readonly string[] => [
  ...(doi === '' ? [] : [`doi ${doi}`]),
  ...(pmid === '' ? [] : [`pmid ${pmid}`]),
]

function noticeOf({ date, identifiers }: Bibliography, { kind }: AnnouncedNotice): EditorialNotice {
  const day = isoDate(date)
  return {
    kind,
    source: 'the notice itself',
    ...(day === undefined ? {} : { date: day }),
    ...(identifiers.doi === undefined ? {} : { doi: identifiers.doi }),
    ...(identifiers.pmid === undefined ? {} : { pmid: identifiers.pmid }),
  }
}

function isoDate(date: PublicationDate | undefined): string | undefined {
  if (date?.year === undefined) return undefined
  const { year, month, day } = date
  const parts = month === undefined ? [year] : day === undefined ? [year, month] : [year, month, day]
  return parts.map((part) => String(part).padStart(2, '0')).join('-')
}
