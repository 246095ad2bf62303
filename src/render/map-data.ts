import type { StudyId } from '../domain/study.ts'
import type { DirectionRow } from '../synthesis/effects.ts'
import type { Integration } from '../synthesis/integration.ts'
import type { DimensionTrend } from '../synthesis/trends.ts'

/** What other rooms computed for a report: gap statistics and answers, as numbers and as sentences. */
export interface MapData {
  readonly gaps?: GapSummary
  readonly answers: readonly AnswerInWords[]
  /** Standing notes that every reader of the numbers must see, each a sentence or more. */
  readonly notes: readonly string[]
  /** Who cites whom by discipline; absent where it cannot be told, and `said.disciplines` then says why. */
  readonly integration?: Integration
  /** The labels that authors use, over the years; absent where the codebook names no dimension for them. */
  readonly terms?: DimensionTrend
  /** Which way results point by the map's rows; absent where the codebook names no direction. */
  readonly directions?: { readonly dimension: string; readonly rows: readonly DirectionRow[] }
  /** The same and more in sentences: what the page says under each heading. */
  readonly said: {
    readonly disciplines: readonly string[]
    readonly terms: readonly string[]
    readonly coverage: readonly string[]
    readonly directions: readonly string[]
  }
}

/** The gap table that the map opens with. */
export interface GapSummary {
  readonly rows: string
  readonly columns: string
  /** One sentence for the whole table. */
  readonly sentence: string
  readonly tested: number
  /** All cells, those with the largest shortfall first. */
  readonly ranked: readonly RankedCell[]
}

/** One cell as the gap statistics judge it; codes by id. */
export interface RankedCell {
  readonly row: string
  readonly column: string
  readonly observed: number
  readonly studies: number
  readonly withRow: number
  readonly withColumn: number
  readonly expected: number
  readonly lowerTail: number
  readonly upperTail: number
  readonly adjustedLower?: number
  readonly adjustedUpper?: number
  readonly verdict: string
  /** What is there and what follows, in words that claim no more than that. */
  readonly sentences: readonly string[]
  /** Those of the sentences that name a kind of gap or a judgement: what a table of counts alone cannot tell. */
  readonly kinds: readonly string[]
}

interface AnswerInWords {
  readonly question: string
  readonly sentence: string
  readonly missing: readonly string[]
  readonly studies: readonly StudyId[]
}
