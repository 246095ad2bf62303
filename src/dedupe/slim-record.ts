import type { Identifiers } from '../domain/identifier.ts'
import type { PersonName } from '../domain/person-name.ts'
import type { PublicationDate, RecordId, RecordType } from '../domain/record.ts'

/**
 * What deduplication reads of a record; a `BibRecord` is one. Raw text and unknown fields are not looked at, and
 * nothing of a record is kept beyond its card (`normalise.ts`).
 */
export interface SlimRecord {
  readonly id: RecordId
  readonly type: RecordType
  readonly title?: string
  readonly alternativeTitles?: readonly string[]
  readonly authors: readonly PersonName[]
  readonly date?: PublicationDate
  readonly container?: string
  readonly containerShort?: string
  readonly volume?: string
  readonly issue?: string
  readonly pages?: string
  readonly articleNumber?: string
  readonly edition?: string
  readonly identifiers: Identifiers
  readonly abstract?: string
  readonly urls?: readonly string[]
}
