import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { allCodes } from '../../src/domain/codebook.ts'
import { readCodebook } from '../../src/formats/codebook-yaml.ts'
import { TypeAhead } from '../../src/tui/type-ahead.ts'

const small = new TypeAhead([
  { item: 'health', names: ['Health', 'health-care', 'well-being'] },
  { item: 'mental', names: ['Mental health'] },
  { item: 'public', names: ['Public health and prevention'] },
  { item: 'co', names: ['Co-production', 'coprodução', '(co)production'] },
  { item: 'creation', names: ['Co-creation'] },
  { item: 'uk', names: ['United Kingdom', 'UK', 'Great Britain'] },
  { item: 'turkey', names: ['Türkiye', 'Turkey'] },
])
const found = (typed: string, near?: string): readonly string[] =>
  small.find(typed, (item) => item === near).map(({ item }) => item)

test.each([
  ['health', ['health', 'mental', 'public']],
  ['heal', ['health', 'mental', 'public']],
  ['men', ['mental']],
  ['pu he', ['public']],
  ['hea pu', []],
  ['coproduction', ['co']],
  ['co production', ['co']],
  ['co-prod', ['co']],
  ['coproducao', ['co']],
  ['coc', ['creation']],
  ['uk', ['uk']],
  ['great', ['uk']],
  ['phap', ['public']],
  ['turkiye', ['turkey']],
  ['TÜR', ['turkey']],
  ['wellbeing', ['health']],
  ['kngdm', ['uk']],
  ['zz', []],
])('typing "%s" finds %j', (typed, items) => {
  expect(found(typed)).toEqual(items)
})

test('nothing typed gives everything in its order; a near item wins a tie', () => {
  expect(found('')).toEqual(['health', 'mental', 'public', 'co', 'creation', 'uk', 'turkey'])
  expect(found('he', 'public').slice(0, 2)).toEqual(['health', 'public'])
})

test('the name that matched is told', () => {
  expect(small.find('great')[0]?.name).toBe('Great Britain')
  expect(small.find('united')[0]?.name).toBe('United Kingdom')
})

describe('on the co-production codebook', () => {
  const { codebook } = readCodebook(readFileSync('codebooks/coproduction.yaml', 'utf8'), 'coproduction.yaml')
  const codes = (codebook?.dimensions ?? []).flatMap((dimension) =>
    allCodes(dimension).map(({ code }) => ({
      item: `${dimension.id}/${code.id}`,
      names: [code.label, code.id, ...code.variants],
    })),
  )
  const all = new TypeAhead(codes)

  test('every label, id and spelling finds first what is called exactly so', () => {
    const called = new Map<string, Set<string>>()
    for (const { item, names } of codes)
      for (const name of names.map(squeeze)) called.set(name, (called.get(name) ?? new Set()).add(item))
    expect(called.size).toBeGreaterThan(500)
    for (const [name, exact] of called) {
      const first = all.find(name).slice(0, exact.size)
      expect(new Set(first.map(({ item }) => item)), name).toEqual(exact)
    }
  })

  const squeeze = (text: string): string =>
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '')

  test('whatever is typed, what is found holds the typed characters in their order', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5 }), (typed) => {
        for (const { name } of all.find(typed)) {
          const letters = [...squeeze(typed)]
          for (const letter of squeeze(name)) if (letter === letters[0]) letters.shift()
          expect(letters).toEqual([])
        }
      }),
      { numRuns: 60 },
    )
  })
})
