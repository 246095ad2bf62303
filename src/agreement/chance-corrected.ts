import { type AgreementWeights, type Credit, creditFor } from './credit.ts'
import type { Kernel } from './kernel.ts'
import { missing, type Ratings, tallyOf, twinsOf, withRatings } from './ratings.ts'

/** What agreement by chance is taken to be. `none`: no correction, plain percent agreement. */
export type ChanceModel = 'none' | 'fleiss' | 'conger' | 'gwet' | 'brennan-prediger'

/**
 * Coefficients that take agreement as the mean over units of the share of pairs of coders who agree (with
 * credit for near misses where weighted), and correct it for chance:
 *
 * - `fleiss`: all coders draw from one common distribution (Fleiss 1971, doi:10.1037/h0031619; with two coders
 *   Scott's pi, 1955, doi:10.1086/266577)
 * - `conger`: every coder has their own distribution (Conger 1980, doi:10.1037/0033-2909.88.2.322; with two
 *   coders Cohen's kappa, 1960, doi:10.1177/001316446002000104, and 1968, doi:10.1037/h0026256, weighted)
 * - `gwet`: AC1, weighted AC2 (Gwet 2008, doi:10.1348/000711006X126600)
 * - `brennan-prediger`: every value as likely (1981, doi:10.1177/001316448104100307; with two values PABAK)
 *
 * The formulas with missing ratings are Gwet's (Handbook of Inter-Rater Reliability, 4th ed., 2014, chapters 2
 * to 4): agreement from units with two ratings or more, distributions from all units with any. The number of
 * values is the scale's, from the codebook. None of these is comparable with another, or a share of correct codes.
 */
export function chanceCorrectedKernel(
  ratings: Ratings,
  chance: ChanceModel,
  weights: AgreementWeights = 'identity',
): Kernel {
  const rated = withRatings(ratings, 1)
  const values = rated.scale.values.length
  const credit = creditFor(values, weights)
  const own = agreementOfUnits(rated, credit)
  const expected = chanceAgreement(rated, chance, credit)
  return {
    units: rated.units.length,
    twins: twinsOf(rated),
    disagreement(unitWeights) {
      let agreed = 0
      let paired = 0
      for (let unit = 0; unit < own.length; unit++) {
        const share = own[unit] ?? NaN
        if (Number.isNaN(share)) continue
        agreed += share * (unitWeights[unit] ?? 0)
        paired += unitWeights[unit] ?? 0
      }
      const left = 1 - expected(unitWeights)
      return {
        observed: paired > 0 ? Math.max(0, 1 - agreed / paired) : NaN,
        // Shares that sum to 1 only up to rounding must not pass for variation.
        expected: left > 1e-12 ? left : 0,
      }
    },
  }
}

/** The share of a unit's pairs of coders that agree; NaN for units with fewer than two ratings. */
function agreementOfUnits(ratings: Ratings, { between }: Credit): Float64Array {
  const tally = tallyOf(ratings)
  return Float64Array.from(tally.ratings, (m, unit) => {
    if (m < 2) return NaN
    const [first, end] = [tally.start[unit] ?? 0, tally.start[unit + 1] ?? 0]
    let sum = -m
    for (let i = first; i < end; i++) {
      const [a, countA] = [tally.value[i] ?? 0, tally.count[i] ?? 0]
      sum += countA * countA
      if (between === undefined) continue
      for (let j = first; j < end; j++) {
        if (i !== j) sum += countA * (tally.count[j] ?? 0) * between(a, tally.value[j] ?? 0)
      }
    }
    return sum / (m * (m - 1))
  })
}

type ChanceAgreement = (unitWeights: ArrayLike<number>) => number

function chanceAgreement(ratings: Ratings, chance: ChanceModel, credit: Credit): ChanceAgreement {
  const { size, total } = credit
  switch (chance) {
    case 'none':
      return () => 0
    case 'brennan-prediger':
      return () => total / size ** 2
    case 'gwet': {
      const shares = valueShares(ratings)
      return (unitWeights) => {
        const spread = shares(unitWeights).reduce((all, share) => all + share * (1 - share), 0)
        return size < 2 ? 1 : (total * spread) / (size * (size - 1))
      }
    }
    case 'fleiss': {
      const shares = valueShares(ratings)
      return (unitWeights) => {
        const pi = shares(unitWeights)
        return credit.mean(pi, pi)
      }
    }
    case 'conger':
      break
  }
  const shares = coderShares(ratings)
  return (unitWeights) => congerAgreement(shares(unitWeights), credit)
}

/** The mean over pairs of different coders of the chance that they agree. Coders without ratings do not count. */
function congerAgreement(coders: readonly Float64Array[], credit: Credit): number {
  const r = coders.length
  if (r < 2) return 1
  const total = new Float64Array(credit.size)
  let own = 0
  for (const shares of coders) {
    for (let value = 0; value < credit.size; value++) total[value]! += shares[value] ?? 0
    own += credit.mean(shares, shares)
  }
  return (credit.mean(total, total) - own) / (r * (r - 1))
}

/** How values are spread, every unit counting the same however many judged it. */
function valueShares(ratings: Ratings): (unitWeights: ArrayLike<number>) => Float64Array {
  const tally = tallyOf(ratings)
  const shares = new Float64Array(tally.values)
  return (unitWeights) => {
    shares.fill(0)
    let units = 0
    for (let unit = 0; unit < tally.units; unit++) {
      const weight = unitWeights[unit] ?? 0
      if (weight === 0) continue
      units += weight
      const m = tally.ratings[unit] ?? 1
      for (let i = tally.start[unit] ?? 0; i < (tally.start[unit + 1] ?? 0); i++) {
        shares[tally.value[i] ?? 0]! += (weight * (tally.count[i] ?? 0)) / m
      }
    }
    return shares.map((share) => share / units)
  }
}

/** How values are spread in each coder's ratings; coders with none in this sample are left out. */
function coderShares({
  units,
  coders,
  scale,
  cells,
}: Ratings): (unitWeights: ArrayLike<number>) => Float64Array[] {
  const size = scale.values.length
  return (unitWeights) => {
    const shares = coders.map(() => new Float64Array(size))
    const rated = new Float64Array(coders.length)
    for (let unit = 0; unit < units.length; unit++) {
      const weight = unitWeights[unit] ?? 0
      if (weight === 0) continue
      for (let c = 0; c < coders.length; c++) {
        const value = cells[unit * coders.length + c] ?? missing
        if (value === missing) continue
        shares[c]![value]! += weight
        rated[c]! += weight
      }
    }
    return shares.flatMap((own, c) => {
      const n = rated[c] ?? 0
      return n > 0 ? [own.map((count) => count / n)] : []
    })
  }
}
