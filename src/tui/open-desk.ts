import type { Review } from '../review/review.ts'
import { openCodingSitting } from '../stages/coding-sitting.ts'
import type { Control } from '../stages/control.ts'
import { type Place, readPlace, savePlace } from '../stages/places.ts'
import { CodeDesk, type PlaceKeeper } from './code-desk.ts'

/** A desk with a report in hand: the one that is named, else where the coder left off. */
export async function openDesk(review: Review, control: Control, report?: string): Promise<CodeDesk> {
  const sitting = await openCodingSitting(review, control)
  const save = (place: Place): void => void savePlace(review, control.coder, 'code', place)
  const desk = new CodeDesk(sitting, laterPlaces(save))
  const wanted = report === undefined ? undefined : await sitting.locate(report)
  await desk.begin(wanted === undefined ? await readPlace(review, control.coder, 'code') : { report: wanted })
  if (report !== undefined && desk.state.report !== wanted) desk.say('', notYours(report))
  return desk
}

export const notYours = (report: string): string => `${report} is not among the reports you are to code.`

const msBeforeSaving = 300

/** Saves a place a moment after the last move, so that going through dimensions writes no file for each. */
function laterPlaces(save: (place: Place) => void): PlaceKeeper {
  let waiting: Place | undefined
  let timer: NodeJS.Timeout | undefined
  const keepNow = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (waiting !== undefined) save(waiting)
    waiting = undefined
  }
  return {
    keep: (place) => {
      waiting = place
      timer ??= setTimeout(keepNow, msBeforeSaving)
    },
    keepNow,
  }
}
