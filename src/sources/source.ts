import type { FullTextLink } from '../domain/record.ts'
import type { Problem } from '../domain/problem.ts'
import type { ParsedRecord } from '../domain/record.ts'
import type { Query } from './query/query.ts'
import type { Translation } from './query/translation.ts'

/**
 * One API as data and pure functions: a query in, requests out; an answer's body in, a page out. A source never
 * touches the network, so recorded bodies are its tests. `http.ts` sends, `harvest.ts` decides what to send.
 */
export interface Source {
  /** Machine name, also the `format` of its records: `openalex`. */
  readonly name: string
  /** Name for people and for PRISMA-S: "OpenAlex". */
  readonly label: string
  readonly baseUrl: string
  readonly access: Access
  readonly paging: Paging
  /** How fast it may be asked when its answers do not say. */
  pace(known: { readonly hasKey: boolean; readonly hasContact: boolean }): Pace
  translate(query: Query): Translation
  /** The slices of a harvest, at first usually one. */
  plan(translation: Translation, options: PlanOptions): readonly Slice[]
  /** The request for a page of a slice; no position means the first. Never holds a key. */
  request(slice: Slice, position: Position | undefined, settings: SourceSettings): HarvestRequest
  /** One body as a page. Never throws; a body that is no page is one with a failure. */
  parse(body: string, asked: Asked): Page
  /** Smaller slices that together hold the same records, or undefined where it cannot be cut any further. */
  split?(slice: Slice): readonly Slice[] | undefined
}

export interface SourceSettings {
  /** Another server, such as a mirror or a test's; without a trailing slash. */
  readonly baseUrl?: string
  readonly pageSize?: number
}

/** What a source needs to know who asks. Keys come from the user and are added when sending, never stored. */
export interface Access {
  /** Where a key goes; `isRequired` sources are off until there is one. */
  readonly key?: {
    readonly in: 'query' | 'header'
    readonly name: string
    readonly prefix?: string
    readonly isRequired?: boolean
    readonly environment: string
  }
  /** The query parameter for an e-mail address, and whether the source refuses or punishes its absence. */
  readonly contact?: {
    readonly parameter?: string
    readonly isRequired: boolean
    /** The source recommends it and answers without, in a slower pool. */
    readonly mayBeForced?: boolean
  }
  /** More parameters to send with every request: NCBI's `tool`. */
  readonly toolParameter?: string
}

interface Paging {
  readonly size: number
  readonly maximumSize: number
  /** Records one query can give; more must be split. */
  readonly cap?: number
  /** Slices are split when larger than this although the source would go on, so that a restart costs little. */
  readonly comfortable?: number
  /** False where the server keeps the place: a page cannot be asked again, the slice must be restarted. */
  readonly isRepeatable: boolean
  /** False where the same cursor comes back on every page and only the items differ. */
  readonly cursorMoves: boolean
  /** True where a list need not say how many records it has, so that nothing can be held against that. */
  readonly mayOmitTotal?: boolean
}

/** At most one start each `intervalMs`, so many requests under way, and so many in any window of time. */
export interface Pace {
  readonly intervalMs: number
  readonly concurrency: number
  /** The source's own published limit, held against when requests can have reached it; for limits of a few. */
  readonly window?: { readonly requests: number; readonly ms: number }
}

interface PlanOptions {
  /** Only what is new or changed since this ISO date; sources without such a field are asked for everything. */
  readonly since?: string
  /** ISO date of the run: the end of date slices. */
  readonly today: string
  /** Asked for at most so many records, in the source's own order; the rest is counted as not asked for. */
  readonly maximum?: number
}

/** A part of a harvest whose records are counted: what is retrieved and skipped must equal its reported total. */
export interface Slice {
  readonly id: string
  readonly parameters: Readonly<Record<string, string>>
  /** ISO dates or years, both included, by which it was cut and can be cut again. */
  readonly range?: { readonly from: string; readonly to: string }
}

/** Where a page is: a cursor, an offset, or a server's session with an offset. Plain JSON. */
export type Position = string | number | { readonly [name: string]: string | number }

export interface HarvestRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Whether it may be sent again when no answer came. */
  readonly isRepeatable: boolean
}

/** What an answer was an answer to. */
interface Asked {
  readonly position?: Position
  readonly pageSize?: number
  readonly status?: number
}

export interface Page {
  /** `records`: a page of a list or a single record. `other`: a good body that holds no records. */
  readonly kind: 'records' | 'other' | 'failure'
  readonly entries: readonly Entry[]
  /** Entries of the page that gave no record; they count as skipped. */
  readonly skipped: readonly Problem[]
  /** Records the source says the slice has. */
  readonly total?: number
  /** A list of a kind whose number is told by its last page only. */
  readonly isTotalLast?: true
  /** Where the next page is; absent on the last. */
  readonly next?: Position
  /** The query as the server understood it. */
  readonly rewritten?: string
  /** What the server said about the query: phrases not found, terms ignored. */
  readonly warnings: readonly Problem[]
  readonly failure?: Failure
}

export interface Failure {
  /** `temporary` may be asked again; `query` must be changed by the user; `access` needs a key or a right. */
  readonly kind: 'temporary' | 'cursor' | 'query' | 'access' | 'missing'
  readonly message: string
}

/** One record with what a review needs beyond its bibliography. */
export interface Entry {
  readonly record: ParsedRecord
  /** Works it cites, where the source lists them. */
  readonly references: readonly CitedWork[]
  readonly retractions: readonly RetractionNotice[]
  readonly fullTexts: readonly FullTextLink[]
  readonly citedBy?: number
}

/** A cited or citing work by whatever identifies it; `text` is a reference without an identifier. */
export interface CitedWork {
  readonly doi?: string
  readonly pmid?: string
  readonly openalex?: string
  readonly other?: string
  readonly text?: string
}

export interface RetractionNotice {
  readonly kind: 'retraction' | 'concern' | 'correction' | 'other'
  /** Who says so: `publisher`, `retraction-watch`, `openalex`, `pubmed`. */
  readonly source: string
  readonly date?: string
  /** The notice itself, where it is known. */
  readonly notice?: CitedWork
  /** The source's own word: `expression_of_concern`. */
  readonly word: string
}

/** A page without records. */
export const emptyPage = (more: Partial<Page> = {}): Page => ({
  kind: 'records',
  entries: [],
  skipped: [],
  warnings: [],
  ...more,
})

export const failedPage = (kind: Failure['kind'], message: string): Page =>
  emptyPage({ kind: 'failure', failure: { kind, message } })
