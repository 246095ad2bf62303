import { allCodes, type CodeReference, findDimension } from '../domain/codebook.ts'
import { type CodedStudies, studiesWith } from './coded-studies.ts'
import type { StudySet } from './study-set.ts'

export interface CountedCode {
  readonly code: string
  readonly label: string
  readonly studies: number
}

/** How well made some studies are, by the codebook's role `rigor`. */
export interface Rigor {
  readonly rigorous: number
  readonly notRigorous: number
  readonly notCoded: number
  /** Codes in use among these studies, in the codebook's order. */
  readonly codes: readonly CountedCode[]
}

/** Undefined where the codebook declares no rigor. */
export function countRigor(index: CodedStudies, studies: StudySet): Rigor | undefined {
  const role = index.snapshot.codebook.roles?.rigor
  if (role === undefined) return undefined
  const rigorous = studiesWith(index, { dimension: role.dimension, codes: role.rigorous }).and(studies)
  const coded = codedOn(index, role.dimension).and(studies)
  return {
    rigorous: rigorous.size,
    notRigorous: coded.without(rigorous).size,
    notCoded: studies.size - coded.size,
    codes: countCodes(index, { dimension: role.dimension }, studies).filter((code) => code.studies > 0),
  }
}

/**
 * Which way the results of some studies point, each study in exactly one group: `mixed` has the code for mixed
 * results, or codes that point different ways (one study may report several outcomes).
 */
export interface Directions {
  readonly positive: number
  readonly negative: number
  readonly mixed: number
  readonly none: number
  /** Not coded on direction, or with a code that states none, such as "not tested". */
  readonly notStated: number
}

/** The sets behind `Directions`; undefined where the codebook declares no direction. */
export function directionSets(
  index: CodedStudies,
  studies: StudySet,
): Readonly<Record<keyof Directions, StudySet>> | undefined {
  const role = index.snapshot.codebook.roles?.direction
  if (role === undefined) return undefined
  const having = (codes: readonly string[]): StudySet =>
    studiesWith(index, { dimension: role.dimension, codes }).and(studies)
  const [up, down, flat] = [having(role.positive), having(role.negative), having(role.none ?? [])]
  const mixed = having(role.mixed ?? [])
    .or(up.and(down))
    .or(up.and(flat))
    .or(down.and(flat))
  const stated = up.or(down).or(flat).or(mixed)
  return {
    positive: up.without(mixed),
    negative: down.without(mixed),
    mixed,
    none: flat.without(mixed),
    notStated: studies.without(stated),
  }
}

export function countDirections(index: CodedStudies, studies: StudySet): Directions | undefined {
  const sets = directionSets(index, studies)
  if (sets === undefined) return undefined
  return {
    positive: sets.positive.size,
    negative: sets.negative.size,
    mixed: sets.mixed.size,
    none: sets.none.size,
    notStated: sets.notStated.size,
  }
}

/** All codes a reference covers (the dimension's tree, or the named codes and those below), with their studies. */
export function countCodes(
  index: CodedStudies,
  { dimension: id, codes }: CodeReference,
  studies: StudySet,
): readonly CountedCode[] {
  const dimension = findDimension(index.snapshot.codebook, id)
  if (dimension === undefined) return []
  const { under } = index.on(id)
  return allCodes(dimension)
    .filter(({ path }) => codes === undefined || path.some((step) => codes.includes(step)))
    .map(({ code }) => ({
      code: code.id,
      label: code.label,
      studies: under.get(code.id)?.sharedWith(studies) ?? 0,
    }))
}

/** Studies coded on a dimension; nobody where the codebook lacks it. */
function codedOn(index: CodedStudies, dimension: string): StudySet {
  const known = findDimension(index.snapshot.codebook, dimension) !== undefined
  return known ? index.on(dimension).coded : index.everyone.without(index.everyone)
}
