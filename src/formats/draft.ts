import { parseDoi, parseIsbn, parseIssn, parseOpenAlex, parsePmcid, parsePmid } from '../domain/identifier.ts'
import { type AnnouncedNotice, type EditorialNotice, isRetracted, uniteNotices } from '../domain/notice.ts'
import type { PersonName } from '../domain/person-name.ts'
import type { ParsedRecord, ProposedDecision, PublicationDate, RecordType } from '../domain/record.ts'
import { joinPages, normalisePages } from './pages.ts'
import { splitUrls } from './lists.ts'
import { announcementIn, noticeIn, saysRetracted } from './notices.ts'
import { cleanLine, cleanText } from './text-value.ts'

/** Where an entry stands and how it was written. */
export interface EntrySource {
  readonly format: string
  readonly vendor?: string | undefined
  readonly line: number
  readonly raw: string
}

type LineField =
  | 'container'
  | 'containerShort'
  | 'volume'
  | 'issue'
  | 'publisher'
  | 'place'
  | 'edition'
  | 'series'
  | 'language'
  | 'articleNumber'

/**
 * A record while its fields are read one by one. First come, first kept: a second value of a single field, and
 * whatever a field's parser does not understand, goes to `unknown` under its tag, so nothing is dropped.
 */
export class Draft {
  type: RecordType = 'other'
  date: PublicationDate | undefined
  sourceKey: string | undefined
  readonly authors: PersonName[] = []
  readonly editors: PersonName[] = []
  readonly keywords: string[] = []
  readonly proposals: ProposedDecision[] = []
  readonly #notices: EditorialNotice[] = []
  readonly #announces: AnnouncedNotice[] = []
  readonly #lines: { -readonly [F in LineField]?: string } = {}
  #title: string | undefined
  readonly #alternativeTitles: string[] = []
  readonly #abstracts: string[] = []
  readonly #notes: string[] = []
  readonly #urls: string[] = []
  readonly #ids: Record<string, string> = {}
  readonly #idLists: Record<string, string[]> = {}
  #pages: { first: string; last: string } = { first: '', last: '' }
  #unknown: Record<string, string[]> | undefined

  title(tag: string, value: string): void {
    const clean = cleanLine(value)
    if (clean === '') return
    if (this.#title === undefined) this.#title = clean
    else if (clean !== this.#title) this.unknown(tag, value)
  }

  get hasTitle(): boolean {
    return this.#title !== undefined
  }

  alternativeTitle(value: string): void {
    const clean = cleanLine(value)
    if (clean !== '' && clean !== this.#title && !this.#alternativeTitles.includes(clean))
      this.#alternativeTitles.push(clean)
  }

  line(field: LineField, tag: string, value: string): void {
    const clean = cleanLine(value)
    if (clean === '') return
    const known = this.#lines[field]
    if (known === undefined) this.#lines[field] = clean
    else if (known !== clean) this.unknown(tag, value)
  }

  get(field: LineField): string | undefined {
    return this.#lines[field]
  }

  /** Several abstracts of one record are its paragraphs. */
  abstract(value: string): void {
    const clean = cleanText(value)
    if (clean !== '' && !this.#abstracts.includes(clean)) this.#abstracts.push(clean)
  }

  note(value: string): void {
    const clean = cleanText(value)
    if (clean !== '') this.#notes.push(clean)
  }

  /** A citation under a tag that ties a retraction, concern or correction to what it is about; false for other tags. */
  notice(tag: string, citation: string, source: string): boolean {
    const notice = noticeIn(tag, citation, source)
    const announcement = announcementIn(tag, citation)
    if (notice !== undefined) this.#notices.push(notice)
    if (announcement !== undefined) this.#announces.push(announcement)
    return notice !== undefined || announcement !== undefined
  }

  keyword(value: string): void {
    const clean = cleanLine(value)
    if (clean !== '' && !this.keywords.includes(clean)) this.keywords.push(clean)
  }

  url(value: string): void {
    for (const url of splitUrls(cleanLine(value))) if (!this.#urls.includes(url)) this.#urls.push(url)
  }

  firstPage(tag: string, value: string): void {
    if (this.#pages.first === '') this.#pages.first = cleanLine(value)
    else this.unknown(tag, value)
  }

  lastPage(tag: string, value: string): void {
    if (this.#pages.last === '') this.#pages.last = cleanLine(value)
    else this.unknown(tag, value)
  }

  /** A DOI and whatever else was fused with it; text without a DOI is kept as unknown. */
  doi(tag: string, value: string): void {
    const doi = parseDoi(value)
    if (doi === undefined) {
      this.unknown(tag, value)
      return
    }
    if (this.#ids['doi'] === undefined) this.#ids['doi'] = doi
    else if (this.#ids['doi'] !== doi) this.unknown(tag, value)
  }

  get doiSoFar(): string | undefined {
    return this.#ids['doi']
  }

  id(name: 'pmid' | 'pmcid' | 'openalex', tag: string, value: string): void {
    const parsed =
      name === 'pmid' ? parsePmid(value) : name === 'pmcid' ? parsePmcid(value) : parseOpenAlex(value)
    if (parsed !== undefined && this.#ids[name] === undefined) this.#ids[name] = parsed
    else if (parsed === undefined || this.#ids[name] !== parsed) this.unknown(tag, value)
  }

  /** ISSNs and ISBNs, one or several in a field; what is neither by its check digit stays readable under its tag. */
  standardNumber(tag: string, value: string): void {
    const clean = cleanLine(value)
    let found = false
    for (const part of clean.split(/[;,]|\s(?=\d)|(?<=\))\s*/)) {
      const issn = /\d{9}/.test(part.replace(/[-\s]/g, '')) ? undefined : parseIssn(part)
      const isbn = issn === undefined ? parseIsbn(part) : undefined
      if (issn !== undefined) this.#add('issn', issn)
      if (isbn !== undefined) this.#add('isbn', isbn)
      found ||= issn !== undefined || isbn !== undefined
    }
    if (!found && clean !== '') {
      const isbn = parseIsbn(clean)
      if (isbn === undefined) this.unknown(tag, value)
      else this.#add('isbn', isbn)
    }
  }

  accession(value: string): void {
    const clean = cleanLine(value)
    if (clean !== '') this.#add('accession', clean)
  }

  #add(list: string, value: string): void {
    const values = (this.#idLists[list] ??= [])
    if (!values.includes(value)) values.push(value)
  }

  unknown(tag: string, value: string): void {
    if (value.trim() === '') return
    this.#unknown ??= Object.create(null) as Record<string, string[]>
    const values = (this.#unknown[tag] ??= [])
    values.push(value)
  }

  unknownValues(tag: string): readonly string[] {
    return this.#unknown?.[tag] ?? []
  }

  /** Takes the values of an unknown tag back, once something else in the record says what they are. */
  claim(tag: string): readonly string[] {
    const values = this.#unknown?.[tag] ?? []
    if (this.#unknown !== undefined) delete this.#unknown[tag]
    return values
  }

  get isEmpty(): boolean {
    return (
      this.#title === undefined &&
      this.authors.length === 0 &&
      this.#abstracts.length === 0 &&
      this.date === undefined &&
      Object.keys(this.#lines).length === 0 &&
      Object.keys(this.#ids).length === 0 &&
      Object.keys(this.#idLists).length === 0 &&
      this.keywords.length === 0 &&
      this.#notes.length === 0 &&
      this.#urls.length === 0 &&
      this.#pages.first === '' &&
      this.#unknown === undefined
    )
  }

  finish(source: EntrySource): ParsedRecord {
    const { articleNumber, ...lines } = this.#lines
    const pages =
      this.#pages.last === ''
        ? normalisePages(this.#pages.first)
        : joinPages(this.#pages.first, this.#pages.last)
    const notices = this.#noticesSaidBy(source.vendor ?? source.format)
    return {
      kind: 'record',
      format: source.format,
      ...(source.vendor === undefined ? {} : { vendor: source.vendor }),
      line: source.line,
      ...(this.sourceKey === undefined || this.sourceKey === '' ? {} : { sourceKey: this.sourceKey }),
      raw: source.raw,
      type: this.type,
      ...(this.#title === undefined ? {} : { title: this.#title }),
      ...(this.#alternativeTitles.length === 0 ? {} : { alternativeTitles: this.#alternativeTitles }),
      authors: this.authors,
      ...(this.editors.length === 0 ? {} : { editors: this.editors }),
      ...(this.date === undefined ? {} : { date: this.date }),
      ...lines,
      ...(pages === '' ? {} : { pages }),
      ...(articleNumber === undefined ? {} : { articleNumber }),
      identifiers: { ...this.#ids, ...this.#idLists },
      ...(this.#abstracts.length === 0 ? {} : { abstract: this.#abstracts.join('\n') }),
      ...(this.keywords.length === 0 ? {} : { keywords: this.keywords }),
      ...(this.#urls.length === 0 ? {} : { urls: this.#urls }),
      ...(this.#notes.length === 0 ? {} : { notes: this.#notes }),
      ...(notices.length === 0 ? {} : { notices }),
      ...(this.#announces.length === 0 ? {} : { announces: this.#announces }),
      ...(this.#unknown === undefined || Object.keys(this.#unknown).length === 0
        ? {}
        : { unknown: { ...this.#unknown } }),
      ...(this.proposals.length === 0 ? {} : { proposals: this.proposals }),
    }
  }
  /** A mark in the title or the document type counts where no notice is named. */
  #noticesSaidBy(source: string): readonly EditorialNotice[] {
    const types = typeTags.flatMap((tag) => this.unknownValues(tag))
    const isMarked = !isRetracted({ notices: this.#notices }) && saysRetracted(this.#title, types)
    return uniteNotices([this.#notices, isMarked ? [{ kind: 'retraction', source }] : []])
  }
}

/** Under these, readers keep the document types of an entry. */
const typeTags = ['PT', 'PublicationType', 'DT', 'M3', 'Document Type', 'document type']
