import {
  type AnswerDecision,
  type CodeDecision,
  type CodeValue,
  type Decision,
  type FlagDecision,
  type NoteDecision,
  standingDecisions,
} from './decision.ts'

/** What one coder has said of one report so far: the page that a person fills in. */
export interface CodingSheet {
  /** By dimension; what was taken back is not there. */
  readonly values: ReadonlyMap<string, CodeDecision & { readonly value: CodeValue }>
  readonly notes: readonly NoteDecision[]
  /** The flag on the report, while it is up. */
  readonly flag?: FlagDecision
  /** The last answer to each suggested code, by `answerKey`. */
  readonly answers: ReadonlyMap<string, AnswerDecision>
}

export const answerKey = ({
  dimension,
  code,
}: {
  readonly dimension: string
  readonly code: string
}): string => `${dimension}\n${code}`

export const emptySheet: CodingSheet = { values: new Map(), notes: [], answers: new Map() }

/**
 * The sheet that follows from entries of one coder about one report, in any order. Retractions among them take
 * effect. Flags on single dimensions are left out.
 */
export function codingSheet(entries: readonly Decision[]): CodingSheet {
  const values = new Map<string, CodeDecision & { readonly value: CodeValue }>()
  const notes: NoteDecision[] = []
  const answers = new Map<string, AnswerDecision>()
  let flag: FlagDecision | undefined
  for (const decision of standingDecisions(entries)) {
    if (decision.kind === 'code') {
      const { value } = decision
      if (value === null) values.delete(decision.dimension)
      else values.set(decision.dimension, { ...decision, value })
    } else if (decision.kind === 'note') notes.push(decision)
    else if (decision.kind === 'answer') answers.set(answerKey(decision), decision)
    else if (decision.kind === 'flag' && decision.dimension === undefined) {
      flag = decision.raised ? decision : undefined
    }
  }
  return { values, notes, answers, ...(flag === undefined ? {} : { flag }) }
}

export const valueOn = (sheet: CodingSheet, dimension: string): CodeValue | undefined =>
  sheet.values.get(dimension)?.value

/** The codes given on a dimension; none where it is not coded, or holds a number or a text. */
export function codesOn(sheet: CodingSheet, dimension: string): readonly string[] {
  const value = valueOn(sheet, dimension)
  return value !== undefined && 'codes' in value ? value.codes : []
}
