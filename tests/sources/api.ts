import type { Asked, Reply } from './replay-server.ts'

/** An API as a server would run it over a list of records: paging, cursors, ends, totals. */
export interface Api {
  readonly source: string
  /** The base URL's path below the server. */
  readonly base: string
  /** A new server's state: over so many records (60 at most), never more on a page than it pleases. */
  readonly start: (size?: { readonly records?: number; readonly most?: number }) => (asked: Asked) => Reply
}

export const numberAt = (asked: Asked, name: string, otherwise: number, most = Infinity): number =>
  Math.min(Number(asked.query.get(name) ?? otherwise), most)
