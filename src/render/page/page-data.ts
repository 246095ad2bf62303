import type { SettledBy } from '../../domain/coding.ts'
import type { DimensionType } from '../../domain/codebook.ts'
import type { RecordType } from '../../domain/record.ts'

/** What the page carries inside itself: everything its views are computed from in the browser. */
export interface PageData {
  readonly title: string
  readonly version: string
  readonly hash: string
  readonly searchedTo?: string
  readonly dimensions: readonly PageDimension[]
  readonly impossible: readonly PageImpossible[]
  readonly layout: PageLayout
  /**
   * Kinds of gap and judgements of cells of the layout, all studies counted, under `row,column` (indices of codes).
   * They rest on more than the page counts for itself, so they hold for the layout alone, whatever the filters.
   */
  readonly kinds: Readonly<Record<string, readonly string[]>>
  readonly coders: readonly string[]
  readonly studies: readonly PageStudy[]
}

/** Indices into `PageData.dimensions`. */
interface PageLayout {
  readonly rows: number
  readonly columns: number
  readonly segments?: number
}

/** A dimension with its codes, parents before children. */
export interface PageDimension {
  readonly id: string
  readonly label: string
  readonly definition?: string
  readonly type: DimensionType
  readonly unit?: string
  readonly codes: readonly PageCode[]
}

export interface PageCode {
  readonly id: string
  readonly label: string
  readonly definition?: string
  /** Index of the code above, -1 at the top. */
  readonly parent: number
  readonly depth: number
}

/** A combination that cannot exist, by indices of dimension and codes (without codes: the whole dimension). */
interface PageImpossible {
  readonly a: PageReference
  readonly b: PageReference
  readonly because: string
}

export interface PageReference {
  readonly dimension: number
  readonly codes?: readonly number[]
}

export interface PageStudy {
  readonly id: string
  readonly reports: readonly Reference[]
  readonly codings: readonly PageCoding[]
}

/** One dimension of one study: codes by index, or a number, or a text. */
export interface PageCoding {
  /** Index of the dimension. */
  readonly d: number
  readonly by: SettledBy
  /** Indices into `PageData.coders`. */
  readonly who: readonly number[]
  readonly codes?: readonly number[]
  readonly number?: number
  readonly text?: string
  readonly quotes?: readonly PageQuote[]
}

interface PageQuote {
  readonly quote: string
  readonly code?: string
  readonly where?: string
}

/** A report as reference writers and the page need it. Group authors stand in braces: `{World Bank}`. */
export interface Reference {
  readonly id: string
  readonly type: RecordType
  readonly title?: string
  /** `Family, Given` or `{Group}`. */
  readonly authors: readonly string[]
  readonly editors?: readonly string[]
  readonly year?: number
  readonly container?: string
  readonly volume?: string
  readonly issue?: string
  readonly pages?: string
  readonly publisher?: string
  readonly place?: string
  readonly doi?: string
  readonly pmid?: string
  readonly isbn?: string
  readonly issn?: string
  /** Only http and https. */
  readonly url?: string
  readonly keywords?: readonly string[]
  readonly language?: string
  /** True where only a machine included it. */
  readonly byMachine?: boolean
  /** What was published about it since, in words, gravest first; `isRetracted` where that is a retraction. */
  readonly notices?: readonly string[]
  readonly isRetracted?: boolean
}
