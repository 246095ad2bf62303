import type { Decision, DecisionId } from '../domain/decision.ts'
import type { Problem } from '../domain/problem.ts'
import type { BibRecord, RecordId } from '../domain/record.ts'
import type { Described, Report, ReportId } from '../domain/report.ts'
import type { Search } from '../domain/search.ts'

/** A search as stored: without `retrieved` until all its records are in. */
export type StoredSearch = Omit<Search, 'retrieved'> & { readonly retrieved?: number }

/** Two records that deduplication compared, and what it made of them. */
export interface ComparedPair {
  readonly records: readonly [RecordId, RecordId]
  readonly outcome: 'merged' | 'doubtful' | 'related'
  /** That they are one document, 0 to 1. */
  readonly probability: number
  readonly rule: string
  readonly reason: string
  /** How two related ones belong together: preprint, conference, version and so on. */
  readonly relation?: string
}

/** What the rules said of two records, smaller id first. */
export interface StoredFinding {
  readonly records: readonly [RecordId, RecordId]
  readonly rule: string
  readonly probability: number
}

/** What a deduplication found about all records that have a report, and under which rules. */
export interface StoredComparison {
  /** Hash of everything that decides what the rules say. */
  readonly rules: string
  readonly findings: readonly StoredFinding[]
}

/** Where a record came from, without its text. */
export interface RecordOrigin {
  readonly id: RecordId
  readonly search: string
  readonly source: string
  readonly position: number
  readonly sourceKey?: string
}

/** A report as a list of finds shows it. */
export interface FoundReport {
  readonly id: ReportId
  readonly title?: string
  readonly year?: number
}

/** One document without its merged view: which records it is made of. */
export interface Membership {
  readonly id: ReportId
  readonly records: readonly RecordId[]
}

/**
 * Where a review is kept. One interface for every engine; all of it is asynchronous, so that a server can stand
 * behind it. Records, searches and decisions are only ever added. What a promise has confirmed survives a crash
 * of the program and of the machine. Failures the user can mend (disk full, database locked, not a database)
 * are thrown as UserError. Reading sees everything that was confirmed before.
 */
export interface Store {
  /** Adds a search before its records; known ids stay as they are. */
  addSearch(search: StoredSearch): Promise<void>
  /** Marks that all records of a search are stored. */
  completeSearch(id: string, retrieved: number): Promise<void>
  searches(): Promise<readonly StoredSearch[]>

  /** Adds records in one transaction; ids already there are left untouched. How many were new. */
  addRecords(records: readonly BibRecord[]): Promise<number>
  countRecords(): Promise<number>
  /** The origin of every record, by source and position. */
  recordOrigins(): Promise<readonly RecordOrigin[]>
  /** All records in order of id, in steps. */
  records(): AsyncIterable<BibRecord>
  /** All records without raw text, which is most of a record, in the order of import: for work that goes through all. */
  descriptions(): AsyncIterable<Described>
  /** Those of the given records that are stored, in order of id. */
  descriptionsById(ids: readonly RecordId[]): Promise<readonly Described[]>
  /** Those of the given records that are stored, in order of id. */
  recordsById(ids: readonly RecordId[]): Promise<readonly BibRecord[]>
  /** Makes what readers had to say about a search this; `problems` gives it by search and line. */
  addProblems(search: string, problems: readonly Problem[]): Promise<void>
  problems(): AsyncIterable<Problem & { readonly search: string }>

  /**
   * Makes the stored reports these: removes those that are gone, writes new and changed ones. One transaction. A
   * record goes to the last report that names it; a report left without a record is a RangeError. A record's id in
   * `put` stands for the report that is this record and nothing else. The store can be read while `put` is taken
   * up (it then answers as before the change), but not written to.
   */
  changeReports(change: {
    readonly remove: readonly ReportId[]
    readonly put: AsyncIterable<readonly (Report | RecordId)[]>
    readonly pairs: readonly ComparedPair[]
    /** Kept for the next deduplication; without it what was kept is dropped. */
    readonly comparison?: StoredComparison
  }): Promise<void>
  countReports(): Promise<number>
  memberships(): Promise<readonly Membership[]>
  /** All reports in order of id, in steps. */
  reports(): AsyncIterable<Report>
  reportsById(ids: readonly ReportId[]): Promise<readonly Report[]>
  /** What the last change of reports left, if it was made under these rules. */
  comparison(rules: string): Promise<StoredComparison | undefined>
  /** Pairs of the last deduplication, most informative first. */
  pairs(outcome: ComparedPair['outcome']): Promise<readonly ComparedPair[]>
  /** Reports whose title, abstract or keywords hold all words (a trailing `*` completes), best first. */
  findReports(words: string, limit: number): Promise<readonly ReportId[]>
  /**
   * The same for words that are still being typed: the last one is completed. Best first where few match; where
   * thousands do, those that have the words in their titles come first.
   */
  findAsTyped(words: string, limit: number): Promise<readonly FoundReport[]>

  /** Appends entries durably, all or none; entries already there (same id) are left untouched. How many were new. */
  appendDecisions(decisions: readonly Decision[]): Promise<number>
  /** The log in order, from just after an entry if one is named. */
  decisions(after?: DecisionId): Promise<readonly Decision[]>
  lastDecision(): Promise<DecisionId | undefined>
  countDecisions(): Promise<number>

  close(): Promise<void>
}
