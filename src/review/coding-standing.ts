import { type Dimension, dimensionApplies } from '../domain/codebook.ts'
import type { FoldedLog } from '../domain/coding.ts'
import type { ReportId } from '../domain/report.ts'
import { isIncluded, type StageOfReview } from '../domain/stage-of-review.ts'
import type { Review } from './review.ts'
import { readScreeningStanding, type ScreeningStanding } from './screening-standing.ts'
import { settledCodings } from './standing.ts'

/**
 * As much of where a review stands as coding needs: as for screening, and which included reports are coded. Most
 * reports of a large review have no code yet; only those that have any are looked at closely.
 * @param pause called between long steps, so that keys are answered meanwhile
 */
export async function readCodingStanding(
  review: Review,
  pause: () => Promise<void>,
): Promise<ScreeningStanding> {
  const standing = await readScreeningStanding(review, pause)
  const stages = new Map(standing.stages)
  const required = review.codebook.dimensions.filter((dimension) => dimension.required)
  const untouched = isCoded(review, required, standing.folded, '')
  let seen = 0
  for (const [report, stage] of stages) {
    if (!isIncluded(stage)) continue
    const { coding, reconciled } = standing.folded
    const hasCodes = coding.has(report) || reconciled.has(report)
    const isDone = hasCodes ? isCoded(review, required, standing.folded, report) : untouched
    stages.set(report, (isDone ? 'coded' : 'included') satisfies StageOfReview)
    if (hasCodes && ++seen % reportsBetweenPauses === 0) await pause()
  }
  return { ...standing, stages }
}

const reportsBetweenPauses = 500

/** Whether every required dimension that applies is settled, whoever coded it. */
function isCoded(
  review: Review,
  required: readonly Dimension[],
  folded: FoldedLog,
  report: ReportId,
): boolean {
  const codings = settledCodings(review, folded, report)
  const chosen = (dimension: string): readonly string[] => {
    const value = codings.get(dimension)?.value
    return value !== undefined && 'codes' in value ? value.codes : []
  }
  return required.every(
    (dimension) => codings.has(dimension.id) || !dimensionApplies(dimension, review.codebook, chosen),
  )
}
