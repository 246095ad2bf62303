/** How records were identified: the two arms of the PRISMA 2020 flow. */
export type SearchChannel = 'database' | 'register' | 'website' | 'organisation' | 'citation'

/** One dated run of one query at one source, or one import of one export file (PRISMA-S item by item). */
export interface Search {
  readonly id: string
  /** Label of the source, as records carry it. */
  readonly source: string
  readonly channel: SearchChannel
  /** Database or platform, where the export says so: "Scopus". */
  readonly database?: string
  /** The exact query as run; absent when an export does not say it, and then shown as open. */
  readonly query?: string
  /** ISO date of the search or, for a file, of its import. */
  readonly date: string
  /** Records the source reported, and records read. */
  readonly reported?: number
  readonly retrieved: number
  /** The file's name and SHA-256, for imports. */
  readonly file?: string
  readonly digest?: string
  readonly format?: string
}
