import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { IdentityDecision } from '../../src/domain/decision.ts'
import { deduplicate } from '../../src/dedupe/deduplicate.ts'
import type { SlimRecord } from '../../src/dedupe/slim-record.ts'
import { generatedLibrary } from '../../bench/generated-library.ts'
import { caseRecord, hardCases } from './case-records.ts'

const library: readonly SlimRecord[] = [
  ...hardCases.flatMap(({ id, records: [a, b] }) => [caseRecord(`${id}/a`, a), caseRecord(`${id}/b`, b)]),
  ...[...generatedLibrary(400)].map(({ record }) => record),
]
const someRecords = fc.shuffledSubarray([...library], { minLength: 2, maxLength: 120 })
const word = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('same' as const, 'different' as const))

function identityOf(
  records: readonly SlimRecord[],
  words: readonly (readonly [number, number, 'same' | 'different'])[],
): ReadonlyMap<string, IdentityDecision> {
  const identity = new Map<string, IdentityDecision>()
  for (const [n, [x, y, kind]] of words.entries()) {
    const [a = '', b = ''] = [x, y].map((i) => records[i % records.length]?.id).toSorted()
    if (a === b) continue
    const decision = { id: `d${n}`, kind, coder: 'ana', at: '2026-01-01T00:00:00Z', records: [a, b] } as const
    identity.set(`${a} ${b}`, decision)
  }
  return identity
}

test('importing in two goes gives the same as one run over everything', () => {
  fc.assert(
    fc.property(someRecords, fc.nat(), fc.array(word, { maxLength: 6 }), (records, cut, words) => {
      const identity = identityOf(records, words)
      const first = records.slice(0, cut % records.length)
      const { findings } = deduplicate(first)
      const known = { records: new Set(first.map(({ id }) => id)), findings }
      expect(deduplicate(records, identity, { known })).toEqual(deduplicate(records, identity))
    }),
    { numRuns: 60 },
  )
})

test("people's words hold, whatever the records say", () => {
  fc.assert(
    fc.property(someRecords, fc.array(word, { minLength: 1, maxLength: 8 }), (records, words) => {
      const identity = identityOf(records, words)
      const { reports } = deduplicate(records, identity)
      const groupOf = new Map(reports.flatMap((group, g) => group.map((id) => [id, g] as const)))
      const isTogether = ({ records: [a, b] }: IdentityDecision): boolean => groupOf.get(a) === groupOf.get(b)
      const decisions = [...identity.values()]
      const apart = decisions.filter(({ kind }) => kind === 'different')
      // Without a "different", nothing can contradict a "same".
      const joined = apart.length === 0 ? decisions : []
      expect(apart.filter(isTogether)).toEqual([])
      expect(joined.filter((decision) => !isTogether(decision))).toEqual([])
      expect(reports.flat().toSorted()).toEqual(records.map(({ id }) => id).toSorted())
    }),
    { numRuns: 60 },
  )
})

test('the same records under other ids, in any order, fall into the same groups', () => {
  fc.assert(
    fc.property(someRecords, (records) => {
      const shape = (groups: readonly (readonly string[])[]): readonly string[] =>
        groups.map((group) => group.toSorted().join(' ')).toSorted()
      expect(shape(deduplicate(records.toReversed()).reports)).toEqual(shape(deduplicate(records).reports))
    }),
    { numRuns: 40 },
  )
})
