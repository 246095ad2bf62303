import { contentHash } from './canonical.ts'
import type { Identifiers } from './identifier.ts'
import type { AnnouncedNotice, EditorialNotice } from './notice.ts'
import type { PersonName } from './person-name.ts'

export const recordTypes = [
  'article',
  'review',
  'book',
  'edited-book',
  'chapter',
  'conference-paper',
  'thesis',
  'report',
  'preprint',
  'editorial',
  'letter',
  'book-review',
  'erratum',
  'dataset',
  'web-page',
  'news',
  'protocol',
  'other',
] as const
export type RecordType = (typeof recordTypes)[number]

/** Year, and month and day where known. `season` holds what is not a date: "Spring", "Mar-Apr". */
export interface PublicationDate {
  readonly year?: number
  /** 1 to 12. */
  readonly month?: number
  readonly day?: number
  readonly season?: string
}

/**
 * What is known of a document, in the field's words. Every field is optional: empty means *not seen*, never
 * guessed. Text is decoded (no entities, no LaTeX) but otherwise as given: case, accents, hyphens stay.
 */
export interface Bibliography {
  readonly type: RecordType
  readonly title?: string
  /** The original title where `title` is a translation, or the translation where it is the original. */
  readonly alternativeTitles?: readonly string[]
  readonly authors: readonly PersonName[]
  readonly editors?: readonly PersonName[]
  readonly date?: PublicationDate
  /** Journal, book or proceedings in which it stands. */
  readonly container?: string
  readonly containerShort?: string
  readonly volume?: string
  readonly issue?: string
  /** "221-228" (abbreviated ranges expanded, hyphen-minus), "S178", or as given where it is not a range. */
  readonly pages?: string
  readonly articleNumber?: string
  readonly publisher?: string
  readonly place?: string
  readonly edition?: string
  readonly series?: string
  readonly identifiers: Identifiers
  readonly abstract?: string
  readonly keywords?: readonly string[]
  /** As given: "en", "English", "eng". */
  readonly language?: string
  readonly urls?: readonly string[]
  readonly notes?: readonly string[]
  /** What was published about it since: retractions, expressions of concern, corrections. */
  readonly notices?: readonly EditorialNotice[]
  /** Where it is itself such a notice: the documents it is about. */
  readonly announces?: readonly AnnouncedNotice[]
}

/** A judgement made in another tool that came along in an export; the user may accept it as a decision. */
export interface ProposedDecision {
  readonly coder?: string
  readonly stage: 'title-abstract' | 'full-text'
  readonly verdict: 'include' | 'exclude' | 'maybe'
  readonly reason?: string
}

/** One entry as a format reader gives it: what it says, and exactly where and how it said it. */
export interface ParsedRecord extends Bibliography {
  readonly kind: 'record'
  /** The format's name, such as `ris`, and the vendor's dialect where recognised, such as `scopus`. */
  readonly format: string
  readonly vendor?: string
  /** Line of the entry's first character in the file, from 1. */
  readonly line: number
  /** The entry's own id in that source: RIS `ID`, the BibTeX key, the PMID, the accession number. */
  readonly sourceKey?: string
  /** The entry's text, decoded to Unicode with LF line ends, otherwise untouched. */
  readonly raw: string
  /** Every field that has no place above: the source's tag, then its values in order. Nothing is dropped. */
  readonly unknown?: Readonly<Record<string, readonly string[]>>
  readonly proposals?: readonly ProposedDecision[]
  /** Where the source says that the full text can be read. */
  readonly fullTexts?: readonly FullTextLink[]
}

/** One bibliographic entry as one source gave it. Immutable once stored. */
export interface BibRecord extends ParsedRecord {
  readonly id: RecordId
  /** Label of the source: the file's name or what `--source` said. */
  readonly source: string
  /** Order within the source, from 1. */
  readonly position: number
  /** The dated search it came from. */
  readonly search: string
}

/** `r` and 20 hex digits. */
export type RecordId = string

/**
 * The id of an entry: a hash over its source label, its raw text, and its copy number among equal entries of
 * that source (from 0). So importing the same or a re-exported file again gives the same ids, the order of the
 * entries does not matter, and two identical entries in one file stay two records.
 * 80 bits: the chance of any collision among 10 million records is about 4e-11.
 */
export function recordId(source: string, raw: string, copy: number): RecordId {
  return `r${contentHash([source, raw.trim(), copy]).slice(0, 20)}`
}

/** Gives ids and positions to the entries of one source, in order, counting equal entries as copies. */
export class RecordNumbering {
  readonly #source: string
  readonly #search: string
  readonly #copies = new Map<string, number>()
  #position = 0

  constructor(source: string, search: string) {
    this.#source = source
    this.#search = search
  }

  number(entry: ParsedRecord): BibRecord {
    const first = recordId(this.#source, entry.raw, 0)
    const copy = this.#copies.get(first) ?? 0
    this.#copies.set(first, copy + 1)
    this.#position++
    const id = copy === 0 ? first : recordId(this.#source, entry.raw, copy)
    return { ...entry, id, source: this.#source, position: this.#position, search: this.#search }
  }
}

/** Where the full text of a document can be read, as a source says. */
export interface FullTextLink {
  readonly url: string
  readonly format?: 'pdf' | 'html'
  readonly isOpen: boolean
  readonly licence?: string
  readonly version?: string
}
