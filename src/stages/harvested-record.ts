import type { EditorialNotice } from '../domain/notice.ts'
import { uniteNotices } from '../domain/notice.ts'
import type { ParsedRecord } from '../domain/record.ts'
import type { Entry, RetractionNotice } from '../sources/source.ts'

/**
 * A harvested entry as the record that is stored: with what was published about it since, and with the links to its
 * full text. The same entry gives the same record, so that a replay of the raw responses gives the stored records.
 */
export function harvestedRecord({ record, retractions, fullTexts }: Entry): ParsedRecord {
  const notices = uniteNotices([record.notices ?? [], retractions.flatMap(noticeOf)])
  return {
    ...record,
    ...(notices.length === 0 ? {} : { notices }),
    ...(fullTexts.length === 0 ? {} : { fullTexts }),
  }
}

/** New versions and other updates are no notices. */
function noticeOf({ kind, source, date, notice }: RetractionNotice): readonly EditorialNotice[] {
  if (kind === 'other') return []
  return [
    {
      kind,
      source,
      ...(date === undefined ? {} : { date }),
      ...(notice?.doi === undefined ? {} : { doi: notice.doi }),
      ...(notice?.pmid === undefined ? {} : { pmid: notice.pmid }),
    },
  ]
}
