import type { ParsedRecord } from '../domain/record.ts'
import type { Bibliography } from '../domain/record.ts'
import type { Problem } from '../domain/problem.ts'

/** One file format: how it is recognised, read and written, and what it cannot carry. */
export interface Format {
  readonly name: string
  readonly extensions: readonly string[]
  /** What is lost when a library is written in this format; docs/formats.md is made from it. */
  readonly cannotCarry: readonly string[]
  /** How sure we are, 0 to 1, from the first 4 KiB. Never throws. */
  detect(head: string, fileName: string): number
  /**
   * Records in file order, and a Problem for everything not kept as it was. Bad content never throws.
   * @param text the file's text in chunks, decoded, line ends as they are
   */
  read(text: AsyncIterable<string>, file: string): AsyncIterable<ParsedRecord | Problem>
  write?(records: Iterable<WritableRecord>): Iterable<string>
}

/** What writers take: a bibliography with its key and, where there is one, the review's decision about it. */
export interface WritableRecord extends Bibliography {
  readonly key: string
  readonly decision?: { readonly verdict: string; readonly reason?: string }
  readonly unknown?: Readonly<Record<string, readonly string[]>>
}
