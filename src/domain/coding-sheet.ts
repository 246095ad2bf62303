import {
  type AnswerDecision,
  type CodeDecision,
  type CodeValue,
  type Decision,
  type FlagDecision,
  type MigrateDecision,
  type NoteDecision,
  standingDecisions,
} from './decision.ts'
import { migrateCodings } from './migrated-codings.ts'
import { migrateNote } from './migration.ts'

/** What one coder has said of one report so far: the page that a person fills in. */
export interface CodingSheet {
  /** By dimension; what was taken back is not there. */
  readonly values: ReadonlyMap<string, CodeDecision & { readonly value: CodeValue }>
  readonly notes: readonly NoteDecision[]
  /** The flag on the report, while it is up. */
  readonly flag?: FlagDecision
  /** The last answer to each suggested code, by `answerKey`. */
  readonly answers: ReadonlyMap<string, AnswerDecision>
  /** Dimensions to look at again, since a code given there was split. */
  readonly again: ReadonlySet<string>
}

export const answerKey = ({
  dimension,
  code,
}: {
  readonly dimension: string
  readonly code: string
}): string => `${dimension}\n${code}`

export const emptySheet: CodingSheet = { values: new Map(), notes: [], answers: new Map(), again: new Set() }

/**
 * The sheet that follows from entries of one coder about one report, in any order. Retractions among them take
 * effect. Flags on single dimensions are left out.
 * @param migrations those of the review: what was coded under an older codebook is read by them
 */
export function codingSheet(
  entries: readonly Decision[],
  migrations: readonly MigrateDecision[] = [],
): CodingSheet {
  const said = new Map<string, CodeDecision>()
  const notes: NoteDecision[] = []
  const answers = new Map<string, AnswerDecision>()
  let flag: FlagDecision | undefined
  for (const decision of standingDecisions(entries)) {
    if (decision.kind === 'code') {
      if (decision.value === null) said.delete(decision.dimension)
      else said.set(decision.dimension, decision)
    } else if (decision.kind === 'note') notes.push(migrateNote(decision, migrations))
    else if (decision.kind === 'answer') answers.set(answerKey(decision), decision)
    else if (decision.kind === 'flag' && decision.dimension === undefined) {
      flag = decision.raised ? decision : undefined
    }
  }
  const { values, again } = underTheCodebookOfNow(said, migrations)
  return { values, notes, answers, again, ...(flag === undefined ? {} : { flag }) }
}

function underTheCodebookOfNow(
  said: ReadonlyMap<string, CodeDecision>,
  migrations: readonly MigrateDecision[],
): Pick<CodingSheet, 'values' | 'again'> {
  const coders = new Map([...said].map(([id, decision]) => [id, new Map([[decision.coder, decision]])]))
  const { coding, recode } = migrateCodings(new Map([['', coders]]), migrations)
  const values = new Map<string, CodeDecision & { readonly value: CodeValue }>()
  for (const [dimension, words] of coding.get('') ?? [])
    for (const decision of words.values())
      if (decision.value !== null) values.set(dimension, { ...decision, value: decision.value })
  return { values, again: new Set(recode.get('')?.keys() ?? []) }
}

export const valueOn = (sheet: CodingSheet, dimension: string): CodeValue | undefined =>
  sheet.values.get(dimension)?.value

/** The codes given on a dimension; none where it is not coded, or holds a number or a text. */
export function codesOn(sheet: CodingSheet, dimension: string): readonly string[] {
  const value = valueOn(sheet, dimension)
  return value !== undefined && 'codes' in value ? value.codes : []
}
