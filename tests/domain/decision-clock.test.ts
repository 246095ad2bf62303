import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DecisionClock, isDecisionId } from '../../src/domain/decision-clock.ts'

const shape = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/
/** Bytes that look random and are the same in every run. */
function bytesFrom(seed: number): (count: number) => Uint8Array {
  let state = seed >>> 0
  return (count) =>
    Uint8Array.from({ length: count }, () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24)
}
const noon = Date.UTC(2026, 0, 1, 12)

describe('DecisionClock', () => {
  test('writes ULIDs: 1469918176385 ms are 01ARYZ6S41 (the example of the ULID specification)', () => {
    const clock = new DecisionClock(() => 1469918176385, bytesFrom(1))
    const { id, at } = clock.tick()
    expect(id).toMatch(shape)
    expect(id.slice(0, 10)).toBe('01ARYZ6S41')
    expect(at).toBe('2016-07-30T22:36:16.385Z')
  })

  test('is strictly increasing for any clock, also one that stands or goes back', () => {
    const times = fc.array(fc.integer({ min: 0, max: 2 ** 48 - 1 }), { minLength: 1, maxLength: 40 })
    const randoms = fc.constantFrom(
      bytesFrom(7),
      (n: number) => new Uint8Array(n),
      (n: number) => new Uint8Array(n).fill(255),
    )
    fc.assert(
      fc.property(times, randoms, (instants, random) => {
        let i = 0
        const clock = new DecisionClock(() => instants[i++ % instants.length] ?? 0, random)
        const ids = instants.map(() => clock.tick().id)
        for (const id of ids) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids.toSorted()).toEqual(ids)
      }),
    )
  })

  test('sorts ids of different computers by their time', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 1e10 }), fc.nat(), (start, later, seed) => {
        const early = new DecisionClock(() => start, bytesFrom(seed)).tick().id
        const late = new DecisionClock(() => start + later, bytesFrom(seed + 1)).tick().id
        expect(early < late).toBe(true)
      }),
    )
  })

  test('comes after what it was told of, when it starts and when it saw it', () => {
    const ahead = new DecisionClock(() => noon + 3_600_000, bytesFrom(1)).tick().id
    expect(new DecisionClock(() => noon, bytesFrom(2), ahead).tick().id > ahead).toBe(true)
    const clock = new DecisionClock(() => noon, bytesFrom(2))
    const before = clock.tick().id
    clock.saw(ahead)
    clock.saw(before)
    expect(clock.tick().id > ahead).toBe(true)
  })

  test('two computers whose clocks are behind one entry that both saw do not make the same id', () => {
    const ahead = new DecisionClock(() => noon + 3_600_000, bytesFrom(1)).tick().id
    const left = new DecisionClock(() => noon, bytesFrom(2), ahead)
    const right = new DecisionClock(() => noon, bytesFrom(3), ahead)
    const ids = Array.from({ length: 1000 }, () => [left.tick().id, right.tick().id]).flat()
    expect(new Set(ids).size).toBe(2000)
  })

  test('stays near the time when many entries are made in one millisecond', () => {
    const clock = new DecisionClock(() => noon, bytesFrom(5))
    const ids = Array.from({ length: 20_000 }, () => clock.tick().id)
    expect(new Set(ids).size).toBe(20_000)
    const later = new DecisionClock(() => noon + 1000, bytesFrom(6)).tick().id
    expect((ids.at(-1) ?? '') < later).toBe(true)
  })

  test.each(['', 'abc', '!', '01ARYZ6S41', 'ilou'.repeat(6) + 'il', 'é'.repeat(26)])(
    'is not led astray by %j, which is no id',
    (odd) => {
      const clock = new DecisionClock(() => noon, bytesFrom(3), odd)
      const first = clock.tick().id
      clock.saw(odd)
      const second = clock.tick().id
      expect(first).toMatch(shape)
      expect(second).toMatch(shape)
      expect(second > first).toBe(true)
    },
  )

  test('says so when no id is left', () => {
    const clock = new DecisionClock(() => noon, bytesFrom(3), 'Z'.repeat(26))
    expect(() => clock.tick()).toThrow('No decision id is left after the greatest one.')
  })
})

test.each([
  ['01ARYZ6S41TSV4RRFFQ69G5FAV', true],
  ['01ARYZ6S41TSV4RRFFQ69G5FA', false],
  ['01ARYZ6S41TSV4RRFFQ69G5FAU', false],
  ['01aryz6s41tsv4rrffq69g5fav', false],
  ['01ARYZ6S41TSV4RRFFQ69G5FAV\n', false],
])('isDecisionId(%j) is %j', (text, expected) => {
  expect(isDecisionId(text)).toBe(expected)
})
