import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { IdentityDecision } from '../../src/domain/decision.ts'
import { deduplicate, type Deduplication } from '../../src/dedupe/deduplicate.ts'
import type { SlimRecord } from '../../src/dedupe/slim-record.ts'
import { caseRecord } from './case-records.ts'

/** How two bibliographies write one newsletter. */
const [here, there] = ['ACM SIGMOD Record', 'SIGMOD Record']
const entry = (id: string, container: string, title: string, authors: readonly string[]): SlimRecord =>
  caseRecord(id, { title, authors, container, year: 1999 })

const subjects = 'joins views indexes locks logs streams graphs cubes samples sketches triggers caches'.split(
  ' ',
)
/** Works that both list: they show that the two lists are of one venue, and each has every work once. */
const common = subjects.flatMap((subject, s) =>
  ['recovering', 'estimating'].flatMap((doing, d) => {
    const title = `${doing} ${subject} over distributed ${subjects[(s + 5) % 12]} and ${subjects[(s + 7 + d) % 12]}`
    const authors = [`Able${s}, Ann`, `Baker${d}${s}, Bo`]
    return [entry(`rh${s}${d}`, here, title, authors), entry(`rt${s}${d}`, there, title, authors)]
  }),
)

const alone = 'Ross, Kenneth A.'
const special = [
  // A title that many works have, once in each.
  entry('re1', here, 'Editorial', ['Snodgrass, Richard']),
  entry('re2', there, 'Editorial', ['Snodgrass, Richard T.']),
  // One column twice in one list.
  entry('rn1', there, 'Trade press news and views', ['Alonso, Rafael']),
  entry('rn2', there, 'Trade press news and views', ['Alonso, Rafael']),
  // A title that one of them got wrong.
  entry('rs1', here, 'Honey, I shrunk the database: footprint, mobility, and beyond', ['Seshadri, Praveen']),
  entry('rs2', there, 'Honey, I shrunk the DBMS: footprint, mobility, and beyond', ['Seshadri, Praveen']),
  // Two that one could be.
  entry('rp1', here, 'Reminiscences on influential papers', [alone]),
  entry('rp2', there, 'Reminiscences on influential papers', [alone, 'Shim, Kyuseok', 'Fernandez, Mary']),
  entry('rp3', there, 'Reminiscences on influential papers', [alone, 'Ailamaki, A.', 'Aho, Alfred V.']),
  // Two columns in each list.
  entry('rc1', here, 'Book review column', ['Aberer, Karl']),
  entry('rc2', here, 'Book review column', ['Aberer, Karl']),
  entry('rc3', there, 'Book review column', ['Aberer, Karl']),
  entry('rc4', there, 'Book review column', ['Aberer, Karl']),
  // Parts.
  entry('rq1', here, 'Adaptive operators in practice, part I', ['Codd, E.']),
  entry('rq2', there, 'Adaptive operators in practice, part II', ['Codd, E.']),
]
const library = [...common, ...special]

const groupsWith = ({ reports }: Deduplication, ...ids: readonly string[]): readonly (readonly string[])[] =>
  reports.filter((group) => group.some((id) => ids.includes(id)))
const isDoubtful = ({ doubtful }: Deduplication, a: string, b: string): boolean =>
  doubtful.some(({ records }) => records.join(' ') === `${a} ${b}`)

describe('two lists of one venue', () => {
  const found = deduplicate(library)

  test('pair what rests, however little the titles say or where one got it wrong', () => {
    expect(groupsWith(found, 're1', 're2')).toEqual([['re1', 're2']])
    expect(groupsWith(found, 'rs1', 'rs2')).toEqual([['rs1', 'rs2']])
    expect(found.merged.find(({ records }) => records[0] === 're1')?.rule).toBe('paired-lists')
  })

  test('keep apart what stands twice in one of them', () => {
    expect(groupsWith(found, 'rn1', 'rn2')).toEqual([['rn1'], ['rn2']])
  })

  test('leave to people what goes with several equally well', () => {
    expect(groupsWith(found, 'rp1', 'rp2', 'rp3')).toEqual([['rp1'], ['rp2'], ['rp3']])
    expect([isDoubtful(found, 'rp1', 'rp2'), isDoubtful(found, 'rp1', 'rp3')]).toEqual([true, true])
  })

  test('pair as many as there are on either side', () => {
    expect(groupsWith(found, 'rc1', 'rc2', 'rc3', 'rc4').map((group) => group.length)).toEqual([2, 2])
  })

  test('leave parts of different numbers to people', () => {
    expect(groupsWith(found, 'rq1', 'rq2')).toEqual([['rq1'], ['rq2']])
    expect(isDoubtful(found, 'rq1', 'rq2')).toBe(true)
  })

  test('are not seen where nothing shows them', () => {
    const few = deduplicate([...common.slice(0, 30), ...special])
    expect(groupsWith(few, 're1', 're2')).toEqual([['re1'], ['re2']])
    expect(groupsWith(few, 'rn1', 'rn2')).toEqual([['rn1', 'rn2']])
  })

  test('follow what people said, and pair what is then left', () => {
    const word = (kind: 'same' | 'different', a: string, b: string): [string, IdentityDecision] => [
      `${a} ${b}`,
      { id: `${a}${b}`, kind, coder: 'Ada', at: '2026-01-01T00:00:00Z', records: [a, b] },
    ]
    const said = deduplicate(
      library,
      new Map([word('different', 'rp1', 'rp2'), word('different', 're1', 're2'), word('same', 'rn1', 'rn2')]),
    )
    expect(groupsWith(said, 'rp1', 'rp2', 'rp3')).toEqual([['rp1', 'rp3'], ['rp2']])
    expect(groupsWith(said, 're1', 're2')).toEqual([['re1'], ['re2']])
    expect(groupsWith(said, 'rn1', 'rn2')).toEqual([['rn1', 'rn2']])
  })

  test('come out the same in any order, and whether all came at once', () => {
    const { findings: _all, blocking: _pairs, ...expected } = found
    fc.assert(
      fc.property(
        fc.shuffledSubarray(library, { minLength: library.length }),
        fc.nat(library.length),
        (all, n) => {
          const first = all.slice(0, n)
          const { findings } = deduplicate(first)
          const known = { records: new Set(first.map(({ id }) => id)), findings }
          expect(deduplicate(all, new Map(), { known })).toMatchObject(expected)
        },
      ),
      { numRuns: 15 },
    )
  })
})
