import {
  type Decision,
  type FlagDecision,
  type NoteDecision,
  type ScreenDecision,
  type ScreeningStage,
  standingDecisions,
} from './decision.ts'

/** What one coder has said of one report in screening: the page that a person fills in. */
export interface ScreeningSheet {
  /** The last standing word at each stage. */
  readonly verdicts: ReadonlyMap<ScreeningStage, ScreenDecision>
  readonly notes: readonly NoteDecision[]
  /** The flag on the report, while it is up. */
  readonly flag?: FlagDecision
}

export const emptyScreening: ScreeningSheet = { verdicts: new Map(), notes: [] }

/** The sheet that follows from entries of one coder about one report, in any order. Retractions take effect. */
export function screeningSheet(entries: readonly Decision[]): ScreeningSheet {
  const verdicts = new Map<ScreeningStage, ScreenDecision>()
  const notes: NoteDecision[] = []
  let flag: FlagDecision | undefined
  for (const decision of standingDecisions(entries)) {
    if (decision.kind === 'screen') verdicts.set(decision.stage, decision)
    else if (decision.kind === 'note') notes.push(decision)
    else if (decision.kind === 'flag' && decision.dimension === undefined)
      flag = decision.raised ? decision : undefined
  }
  return { verdicts, notes, ...(flag === undefined ? {} : { flag }) }
}
