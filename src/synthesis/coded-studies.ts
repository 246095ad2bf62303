import { allCodes, type CodeReference, type Dimension, findDimension } from '../domain/codebook.ts'
import type { ReviewSnapshot, SnapshotStudy } from '../domain/snapshot.ts'
import type { StudyId } from '../domain/study.ts'
import { StudySet } from './study-set.ts'

/** Who was coded with what on one dimension, as sets of studies. */
export interface DimensionStudies {
  readonly dimension: Dimension
  /** Studies coded on it, also those where none of its codes applied. */
  readonly coded: StudySet
  /** Studies by the codes given to them, and by all codes at or below a code. */
  readonly direct: ReadonlyMap<string, StudySet>
  readonly under: ReadonlyMap<string, StudySet>
}

/** A snapshot's studies, ready to be counted. Positions in sets are positions in `studies`. */
export interface CodedStudies {
  readonly snapshot: ReviewSnapshot
  readonly studies: readonly SnapshotStudy[]
  readonly everyone: StudySet
  /** One dimension's sets, made at the first asking. Throws a RangeError for a dimension the codebook lacks. */
  on(dimension: string): DimensionStudies
}

/**
 * Indexes a snapshot for counting. A study stands once under each of its codes and once under each code above
 * them. Codes that the codebook does not know (of an older version) count for nothing, but the study counts as
 * coded. A number or text makes a study coded on that dimension, with no codes.
 */
export function codedStudies(snapshot: ReviewSnapshot): CodedStudies {
  const { studies } = snapshot
  const made = new Map<string, DimensionStudies>()
  const on = (id: string): DimensionStudies => {
    const known = made.get(id)
    if (known !== undefined) return known
    const dimension = findDimension(snapshot.codebook, id)
    if (dimension === undefined) throw new RangeError(`The codebook has no dimension "${id}".`)
    const sets = dimensionStudies(dimension, studies.length, (i) => codesGiven(studies[i], id))
    made.set(id, sets)
    return sets
  }
  return { snapshot, studies, everyone: StudySet.of(studies.length, studies.keys()), on }
}

/** The ids of some studies, in the snapshot's order. */
export const studyIds = (index: CodedStudies, set: StudySet): readonly StudyId[] =>
  [...set].flatMap((i) => index.studies[i]?.id ?? [])

/**
 * The sets of one dimension.
 * @param codesOf the codes given to the study at a position; undefined where it was not coded
 */
export function dimensionStudies(
  dimension: Dimension,
  size: number,
  codesOf: (position: number) => readonly string[] | undefined,
): DimensionStudies {
  const coded = StudySet.empty(size)
  const direct = new Map<string, StudySet>()
  const under = new Map<string, StudySet>()
  const above = new Map<string, readonly string[]>()
  for (const { code, path } of allCodes(dimension)) {
    above.set(code.id, path)
    direct.set(code.id, StudySet.empty(size))
    under.set(code.id, StudySet.empty(size))
  }
  for (let i = 0; i < size; i++) {
    const codes = codesOf(i)
    if (codes === undefined) continue
    coded.add(i)
    for (const code of codes) {
      direct.get(code)?.add(i)
      for (const id of above.get(code) ?? []) under.get(id)?.add(i)
    }
  }
  return { dimension, coded, direct, under }
}

/** The codes of a study, also where a number or text was coded: then none. */
function codesGiven(study: SnapshotStudy | undefined, dimension: string): readonly string[] | undefined {
  for (const coding of study?.codings ?? [])
    if (coding.dimension === dimension) return 'codes' in coding.value ? coding.value.codes : []
  return undefined
}

/**
 * The studies that have one of some codes (or one below them); where no codes are named, those with any code
 * of the dimension, or with a number or text. Unknown dimensions and codes give nobody.
 */
export function studiesWith(index: CodedStudies, { dimension: id, codes }: CodeReference): StudySet {
  let found = StudySet.empty(index.studies.length)
  const dimension = findDimension(index.snapshot.codebook, id)
  if (dimension === undefined) return found
  const { coded, under } = index.on(id)
  if (dimension.codes.length === 0) return codes === undefined ? coded : found
  for (const code of codes ?? dimension.codes.map((top) => top.id)) found = found.or(under.get(code) ?? found)
  return found
}
