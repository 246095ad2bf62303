import { expect, test } from 'vitest'
import { analyse } from './effects.ts'

/*
 * Normand, S.-L. T. (1999). Meta-analysis: formulating, evaluating, combining, and reporting. Statistics in
 * Medicine, 18(3), 321-359. doi:10.1002/(SICI)1097-0258(19990215)18:3<321::AID-SIM28>3.0.CO;2-P
 */
test('pages 330 and 349, tables III and VII: prophylactic lidocaine, 6 trials, percentage points', () => {
  // Estimates and variances as table III prints them.
  const { commonEffect, randomEffects, tau2 } = analyse([
    { estimate: 2.8026, variance: 17.7575 },
    { estimate: 0, variance: 37.5657 },
    { estimate: 1.9711, variance: 8.1323 },
    { estimate: 1.7961, variance: 10.8998 },
    { estimate: 3.5334, variance: 8.0114 },
    { estimate: 4.4031, variance: 6.132 },
  ])
  for (const { estimate, interval } of [commonEffect, randomEffects])
    expect([estimate.toFixed(2), interval.low.toFixed(1), interval.high.toFixed(1)]).toEqual([
      '2.94',
      '0.4',
      '5.5',
    ])
  expect(tau2.toFixed(3)).toBe('0.000')
})

/** Length of stay in hospital, 9 studies, table VIII: n, mean and standard deviation, specialist and routine care. */
const stays = [
  [155, 55, 47, 156, 75, 64],
  [31, 27, 7, 32, 29, 4],
  [75, 64, 17, 71, 119, 29],
  [18, 66, 20, 18, 137, 48],
  [8, 14, 8, 13, 18, 11],
  [57, 19, 7, 52, 18, 4],
  [34, 52, 45, 33, 41, 34],
  [110, 21, 16, 183, 31, 27],
  [60, 30, 27, 52, 23, 20],
] as const

test('pages 351 and 352, tables VIII and IX: stroke care, 9 studies, days', () => {
  const result = analyse(
    stays.map(([n, mean, sd, otherN, otherMean, otherSd]) => {
      const pooled = ((n - 1) * sd ** 2 + (otherN - 1) * otherSd ** 2) / (n + otherN - 2)
      return { estimate: mean - otherMean, variance: pooled * (1 / n + 1 / otherN) }
    }),
  )
  const printed = ({ estimate, interval }: typeof result.randomEffects): string[] =>
    [estimate, interval.low, interval.high].map((x) => x.toFixed(2))
  expect(printed(result.commonEffect)).toEqual(['-3.49', '-5.03', '-1.96'])
  expect(printed(result.randomEffects)).toEqual(['-15.12', '-32.67', '2.43'])
  expect(result.tau2.toFixed(2)).toBe('685.20')
})
