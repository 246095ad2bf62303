import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alphaKernel } from '../../src/agreement/alpha.ts'
import { type ChanceModel, chanceCorrectedKernel } from '../../src/agreement/chance-corrected.ts'
import type { AgreementWeights } from '../../src/agreement/credit.ts'
import { estimate } from '../../src/agreement/estimate.ts'
import { cohenKappa, pairTable } from '../../src/agreement/kappa.ts'
import { coefficientOf, everyUnit, type Kernel, valuesWithoutEach } from '../../src/agreement/kernel.ts'
import {
  makeRatings,
  missing,
  type Ratings,
  ratingsOfUnit,
  selectCoders,
  selectUnits,
  withRatings,
} from '../../src/agreement/ratings.ts'
import { studentTQuantile } from '../../src/statistics/distributions.ts'
import {
  anxiety,
  apart,
  coderLines,
  countRows,
  diagnoses,
  krippendorffC,
  tableOf,
  unitWords,
} from './golden.ts'

const valueOf = (kernel: Kernel): number => coefficientOf(kernel.disagreement(everyUnit(kernel)))
const value = (ratings: Ratings, chance: ChanceModel, weights?: AgreementWeights): number =>
  valueOf(chanceCorrectedKernel(ratings, chance, weights))
const chanceOf = (ratings: Ratings, chance: ChanceModel, weights?: AgreementWeights) => {
  const kernel = chanceCorrectedKernel(ratings, chance, weights)
  const { observed, expected } = kernel.disagreement(everyUnit(kernel))
  return { observed: 1 - observed, expected: 1 - expected }
}
const alpha = (ratings: Ratings): number => valueOf(alphaKernel(ratings, 'nominal'))
const cohen = (ratings: Ratings, credit?: (a: number, b: number) => number) =>
  cohenKappa(pairTable(ratings, 'coder 1', 'coder 2'), credit)
const place = (power: number, values: number) => (a: number, b: number) =>
  1 - (Math.abs(a - b) / (values - 1)) ** power

/** n times the coefficient's slope in every unit's weight: what a linearised standard error is made of. */
function slopes(kernel: Kernel): readonly number[] {
  const weights = everyUnit(kernel)
  const step = 1e-5
  const n = kernel.units
  return Array.from(weights, (_, unit) => {
    weights[unit] = 1 + step
    const above = coefficientOf(kernel.disagreement(weights))
    weights[unit] = 1 - step
    const below = coefficientOf(kernel.disagreement(weights))
    weights[unit] = 1
    return (n * (above - below)) / (2 * step)
  })
}

const errorOf = (parts: readonly number[]): number =>
  Math.sqrt(parts.reduce((sum, part) => sum + part ** 2, 0) / (parts.length * (parts.length - 1)))

describe('4 coders x 12 units, Krippendorff "C"', () => {
  const ratings = coderLines(krippendorffC, [1, 2, 3, 4, 5], 'ordinal')

  // R irrCAC 1.0; observed and expected: Gwet 2014 by way of the tests of the R package "agreement".
  test.each([
    ['conger', 0.76282, 0.8182, 0.2334],
    ['brennan-prediger', 0.77273, 0.8182, 0.2],
    ['fleiss', 0.76117, 0.8182, 0.2387],
    ['gwet', 0.77544, 0.8182, 0.1903],
  ] as const)('%s %d', (chance, expectedValue, observed, expected) => {
    expect(value(ratings, chance)).toBeCloseTo(expectedValue, 5)
    expect(chanceOf(ratings, chance).observed).toBeCloseTo(observed, 4)
    expect(chanceOf(ratings, chance).expected).toBeCloseTo(expected, 4)
  })

  test('plain agreement 0.818182; AC1 with irrCAC standard error 0.14295', () => {
    expect(value(ratings, 'none')).toBeCloseTo(0.818182, 6)
  })

  test('irrCAC prints 0.14295 for the error of AC1: it counts the unit rated once as one without agreement', () => {
    const parts = slopes(chanceCorrectedKernel(ratings, 'gwet'))
    const ac1 = value(ratings, 'gwet')
    const paired = parts.map((part, unit) => part + ac1 * (unit === 11 ? -1 : 12 / 11 - 1))
    expect(errorOf(paired)).toBeCloseTo(0.14295, 5)
    expect(errorOf(parts)).toBeCloseTo(0.124737, 6)
  })

  test('irrCAC prints 0.14557 for the error of alpha: it mixes agreement with and without the correction for n', () => {
    const pairs = withRatings(ratings, 2)
    const kernel = alphaKernel(pairs, 'nominal')
    const judged = pairs.units.map((_, unit) => ratingsOfUnit(pairs, unit))
    const uncorrected: Kernel = {
      units: kernel.units,
      twins: kernel.twins,
      disagreement(weights) {
        const n = judged.reduce((sum, m, unit) => sum + m * (weights[unit] ?? 0), 0)
        const { observed, expected } = kernel.disagreement(weights)
        return { observed, expected: (expected * (n - 1)) / n }
      },
    }
    const { observed, expected } = uncorrected.disagreement(everyUnit(kernel))
    const average = 40 / 11
    const mixed = slopes(uncorrected).map(
      (part, unit) => part - ((observed / 40) * ((judged[unit] ?? 0) / average - 1)) / expected,
    )
    expect(errorOf(mixed)).toBeCloseTo(0.14557, 5)
    // Its interval, by Student's t with 10 degrees of freedom: 0.419 to 1.
    expect(alpha(ratings) - studentTQuantile(0.975, 10) * errorOf(mixed)).toBeCloseTo(0.419, 3)
  })

  const choose = (a: number, b: number): number => 1 - ((Math.abs(a - b) + 1) * Math.abs(a - b)) / 2 / 10
  test.each([
    ['gwet', 'quadratic', 0.914],
    ['fleiss', 'quadratic', 0.86494],
    ['conger', 'quadratic', 0.85771],
    ['gwet', 'linear', 0.85874],
    ['fleiss', 'linear', 0.81794],
    ['conger', 'linear', 0.81378],
    ['gwet', choose, 0.89894],
  ] as const)('%s weighted %s: %d', (chance, weights, expected) => {
    expect(value(ratings, chance, weights)).toBeCloseTo(expected, 5)
  })

  test('alpha agrees with irrCAC on observed and expected agreement: .8050 and .2400', () => {
    const kernel = alphaKernel(ratings, 'nominal')
    const { observed, expected } = kernel.disagreement(everyUnit(kernel))
    // Gwet prints agreement with the correction for few ratings in the observed part, Krippendorff in the expected.
    const n = 40
    expect(1 - (observed * (n - 1)) / n).toBeCloseTo(0.805, 4)
    expect(1 - (expected * (n - 1)) / n).toBeCloseTo(0.24, 4)
  })
})

describe('Fleiss', () => {
  const ratings = unitWords(diagnoses, ['1', '2', '3', '4', '5'])

  test('30 patients x 6: 0.430, Conger 0.442, alpha from Fleiss', () => {
    expect(value(ratings, 'fleiss')).toBeCloseTo(0.4302445201, 9)
    expect(value(ratings, 'conger')).toBeCloseTo(0.4418085403, 9)
    expect(1 - (1 - value(ratings, 'fleiss')) * (179 / 180)).toBeCloseTo(alpha(ratings), 12)
  })

  test('a choice of coders: the first four 0.489, the second and third by Cohen 0.631', () => {
    const four = selectCoders(ratings, ['coder 1', 'coder 2', 'coder 3', 'coder 4'])
    expect(value(four, 'fleiss')).toBeCloseTo(0.4893319342, 9)
    expect(value(selectCoders(ratings, ['coder 2', 'coder 3']), 'conger')).toBeCloseTo(0.631147541, 9)
    expect(() => selectCoders(ratings, ['nobody'])).toThrow(/"nobody"/)
  })

  test('Light: the mean of all pairs by Cohen, 0.459', () => {
    const kappas = ratings.coders.flatMap((a, i) =>
      ratings.coders.slice(i + 1).map((b) => cohenKappa(pairTable(ratings, a, b))?.value ?? NaN),
    )
    expect(kappas.reduce((sum, kappa) => sum + kappa, 0) / kappas.length).toBeCloseTo(0.4594121444, 9)
  })

  test.each([
    ['1', 0.245],
    ['2', 0.245],
    ['3', 0.52],
    ['4', 0.471],
    ['5', 0.566],
  ])('diagnosis %s against the rest: %d', (diagnosis, expected) => {
    const wanted = Number(diagnosis) - 1
    const binary = makeRatings(
      ratings.units,
      ratings.coders,
      { kind: 'nominal', values: ['no', 'yes'] },
      (unit, coder) => (ratings.cells[unit * 6 + coder] === wanted ? 1 : 0),
    )
    expect(value(binary, 'fleiss')).toBeCloseTo(expected, 3)
  })

  test('the z of R irr tests agreement by chance; it is no interval: 17.6518', () => {
    const shares = [0, 1, 2, 3, 4].map(
      (diagnosis) => ratings.cells.filter((cell) => cell === diagnosis).length / 180,
    )
    const spread = shares.reduce((sum, p) => sum + p * (1 - p), 0)
    const skew = shares.reduce((sum, p) => sum + p * (1 - p) * (1 - 2 * p), 0)
    const variance = (2 / (spread ** 2 * 30 * 6 * 5)) * (spread ** 2 - skew)
    expect(value(ratings, 'fleiss') / Math.sqrt(variance)).toBeCloseTo(17.6518, 4)
  })

  // irrCAC distrib.6raters.
  test.each([
    ['gwet', 0.444801],
    ['fleiss', 0.413926],
    ['brennan-prediger', 0.438889],
    ['none', 0.551111],
  ] as const)('15 patients x 6, %s %d', (chance, expected) => {
    const rows = '00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031'
    expect(value(countRows(rows.split(' ').map((row) => [...row].map(Number))), chance)).toBeCloseTo(
      expected,
      6,
    )
  })

  test.each([
    ['fleiss', 0.2099307044],
    ['gwet', 0.2256141508],
    ['brennan-prediger', 0.2225274725],
    ['none', 0.378021978],
  ] as const)('the 10 x 14 table of Wikipedia (published 0.210), %s %d', (chance, expected) => {
    const rows =
      '0 0 0 0 14 / 0 2 6 4 2 / 0 0 3 5 6 / 0 3 9 2 0 / 2 2 8 1 1 / 7 7 0 0 0 / 3 2 6 3 0 / 2 5 3 2 2 / 6 5 2 1 0 / 0 2 2 3 7'
    const ratings14 = countRows(rows.split(' / ').map((row) => row.split(' ').map(Number)))
    expect(value(ratings14, chance)).toBeCloseTo(expected, 9)
    expect(alpha(ratings14)).toBeCloseTo(0.2155740565, 9)
  })
})

describe('tables of two coders', () => {
  // Cohen 1960; Artstein and Poesio 2008 by NLTK; irrCAC; Gwet's paradox; Feinstein and Cicchetti 1990.
  // percent, Cohen, Scott, AC1, PABAK, alpha, irrCAC's standard error of kappa
  test.each([
    [
      'Cohen 1960',
      [
        [88, 14, 18],
        [10, 40, 10],
        [2, 6, 12],
      ],
      0.7,
      0.491525,
      0.487179,
      0.575972,
      0.55,
      0.488462,
      0.051002,
    ],
    [
      'Artstein and Poesio',
      [
        [46, 6, 0],
        [0, 32, 0],
        [0, 6, 10],
      ],
      0.88,
      0.801325,
      0.799532,
      0.828743,
      0.82,
      0.800535,
      0.051973,
    ],
    [
      'irrCAC 3 x 3',
      [
        [13, 0, 0],
        [0, 20, 7],
        [0, 4, 56],
      ],
      0.89,
      0.796409,
      0.79624,
      0.849331,
      0.835,
      0.797258,
      0.058911,
    ],
    [
      'irrCAC 4 x 4',
      [
        [40, 6, 4, 15],
        [4, 25, 1, 5],
        [4, 2, 21, 9],
        [17, 13, 12, 45],
      ],
      0.587444,
      0.431501,
      0.430341,
      0.456158,
      0.449925,
      0.431618,
      0.045969,
    ],
    [
      'the paradox',
      [
        [118, 5],
        [2, 0],
      ],
      0.944,
      -0.023392,
      -0.028807,
      0.940776,
      0.888,
      -0.024691,
      0.012287,
    ],
    [
      '60 %, even',
      [
        [45, 15],
        [25, 15],
      ],
      0.6,
      0.130435,
      0.120879,
      0.266055,
      0.2,
      0.125275,
      0.098662,
    ],
    [
      '60 %, biased',
      [
        [25, 35],
        [5, 35],
      ],
      0.6,
      0.259259,
      0.191919,
      0.207921,
      0.2,
      0.19596,
      0.07716,
    ],
    [
      '70 %',
      [
        [20, 5],
        [10, 15],
      ],
      0.7,
      0.4,
      0.393939,
      0.405941,
      0.4,
      0.4,
      0.126996,
    ],
    [
      '85 %, skewed',
      [
        [80, 10],
        [5, 5],
      ],
      0.85,
      0.318182,
      0.314286,
      0.808,
      0.7,
      0.317714,
      0.133457,
    ],
    [
      '85 %, even',
      [
        [40, 9],
        [6, 45],
      ],
      0.85,
      0.699519,
      0.699248,
      0.700748,
      0.7,
      0.700752,
      0.071394,
    ],
  ])('%s', (_, table, percent, kappa, pi, ac1, pabak, alphaValue, error) => {
    const ratings = tableOf(table)
    expect(value(ratings, 'none')).toBeCloseTo(percent, 6)
    expect(value(ratings, 'conger')).toBeCloseTo(kappa, 6)
    expect(cohen(ratings)?.value).toBeCloseTo(kappa, 6)
    expect(value(ratings, 'fleiss')).toBeCloseTo(pi, 6)
    expect(value(ratings, 'gwet')).toBeCloseTo(ac1, 6)
    expect(value(ratings, 'brennan-prediger')).toBeCloseTo(pabak, 6)
    expect(alpha(ratings)).toBeCloseTo(alphaValue, 6)
    expect(cohen(ratings)?.standardError).toBeCloseTo(error, 6)
    const n = ratings.units.length
    expect(errorOf(slopes(chanceCorrectedKernel(ratings, 'conger')))).toBeCloseTo(
      error * Math.sqrt(n / (n - 1)),
      6,
    )
  })

  test('Cohen 1960 by R psych: interval .39 to .59', () => {
    const kappa = cohen(
      tableOf([
        [88, 14, 18],
        [10, 40, 10],
        [2, 6, 12],
      ]),
    )
    const reach = 1.959964 * (kappa?.standardError ?? NaN)
    expect((kappa?.value ?? NaN) - reach).toBeCloseTo(0.39, 2)
    expect((kappa?.value ?? NaN) + reach).toBeCloseTo(0.59, 2)
  })

  test.each([
    ['linear', 0.842902],
    ['quadratic', 0.892157],
  ] as const)('irrCAC 3 x 3, kappa %s %d', (weights, expected) => {
    const ratings = tableOf([
      [13, 0, 0],
      [0, 20, 7],
      [0, 4, 56],
    ])
    expect(value(ratings, 'conger', weights)).toBeCloseTo(expected, 6)
  })

  test('Fleiss kappa is Scott, not Cohen, for two coders', () => {
    const ratings = tableOf([
      [25, 35],
      [5, 35],
    ])
    expect(Math.abs(value(ratings, 'fleiss') - value(ratings, 'conger'))).toBeGreaterThan(0.05)
  })
})

describe('weighted kappa', () => {
  const six = ['1', '2', '3', '4', '5', '6']
  const two = coderLines(anxiety.slice(0, 2), six, 'ordinal')
  const own = (a: number, b: number): number => 1 - ([0, 1, 2, 4, 7, 11][Math.abs(a - b)] ?? 0) / 11

  test.each([
    ['unweighted', undefined, 0.1194968553],
    ['linear', place(1, 6), 0.1891891892],
    ['quadratic', place(2, 6), 0.2967651195],
    ['with weights 0, 1, 2, 4, 7, 11', own, 0.2633015007],
  ])('20 anxious people, %s', (_, credit, expected) => {
    expect(cohen(two, credit)?.value).toBeCloseTo(expected, 9)
    expect(value(two, 'conger', credit)).toBeCloseTo(expected, 9)
  })

  test('all three coders, Fleiss -0.041', () => {
    expect(value(coderLines(anxiety, six), 'fleiss')).toBeCloseTo(-0.0410764873, 9)
  })

  test.each([
    ['20 anxious people', two, 1.163762, 5],
    [
      'diagnoses, second and third coder',
      selectCoders(unitWords(diagnoses, six), ['coder 2', 'coder 3']),
      7.5598,
      4,
    ],
  ])('the z of R irr, for agreement by chance: %s', (_, ratings, z, digits) => {
    const [a, b] = ratings.coders
    const table = pairTable(ratings, a ?? '', b ?? '')
    const kappa = cohenKappa(table)
    const share = (one: number, isRow: boolean): number =>
      table.counts.reduce((sum, count, cell) => {
        const at = isRow ? Math.floor(cell / table.values) : cell % table.values
        return at === one ? sum + count / table.n : sum
      }, 0)
    const both = six.reduce(
      (sum, _value, i) => sum + share(i, true) * share(i, false) * (share(i, true) + share(i, false)),
      0,
    )
    const chance = kappa?.expected ?? NaN
    const variance = (chance + chance ** 2 - both) / (table.n * (1 - chance) ** 2)
    expect((kappa?.value ?? NaN) / Math.sqrt(variance)).toBeCloseTo(z, digits)
  })

  // R vcd: value and asymptotic standard error (Fleiss, Cohen and Everitt 1969).
  test.each([
    ['unweighted', undefined, 0.1293303, 0.06859853],
    ['equal spacing', place(1, 4), 0.2373806, 0.07831633],
    ['Fleiss-Cohen', place(2, 4), 0.3320456, 0.09729752],
  ])('vcd SexualFun, %s %d, error %d', (_, credit, expected, error) => {
    const kappa = cohen(
      tableOf([
        [7, 7, 2, 3],
        [2, 8, 3, 7],
        [1, 5, 4, 9],
        [2, 8, 9, 14],
      ]),
      credit,
    )
    expect(kappa?.value).toBeCloseTo(expected, 7)
    expect(kappa?.standardError).toBeCloseTo(error, 7)
  })

  test('vcd SexualFun, interval -0.0051 to 0.2638', () => {
    const kappa = cohen(
      tableOf([
        [7, 7, 2, 3],
        [2, 8, 3, 7],
        [1, 5, 4, 9],
        [2, 8, 9, 14],
      ]),
    )
    const reach = 1.959964 * (kappa?.standardError ?? NaN)
    expect((kappa?.value ?? NaN) - reach).toBeCloseTo(-0.0051, 4)
    expect((kappa?.value ?? NaN) + reach).toBeCloseTo(0.2638, 4)
  })

  test.each([
    ['unweighted', undefined, 0.5953888281],
    ['linear', place(1, 4), 0.6523804295],
    ['squared', place(2, 4), 0.7023342525],
  ])('7,477 pairs of eyes, %s %d', (_, credit, expected) => {
    const rows = [
      [1520, 266, 124, 66],
      [234, 1512, 432, 78],
      [117, 362, 1772, 205],
      [36, 82, 179, 492],
    ]
    expect(cohen(tableOf(rows), credit)?.value).toBeCloseTo(expected, 9)
  })
})

describe('edges', () => {
  test('one value throughout: no variation for kappa, pi and Fleiss; Brennan-Prediger is by its definition 1', () => {
    const ratings = tableOf([
      [5, 0],
      [0, 0],
    ])
    for (const chance of ['conger', 'fleiss'] as const) {
      expect(estimate(chanceCorrectedKernel(ratings, chance))).toEqual({
        kind: 'undefined',
        because: 'no-variation',
      })
    }
    expect(cohen(ratings)).toBeUndefined()
    expect(estimate(chanceCorrectedKernel(ratings, 'brennan-prediger'))).toMatchObject({
      value: 1,
      interval: 'no-disagreement',
    })
  })

  test('a dimension with one code leaves nothing to agree on', () => {
    const ratings = coderLines(['a a', 'a a'], ['a'])
    for (const chance of ['gwet', 'brennan-prediger'] as const) {
      expect(estimate(chanceCorrectedKernel(ratings, chance))).toMatchObject({ because: 'no-variation' })
    }
  })

  test('nobody shares a unit', () => {
    const ratings = coderLines(['a *', '* b'], ['a', 'b'])
    expect(estimate(chanceCorrectedKernel(ratings, 'gwet'))).toEqual({
      kind: 'undefined',
      because: 'no-pairs',
    })
    expect(cohen(ratings)).toBeUndefined()
    expect(() => pairTable(ratings, 'coder 1', 'nobody')).toThrow(/"nobody"/)
  })
})

// Other roads to the same numbers.
const complete = fc
  .tuple(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 4 }))
  .chain(([units, coders, values]) =>
    fc
      .array(fc.nat(values - 1), { minLength: units * coders, maxLength: units * coders })
      .map((cells) => ({ cells, units, coders, values })),
  )
  .map(({ cells, units, coders, values }) =>
    makeRatings(
      Array.from({ length: units }, (_, i) => `unit ${i}`),
      Array.from({ length: coders }, (_, i) => `coder ${i}`),
      { kind: 'ordinal', values: Array.from({ length: values }, (_, i) => String(i)) },
      (unit, coder) => cells[unit * coders + coder] ?? missing,
    ),
  )

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

describe('other roads', () => {
  test('expected agreement is what shuffling gives: Fleiss shuffles all ratings, Conger each coder apart', () => {
    fc.assert(
      fc.property(complete, (ratings) => {
        const wide = ratings.coders.length
        const column = (c: number): number[] => ratings.units.map((_, u) => ratings.cells[u * wide + c] ?? -1)
        const columns = ratings.coders.map((_, c) => column(c))
        const match = (a: readonly number[], b: readonly number[]): number =>
          mean(a.flatMap((x) => b.map((y) => (x === y ? 1 : 0))))
        // Every unit of one coder against every unit of another: the mean over all permutations.
        const apartPairs = columns.flatMap((a, i) => columns.slice(i + 1).map((b) => match(a, b)))
        expect(chanceOf(ratings, 'conger').expected).toBeCloseTo(mean(apartPairs), 9)
        expect(chanceOf(ratings, 'fleiss').expected).toBeCloseTo(match(columns.flat(), columns.flat()), 9)
      }),
    )
  })

  test('observed agreement is the mean over pairs of coders of their share of equal units', () => {
    fc.assert(
      fc.property(complete, (ratings) => {
        const tables = ratings.coders.flatMap((a, i) =>
          ratings.coders
            .slice(i + 1)
            .map((b) => cohenKappa(pairTable(ratings, a, b), (x, y) => (x === y ? 1 : 0))),
        )
        fc.pre(tables.every((table) => table !== undefined))
        expect(value(ratings, 'none')).toBeCloseTo(mean(tables.map((table) => table?.observed ?? NaN)), 9)
      }),
    )
  })

  test('two coders: Conger is Cohen, with any weights, and its error is close to the jackknife on large data', () => {
    fc.assert(
      fc.property(complete, fc.constantFrom('linear', 'quadratic', 'identity'), (all, weights) => {
        const ratings = selectCoders(all, all.coders.slice(0, 2))
        const values = ratings.scale.values.length
        const credit = weights === 'identity' ? undefined : place(weights === 'linear' ? 1 : 2, values)
        const kappa = cohenKappa(pairTable(ratings, 'coder 0', 'coder 1'), credit)
        expect(apart(value(ratings, 'conger', weights), kappa?.value ?? NaN)).toBeLessThan(1e-9)
      }),
    )
    const eyes = tableOf([
      [152, 26, 12, 6],
      [23, 151, 43, 7],
      [11, 36, 177, 20],
      [3, 8, 17, 49],
    ])
    const jackknife = estimate(chanceCorrectedKernel(eyes, 'conger'))
    const error =
      jackknife.kind === 'value' && typeof jackknife.interval === 'object'
        ? jackknife.interval.standardError
        : NaN
    expect(error / (cohen(eyes)?.standardError ?? NaN)).toBeCloseTo(1, 2)
  })

  test('quadratic Fleiss with places as numbers is one less the interval alpha, but for the few-ratings term', () => {
    fc.assert(
      fc.property(complete, (ratings) => {
        const n = ratings.cells.length
        const numbers = { kind: 'interval', values: ratings.scale.values.map(Number) } as const
        const interval = valueOf(alphaKernel({ ...ratings, scale: numbers }, 'interval'))
        const fleiss = value(ratings, 'fleiss', 'quadratic')
        expect(apart(1 - (1 - fleiss) * ((n - 1) / n), interval)).toBeLessThan(1e-8)
      }),
    )
  })

  test('leaving a unit out is computing without it, twins or not', () => {
    fc.assert(
      fc.property(
        complete,
        fc.constantFrom('none', 'fleiss', 'conger', 'gwet', 'brennan-prediger'),
        (ratings, chance: ChanceModel) => {
          const left = valuesWithoutEach(chanceCorrectedKernel(ratings, chance))
          for (const [unit] of ratings.units.entries()) {
            const rest = value(
              selectUnits(ratings, (other) => other !== unit),
              chance,
            )
            expect(apart(left[unit] ?? 0, rest)).toBeLessThan(1e-9)
          }
        },
      ),
    )
  })

  test('all coefficients are 1 exactly when all agree', () => {
    fc.assert(
      fc.property(complete, (ratings) => {
        const wide = ratings.coders.length
        const same = makeRatings(
          ratings.units,
          ratings.coders,
          ratings.scale,
          (unit) => ratings.cells[unit * wide] ?? 0,
        )
        for (const chance of ['none', 'gwet', 'brennan-prediger'] as const) {
          expect(value(same, chance)).toBeCloseTo(1, 12)
          expect(value(ratings, chance)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})
