import { expect, test } from 'vitest'
import { SharedRidge } from '../../src/coding/shared-ridge.ts'
import { seededRandom } from '../../src/statistics/random.ts'

test('what is said of a report left out is what a regression without it says', () => {
  const random = seededRandom('left out')
  const places = Array.from({ length: 11 }, () =>
    Float64Array.from({ length: 5 }, () => random.uniform() - 0.5),
  )
  const own = Float64Array.from(places, () => (random.uniform() < 0.4 ? random.uniform() : 0))
  const outcomes = Uint8Array.from(places, () => Number(random.uniform() < 0.5))
  const all = new SharedRidge(places, 0.7).fit(own, outcomes)
  for (const [left, place] of places.entries()) {
    const keep = <T>(_: T, i: number): boolean => i !== left
    const without = new SharedRidge(places.filter(keep), 0.7).fit(own.filter(keep), outcomes.filter(keep))
    const said = place.reduce(
      (sum, value, a) => sum + value * (without.weights[a] ?? Number.NaN),
      without.constant + without.own * (own[left] ?? Number.NaN),
    )
    expect(all.leftOut[left]).toBeCloseTo(said, 9)
  }
})
