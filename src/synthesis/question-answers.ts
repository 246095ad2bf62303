import { allCodes, findDimension, type CodeReference, type ReviewQuestion } from '../domain/codebook.ts'
import type { StudyId } from '../domain/study.ts'
import { type CodedStudies, studiesWith, studyIds } from './coded-studies.ts'
import { capitalised, printList, printShare, printStudies } from './print-numbers.ts'
import { yearOf } from './publication-facts.ts'
import {
  countCodes,
  type CountedCode,
  countDirections,
  countRigor,
  type Directions,
  type Rigor,
} from './rigor-and-direction.ts'
import type { StudySet } from './study-set.ts'

/** One of a question's dimensions: what the studies that bear on the question say on it. */
interface AnswerDimension {
  readonly dimension: string
  readonly label: string
  /** Of the included studies: not coded on it, and coded with none of the codes the question asks for. */
  readonly notCoded: number
  readonly none: number
  readonly codes: readonly CountedCode[]
}

/** What the review knows about one of the codebook's questions. */
export interface QuestionAnswer {
  readonly question: ReviewQuestion
  readonly studies: readonly StudyId[]
  readonly included: number
  /** Included studies not coded on one or more of the dimensions: they may bear on it, nobody has looked. */
  readonly notKnown: number
  readonly dimensions: readonly AnswerDimension[]
  /** Absent where the codebook declares no such role. */
  readonly rigor?: Rigor
  readonly directions?: Directions
  readonly years?: { readonly first: number; readonly last: number }
  /** What is missing, each a sentence with its numbers. */
  readonly missing: readonly string[]
  /** The whole answer in a few sentences with their numbers. */
  readonly sentence: string
}

/**
 * Every question of the codebook with the studies that bear on it: those that have a code (or a number or text)
 * on each dimension the question names, where codes are named one of these. "Looked and found none" is no answer
 * and "not coded" is no no: both are counted apart.
 */
export const answerQuestions = (index: CodedStudies): readonly QuestionAnswer[] =>
  index.snapshot.codebook.questions.map((question) => answer(index, question))

function answer(index: CodedStudies, question: ReviewQuestion): QuestionAnswer {
  const references = question.answeredBy.filter(
    ({ dimension }) => findDimension(index.snapshot.codebook, dimension) !== undefined,
  )
  const nobody = index.everyone.without(index.everyone)
  const bearing = references.reduce(
    (set, reference) => set.and(studiesWith(index, reference)),
    references.length === 0 ? nobody : index.everyone,
  )
  const coded = references.reduce((set, { dimension }) => set.and(index.on(dimension).coded), index.everyone)
  const years = [...bearing].flatMap((i) => yearOf(index.studies[i]) ?? [])
  const rigor = countRigor(index, bearing)
  const directions = countDirections(index, bearing)
  const found: Found = {
    question,
    studies: studyIds(index, bearing),
    included: index.studies.length,
    notKnown: index.studies.length - coded.size,
    dimensions: references.map((reference) => answerDimension(index, reference, bearing)),
    ...(rigor === undefined ? {} : { rigor }),
    ...(directions === undefined ? {} : { directions }),
    ...(years.length === 0 ? {} : { years: { first: Math.min(...years), last: Math.max(...years) } }),
  }
  return { ...found, missing: whatIsMissing(found), sentence: inWords(found) }
}

type Found = Omit<QuestionAnswer, 'missing' | 'sentence'>

function answerDimension(index: CodedStudies, reference: CodeReference, bearing: StudySet): AnswerDimension {
  const { dimension, coded } = index.on(reference.dimension)
  const retired = new Set(allCodes(dimension).flatMap(({ code }) => (code.retired ? [code.id] : [])))
  return {
    dimension: dimension.id,
    label: dimension.label,
    notCoded: index.studies.length - coded.size,
    none: coded.without(studiesWith(index, reference)).size,
    codes: countCodes(index, reference, bearing).filter(
      ({ code, studies }) => studies > 0 || !retired.has(code),
    ),
  }
}

function whatIsMissing({
  studies,
  included,
  notKnown,
  dimensions,
  rigor,
  directions,
}: Found): readonly string[] {
  const missing: string[] = []
  if (notKnown > 0)
    missing.push(
      `${capitalised(ofStudies(notKnown, included))} ${notKnown === 1 ? 'is' : 'are'} not coded on everything the question asks for.`,
    )
  if (studies.length === 0) return missing
  for (const { label, codes } of dimensions) {
    const absent = codes.filter((code) => code.studies === 0).map((code) => `"${code.label}"`)
    if (absent.length > 0 && absent.length < codes.length)
      missing.push(`On "${label}" none of these studies reports ${printShortList(absent)}.`)
  }
  if (rigor !== undefined && rigor.rigorous === 0)
    missing.push(
      rigor.notCoded === studies.length
        ? 'How well made these studies are is not coded.'
        : 'None of these studies is coded as rigorous.',
    )
  if (directions !== undefined) {
    if (directions.notStated === studies.length)
      missing.push('None of these studies states a direction of results.')
    else if (directions.negative + directions.none + directions.mixed === 0)
      missing.push('None of these studies reports a negative, null or mixed result.')
  }
  return missing
}

/** Long lists are cut in the sentence only; the table has every code. */
const printShortList = (items: readonly string[]): string =>
  items.length <= 6 ? printList(items) : `${items.slice(0, 5).join(', ')} and ${items.length - 5} other codes`

const ofStudies = (part: number, whole: number): string =>
  `${part} of ${whole} included ${whole === 1 ? 'study' : 'studies'}`

function inWords({ studies, included, notKnown, dimensions, rigor, directions, years }: Found): string {
  if (dimensions.length === 0) return 'The codebook names no dimension that bears on this question.'
  if (studies.length === 0)
    return `No included study bears on this question (0 of ${included}; ${notKnown} not coded on everything it asks for).`
  const count = studies.length
  const share = included === 0 ? 0 : count / included
  const published =
    years === undefined
      ? ''
      : `, published ${years.first === years.last ? years.first : `${years.first} to ${years.last}`}`
  const said = [
    `${capitalised(ofStudies(count, included))} (${printShare(share)}) ${count === 1 ? 'bears' : 'bear'} on this question${published}`,
  ]
  if (rigor !== undefined)
    said.push(
      `${rigor.rigorous} of them ${rigor.rigorous === 1 ? 'is' : 'are'} coded as rigorous${rigor.notCoded > 0 ? ` (${rigor.notCoded} not coded)` : ''}`,
    )
  if (directions !== undefined) said.push(directionsInWords(directions, count))
  const most = dimensions.flatMap(({ label, codes }) => {
    const top = codes.toSorted((a, b) => b.studies - a.studies)[0]
    return top === undefined || top.studies === 0 ? [] : [`${label}: ${top.label} (${top.studies})`]
  })
  if (most.length > 0) said.push(`most often ${most.join('; ')}`)
  return `${said.map(capitalised).join('. ')}.`
}

/** Counts by direction, and whether they agree: a vote count by direction, never by significance. */
function directionsInWords(directions: Directions, studies: number): string {
  const { positive, negative, mixed, none, notStated } = directions
  const stated = studies - notStated
  if (stated === 0) return 'none states a direction of results'
  const parts = [`${positive} positive`, `${negative} negative`, `${mixed} mixed`, `${none} without effect`]
  const agreed = [positive, negative, none].includes(stated)
  const verdict =
    stated === 1 ? '' : agreed ? '; all point the same way' : '; they do not all point the same way'
  return `results: ${printList(parts)}, of ${printStudies(stated)} that ${stated === 1 ? 'states' : 'state'} a direction${verdict}`
}
