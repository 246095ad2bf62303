import { isMachine } from '../domain/decision.ts'
import { isRetracted } from '../domain/notice.ts'
import type { FlowArm } from '../domain/prisma-flow.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import { studiesInWords, thousands } from './page/wording.ts'
import { publicationDate } from './publication-date.ts'

/** How far a review is, for the banner and the report: what waits, and whose codings are counted. */
export interface Standing {
  readonly waiting: number
  readonly codings: number
  readonly byMachine: number
  readonly byOneCoder: number
  readonly studiesIncludedByMachine: number
  /** Sentences that a reader must see first; empty for a finished review coded by people. */
  readonly warnings: readonly string[]
}

export function standingOf(snapshot: ReviewSnapshot): Standing {
  const waitingIn = (arm: FlowArm): number =>
    arm.awaitingScreening + arm.awaitingRetrieval + arm.awaitingAssessment
  const waiting = waitingIn(snapshot.flow.databases) + waitingIn(snapshot.flow.other)
  let codings = 0
  let byMachine = 0
  let byOneCoder = 0
  let studiesIncludedByMachine = 0
  for (const study of snapshot.studies) {
    if (study.reports.every((report) => report.includedBy === 'machine')) studiesIncludedByMachine++
    for (const { by } of study.codings) {
      codings++
      if (by === 'machine') byMachine++
      if (by === 'one-coder') byOneCoder++
    }
  }
  const warnings: string[] = []
  if (snapshot.studies.length === 0)
    warnings.push('No study is included yet, so there is nothing to map and nothing to conclude.')
  const retracted = snapshot.studies.filter(({ reports }) => reports.some(isRetracted)).length
  if (retracted > 0)
    warnings.push(
      `${studiesInWords(retracted)} ${retracted === 1 ? 'has a report that was' : 'have reports that were'} retracted; ${retracted === 1 ? 'it is' : 'they are'} counted and marked in the list of studies.`,
    )
  if (waiting > 0)
    warnings.push(
      `This review is not finished: ${thousands(waiting)} ${waiting === 1 ? 'report waits' : 'reports wait'} for screening, retrieval or assessment, so counts will change.`,
    )
  if (studiesIncludedByMachine > 0)
    warnings.push(
      `${studiesInWords(studiesIncludedByMachine)} ${studiesIncludedByMachine === 1 ? 'was' : 'were'} included by a machine only; no person has confirmed ${studiesIncludedByMachine === 1 ? 'it' : 'them'} yet.`,
    )
  if (byMachine > 0)
    warnings.push(
      `${thousands(byMachine)} of ${thousands(codings)} codings (${share(byMachine, codings)}) are suggestions of a machine that no person has checked; the filter “Codings that count” takes them out.`,
    )
  return { waiting, codings, byMachine, byOneCoder, studiesIncludedByMachine, warnings }
}

/** "12 %", "less than 1 %", "100 %" only where it is all. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '0 %'
  const percent = (100 * part) / whole
  if (percent > 0 && percent < 1) return 'less than 1 %'
  return `${part === whole ? 100 : Math.min(99, Math.round(percent))} %`
}

/** The people behind the decisions, without machines. */
export const people = (snapshot: ReviewSnapshot): readonly string[] =>
  snapshot.coders.flatMap(({ coder }) => (isMachine(coder) ? [] : [coder]))

/** First and last year of the included studies' reports. */
export function yearsOf(snapshot: ReviewSnapshot): readonly [number, number] | undefined {
  let first = Infinity
  let last = -Infinity
  for (const study of snapshot.studies)
    for (const { date } of study.reports) {
      if (date?.year === undefined) continue
      first = Math.min(first, date.year)
      last = Math.max(last, date.year)
    }
  return first === Infinity ? undefined : [first, last]
}

/** The line by which the map asks to be cited. */
export function citeAs(snapshot: ReviewSnapshot, hash: string): string {
  const { review } = snapshot
  const published = publicationDate(snapshot)
  const year = published.by === 'nothing' ? 'n.d.' : published.year
  const title = `${review.title} [Evidence-gap map]`
  const lead =
    review.authors.length === 0 ? `${title} (${year}).` : `${review.authors.join('; ')} (${year}). ${title}.`
  const searched = review.searchedTo === undefined ? '' : ` Search to ${review.searchedTo}.`
  const place = review.publisher === undefined ? '' : ` ${review.publisher}.`
  const doi = review.doi === undefined ? '' : ` https://doi.org/${review.doi}`
  return `${lead} Version ${review.version}.${searched}${place} Snapshot sha256:${hash.slice(0, 12)}.${doi}`
}
