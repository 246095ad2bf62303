import { blindLog } from '../agreement/blind-log.ts'
import { type Codebook, findDimension } from '../domain/codebook.ts'
import { type CodeDecision, isMachine } from '../domain/decision.ts'
import { reportIndex } from '../domain/report.ts'
import type { ReviewStanding } from '../review/standing.ts'
import { type CodingDisagreement, codingDisagreement } from '../synthesis/coding-uncertainty.ts'

/**
 * How often people who coded a dimension blind gave other codes than each other: every two people of every report
 * that two or more coded. Undefined where there is none.
 */
export function disagreementOn(
  codebook: Codebook,
  standing: ReviewStanding,
  id: string,
): CodingDisagreement | undefined {
  const dimension = findDimension(codebook, id)
  if (dimension === undefined) return undefined
  const { folded } = blindLog(standing.log, reportIndex(standing.documents))
  const pairs = [...folded.coding.values()].flatMap((dimensions) => {
    const people = [...(dimensions.get(id)?.values() ?? [])].filter(({ coder }) => !isMachine(coder))
    const codings = people.flatMap((decision) => codesOf(decision) ?? [])
    return codings.flatMap((a, i) => codings.slice(i + 1).map((b) => [a, b] as const))
  })
  return codingDisagreement(dimension, pairs)
}

/** Wrapped, so that a list of codes stays one thing. */
const codesOf = ({ value }: CodeDecision): readonly (readonly string[])[] | undefined =>
  value !== null && 'codes' in value ? [value.codes] : undefined
