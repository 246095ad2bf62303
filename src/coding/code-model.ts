import { dot } from '../statistics/cholesky.ts'
import { logistic, logisticRegression, logit } from '../statistics/logistic-regression.ts'
import type { ListedCode } from './code-list.ts'
import { likeNamed, signCount } from './code-signs.ts'
import type { ReadReport } from './library-reading.ts'
import { type RidgeFit, SharedRidge } from './shared-ridge.ts'
import { chooseThresholds } from './thresholds.ts'

/** A report that is coded: 1 where it has the code, 0 where it has not, -1 where its dimension is not coded. */
export interface CodedReport extends ReadReport {
  readonly codes: Int8Array
}

/** What has been learnt of each code. Plain data. */
export interface CodeModel {
  /** Reports it was learnt from. */
  readonly coded: number
  /** How the signs add up, as long as a code's dimension is not coded anywhere. */
  readonly unlearnt: Float64Array
  /** How the signs and what was learnt of the code add up. The same for all codes, so that few reports are enough. */
  readonly learnt: Float64Array
  readonly perCode: readonly (LearntCode | undefined)[]
  /** The probability from which a code is suggested. */
  readonly thresholds: Float64Array
}

interface LearntCode {
  readonly weights: Float64Array
  readonly own: number
  readonly constant: number
  readonly positives: number
  readonly coded: number
  /** Share of reports with the code, drawn towards the mean of all codes. */
  readonly share: number
}

/** Strength of the ridge penalty: flat between 0.5 and 2 on the reference data. */
const penalty = 1
/** A constant and the signs. */
const evidenceCount = 1 + signCount
const learntCount = evidenceCount + 7
/** More negative examples than this change the few weights of the sum no more; the rest are thinned evenly. */
const mostNegatives = 3000

/**
 * How signs add up to log odds before anything is coded. From four topics of the reference data, rounded; order as
 * in `evidence`. With reports coded they are where the learning starts.
 */
const beforeCoding = Float64Array.from([-2.6, 0.5, 0.2, 0.5, 0.2, 0.8, 0.6, 1.5, 0, 0.4, 0.35])

/**
 * Learns from coded reports; from none it gives the model that rests on names and cues. Deterministic: the same
 * reports in any order of coding give the same model, if they are given in one order.
 * @param sample reports of the library, coded or not, over which the thresholds are chosen
 */
export function learnCodes(
  codes: readonly ListedCode[],
  coded: readonly CodedReport[],
  sample: readonly ReadReport[],
): CodeModel {
  const fits = fitCodes(codes, coded)
  const perCode = fits.map(({ fit, known, positives }): LearntCode | undefined => {
    if (fit === undefined) return undefined
    const share = (positives + 2 * overallShare(fits)) / (known.length + 2)
    const { weights, own, constant } = fit
    return { weights, own, constant, positives, coded: known.length, share }
  })
  const learnt = addUp(fits, coded)
  const model = {
    coded: coded.length,
    unlearnt: beforeCoding,
    learnt,
    perCode,
    thresholds: new Float64Array(0),
  }
  const scored = sample.map((report) => scoreCodes(model, report))
  return { ...model, thresholds: chooseThresholds(scored, codes.length) }
}

/** The probability of each code for a report, in the order of the list. */
export function scoreCodes(
  model: Pick<CodeModel, 'unlearnt' | 'learnt' | 'perCode'>,
  report: ReadReport,
): Float64Array {
  const row = new Float64Array(learntCount)
  const probabilities = new Float64Array(model.perCode.length)
  for (let code = 0; code < probabilities.length; code++) {
    const learnt = model.perCode[code]
    evidence(report, code, row, 0)
    let odds = 0
    if (learnt === undefined) {
      for (let a = 0; a < evidenceCount; a++) odds += model.unlearnt[a]! * row[a]!
    } else {
      const said = learnt.constant + dot(learnt.weights, report.place) + learnt.own * ownSign(report, code)
      experience(said, learnt.share, learnt.positives, row, 0)
      for (let a = 0; a < learntCount; a++) odds += model.learnt[a]! * row[a]!
    }
    probabilities[code] = logistic(odds)
  }
  return probabilities
}

interface CodeFit {
  readonly fit?: RidgeFit
  /** Places of the reports in which the dimension is coded. */
  readonly known: readonly number[]
  readonly outcomes: Uint8Array
  readonly positives: number
}

/** One ridge regression for all codes whose dimensions are coded in the same reports. */
function fitCodes(codes: readonly ListedCode[], coded: readonly CodedReport[]): readonly CodeFit[] {
  const shared = new Map<string, { readonly known: readonly number[]; readonly ridge: SharedRidge }>()
  const perDimension = new Map<string, { readonly known: readonly number[]; readonly ridge: SharedRidge }>()
  return codes.map(({ dimension }, code): CodeFit => {
    let group = perDimension.get(dimension.id)
    if (group === undefined) {
      const known = coded.flatMap((report, i) => (report.codes[code] === -1 ? [] : [i]))
      const key = known.join(' ')
      group = shared.get(key) ?? {
        known,
        ridge: new SharedRidge(
          known.map((i) => coded[i]!.place),
          penalty,
        ),
      }
      shared.set(key, group)
      perDimension.set(dimension.id, group)
    }
    const { known, ridge } = group
    const outcomes = Uint8Array.from(known, (i) => coded[i]!.codes[code]!)
    const positives = outcomes.reduce((sum, outcome) => sum + outcome, 0)
    if (known.length === 0) return { known, outcomes, positives }
    if (positives === 0)
      return { fit: nothing(coded[0]!.place.length, known.length), known, outcomes, positives }
    const own = Float64Array.from(known, (i) => ownSign(coded[i]!, code))
    return { fit: ridge.fit(own, outcomes), known, outcomes, positives }
  })
}

/** Of a code that was never given, as of most in a large codebook, nothing is learnt but that. */
const nothing = (size: number, n: number): RidgeFit => ({
  weights: new Float64Array(size),
  own: 0,
  constant: 0,
  leftOut: new Float64Array(n),
})

function overallShare(fits: readonly CodeFit[]): number {
  let positives = 0
  let all = 0
  for (const fit of fits) {
    positives += fit.positives
    all += fit.known.length
  }
  return all === 0 ? 0 : positives / all
}

/** How what was learnt code by code is best added to the signs: over all codes and coded reports, each left out in turn. */
function addUp(fits: readonly CodeFit[], coded: readonly CodedReport[]): Float64Array {
  const start = new Float64Array(learntCount)
  start.set(beforeCoding)
  start[0] = 0
  const negatives = fits.reduce((sum, { known, positives }) => sum + known.length - positives, 0)
  const stride = Math.max(1, Math.ceil(negatives / mostNegatives))
  const share = overallShare(fits)
  const pairs: { code: number; at: number; weight: number }[] = []
  let seen = 0
  for (const [code, { outcomes }] of fits.entries()) {
    for (let at = 0; at < outcomes.length; at++) {
      if (outcomes[at] === 1) pairs.push({ code, at, weight: 1 })
      else if (seen++ % stride === 0) pairs.push({ code, at, weight: stride })
    }
  }
  if (pairs.length === 0) return start
  const rows = new Float64Array(pairs.length * learntCount)
  for (const [i, { code, at }] of pairs.entries()) {
    const { fit, known, outcomes, positives } = fits[code]!
    evidence(coded[known[at]!]!, code, rows, i * learntCount)
    const others = positives - outcomes[at]!
    const otherShare = (others + 2 * share) / (known.length + 1)
    experience(fit!.leftOut[at]!, otherShare, others, rows, i * learntCount)
  }
  const precision = new Float64Array(learntCount).fill(1)
  precision[0] = 0.01
  return logisticRegression(
    rows,
    Uint8Array.from(pairs, ({ code, at }) => fits[code]!.outcomes[at]!),
    Float64Array.from(pairs, ({ weight }) => weight),
    { mean: start, precision },
  )
}

function evidence({ signs }: ReadReport, code: number, row: Float64Array, at: number): void {
  row[at] = 1
  const from = code * signCount
  for (let s = 0; s < signCount; s++) row[at + 1 + s] = signs[from + s]!
}

/** What was learnt of the code says of the report, in several scales, so that the sum can bend it. */
function experience(said: number, share: number, positives: number, row: Float64Array, from: number): void {
  const at = from + evidenceCount
  const part = Math.min(Math.max(share, 1e-6), 1 - 1e-6)
  row[at] = logit(part)
  row[at + 1] = said
  row[at + 2] = Math.sign(said) * Math.sqrt(Math.abs(said))
  row[at + 3] = (said - part) / Math.sqrt(part * (1 - part))
  row[at + 4] = logit(Math.min(Math.max(0.95 * said + 0.05 * part, 0.004), 0.996))
  // The more reports with the code were seen, the less its name matters.
  const practice = Math.log1p(positives) / 5
  row[at + 5] = practice * row[from + 1 + likeNamed]!
  row[at + 6] = practice * row[from + 1]!
}

/** The code's own predictor beside where the report lies: how fully it is named there. */
function ownSign({ signs }: ReadReport, code: number): number {
  const at = code * signCount
  return 0.6 * (0.3 * signs[at]! + 0.3 * signs[at + 1]! + 0.5 * signs[at + 2]! + 0.4 * signs[at + 4]!)
}
