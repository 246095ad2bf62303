import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alphaKernel } from '../../src/agreement/alpha.ts'
import { coderPairs } from '../../src/agreement/coder-pairs.ts'
import { coincidences, confusions } from '../../src/agreement/confusion.ts'
import { dimensionAgreement } from '../../src/agreement/dimension-agreement.ts'
import { costlyUnits } from '../../src/agreement/disagreements.ts'
import { estimate } from '../../src/agreement/estimate.ts'
import { coefficientOf, everyUnit } from '../../src/agreement/kernel.ts'
import { agreementPerCode } from '../../src/agreement/per-code.ts'
import { makeRatings, missing, type Ratings } from '../../src/agreement/ratings.ts'
import {
  anxiety,
  apart,
  coderLines,
  diagnoses,
  krippendorffC,
  setLines,
  tableOf,
  unitWords,
} from './golden.ts'

const bootstrap = { draws: 50, seed: 'test' }
const five = ['1', '2', '3', '4', '5']

describe('per code', () => {
  /** The code by itself, as two values. */
  const binary = (ratings: Ratings, code: string): Ratings =>
    makeRatings(ratings.units, ratings.coders, { kind: 'nominal', values: ['no', 'yes'] }, (unit, coder) => {
      const value = ratings.scale.values[ratings.cells[unit * ratings.coders.length + coder] ?? -1]
      if (value === undefined) return missing
      return (Array.isArray(value) ? value.includes(code) : value === code) ? 1 : 0
    })

  const sets = fc.constantFrom('-', 'a', 'b', 'a,b', 'b,c', 'a,b,c', '*')
  const lines = fc
    .tuple(fc.integer({ min: 3, max: 8 }), fc.integer({ min: 2, max: 4 }))
    .chain(([units, coders]) =>
      fc.array(fc.array(sets, { minLength: units, maxLength: units }), {
        minLength: coders,
        maxLength: coders,
      }),
    )
    .map((all) => setLines(all.map((line) => line.join(' '))))

  test('every figure of a code is that of the code as a dimension of its own, interval and draws too', () => {
    fc.assert(
      fc.property(lines, (ratings) => {
        fc.pre(ratings.scale.values.length > 0)
        for (const found of agreementPerCode(ratings, { bootstrap })) {
          const alone = binary(ratings, found.code)
          // Codes are tallied on paired units only, so pair first here as well.
          const paired = dimensionAgreement({ ratings: alone, dropped: {} }, { bootstrap })
          const expected = paired.coefficients[0]?.estimate
          const value = expected?.kind === 'value' ? expected.value : NaN
          const got = found.alpha.kind === 'value' ? found.alpha.value : NaN
          expect(apart(got, value)).toBeLessThan(1e-9)
          const [a, b] = [intervalOf(found.alpha), intervalOf(expected)]
          expect(apart(a.low, b.low) + apart(a.high, b.high)).toBeLessThan(1e-8)
          const percent = paired.coefficients[1]?.estimate
          expect(apart(found.agreement, percent?.kind === 'value' ? percent.value : NaN)).toBeLessThan(1e-9)
        }
      }),
      { numRuns: 60 },
    )
  })

  const intervalOf = (found: ReturnType<typeof estimate> | undefined) => {
    if (found?.kind !== 'value') return { low: NaN, high: NaN }
    const drawn = typeof found.bootstrap === 'object' ? found.bootstrap : { low: NaN, high: NaN }
    const jack = typeof found.interval === 'object' ? found.interval : { low: NaN, high: NaN }
    return {
      low: (Number.isNaN(jack.low) ? 0 : jack.low) + (Number.isNaN(drawn.low) ? 0 : drawn.low),
      high: (Number.isNaN(jack.high) ? 0 : jack.high) + (Number.isNaN(drawn.high) ? 0 : drawn.high),
    }
  }

  test('positive agreement: if one coder gives the code, how often another does', () => {
    // Pairs of coders on b: both in unit 2, one of two in unit 3, none else.
    const [a, b] = agreementPerCode(setLines(['a a,b b a', 'a a,b - a']))
    expect(a).toMatchObject({ code: 'a', given: 6, codings: 8, units: 3, agreement: 1, positiveAgreement: 1 })
    expect(b?.positiveAgreement).toBeCloseTo(2 / 3, 12)
    expect(b?.agreement).toBe(0.75)
    expect(a?.alpha).toMatchObject({ kind: 'value', value: 1, interval: 'no-disagreement' })
  })

  test('a code that nobody gave has no variation; numbers have no codes', () => {
    const [, , c] = agreementPerCode(coderLines(['a b', 'a a'], ['a', 'b', 'c']))
    expect(c).toMatchObject({ given: 0, positiveAgreement: NaN, alpha: { because: 'no-variation' } })
    expect(agreementPerCode(coderLines(['1 2', '1 2'], [1, 2], 'interval'))).toEqual([])
    const [first] = agreementPerCode(coderLines(['a *', '* b'], ['a', 'b']))
    expect(first).toMatchObject({ agreement: NaN, alpha: { because: 'no-pairs' } })
  })
})

describe('disagreements', () => {
  test('most costly first; shares sum to 1; alpha without them', () => {
    const ratings = coderLines(['1 2 3 3 1', '1 2 1 2 1'], ['1', '2', '3'], 'ordinal')
    const found = costlyUnits(ratings, 'ordinal')
    expect(found.map(({ unit }) => unit)).toEqual(['unit 3', 'unit 4'])
    expect(found[0]?.values).toEqual([
      { coder: 'coder 1', value: '3' },
      { coder: 'coder 2', value: '1' },
    ])
    expect(found.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
    const rest = coderLines(['1 2 3 1', '1 2 2 1'], ['1', '2', '3'], 'ordinal')
    const kernel = alphaKernel(rest, 'ordinal')
    expect(found[0]?.alphaWithout).toBeCloseTo(coefficientOf(kernel.disagreement(everyUnit(kernel))), 12)
  })

  // "C" data: 2 2 3 2, 1 2 3 4 and 1 1 2 1 differ; squared differences of ordered pairs by coders less one.
  test.each([
    ['nominal', 'nominal', [4 / 8, 2 / 8, 2 / 8]],
    ['interval', 'interval', [40 / 52, 6 / 52, 6 / 52]],
  ] as const)('shares of the observed disagreement: %s', (metric, kind, shares) => {
    const found = costlyUnits(coderLines(krippendorffC, [1, 2, 3, 4, 5], kind), metric)
    expect(found.map(({ unit }) => unit)).toEqual(['unit 6', 'unit 2', 'unit 8'])
    for (const [i, share] of shares.entries()) expect(found[i]?.share).toBeCloseTo(share, 12)
  })

  test('sets by MASI: a subset costs less than a stranger; none where all agree', () => {
    const found = costlyUnits(setLines(['a,b a c', 'a b c']), 'masi')
    expect(found.map(({ unit }) => unit)).toEqual(['unit 2', 'unit 1'])
    expect(found[1]?.values[0]?.value).toEqual(['a', 'b'])
    expect(costlyUnits(setLines(['a', 'a']), 'masi')).toEqual([])
    expect(() => costlyUnits(coderLines(['a', 'b'], ['a', 'b']), 'ratio')).toThrow(/ratio does not fit/)
  })
})

describe('confusions', () => {
  test('single codes: pairs of coders with different codes, most often first, with their reports', () => {
    expect(confusions(coderLines(['a a b c', 'b b b a', 'a b b c'], ['a', 'b', 'c']))).toEqual([
      { code: 'a', other: 'b', pairs: 4, units: ['unit 1', 'unit 2'] },
      { code: 'a', other: 'c', pairs: 2, units: ['unit 4'] },
    ])
  })

  test('sets: what only one gave against what only the other gave, the rest left out', () => {
    expect(confusions(setLines(['a,b a,b a', 'a,c a -']))).toEqual([
      { code: 'a', other: undefined, pairs: 1, units: ['unit 3'] },
      { code: 'b', other: undefined, pairs: 1, units: ['unit 2'] },
      { code: 'b', other: 'c', pairs: 1, units: ['unit 1'] },
    ])
    const uneven = confusions(setLines(['a,b', 'c']))
    expect(uneven.map(({ pairs }) => pairs)).toEqual([0.5, 0.5, 0.5, 0.5])
    expect(confusions(coderLines(['1', '2'], [1, 2], 'ratio'))).toEqual([])
  })

  test('Krippendorff’s coincidences of the "C" data: 40 ratings, alpha from them', () => {
    const table = coincidences(coderLines(krippendorffC, five))
    // Krippendorff 2011, the coincidence matrix of this example.
    expect(table?.cells.map((row) => row.map((cell) => Math.round(cell * 1000) / 1000))).toEqual([
      [7, 1.333, 0.333, 0.333, 0],
      [1.333, 10, 1.333, 0.333, 0],
      [0.333, 1.333, 8, 0.333, 0],
      [0.333, 0.333, 0.333, 4, 0],
      [0, 0, 0, 0, 3],
    ])
    expect(coincidences(setLines(['a', 'a']))).toBeUndefined()
  })

  test('values that nobody gave are left out of the table', () => {
    expect(coincidences(coderLines(['a a', 'a c'], ['a', 'b', 'c']))?.values).toEqual(['a', 'c'])
  })
})

describe('pairs of coders', () => {
  test('every pair once, on the units that both judged', () => {
    const pairs = coderPairs(coderLines(['a b *', 'a a b', '* * b'], ['a', 'b']), 'nominal')
    expect(pairs.map(({ coders, units, agreement }) => [...coders, units, agreement])).toEqual([
      ['coder 1', 'coder 2', 2, 0.5],
      ['coder 1', 'coder 3', 0, NaN],
      ['coder 2', 'coder 3', 1, 1],
    ])
    expect(pairs[1]?.alpha).toBeNaN()
  })

  test('sets and numbers on scales of their own give what the whole scale gives', () => {
    const all = setLines(['a a,b a,c b,c a', 'a a,b c c a,b', 'a,b a,b,c b a,c b,c'])
    const two = setLines(['a a,b a,c b,c a', 'a a,b c c a,b'])
    const kernel = alphaKernel(two, 'masi')
    expect(coderPairs(all, 'masi')[0]?.alpha).toBeCloseTo(
      coefficientOf(kernel.disagreement(everyUnit(kernel))),
      12,
    )
    const [pair] = coderPairs(coderLines(anxiety, [1, 2, 3, 4, 5, 6], 'interval'), 'interval')
    const numbers = alphaKernel(coderLines(anxiety.slice(0, 2), [1, 2, 3, 4, 5, 6], 'interval'), 'interval')
    expect(pair?.alpha).toBeCloseTo(coefficientOf(numbers.disagreement(everyUnit(numbers))), 12)
  })
})

describe('one dimension', () => {
  test.each([
    [
      'two coders, two values',
      tableOf([
        [40, 9],
        [6, 45],
      ]),
      ['alpha-nominal', 'percent-agreement', 'cohen-kappa', 'scott-pi', 'gwet-ac1', 'brennan-prediger'],
    ],
    [
      'six coders, five values',
      unitWords(diagnoses, five),
      ['alpha-nominal', 'percent-agreement', 'conger-kappa', 'fleiss-kappa', 'gwet-ac1', 'brennan-prediger'],
    ],
    [
      'numbers',
      coderLines(anxiety, [1, 2, 3, 4, 5, 6], 'ratio'),
      ['alpha-ratio', 'alpha-interval', 'percent-agreement'],
    ],
    [
      'numbers without a zero',
      coderLines(anxiety, [1, 2, 3, 4, 5, 6], 'interval'),
      ['alpha-interval', 'percent-agreement'],
    ],
    ['sets', setLines(['a a,b', 'b a,b']), ['alpha-masi', 'alpha-jaccard', 'percent-agreement']],
  ])('%s: the coefficients that fit, headline first', (_, ratings, ids) => {
    const found = dimensionAgreement({ ratings, dropped: {} })
    expect(found.coefficients.map(({ id }) => id)).toEqual(ids)
  })

  test('an order: weighted coefficients say their weights', () => {
    const found = dimensionAgreement({
      ratings: coderLines(anxiety.slice(0, 2), five.concat('6'), 'ordinal'),
      dropped: {},
    })
    expect(found.coefficients[0]?.id).toBe('alpha-ordinal')
    const quadratic = found.coefficients.find(({ id }) => id === 'cohen-kappa-quadratic')
    expect(quadratic?.label).toBe("Cohen's kappa, quadratic weights")
    expect(quadratic?.estimate).toMatchObject({ kind: 'value' })
    const value = quadratic?.estimate.kind === 'value' ? quadratic.estimate.value : NaN
    expect(value).toBeCloseTo(0.2967651195, 9)
  })

  test('prevalence sums to 1 for codes, and counts every code of a set', () => {
    const single = dimensionAgreement({ ratings: unitWords(diagnoses, five), dropped: {} }).prevalence
    expect(single.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
    expect(single.map(({ ratings }) => ratings)).toEqual([26, 26, 30, 55, 43])
    const sets = dimensionAgreement({ ratings: setLines(['a,b b', 'a b']), dropped: {} }).prevalence
    expect(sets).toEqual([
      { value: 'a', ratings: 2, share: 0.5 },
      { value: 'b', ratings: 3, share: 0.75 },
    ])
  })

  test('nobody coded anything: every coefficient says so, nothing is invented', () => {
    const ratings = makeRatings([], [], { kind: 'nominal', values: ['a', 'b'] }, () => missing)
    const found = dimensionAgreement({ ratings, dropped: {} }, { bootstrap })
    expect(found.used).toBe(0)
    for (const { estimate: result } of found.coefficients) {
      expect(result).toEqual({ kind: 'undefined', because: 'no-pairs' })
    }
  })

  test('one report: values without intervals', () => {
    const found = dimensionAgreement(
      { ratings: coderLines(['a', 'b'], ['a', 'b']), dropped: {} },
      { bootstrap },
    )
    expect(found.coefficients[0]?.estimate).toMatchObject({ interval: 'few-units', bootstrap: 'few-units' })
  })
})
