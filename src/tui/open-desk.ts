import type { Review } from '../review/review.ts'
import { openCodingSitting } from '../stages/coding-sitting.ts'
import type { Control } from '../stages/control.ts'
import { readPlace, savePlace } from '../stages/places.ts'
import { CodeDesk } from './code-desk.ts'

/** A desk with a report in hand: the one that is named, else where the coder left off. */
export async function openDesk(review: Review, control: Control, report?: string): Promise<CodeDesk> {
  const sitting = await openCodingSitting(review, control)
  const desk = new CodeDesk(sitting, (place) => void savePlace(review, control.coder, 'code', place))
  const wanted = report === undefined ? undefined : await sitting.locate(report)
  await desk.begin(wanted === undefined ? await readPlace(review, control.coder, 'code') : { report: wanted })
  if (report !== undefined && desk.state.report !== wanted) desk.say('', notYours(report))
  return desk
}

export const notYours = (report: string): string => `${report} is not among the reports you are to code.`
