import { findDimension } from '../domain/codebook.ts'
import type { StudyId } from '../domain/study.ts'
import { binomialCdf, binomialUpperTail } from '../statistics/discrete-distributions.ts'
import { clopperPearsonInterval, type Interval } from '../statistics/intervals.ts'
import type { CodedStudies } from './coded-studies.ts'
import { metaAnalysis, type MetaAnalysis, type StudyEffect } from './meta-analysis.ts'
import { yearOf } from './publication-facts.ts'
import { countCodes, directionSets, type Directions } from './rigor-and-direction.ts'
import type { StudySet } from './study-set.ts'

/** Votes by direction of effect among studies that point one way. */
export interface VoteCount {
  readonly positive: number
  /** Positive and negative together; studies with mixed, no or unstated results do not vote. */
  readonly votes: number
  /** Positive share with the exact interval of Clopper and Pearson; NaN without votes. */
  readonly share: number
  readonly interval: Interval
  /** Two-sided exact sign test against one half; 1 without votes. */
  readonly p: number
}

/**
 * Vote counting by direction of effect, never by significance, with its interval (Cochrane Handbook, section
 * 12.2.1.3; Campbell et al. 2020, SWiM, doi:10.1136/bmj.l6890). Says how many results point up, not how far.
 * Undefined where the codebook declares no direction.
 */
export function voteCount(index: CodedStudies, studies: StudySet): VoteCount | undefined {
  const sets = directionSets(index, studies)
  if (sets === undefined) return undefined
  const positive = sets.positive.size
  const votes = positive + sets.negative.size
  const tail = Math.min(binomialCdf(positive, votes, 0.5), binomialUpperTail(positive, votes, 0.5))
  return {
    positive,
    votes,
    share: votes === 0 ? NaN : positive / votes,
    interval: clopperPearsonInterval(positive, votes),
    p: Math.min(1, 2 * tail),
  }
}

/** One study as effect-direction and harvest plots show it. */
interface DirectionMark {
  readonly study: StudyId
  readonly direction: keyof Directions
  readonly year?: number
  /** The study's codes on rigor, and whether one counts as rigorous; absent where it is not coded on rigor. */
  readonly rigor?: { readonly codes: readonly string[]; readonly rigorous: boolean }
}

/** The marks of one row of the plots: a code of the rows' dimension and its studies. */
export interface DirectionRow {
  readonly code: string
  readonly label: string
  readonly marks: readonly DirectionMark[]
  readonly votes: VoteCount
}

/**
 * The data of effect-direction plots (Boon and Thomson 2021, doi:10.1002/jrsm.1458) and harvest plots (Ogilvie et
 * al. 2008, doi:10.1186/1471-2288-8-8): for each code of a dimension its studies by direction, more rigorous
 * first, then by year. Undefined where the codebook declares no direction.
 */
export function directionRows(index: CodedStudies, dimension: string): readonly DirectionRow[] | undefined {
  const { codebook } = index.snapshot
  if (codebook.roles?.direction === undefined || findDimension(codebook, dimension) === undefined)
    return undefined
  const { under } = index.on(dimension)
  return countCodes(index, { dimension }, index.everyone).flatMap(({ code, label }) => {
    const studies = under.get(code)
    const sets = studies === undefined ? undefined : directionSets(index, studies)
    const votes = studies === undefined ? undefined : voteCount(index, studies)
    if (studies === undefined || sets === undefined || votes === undefined) return []
    const marks = [...studies].flatMap((i) => markOf(index, i, sets) ?? [])
    return [{ code, label, votes, marks: marks.toSorted(byRigorThenYear) }]
  })
}

const directions: readonly (keyof Directions)[] = ['positive', 'negative', 'mixed', 'none', 'notStated']

function markOf(
  index: CodedStudies,
  position: number,
  sets: Readonly<Record<keyof Directions, StudySet>>,
): DirectionMark | undefined {
  const study = index.studies[position]
  const direction = directions.find((name) => sets[name].has(position))
  if (study === undefined || direction === undefined) return undefined
  const year = yearOf(study)
  const role = index.snapshot.codebook.roles?.rigor
  const on =
    role === undefined || findDimension(index.snapshot.codebook, role.dimension) === undefined
      ? undefined
      : index.on(role.dimension)
  const rigor =
    on === undefined || !on.coded.has(position)
      ? undefined
      : {
          codes: [...on.direct].flatMap(([code, set]) => (set.has(position) ? [code] : [])),
          rigorous: role?.rigorous.some((code) => on.under.get(code)?.has(position)) === true,
        }
  return {
    study: study.id,
    direction,
    ...(year === undefined ? {} : { year }),
    ...(rigor === undefined ? {} : { rigor }),
  }
}

const byRigorThenYear = (a: DirectionMark, b: DirectionMark): number =>
  Number(b.rigor?.rigorous ?? false) - Number(a.rigor?.rigorous ?? false) ||
  (a.year ?? Infinity) - (b.year ?? Infinity) ||
  (a.study < b.study ? -1 : 1)

/** Effect sizes of some studies, those without a usable pair of numbers left out and named. */
export interface PooledEffects {
  readonly measure: string
  readonly studies: readonly StudyId[]
  /** Studies with an estimate and no variance above 0, or the reverse. */
  readonly unusable: readonly StudyId[]
  /** Absent for fewer than two studies. */
  readonly result?: MetaAnalysis
}

/**
 * A random-effects meta-analysis of the studies that report an estimate and its variance, under the codebook's
 * role `effect`. Undefined where the codebook declares none.
 */
export function poolEffects(index: CodedStudies, studies: StudySet): PooledEffects | undefined {
  const role = index.snapshot.codebook.roles?.effect
  if (role === undefined) return undefined
  const used: { readonly id: StudyId; readonly effect: StudyEffect }[] = []
  const unusable: StudyId[] = []
  for (const i of studies) {
    const study = index.studies[i]
    if (study === undefined) continue
    const numberOn = (dimension: string): number | undefined => {
      const value = study.codings.find((coding) => coding.dimension === dimension)?.value
      return value !== undefined && 'number' in value ? value.number : undefined
    }
    const [estimate, variance] = [numberOn(role.estimate), numberOn(role.variance)]
    if (estimate === undefined && variance === undefined) continue
    if (estimate !== undefined && variance !== undefined && variance > 0 && Number.isFinite(variance))
      used.push({ id: study.id, effect: { estimate, variance } })
    else unusable.push(study.id)
  }
  const result = metaAnalysis(used.map(({ effect }) => effect))
  return {
    measure: role.measure,
    studies: used.map(({ id }) => id),
    unusable,
    ...(result === undefined ? {} : { result }),
  }
}
