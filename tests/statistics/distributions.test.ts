import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  betaCdf,
  betaQuantile,
  betaUpperTail,
  chiSquareCdf,
  chiSquareQuantile,
  chiSquareUpperTail,
  gammaCdf,
  gammaQuantile,
  gammaUpperTail,
  normalCdf,
  normalQuantile,
  normalUpperTail,
  studentTCdf,
  studentTQuantile,
  studentTUpperTail,
} from '../../src/statistics/distributions.ts'
import { relativeError } from './relative-error.ts'

// Golden values: mpmath 1.3 with 40 digits (incomplete gamma and beta functions, roots of the distribution).

describe('normal', () => {
  test.each([
    [-37, 5.725571222524577e-300],
    [-8, 6.220960574271784e-16],
    [-5.5, 1.8989562465887718e-8],
    [-1.959963984540054, 0.025000000000000015],
    [-0.3, 0.3820885778110474],
    [0, 0.5],
    [0.7, 0.758036347776927],
    [2.5, 0.9937903346742238],
    [6, 0.9999999990134123],
  ])('P(Z <= %d) = %d', (z, p) => {
    expect(relativeError(normalCdf(z), p)).toBeLessThan(1e-11)
    expect(relativeError(normalUpperTail(-z), p)).toBeLessThan(1e-11)
  })

  test.each([
    [1e-300, -37.0470962993612],
    [1e-20, -9.262340089798407],
    [0.001, -3.0902323061678136],
    [0.025, -1.9599639845400543],
    [0.3, -0.5244005127080408],
    [0.5, 0],
    [0.9, 1.2815515655446006],
    [0.975, 1.9599639845400538],
    [0.9999, 3.7190164854557084],
    [0, -Infinity],
    [1, Infinity],
  ])('quantile of %d = %d', (p, z) => {
    expect(relativeError(normalQuantile(p), z)).toBeLessThan(1e-14)
  })

  test('no quantile outside [0, 1]', () => {
    expect([normalQuantile(-0.1), normalQuantile(1.1), normalQuantile(NaN)]).toEqual([NaN, NaN, NaN])
  })
})

describe('Student t', () => {
  test.each([
    [-100, 1, 0.003182992764908255],
    [-2, 1, 0.14758361765043326],
    [-1.5, 3, 0.11529193262241152],
    [0.01, 2, 0.5035354455208995],
    [0.5, 4.5, 0.6797252489629765],
    [2.0, 11, 0.9645980224659827],
    [-6, 49, 1.1702151953105329e-7],
    [1.96, 199, 0.9743040830479199],
    [-3, 1e5, 0.0013502304420323595],
    [-1.5, Infinity, 0.06680720126885806],
    [Infinity, 3, 1],
    [-Infinity, 3, 0],
  ])('P(T <= %d) with %d df = %d', (t, df, p) => {
    expect(relativeError(studentTCdf(t, df), p)).toBeLessThan(1e-11)
    expect(relativeError(studentTUpperTail(-t, df), p)).toBeLessThan(1e-11)
  })

  test.each([
    [0.975, 1, 12.706204736174692],
    [0.975, 2, 4.302652729749462],
    [0.975, 11, 2.2009851600916392],
    [0.995, 29, 2.7563859036706053],
    [0.975, 49, 2.0095752371292392],
    [0.975, 199, 1.9719565442517535],
    [0.9, 0.5, 10.270324410234512],
    [1e-6, 5, -24.771029720515944],
    [0.3, 7, -0.5491096579472851],
    [0.5, 3, 0],
    [0.975, Infinity, 1.9599639845400538],
    [1, 4, Infinity],
  ])('quantile of %d with %d df = %d', (p, df, t) => {
    expect(relativeError(studentTQuantile(p, df), t)).toBeLessThan(1e-11)
  })
})

describe('gamma and chi-square', () => {
  test.each([
    [0.5, 0.5, 1, 0.6826894921370859, 0.3173105078629141],
    [3, 2.5, 1, 0.6937810815867216, 0.3062189184132784],
    [10, 2, 0.5, 0.9595723180054871, 0.040427681994512805],
    [1e-8, 0.01, 1, 0.8365102546852333, 0.16348974531476665],
    [120, 100, 1, 0.9721362601094793, 0.027863739890520663],
    [2100, 2000, 1, 0.9863525323166297, 0.013647467683370378],
    [60, 3, 2, 1, 5.613485154771876e-49],
    [0, 3, 2, 0, 1],
    [Infinity, 3, 2, 1, 0],
  ])('at %d with shape %d and rate %d: %d below, %d above', (x, shape, rate, lower, upper) => {
    expect(relativeError(gammaCdf(x, shape, rate), lower)).toBeLessThan(1e-11)
    expect(relativeError(gammaUpperTail(x, shape, rate), upper)).toBeLessThan(1e-11)
  })

  test.each([
    [0.025, 0.5, 1, 0.000491034558587628],
    [0.95, 2, 0.5, 9.487729036781154],
    [0.5, 100, 4, 24.91671622982887],
    [0.05, 0.02, 1, 5.068667656480206e-66],
    [0.999, 30, 1, 49.803616534924686],
    [0, 2, 1, 0],
    [1, 2, 1, Infinity],
  ])('quantile of %d with shape %d and rate %d = %d', (p, shape, rate, x) => {
    expect(relativeError(gammaQuantile(p, shape, rate), x)).toBeLessThan(1e-11)
  })

  test.each([
    [3.841458820694124, 1, 0.05000000000000006],
    [11.57867, 12, 0.48008206673235637],
    [300, 100, 7.412100857322876e-22],
    [1000, 4, 3.5694127797773843e-215],
  ])('P(X > %d) with %d df = %d', (x, df, p) => {
    expect(relativeError(chiSquareUpperTail(x, df), p)).toBeLessThan(1e-11)
    expect(relativeError(chiSquareCdf(x, df), 1 - p)).toBeLessThan(1e-11)
  })

  test.each([
    [0.95, 1, 3.8414588206941245],
    [0.95, 12, 21.026069817483062],
    [0.01, 3, 0.11483180189911704],
    [0.5, 1000, 999.333412403381],
  ])('quantile of %d with %d df = %d', (p, df, x) => {
    expect(relativeError(chiSquareQuantile(p, df), x)).toBeLessThan(1e-11)
  })
})

describe('beta', () => {
  test.each([
    [0.3, 2, 5, 0.579825, 0.420175],
    [0.5, 0.5, 0.5, 0.5, 0.5],
    [0.99, 20, 3, 0.9986643708062188, 0.0013356291937811067],
    [0.001, 0.1, 50, 0.7749071836095219, 0.22509281639047812],
    [0.52, 2000, 2000, 0.9943078650023465, 0.0056921349976535715],
    [0.01, 30, 2, 3.07e-59, 1],
    [0, 2, 2, 0, 1],
    [1, 2, 2, 1, 0],
  ])('at %d with a %d and b %d: %d below, %d above', (x, a, b, lower, upper) => {
    expect(relativeError(betaCdf(x, a, b), lower)).toBeLessThan(1e-11)
    expect(relativeError(betaUpperTail(x, a, b), upper)).toBeLessThan(1e-11)
  })

  test.each([
    [0.025, 2, 5, 0.043271868292741676],
    [0.975, 1, 20, 0.1684334709830853],
    [0.025, 0.5, 0.5, 0.001541333133436012],
    [0.5, 300, 700, 0.2998666193917913],
    [0.9, 0.1, 3, 0.09839299551030134],
    [0, 2, 2, 0],
    [1, 2, 2, 1],
  ])('quantile of %d with a %d and b %d = %d', (p, a, b, x) => {
    expect(relativeError(betaQuantile(p, a, b), x)).toBeLessThan(1e-11)
  })
})

const share = fc.double({ min: 0.001, max: 0.999, noNaN: true })
const size = fc.double({ min: 0.2, max: 300, noNaN: true })

test('a distribution takes its quantile back to the probability', () => {
  fc.assert(
    fc.property(share, size, size, (p, a, b) => {
      expect(relativeError(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-11)
      expect(relativeError(studentTCdf(studentTQuantile(p, a), a), p)).toBeLessThan(1e-11)
      expect(relativeError(gammaCdf(gammaQuantile(p, a, b), a, b), p)).toBeLessThan(1e-11)
    }),
    { numRuns: 200 },
  )
})

test('so does the beta distribution, where a double holds its quantile finely enough', () => {
  fc.assert(
    fc.property(share, size, size, (p, a, b) => {
      const x = betaQuantile(p, a, b)
      fc.pre(x < 0.999)
      expect(relativeError(betaCdf(x, a, b), p)).toBeLessThan(1e-9)
    }),
    { numRuns: 200 },
  )
})

test('a t with 1 degree of freedom is Cauchy: 1/2 + atan(t) / pi', () => {
  fc.assert(
    fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (t) => {
      expect(relativeError(studentTCdf(t, 1), 0.5 + Math.atan(t) / Math.PI)).toBeLessThan(1e-11)
    }),
  )
})
