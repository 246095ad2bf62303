import type { Coder } from '../domain/decision.ts'
import type { Exportable, Shape } from './exportables.ts'

export interface ExportOptions {
  readonly what: Exportable
  /**
   * `csv` (a table) and `jsonl` for everything; for records and reports also every writer of formats/writers.ts
   * (`csv-bibliography` is its CSV, which imports again), `apa`, `harvard`, `vancouver`, or the path of a .csl file.
   */
  readonly format: string
  /** Only reports that are in the review. */
  readonly included: boolean
  /** Of codings; long unless told. */
  readonly shape?: Shape
  /** Of codings and verdicts: only this coder's. */
  readonly by?: Coder
  /** Who looks: what others say of reports that this person has not finished is left out. */
  readonly viewer?: Coder
}
