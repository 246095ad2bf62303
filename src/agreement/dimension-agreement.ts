import type { Coder } from '../domain/decision.ts'
import { type AlphaMetric, alphaKernel } from './alpha.ts'
import { type ChanceModel, chanceCorrectedKernel } from './chance-corrected.ts'
import type { AgreementWeights } from './credit.ts'
import { type CoderPair, coderPairs } from './coder-pairs.ts'
import { type Coincidences, coincidences, type Confusion, confusions } from './confusion.ts'
import { type CostlyUnit, costlyUnits } from './disagreements.ts'
import { type Estimate, estimate, type IntervalOptions } from './estimate.ts'
import type { DropReason, LoggedRatings } from './from-log.ts'
import type { Kernel } from './kernel.ts'
import { type CodeAgreement, agreementPerCode } from './per-code.ts'
import { type Ratings, type Scale, withRatings } from './ratings.ts'

/** One coefficient on one dimension. */
interface Coefficient {
  /** Stable machine name: `alpha-ordinal`, `gwet-ac1`. */
  readonly id: string
  readonly label: string
  readonly estimate: Estimate
}

/** How often a value was given, among all ratings of units that two or more judged. */
interface Prevalence {
  readonly value: string
  readonly ratings: number
  readonly share: number
}

/** All that is said of the agreement on one dimension or at one screening stage. */
export interface DimensionAgreement {
  readonly level: Scale['kind']
  /** What the headline alpha and the costs of disagreements are measured by. */
  readonly metric: AlphaMetric
  readonly coders: readonly Coder[]
  /** Units with two ratings or more: what every figure here rests on. */
  readonly used: number
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>
  /** The headline first. */
  readonly coefficients: readonly Coefficient[]
  readonly prevalence: readonly Prevalence[]
  /** Single codes, where a dimension has more than two. */
  readonly codes: readonly CodeAgreement[]
  readonly pairs: readonly CoderPair[]
  readonly confusions: readonly Confusion[]
  readonly coincidences: Coincidences | undefined
  readonly disagreements: readonly CostlyUnit[]
}

/**
 * Agreement on one dimension by its level of measurement. All coefficients rest on the same units, those with
 * two ratings or more, so that they can be read side by side.
 */
export function dimensionAgreement(
  { ratings, dropped }: Pick<LoggedRatings, 'ratings' | 'dropped'>,
  options: IntervalOptions = {},
): DimensionAgreement {
  const paired = withRatings(ratings, 2)
  const rows = coefficientsFor(paired)
  const metric = headlineMetric[paired.scale.kind]
  return {
    level: paired.scale.kind,
    metric,
    coders: paired.coders,
    used: paired.units.length,
    dropped,
    coefficients: rows.map(({ id, label, kernel }) => ({ id, label, estimate: estimate(kernel(), options) })),
    prevalence: prevalenceOf(paired),
    codes:
      paired.scale.kind === 'set' || paired.scale.values.length > 2 ? agreementPerCode(paired, options) : [],
    pairs: coderPairs(paired, metric),
    confusions: confusions(paired),
    coincidences: coincidences(paired),
    disagreements: costlyUnits(paired, metric),
  }
}

const headlineMetric = {
  nominal: 'nominal',
  ordinal: 'ordinal',
  interval: 'interval',
  ratio: 'ratio',
  set: 'masi',
} as const satisfies Record<Scale['kind'], AlphaMetric>

interface Row {
  readonly id: string
  readonly label: string
  readonly kernel: () => Kernel
}

function coefficientsFor(ratings: Ratings): readonly Row[] {
  const alpha = (metric: AlphaMetric): Row => ({
    id: `alpha-${metric}`,
    label: `Krippendorff's alpha (${metric === 'masi' || metric === 'jaccard' ? `sets, ${metric === 'masi' ? 'MASI' : 'Jaccard'}` : metric})`,
    kernel: () => alphaKernel(ratings, metric),
  })
  const corrected = (id: string, label: string, chance: ChanceModel, weights?: AgreementWeights): Row => ({
    id,
    label,
    kernel: () => chanceCorrectedKernel(ratings, chance, weights),
  })
  const percent = corrected('percent-agreement', 'percent agreement', 'none')
  const two = ratings.coders.length === 2
  const binary = ratings.scale.values.length === 2
  const kappa = two ? "Cohen's kappa" : "Conger's kappa"
  const fleiss = two ? "Scott's pi" : "Fleiss' kappa"
  const unweighted = [
    corrected(two ? 'cohen-kappa' : 'conger-kappa', kappa, 'conger'),
    corrected(two ? 'scott-pi' : 'fleiss-kappa', fleiss, 'fleiss'),
    corrected('gwet-ac1', "Gwet's AC1", 'gwet'),
    corrected(
      'brennan-prediger',
      binary ? 'Brennan-Prediger (PABAK)' : 'Brennan-Prediger',
      'brennan-prediger',
    ),
  ]
  const weighted = (weights: 'linear' | 'quadratic'): readonly Row[] => [
    corrected(
      `${two ? 'cohen' : 'conger'}-kappa-${weights}`,
      `${kappa}, ${weights} weights`,
      'conger',
      weights,
    ),
    corrected(`gwet-ac2-${weights}`, `Gwet's AC2, ${weights} weights`, 'gwet', weights),
  ]
  switch (ratings.scale.kind) {
    case 'nominal':
      return [alpha('nominal'), percent, ...unweighted]
    case 'ordinal':
      return [alpha('ordinal'), percent, ...weighted('quadratic'), ...weighted('linear'), ...unweighted]
    case 'interval':
      return [alpha('interval'), percent]
    case 'ratio':
      return [alpha('ratio'), alpha('interval'), percent]
    case 'set':
      break
  }
  return [alpha('masi'), alpha('jaccard'), percent]
}

function prevalenceOf({ scale, cells }: Ratings): readonly Prevalence[] {
  const times = new Map<number, number>()
  let ratings = 0
  for (const cell of cells) {
    if (cell < 0) continue
    ratings++
    times.set(cell, (times.get(cell) ?? 0) + 1)
  }
  const row = (value: string, count: number): Prevalence => ({
    value,
    ratings: count,
    share: ratings === 0 ? 0 : count / ratings,
  })
  if (scale.kind !== 'set') return scale.values.map((value, i) => row(String(value), times.get(i) ?? 0))
  const byCode = new Map(scale.codes.map((code) => [code, 0]))
  for (const [i, set] of scale.values.entries()) {
    for (const code of set) byCode.set(code, (byCode.get(code) ?? 0) + (times.get(i) ?? 0))
  }
  return [...byCode].map(([code, count]) => row(code, count))
}
