import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canBeSamePerson,
  isGroup,
  parseName,
  type PersonName,
  printName,
} from '../../src/domain/person-name.ts'

test.each<readonly [given: string, expected: PersonName | undefined]>([
  // Family, given.
  ['Ostrom, Elinor', { family: 'Ostrom', given: 'Elinor' }],
  ['Ostrom, E.', { family: 'Ostrom', given: 'E.' }],
  ['  Ostrom ,\n Elinor ', { family: 'Ostrom', given: 'Elinor' }],
  ['Palmer, Victoria J.', { family: 'Palmer', given: 'Victoria J.' }],
  ["O'Connor, Claire", { family: "O'Connor", given: 'Claire' }],
  ['van der Berg, A.B.', { family: 'Berg', given: 'A.B.', particle: 'van der' }],
  ['von Bertrab, Étienne', { family: 'Bertrab', given: 'Étienne', particle: 'von' }],
  ['Van Halen, Eddie', { family: 'Van Halen', given: 'Eddie' }],
  ['dos Santos, Júlio C.', { family: 'Santos', given: 'Júlio C.', particle: 'dos' }],
  ['Berg, Anna van der', { family: 'Berg', given: 'Anna', particle: 'van der' }],
  ['García Márquez, Gabriel', { family: 'García Márquez', given: 'Gabriel' }],
  ['Ortega y Gasset, José', { family: 'Ortega y Gasset', given: 'José' }],
  ['Fernández-Martínez, José Luis', { family: 'Fernández-Martínez', given: 'José Luis' }],
  ['Wang, Xiao-hong', { family: 'Wang', given: 'Xiao-hong' }],
  ['王, 小明', { family: '王', given: '小明' }],
  ['Kim, Ho-Youn', { family: 'Kim', given: 'Ho-Youn' }],
  ['Sartre, J.-P.', { family: 'Sartre', given: 'J.-P.' }],
  // Suffixes, wherever exports put them.
  ['King, Martin Luther, Jr.', { family: 'King', given: 'Martin Luther', suffix: 'Jr.' }],
  ['King, Jr., Martin Luther', { family: 'King', given: 'Martin Luther', suffix: 'Jr.' }],
  ['King Jr., Martin Luther', { family: 'King', given: 'Martin Luther', suffix: 'Jr.' }],
  ['von Last, Jr, First', { family: 'Last', given: 'First', particle: 'von', suffix: 'Jr' }],
  ['Thompson, F.R., III', { family: 'Thompson', given: 'F.R.', suffix: 'III' }],
  ['von Hicks, III, Michael', { family: 'Hicks', given: 'Michael', particle: 'von', suffix: 'III' }],
  ['Martin Luther King, Jr.', { family: 'King', given: 'Martin Luther', suffix: 'Jr.' }],
  ['Martin Luther King Jr.', { family: 'King', given: 'Martin Luther', suffix: 'Jr.' }],
  ['King, Jr.', { family: 'King', suffix: 'Jr.' }],
  // MEDLINE.
  ['Smith AB', { family: 'Smith', given: 'AB' }],
  ['Smith A', { family: 'Smith', given: 'A' }],
  ['Smith A B', { family: 'Smith', given: 'A B' }],
  ['Smith A. B.', { family: 'Smith', given: 'A. B.' }],
  ['Smith A.B.', { family: 'Smith', given: 'A.B.' }],
  ['Smith J-P', { family: 'Smith', given: 'J-P' }],
  ['Sartre J.-P.', { family: 'Sartre', given: 'J.-P.' }],
  ['van der Berg AB', { family: 'Berg', given: 'AB', particle: 'van der' }],
  ['King ML Jr', { family: 'King', given: 'ML', suffix: 'Jr' }],
  ['Smith JB 3rd', { family: 'Smith', given: 'JB', suffix: '3rd' }],
  ['García Márquez G', { family: 'García Márquez', given: 'G' }],
  ['Øvretveit J', { family: 'Øvretveit', given: 'J' }],
  // Given family.
  ['Elinor Ostrom', { family: 'Ostrom', given: 'Elinor' }],
  ['J.-P. Sartre', { family: 'Sartre', given: 'J.-P.' }],
  ['Ludwig van Beethoven', { family: 'Beethoven', given: 'Ludwig', particle: 'van' }],
  ['Lisa van Dijk', { family: 'Dijk', given: 'Lisa', particle: 'van' }],
  ['Rozemarijn ter Horst', { family: 'Horst', given: 'Rozemarijn', particle: 'ter' }],
  ['Juana Inés de la Cruz', { family: 'Cruz', given: 'Juana Inés', particle: 'de la' }],
  ['von Neumann', { family: 'Neumann', particle: 'von' }],
  ["Jean d'Alembert", { family: "d'Alembert", given: 'Jean' }],
  // Groups and mononyms.
  ['{World Health Organization}', { literal: 'World Health Organization' }],
  ['{{World Health Organization}}', { literal: 'World Health Organization' }],
  ['{Barnes and Noble, Inc.}', { literal: 'Barnes and Noble, Inc.' }],
  ['World Health Organization,', { literal: 'World Health Organization' }],
  ['World Health Organization', { literal: 'World Health Organization' }],
  ['USPN Student Citizens’ Assembly Group', { literal: 'USPN Student Citizens’ Assembly Group' }],
  ['Department of Health and Social Care', { literal: 'Department of Health and Social Care' }],
  ['Group, ASCUS LSIL Triage Study (ALTS)', { literal: 'ASCUS LSIL Triage Study (ALTS) Group' }],
  [
    'Committee, ACS-ASCCP Cervical Cancer Guideline',
    { literal: 'ACS-ASCCP Cervical Cancer Guideline Committee' },
  ],
  ['Group, A. B.', { family: 'Group', given: 'A. B.' }],
  ['UNESCO', { literal: 'UNESCO' }],
  ['Suharto', { literal: 'Suharto' }],
  ['王小明', { literal: '王小明' }],
  ['Smith,', { literal: 'Smith' }],
  // Nothing, and what should not be there.
  ['', undefined],
  [' , ', undefined],
  ['{}', undefined],
  ['\u0000', undefined],
  ['Smith\u0000, \u001B[31mJohn\u0007', { family: 'Smith', given: '[31mJohn' }],
])('parseName(%j)', (given, expected) => {
  expect(parseName(given)).toEqual(expected)
})

test.each<readonly [name: PersonName, expected: string]>([
  [{ family: 'Berg', given: 'Anna M.', particle: 'van der', suffix: 'Jr' }, 'van der Berg, Anna M., Jr'],
  [{ family: 'Neumann', particle: 'von' }, 'von Neumann'],
  [{ literal: 'World Health Organization' }, 'World Health Organization'],
])('printName(%j)', (name, expected) => {
  expect(printName(name)).toBe(expected)
})

const word = fc.stringMatching(/^[A-ZÀÉØ][a-zéø]{2,8}(?:-[A-Z][a-z]{2,5})?$/)
const given = fc.oneof(
  word,
  fc.tuple(word, word).map((words) => words.join(' ')),
  fc.constantFrom('A.', 'AB', 'A. B.', 'J.-P.', 'J-P', 'Anna M.', '小明', 'X'),
)
const person = fc.record(
  {
    family: fc.oneof(
      word,
      fc.tuple(word, word).map((words) => words.join(' ')),
      fc.constant('王'),
    ),
    given,
    particle: fc.constantFrom('van der', 'de la', 'von', "'t", 'dos'),
    suffix: fc.constantFrom('Jr', 'Jr.', 'III', '2nd'),
  },
  { requiredKeys: ['family', 'given'] },
)

describe('what printName prints', () => {
  test('parseName reads back, for every person with a given name', () => {
    fc.assert(
      fc.property(person, (name) => {
        expect(parseName(printName(name))).toEqual(name)
      }),
    )
  })

  test('has neither control characters nor line ends, for any text that was parsed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (text) => {
        const name = parseName(text)
        expect(name === undefined ? '' : printName(name)).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
      }),
    )
  })

  test('has no empty part, for any text', () => {
    const piece = fc.constantFrom(
      ',',
      ' ',
      'van',
      'Jr',
      'A.',
      'AB',
      'Smith',
      '{',
      '}',
      '-',
      '王',
      'III',
      'Group',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const name = parseName(pieces.join(' '))
        expect(Object.values(name ?? {}).filter((part) => part.trim() === '')).toEqual([])
      }),
    )
  })
})

test('isGroup tells groups from people', () => {
  expect(isGroup({ literal: 'UNESCO' })).toBe(true)
  expect(isGroup({ family: 'Ostrom' })).toBe(false)
})

describe('canBeSamePerson', () => {
  test.each<readonly [left: string, right: string, expected: boolean]>([
    ['Ostrom, Elinor', 'Ostrom, E.', true],
    ['Ostrom, Elinor', 'OSTROM, ELINOR', true],
    ['Ostrom, Elinor', 'Ostrom E', true],
    ['Ostrom, Elinor', 'Ostrom, Vincent', false],
    ['Ostrom, E.', 'Ostrom, V.', false],
    ['Ostrom, Elinor', 'Ostrom', true],
    ['Smith, John A.', 'Smith, John', true],
    ['Smith, John A.', 'Smith JA', true],
    ['Smith, John A.', 'Smith JB', false],
    ['Sartre, J.-P.', 'Sartre, Jean-Paul', true],
    ['Sartre JP', 'Sartre, J.-P.', true],
    ['Péneau, Sandrine', 'Peneau, Sandrine', true],
    ['Øvretveit, John', 'Ovretveit, J', true],
    ['Bækgaard, Martin', 'Baekgaard, M.', true],
    ['Weiß, Anna', 'Weiss, Anna', true],
    ['Łukasz, Jan', 'Lukasz, Jan', true],
    ['van Dijk, Lisa', 'Dijk, Lisa', true],
    ['van Dijk, Lisa', 'Van Dijk, Lisa', true],
    ['van Dijk, Lisa', 'VANDIJK, Lisa', true],
    ['Fernández-Martínez, José', 'Fernandez Martinez, J.', true],
    ['Fernández, José', 'Martínez, José', false],
    ['王, 小明', '王, 小红', false],
    ['{World Health Organization}', '{World health organization}', true],
    ['{World Health Organization}', '{World Bank}', false],
  ])('%s, %s: %j', (left, right, expected) => {
    const [a, b] = [parseName(left), parseName(right)]
    if (a === undefined || b === undefined) throw new Error('a case is empty')
    expect(canBeSamePerson(a, b)).toBe(expected)
    expect(canBeSamePerson(b, a)).toBe(expected)
  })

  test('is reflexive and symmetric', () => {
    fc.assert(
      fc.property(person, person, (a, b) => {
        expect(canBeSamePerson(a, a)).toBe(true)
        expect(canBeSamePerson(a, b)).toBe(canBeSamePerson(b, a))
      }),
    )
  })
})
