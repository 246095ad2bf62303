import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AlphaMetric, alphaKernel, placeDifference } from '../../src/agreement/alpha.ts'
import { chanceCorrectedKernel } from '../../src/agreement/chance-corrected.ts'
import { estimate } from '../../src/agreement/estimate.ts'
import { coefficientOf, everyUnit, valuesWithoutEach } from '../../src/agreement/kernel.ts'
import { makeRatings, missing, type Ratings, withRatings } from '../../src/agreement/ratings.ts'
import {
  anxiety,
  apart,
  coderLines,
  countRows,
  diagnoses,
  krippendorffC,
  setLines,
  unitWords,
} from './golden.ts'

const alpha = (ratings: Ratings, metric: AlphaMetric): number => {
  const kernel = alphaKernel(ratings, metric)
  return coefficientOf(kernel.disagreement(everyUnit(kernel)))
}
const standardError = (ratings: Ratings, metric: AlphaMetric): number => {
  const result = estimate(alphaKernel(ratings, metric))
  return result.kind === 'value' && typeof result.interval === 'object' ? result.interval.standardError : NaN
}
const five = [1, 2, 3, 4, 5]
const scaleFor = (metric: AlphaMetric) =>
  metric === 'nominal' ? 'nominal' : metric === 'ordinal' ? metric : 'interval'

describe('published and recomputed values', () => {
  // Krippendorff's "C" data: R irr manual; Gwet 2014, pp. 55-56; NLTK test 0.743421052632.
  test.each([
    ['nominal', 0.7434210526, 0.146942],
    ['ordinal', 0.8153875038, 0.148655],
    ['interval', 0.8491071429, 0.141463],
  ] as const)('4 coders x 12 units, %s %d, delete-one standard error %d', (metric, value, error) => {
    const ratings = coderLines(krippendorffC, five, scaleFor(metric))
    expect(alpha(ratings, metric)).toBeCloseTo(value, 9)
    expect(standardError(ratings, metric)).toBeCloseTo(error, 6)
  })

  test('4 coders x 12 units, ratio', () => {
    expect(alpha(coderLines(krippendorffC, five, 'ratio'), 'ratio')).toBeCloseTo(0.7974027747, 9)
  })

  test('a unit judged by one coder changes nothing (NLTK test_advanced2)', () => {
    const ratings = coderLines(krippendorffC, five, 'ordinal')
    const paired = withRatings(ratings, 2)
    expect(paired.units).toHaveLength(11)
    for (const metric of ['nominal', 'ordinal'] as const) {
      expect(alpha(paired, metric)).toBe(alpha(ratings, metric))
    }
  })

  // fast-krippendorff sample.py; Wikipedia prints 0.691 and 0.811.
  test.each([
    ['nominal', 0.6913580247],
    ['ordinal', 0.8067214199],
    ['interval', 0.8108448928],
    ['ratio', 0.8089436708],
  ] as const)('3 coders x 15 units, %s %d', (metric, value) => {
    const lines = [
      '* * * * * 3 4 1 2 1 1 3 3 * 3',
      '1 * 2 1 3 3 4 3 * * * * * * *',
      '* * 2 1 3 4 4 * 2 1 1 3 3 * 4',
    ]
    expect(alpha(coderLines(lines, [1, 2, 3, 4], scaleFor(metric)), metric)).toBeCloseTo(value, 9)
  })

  // Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability": 0.095 and 0.692.
  test.each([
    ['binary', ['0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0'], ['0', '1'], 0.0952380952],
    [
      'nominal',
      ['a a b b d c c c e d d a', 'b a b b b c c c e d d d'],
      ['a', 'b', 'c', 'd', 'e'],
      0.6919642857,
    ],
  ])('2 coders, %s', (_, lines, values, expected) => {
    expect(alpha(coderLines(lines, values), 'nominal')).toBeCloseTo(expected, 9)
  })

  test('30 patients x 6 diagnoses (Fleiss 1971)', () => {
    const ratings = unitWords(diagnoses, ['1', '2', '3', '4', '5'])
    expect(alpha(ratings, 'nominal')).toBeCloseTo(0.4334098283, 9)
    expect(standardError(ratings, 'nominal')).toBeCloseTo(0.054738, 6)
  })

  test.each([
    ['nominal', -0.0237252125],
    ['ordinal', 0.2283869453],
    ['interval', 0.1700986079],
    ['ratio', 0.1418013406],
  ] as const)('3 coders x 20 anxious people, %s %d', (metric, value) => {
    expect(alpha(coderLines(anxiety, [1, 2, 3, 4, 5, 6], scaleFor(metric)), metric)).toBeCloseTo(value, 9)
  })

  test.each([
    ['quadratic', 2, 0.84911],
    ['linear', 1, 0.80038],
  ])('places on the scale as numbers, %s, as irrCAC weighs them', (_, power, value) => {
    const kernel = alphaKernel(coderLines(krippendorffC, five), placeDifference(5, power))
    expect(coefficientOf(kernel.disagreement(everyUnit(kernel)))).toBeCloseTo(value, 5)
  })
})

describe('sets of codes', () => {
  const three = ['a a,b b a,c b,c a', 'a a,b c c a,b a', 'a,b a,b,c b a,c b,c a']
  // masi-rounded: NLTK's code and an independent implementation agree.
  test.each([
    ['masi-rounded', 0.4086047941, 0.4044289044],
    ['masi', 0.4083930399, 0.4047058824],
    ['jaccard', 0.4516129032, 0.428],
    ['exact-set', 0.3609022556, 0.4107142857],
  ] as const)('%s: %d for three coders, %d for two', (metric, all, two) => {
    expect(alpha(setLines(three), metric)).toBeCloseTo(all, 9)
    expect(alpha(setLines(three.slice(0, 2)), metric)).toBeCloseTo(two, 9)
  })

  test.each([
    ['masi', 0.866667],
    ['masi-rounded', 0.868],
  ] as const)('NLTK doctest {1,2,3,4} and {3,4,5}, %s: %d apart', (metric, distance) => {
    // A unit of two ratings alone: its observed disagreement is the distance.
    const kernel = alphaKernel(setLines(['1,2,3,4 1', '3,4,5 1']), metric)
    expect(kernel.disagreement([1, 0]).observed).toBeCloseTo(distance, 6)
  })

  test('an empty set is a judgement: the same as another empty set, unlike anything else', () => {
    const kernel = alphaKernel(setLines(['- - a', '- a a']), 'masi')
    expect([
      kernel.disagreement([1, 0, 0]).observed,
      kernel.disagreement([0, 1, 0]).observed,
      kernel.disagreement([0, 0, 1]).observed,
    ]).toEqual([0, 1, 0])
  })
})

describe('figures of other packages that are known to be wrong', () => {
  /** R irr 0.84.1 kripp.alpha on complete data with m > 2 coders: pairs are not divided by m - 1, n is m - 1 times too large. */
  const irrComplete = (ratings: Ratings): number => {
    const m = ratings.coders.length
    const kernel = alphaKernel(ratings, 'nominal')
    const { observed, expected } = kernel.disagreement(everyUnit(kernel))
    const n = ratings.units.length * m
    const inflated = n * (m - 1)
    // expected * n (n - 1) are the pairs; irr divides (m - 1)^2 of them by inflated (inflated - 1).
    return 1 - observed / ((expected * n * (n - 1) * (m - 1) ** 2) / (inflated * (inflated - 1)))
  }

  test.each([
    ['diagnoses', unitWords(diagnoses, ['1', '2', '3', '4', '5']), 0.4308775817],
    ['anxiety', coderLines(anxiety, ['1', '2', '3', '4', '5', '6']), -0.0324008499],
  ])('irr on complete %s', (_, ratings, wrong) => {
    expect(irrComplete(ratings)).toBeCloseTo(wrong, 9)
    expect(Math.abs(alpha(ratings, 'nominal') - wrong)).toBeGreaterThan(0.002)
  })

  test('irrCAC calls 0.83364 ordinal: its weights are not the ordinal metric, 0.81539', () => {
    const choose = (a: number, b: number): number => ((Math.abs(a - b) + 1) * Math.abs(a - b)) / 2
    const difference = { ...placeDifference(5, 1), between: choose }
    const weights = {
      ...difference,
      eachPair: (visit: (a: number, b: number, difference: number) => void) => {
        placeDifference(5, 1).eachPair((a, b) => {
          visit(a, b, choose(a, b))
        })
      },
    }
    const kernel = alphaKernel(coderLines(krippendorffC, five), weights)
    expect(coefficientOf(kernel.disagreement(everyUnit(kernel)))).toBeCloseTo(0.83364, 5)
  })

  test('codes taken from each column of data for itself scramble the values', () => {
    const lines = ['a a b b', 'b b c c']
    const fromData = lines.map((line) => {
      const seen = [...new Set(line.split(' '))]
      return line
        .split(' ')
        .map((value) => seen.indexOf(value))
        .join(' ')
    })
    expect(alpha(coderLines(fromData, ['0', '1']), 'nominal')).toBe(1)
    expect(alpha(coderLines(lines, ['a', 'b', 'c']), 'nominal')).toBeLessThan(0)
  })

  test('all values equal is undefined, neither the 1 of irr nor an exception', () => {
    expect(estimate(alphaKernel(coderLines(['a a a', 'a a a'], ['a', 'b']), 'nominal'))).toEqual({
      kind: 'undefined',
      because: 'no-variation',
    })
  })
})

describe('edges', () => {
  test('no unit judged by two', () => {
    const kernel = alphaKernel(coderLines(['a * b', '* a *'], ['a', 'b']), 'nominal')
    expect(estimate(kernel)).toEqual({ kind: 'undefined', because: 'no-pairs' })
  })

  test('all variation in one unit: a value, no interval', () => {
    const result = estimate(alphaKernel(coderLines(['a a a', 'a a b'], ['a', 'b']), 'nominal'))
    expect(result).toMatchObject({ kind: 'value', interval: 'hangs-on-one-unit' })
  })

  test('coders who differ on every report in the same way: a value, and no interval that would claim certainty', () => {
    const ratings = coderLines(['a a a a', 'b b b b'], ['a', 'b'])
    expect(estimate(chanceCorrectedKernel(ratings, 'none'))).toMatchObject({
      value: 0,
      interval: 'no-spread',
    })
  })

  test('perfect agreement: 1, and no interval that would claim certainty', () => {
    const result = estimate(alphaKernel(coderLines(['a b a', 'a b a'], ['a', 'b']), 'nominal'))
    expect(result).toMatchObject({ kind: 'value', value: 1, interval: 'no-disagreement' })
  })

  test('one unit of many holds all disagreement: the exact interval for one of n units', () => {
    const agreed = Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? 'a' : 'b')).join(' ')
    const result = estimate(alphaKernel(coderLines([`${agreed} a`, `${agreed} b`], ['a', 'b']), 'nominal'))
    const [value, interval] = result.kind === 'value' ? [result.value, result.interval] : [NaN, undefined]
    // scipy 1.17 binomtest(1, 25).proportion_ci(method='exact'): 0.00101220 to 0.20351691.
    expect(interval).toMatchObject({ by: 'exact' })
    const { low, high } = typeof interval === 'object' ? interval : { low: NaN, high: NaN }
    expect((1 - low) / (1 - value)).toBeCloseTo(25 * 0.20351691, 5)
    expect((1 - high) / (1 - value)).toBeCloseTo(25 * 0.0010122, 5)
  })

  test('the interval is Tukey’s, of log(1 - alpha): mean of pseudo-values, t with n - 1', () => {
    const kernel = alphaKernel(unitWords(diagnoses, ['1', '2', '3', '4', '5']), 'nominal')
    const logs = [...valuesWithoutEach(kernel)].map((value) => Math.log(1 - value))
    const whole = Math.log(1 - coefficientOf(kernel.disagreement(everyUnit(kernel))))
    const pseudo = logs.map((log) => 30 * whole - 29 * log)
    const centre = pseudo.reduce((sum, value) => sum + value / 30, 0)
    const spread = Math.sqrt(pseudo.reduce((sum, value) => sum + (value - centre) ** 2, 0) / 29 / 30)
    const result = estimate(kernel)
    const interval =
      result.kind === 'value' && typeof result.interval === 'object' ? result.interval : undefined
    // Student's t with 29 degrees of freedom, 97.5 %.
    expect(interval?.low).toBeCloseTo(1 - Math.exp(centre + 2.045229642 * spread), 8)
    expect(interval?.high).toBeCloseTo(1 - Math.exp(centre - 2.045229642 * spread), 8)
    expect(interval?.degreesOfFreedom).toBe(29)
  })

  test('a metric that does not fit the scale is refused', () => {
    expect(() => alphaKernel(coderLines(['a', 'b'], ['a', 'b']), 'masi')).toThrow(/masi does not fit/)
    expect(() => alphaKernel(coderLines(['a', 'b'], ['a', 'b']), 'ratio')).toThrow(/ratio does not fit/)
  })

  test.each([
    ['nominal', 0.4],
    ['ordinal', 0.43],
    ['interval', 0.42],
  ] as const)('no interval goes beyond 1; the bootstrap of the "C" data, %s: %d to 1', (metric, expected) => {
    const kernel = alphaKernel(coderLines(krippendorffC, five, scaleFor(metric)), metric)
    const result = estimate(kernel, { bootstrap: { draws: 3000, seed: 3 } })
    expect(result).toMatchObject({ interval: { by: 'log' }, bootstrap: { high: 1, draws: 3000, seed: 3 } })
    if (
      result.kind !== 'value' ||
      typeof result.interval !== 'object' ||
      typeof result.bootstrap !== 'object'
    ) {
      throw new Error('no intervals')
    }
    expect(result.interval.high).toBeLessThan(1)
    expect(Math.abs(result.bootstrap.low - expected)).toBeLessThan(0.03)
    expect(estimate(kernel, { bootstrap: { draws: 3000, seed: 3 } })).toEqual(result)
  })

  test('the bootstrap of the diagnoses: 0.32 to 0.53', () => {
    const kernel = alphaKernel(unitWords(diagnoses, ['1', '2', '3', '4', '5']), 'nominal')
    const result = estimate(kernel, { bootstrap: { draws: 3000, seed: 'diagnoses' } })
    const interval =
      result.kind === 'value' && typeof result.bootstrap === 'object' ? result.bootstrap : undefined
    expect(Math.abs((interval?.low ?? NaN) - 0.32)).toBeLessThan(0.03)
    expect(Math.abs((interval?.high ?? NaN) - 0.53)).toBeLessThan(0.03)
  })
})

// Another road: Krippendorff's definition, all pairs of values counted one by one.
const sets = [[], ['a'], ['b'], ['a', 'b'], ['b', 'c'], ['a', 'b', 'c']]
const numbers = [0, 1, 2, 5, 9]
const scales = {
  nominal: { kind: 'nominal', values: ['a', 'b', 'c'] },
  ordinal: { kind: 'ordinal', values: ['1', '2', '3', '4'] },
  interval: { kind: 'interval', values: numbers },
  ratio: { kind: 'ratio', values: numbers },
  jaccard: { kind: 'set', values: sets, codes: ['a', 'b', 'c'] },
  masi: { kind: 'set', values: sets, codes: ['a', 'b', 'c'] },
} as const
type Case = keyof typeof scales

function bruteForce(ratings: Ratings, metric: Case): number {
  const wide = ratings.coders.length
  const units = ratings.units
    .map((_, u) => [...ratings.cells.subarray(u * wide, (u + 1) * wide)].filter((cell) => cell !== missing))
    .filter((unit) => unit.length > 1)
  const all = units.flat()
  const between = (a: number, b: number): number => {
    if (a === b) return 0
    if (metric === 'nominal') return 1
    if (metric === 'ordinal') {
      const [low, high] = [Math.min(a, b), Math.max(a, b)]
      const of = (value: number): number => all.filter((one) => one === value).length
      let ranks = -(of(low) + of(high)) / 2
      for (let g = low; g <= high; g++) ranks += of(g)
      return ranks ** 2
    }
    if (metric === 'interval' || metric === 'ratio') {
      const [x, y] = [numbers[a] ?? 0, numbers[b] ?? 0]
      return metric === 'interval' ? (x - y) ** 2 : ((x - y) / (x + y)) ** 2
    }
    const [x, y]: (readonly string[])[] = [sets[a] ?? [], sets[b] ?? []]
    const shared = (x ?? []).filter((code) => y?.includes(code)).length
    const [sizeX, sizeY] = [x?.length ?? 0, y?.length ?? 0]
    const jaccard = shared / (sizeX + sizeY - shared)
    if (metric === 'jaccard') return 1 - jaccard
    const isPart = shared === Math.min(sizeX, sizeY)
    return 1 - jaccard * (shared === 0 ? 0 : isPart ? 2 / 3 : 1 / 3)
  }
  const pairs = (values: readonly number[]): number => {
    let sum = 0
    for (const [i, a] of values.entries())
      for (const [j, b] of values.entries()) sum += i === j ? 0 : between(a, b)
    return sum
  }
  const within = units.reduce((sum, unit) => sum + pairs(unit) / (unit.length - 1), 0)
  const atLarge = pairs(all)
  return atLarge === 0 ? NaN : 1 - within / all.length / (atLarge / (all.length * (all.length - 1)))
}

const table = (metric: Case) =>
  fc.tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 4 })).chain(([units, coders]) =>
    fc
      .array(fc.integer({ min: -1, max: scales[metric].values.length - 1 }), {
        minLength: units * coders,
        maxLength: units * coders,
      })
      .map((cells) =>
        makeRatings(
          Array.from({ length: units }, (_, i) => `unit ${i}`),
          Array.from({ length: coders }, (_, i) => `coder ${i}`),
          scales[metric],
          (unit, coder) => cells[unit * coders + coder] ?? missing,
        ),
      ),
  )

describe.each(Object.keys(scales) as Case[])('another road: %s', (metric) => {
  test('counting every pair gives the same', () => {
    fc.assert(
      fc.property(table(metric), (ratings) => {
        expect(apart(alpha(ratings, metric), bruteForce(ratings, metric))).toBeLessThan(1e-9)
      }),
      { numRuns: 60 },
    )
  })

  test('leaving a unit out is computing without it', () => {
    fc.assert(
      fc.property(table(metric), (ratings) => {
        const quick = valuesWithoutEach(alphaKernel(ratings, metric))
        for (const [u] of ratings.units.entries()) {
          const wide = ratings.coders.length
          const rest = makeRatings(
            ratings.units.toSpliced(u, 1),
            ratings.coders,
            ratings.scale,
            (unit, coder) => ratings.cells[(unit < u ? unit : unit + 1) * wide + coder] ?? missing,
          )
          expect(apart(quick[u] ?? 0, bruteForce(rest, metric))).toBeLessThan(1e-8)
        }
      }),
      { numRuns: 30 },
    )
  })

  test('a unit that counts twice is there twice; order of coders and units is nothing', () => {
    fc.assert(
      fc.property(table(metric), (ratings) => {
        const wide = ratings.coders.length
        const at = (unit: number, coder: number): number => ratings.cells[unit * wide + coder] ?? missing
        const doubled = makeRatings(
          [...ratings.units.toReversed(), 'again'],
          ratings.coders.toReversed(),
          ratings.scale,
          (unit, coder) => at(Math.max(0, ratings.units.length - 1 - unit), wide - 1 - coder),
        )
        const weights = everyUnit(alphaKernel(ratings, metric))
        weights[0] = 2
        const weighted = coefficientOf(alphaKernel(ratings, metric).disagreement(weights))
        expect(apart(alpha(doubled, metric), weighted)).toBeLessThan(1e-9)
      }),
      { numRuns: 30 },
    )
  })
})

test('two roads of one kernel: a value matrix and a unit matrix agree', () => {
  // With 9 sets on 4 units the unit matrix is used, on 12 units the value matrix; units that count 0 are not there.
  const lines = ['a a,b b c', 'a,c a,b,c b,c -', 'a b a,c c']
  const few = setLines(lines)
  const many = setLines(lines.map((line) => `${line} ${'* '.repeat(8)}`))
  expect(few.units.length).toBeLessThan(few.scale.values.length)
  expect(many.units.length).toBeGreaterThan(many.scale.values.length)
  for (const metric of ['masi', 'jaccard'] as const) {
    expect(alpha(many, metric)).toBeCloseTo(alpha(few, metric), 12)
    const [a, b] = [valuesWithoutEach(alphaKernel(few, metric)), valuesWithoutEach(alphaKernel(many, metric))]
    for (const [i, value] of a.entries()) expect(b[i]).toBeCloseTo(value, 12)
  }
})

test('counts per value are enough: 15 patients x 6 (irrCAC distrib.6raters)', () => {
  const rows = '00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031'
    .split(' ')
    .map((row) => [...row].map(Number))
  expect(alpha(countRows(rows), 'nominal')).toBeCloseTo(0.420438, 6)
})
