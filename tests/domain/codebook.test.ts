import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allCodes,
  type Code,
  type Codebook,
  codebookHash,
  type Dimension,
  dimensionApplies,
  findDimension,
  joinCodebooks,
  withParents,
} from '../../src/domain/codebook.ts'
import { codebooks } from './generated-codebooks.ts'

const code = (id: string, children: readonly Code[] = [], more: Partial<Code> = {}): Code => ({
  id,
  label: id,
  variants: [],
  cues: [],
  nearMisses: [],
  examples: [],
  retired: false,
  children,
  ...more,
})

const sector: Dimension = {
  id: 'sector',
  label: 'Sector',
  type: 'multi',
  required: true,
  codes: [code('health', [code('hospital', [code('ward')]), code('community')]), code('housing')],
}
const setting: Dimension = {
  id: 'setting',
  label: 'Setting',
  type: 'single',
  required: false,
  when: { dimension: 'sector', any: ['hospital'] },
  codes: [code('public')],
}
const main: Codebook = {
  id: 'main',
  title: 'Main',
  version: '1',
  sources: ['here'],
  dimensions: [sector, setting],
  questions: [{ id: 'q1', question: 'Where?', answeredBy: [{ dimension: 'sector' }] }],
  impossible: [],
  map: { rows: 'sector', columns: 'setting' },
}

test('allCodes lists parents before children, with their paths', () => {
  expect(allCodes(sector).map(({ path }) => path.join('/'))).toEqual([
    'health',
    'health/hospital',
    'health/hospital/ward',
    'health/community',
    'housing',
  ])
})

test.each([
  ['ward', ['health', 'hospital', 'ward']],
  ['housing', ['housing']],
  ['not there', ['not there']],
])('withParents of %s', (id, expected) => {
  expect(withParents(sector, id)).toEqual(expected)
})

test('findDimension finds by id', () => {
  expect(findDimension(main, 'setting')).toBe(setting)
  expect(findDimension(main, 'Setting')).toBeUndefined()
})

describe('dimensionApplies', () => {
  test.each<readonly [note: string, chosen: readonly string[], expected: boolean]>([
    ['the code itself', ['hospital'], true],
    ['a code below it', ['ward'], true],
    ['one of several', ['housing', 'ward'], true],
    ['the code above it', ['health'], false],
    ['a sibling', ['community'], false],
    ['nothing chosen', [], false],
  ])('%s', (_note, chosen, expected) => {
    const chosenOn = (id: string): readonly string[] => (id === 'sector' ? chosen : [])
    expect(dimensionApplies(setting, main, chosenOn)).toBe(expected)
  })

  test('without a condition it is always asked', () => {
    expect(dimensionApplies(sector, main, () => [])).toBe(true)
  })

  test('a condition on a dimension that is not there does not hide it', () => {
    const lost = { ...setting, when: { dimension: 'gone', any: ['x'] } }
    expect(dimensionApplies(lost, main, () => [])).toBe(true)
  })
})

describe('joinCodebooks', () => {
  const quality: Codebook = {
    id: 'mmat',
    title: 'Quality',
    version: '2018',
    sources: ['there'],
    dimensions: [{ ...setting, id: 'quality' }],
    questions: [{ id: 'q2', question: 'How good?', answeredBy: [{ dimension: 'quality' }] }],
    impossible: [{ cells: [{ dimension: 'sector' }, { dimension: 'quality' }], because: 'never' }],
  }

  test('puts dimensions, questions, sources and impossible cells one after the other', () => {
    const joined = joinCodebooks(main, [quality])
    expect(joined.id).toBe('main+mmat')
    expect(joined.version).toBe('1+2018')
    expect(joined.dimensions.map(({ id }) => id)).toEqual(['sector', 'setting', 'quality'])
    expect(joined.questions.map(({ id }) => id)).toEqual(['q1', 'q2'])
    expect(joined.sources).toEqual(['here', 'there'])
    expect(joined.impossible).toEqual(quality.impossible)
    expect(joined.map).toEqual(main.map)
  })

  test('takes a role from the first of them that declares it', () => {
    const [first, second] = [
      { ...quality, roles: { term: 'sector', country: 'setting' } },
      { ...main, dimensions: [], roles: { term: 'setting', sector: 'sector' } },
    ]
    expect(joinCodebooks({ ...main, roles: { country: 'sector' } }, [first, second]).roles).toEqual({
      country: 'sector',
      term: 'sector',
      sector: 'sector',
    })
    expect(joinCodebooks(main, [quality])).not.toHaveProperty('roles')
  })

  test('without add-ons is the codebook itself, with the same hash', () => {
    expect(joinCodebooks(main, [])).toBe(main)
  })

  test('refuses a dimension that two define, by name', () => {
    expect(() => joinCodebooks(main, [main])).toThrow('Two codebooks define the dimension "sector".')
  })
})

describe('codebookHash', () => {
  test('does not depend on the order of keys or on composed or decomposed accents', () => {
    const turned = Object.fromEntries(Object.entries(main).toReversed()) as unknown as Codebook
    expect(codebookHash(turned)).toBe(codebookHash(main))
    expect(codebookHash({ ...main, title: 'é' })).toBe(codebookHash({ ...main, title: 'e\u0301' }))
  })

  test('changes with any word, number, order and code', () => {
    fc.assert(
      fc.property(codebooks, (codebook) => {
        const hash = codebookHash(codebook)
        const changed = mutations(codebook).map((other) => codebookHash(other as Codebook))
        expect(changed).not.toContain(hash)
        expect(new Set(changed).size).toBe(changed.length)
      }),
      { numRuns: 50 },
    )
  })
})

/** The value with one leaf changed, for every leaf; and with one list reversed, for every list that shows it. */
function mutations(value: unknown): unknown[] {
  if (typeof value === 'string') return [`${value}!`]
  if (typeof value === 'number') return [value + 1]
  if (typeof value === 'boolean') return [!value]
  if (Array.isArray(value)) {
    const items = value as unknown[]
    const inside = items.flatMap((item, i) => mutations(item).map((other) => items.with(i, other)))
    return [...inside, [...items, 'one more']]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) =>
    mutations(item).map((other) => ({ ...value, [key]: other })),
  )
}
