import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileCues, findCues, findNearMisses } from '../../src/text/cue.ts'

/** What of a text a cue finds, as the text has it. */
const found = (cue: string, text: string): readonly string[] =>
  findCues(compileCues([cue], []), text).map(({ start, end }) => text.slice(start, end))

const finds: readonly (readonly [string, string, readonly string[]])[] = [
  // Hyphens: as typed, of Unicode, a space, none, and a bracket beside it.
  ['co-design', 'Co-design of a clinic', ['Co-design']],
  ['co-design', 'Codesign of a clinic', ['Codesign']],
  ['co-design', 'co design of a clinic', ['co design']],
  ['co-design', 'Co\u2010design of a clinic', ['Co\u2010design']],
  [
    'co-design',
    'Co\u2011design, co\u2013design, co\u2212design, co\u00ADdesign',
    ['Co\u2011design', 'co\u2013design', 'co\u2212design', 'co\u00ADdesign'],
  ],
  ['co-produc*', '(Co)production of care', ['(Co)production']],
  ['co-contaminat*', '(Co)-Contamination as the Dark Side', ['(Co)-Contamination']],
  // Whole words only.
  ['co-design', 'eco-design and ecodesign', []],
  ['co-plan', 'noncoplanar coplanar co-planar', []],
  ['co-produc*', 'tobacco production', []],
  ['user', 'users', []],
  ['user*', 'users', ['users']],
  // Alternatives, also empty and with a space.
  ['co-(plan|planning)', 'co-planning and coplan', ['co-planning', 'coplan']],
  ['neighbo(u|)rhood', 'Neighborhood and neighbourhood', ['Neighborhood', 'neighbourhood']],
  ['(long-term care|home care)', 'Long\u2010term care at home care', ['Long\u2010term care', 'home care']],
  // Words of a phrase: any space or hyphen between them.
  [
    'service user',
    'service  user, service-user, service\u00A0user',
    ['service  user', 'service-user', 'service\u00A0user'],
  ],
  // Accents as written, any case.
  ['coprodução', 'COPRODUÇÃO do bem público', ['COPRODUÇÃO']],
  ['malmö', 'Malmo', []],
  // "…": in this order, anywhere.
  ['film … co-produc*', 'A film. Long after, the co-production', ['film. Long after, the co-production']],
  ['film … co-produc*', 'Co-production of a film', []],
  ['film ... co-produc*', 'film co-production', ['film co-production']],
  // "~": in this order, eight words, one sentence.
  ['film ~ co-produc*', 'film and television co-production', ['film and television co-production']],
  [
    'film ~ co-produc*',
    'film, one two three four five six seven eight co-production',
    ['film, one two three four five six seven eight co-production'],
  ],
  ['film ~ co-produc*', 'film one two three four five six seven eight nine co-production', []],
  ['film ~ co-produc*', 'A film. The co-production', []],
  ['film ~ co-produc*', 'filming co-production', []],
  ['co-produc* ~ h2', 'Co-production of formate and H2', ['Co-production of formate and H2']],
  // Regular expressions say what the notation cannot, such as case.
  ['/(?<!\\p{L})CO production/u', 'CO production and co production', ['CO production']],
  ['/dis\\/value/i', 'A typology of Dis/value', ['Dis/value']],
  // Letters with two forms of one case.
  ['school', 'ſchool', ['ſchool']],
  ['λόγος', 'ΛΌΓΟΣ λόγος', ['ΛΌΓΟΣ', 'λόγος']],
  ['kelvin', '\u212Aelvin', ['\u212Aelvin']],
  // What is special in regular expressions is not special in cues.
  ['c++', 'C++ code', ['C++']],
  ['c.a', 'cba', []],
]

test.each(finds)('%s in "%s"', (cue, text, expected) => {
  expect(found(cue, text)).toEqual(expected)
})

describe('near-misses', () => {
  const set = compileCues(['co-produc*'], ['film ~ co-produc*', 'co-evol*'])

  test('a cue that overlaps a near-miss does not count', () => {
    expect(findCues(set, 'European film co-production')).toEqual([])
    expect(findNearMisses(set, 'European film co-production')).toHaveLength(1)
  })

  test('a near-miss elsewhere in the text does not win over a cue', () => {
    const text = 'Service co-production and its coevolution'
    expect(findCues(set, text).map(({ start, end }) => text.slice(start, end))).toEqual(['co-production'])
    expect(findNearMisses(set, text)).toHaveLength(1)
  })

  test('of two cues, only the one inside the near-miss is lost', () => {
    expect(findCues(set, 'Film co-production. Co-production of care.')).toMatchObject([{ start: 20 }])
  })
})

test('matches come in order of place, the longer first where two begin together', () => {
  const set = compileCues(['design', 'co-design', 'co-design of services'], [])
  expect(findCues(set, 'Co-design of services, design').map(({ cue }) => cue)).toEqual([
    'co-design of services',
    'co-design',
    'design',
    'design',
  ])
})

test('a malformed expression is named', () => {
  expect(() => compileCues(['/(/u'], [])).toThrow('The cue "/(/u" is not a valid pattern.')
  expect(() => compileCues([], ['co-(a'])).toThrow('The cue "co-(a"')
})

test('a cue of letters finds itself in any text at word boundaries', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-zæøå]{2,8}(?:[ -][a-zæøå]{2,8}){0,2}$/u),
      fc.stringMatching(/^(?:[ .,;:!?"()]{1,3}){0,4}$/u),
      (cue, around) => {
        expect(found(cue, `${around} ${cue} ${around}`).length).toBeGreaterThan(0)
        expect(found(cue, `x${cue}x`)).toEqual([])
      },
    ),
  )
})

test('looking stays quick in long texts without a match', () => {
  const text = 'film and television '.repeat(20_000)
  expect(found('film ~ co-produc*', text)).toEqual([])
})
