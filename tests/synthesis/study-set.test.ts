import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { StudySet } from '../../src/synthesis/study-set.ts'

const members = fc.uniqueArray(fc.nat(199))

test('is a set of positions', () => {
  fc.assert(
    fc.property(members, members, (a, b) => {
      const [left, right] = [StudySet.of(200, a), StudySet.of(200, b)]
      const [inLeft, inRight] = [new Set(a), new Set(b)]
      const sorted = (set: readonly number[]): number[] => set.toSorted((x, y) => x - y)
      expect([...left]).toEqual(sorted(a))
      expect(left.size).toBe(inLeft.size)
      expect([...left.and(right)]).toEqual(sorted(a.filter((x) => inRight.has(x))))
      expect([...left.or(right)]).toEqual(sorted([...new Set([...a, ...b])]))
      expect([...left.without(right)]).toEqual(sorted(a.filter((x) => !inRight.has(x))))
      expect(left.sharedWith(right)).toBe(a.filter((x) => inRight.has(x)).length)
      expect(Array.from({ length: 200 }, (_, i) => left.has(i))).toEqual(
        Array.from({ length: 200 }, (_, i) => inLeft.has(i)),
      )
    }),
  )
})
