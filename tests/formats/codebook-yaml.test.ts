import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allCodes, codebookHash, findDimension } from '../../src/domain/codebook.ts'
import { readCodebook } from '../../src/formats/codebook-yaml.ts'

const small = `id: small
title: A small codebook
version: '1'
dimensions:
  - id: phase
    label: Phase
    type: multi
    codes:
      - id: design
        label: Design
        cues: [co-design*]
        not: [hardware ~ co-design*]
      - delivery
  - id: rigor
    type: ordinal
    when: { phase: [design, delivery] }
    codes: [none-at-all, some]
  - id: people
    type: number
    unit: people
    minimum: 0
questions:
  - id: Q1
    question: What is known?
    answered-by: [phase, { rigor: some }]
screening:
  criteria: [It is about a service.]
  include: [phase]
  reasons:
    - { id: film, label: Film, cues: [film*] }
map: { rows: phase, columns: rigor }
impossible:
  - cells: [{ phase: delivery }, { rigor: none-at-all }]
    because: It cannot be.
roles:
  rigor: { dimension: rigor, rigorous: [some] }
  term: phase
  harms: [{ phase: delivery }]
`

test('a codebook is read into the domain, with labels made from ids where none is given', () => {
  const { codebook, problems } = readCodebook(small, 'small.yaml')
  expect(problems).toEqual([])
  expect(codebook).toMatchObject({
    id: 'small',
    version: '1',
    questions: [{ id: 'Q1', answeredBy: [{ dimension: 'phase' }, { dimension: 'rigor', codes: ['some'] }] }],
    screening: { include: [{ dimension: 'phase' }], reasons: [{ id: 'film', cues: ['film*'] }] },
    map: { rows: 'phase', columns: 'rigor' },
    impossible: [
      {
        cells: [
          { dimension: 'phase', codes: ['delivery'] },
          { dimension: 'rigor', codes: ['none-at-all'] },
        ],
        because: 'It cannot be.',
      },
    ],
    roles: {
      rigor: { dimension: 'rigor', rigorous: ['some'] },
      term: 'phase',
      harms: [{ dimension: 'phase', codes: ['delivery'] }],
    },
  })
  const [phase, rigor, people] = codebook?.dimensions ?? []
  expect(phase?.codes.map((code) => code.label)).toEqual(['Design', 'Delivery'])
  expect(phase?.codes[0]).toMatchObject({ nearMisses: ['hardware ~ co-design*'], retired: false })
  expect(rigor).toMatchObject({ label: 'Rigor', when: { dimension: 'phase', any: ['design', 'delivery'] } })
  expect(people).toMatchObject({ unit: 'people', minimum: 0, required: false, codes: [] })
})

test('codes may stand in a tree, and a tree is read with its paths', () => {
  const text = small.replace(
    '      - delivery\n',
    '      - id: delivery\n        children:\n          - at-home\n          - { id: in-town, children: [in-school] }\n',
  )
  const { codebook } = readCodebook(text, 'tree.yaml')
  const phase = codebook && findDimension(codebook, 'phase')
  expect(phase && allCodes(phase).map(({ path }) => path.join('/'))).toEqual([
    'design',
    'delivery',
    'delivery/at-home',
    'delivery/in-town',
    'delivery/in-town/in-school',
  ])
})

test('a changed label changes the hash; a comment, indentation or a byte order mark does not', () => {
  const hash = (text: string): string => {
    const { codebook } = readCodebook(text, 'hash.yaml')
    return codebook === undefined ? 'unread' : codebookHash(codebook)
  }
  expect(hash(`\uFEFF# a comment\n${small.replaceAll('\n', '\r\n')}`)).toBe(hash(small))
  expect(hash(small.replace('label: Design', 'label: Designing'))).not.toBe(hash(small))
})

/** What is changed in the small codebook, and the first problem it must give, with its line. */
const mistakes: readonly (readonly [string, string, string, number, string])[] = [
  ['no title', 'title: A small codebook\n', '', 1, 'The codebook has no "title"'],
  ['a number as version', "version: '1'", 'version: 1', 3, 'version: found 1, expected a text'],
  ['a misspelled key', 'questions:', 'question:', 22, 'has the key "question"'],
  ['a key of a code misspelled', 'cues: [co-design*]', 'cue: [co-design*]', 11, 'has the key "cue"'],
  ['an id with capitals', 'id: phase', 'id: Phase', 5, 'found "Phase", expected an id'],
  ['an unknown type', 'type: ordinal', 'type: ordnial', 15, 'found "ordnial", expected single'],
  ['a text where a list belongs', 'cues: [co-design*]', 'cues: co-design*', 11, 'expected a list of texts'],
  ['a code twice', '      - delivery', '      - design', 13, 'The code id "design" is used twice'],
  ['a dimension twice', 'id: people', 'id: rigor', 18, 'The dimension id "rigor" is used twice'],
  ['no codes', 'codes: [none-at-all, some]', 'codes: []', 15, 'has no codes'],
  ['codes of a number', 'minimum: 0', 'codes: [a]', 21, 'is a number and has codes'],
  ['a range turned round', 'minimum: 0', 'minimum: 9\n    maximum: 1', 21, 'runs from 9 to 1'],
  ['a unit on codes', 'type: ordinal', 'type: ordinal\n    unit: kg', 16, 'has "unit" but is ordinal'],
  ['a tree of ordinal codes', '[none-at-all, some]', '[{ id: some, children: [x] }]', 17, 'flat list'],
  ['a condition on nothing', 'when: { phase: [design', 'when: { fase: [design', 16, 'no dimension "fase"'],
  ['a condition on a code that is not', '{ phase: [design,', '{ phase: [desing,', 16, 'no code "desing"'],
  [
    'a condition on itself',
    'when: { phase: [design, delivery]',
    'when: { rigor: [some]',
    16,
    'not asked before',
  ],
  ['a question on nothing', '[phase, { rigor', '[phases, { rigor', 25, 'no dimension "phases"'],
  ['a question on a code that is not', 'rigor: some }', 'rigor: lots }', 25, 'no code "lots"'],
  ['two dimensions in one entry', '{ rigor: some }', '{ rigor: some, phase: design }', 25, 'one dimension'],
  ['screening by nothing', 'include: [phase]', 'include: [people2]', 28, 'no dimension "people2"'],
  ['map rows that are not', 'rows: phase', 'rows: phrase', 31, 'no dimension "phrase"'],
  ['map of numbers', 'rows: phase', 'rows: people', 31, 'expected a dimension with codes'],
  ['map of one dimension', 'columns: rigor', 'columns: phase', 31, 'both "phase"'],
  [
    'an impossible cell of one dimension',
    '{ rigor: none-at-all }]',
    '{ phase: design }]',
    33,
    'two dimensions',
  ],
  ['an impossible cell with one side', ', { rigor: none-at-all }]', ']', 33, 'two entries'],
  ['a role of nothing', 'term: phase', 'term: phase2', 37, 'no dimension "phase2"'],
  ['a role of a code that is not', 'rigorous: [some]', 'rigorous: [much]', 36, 'no code "much"'],
  ['a cue that does not compile', 'co-design*]', 'co-(design]', 11, 'does not compile'],
  ['a cue without letters', '[co-design*]', '["…"]', 11, 'has no letter'],
  ['a regular expression that does not compile', '[co-design*]', "['/(/u']", 11, 'does not compile'],
  ['a near-miss that does not compile', '[hardware ~', '[(hardware ~', 12, 'does not compile'],
  ['a name of two codes', 'label: Design', 'label: Delivery', 13, 'is a name of "design" and of "delivery"'],
  ['YAML that does not close', 'codes: [none-at-all, some]', 'codes: [none-at-all, some', 18, 'not YAML'],
  ['a key twice', 'label: Phase', 'label: Phase\n    label: Phase', 7, 'not YAML'],
  [
    'an effect that is no number',
    'term: phase',
    'effect: { estimate: phase, variance: people, measure: d }',
    37,
    'expected a number dimension',
  ],
]

test.each(mistakes)('%s is a problem with its line', (_what, before, after, line, message) => {
  expect(small).toContain(before)
  const { problems } = readCodebook(small.replace(before, after), 'small.yaml')
  const problem = problems[0]
  expect(problem?.message).toContain(message)
  expect(problem?.at).toEqual({ file: 'small.yaml', line })
  expect(problem?.message).toMatch(/\.$/)
  expect(problem?.remedy).toMatch(/^You can .*\.$/)
})

test('near a misspelled reference stands the right one', () => {
  const { problems, codebook } = readCodebook(small.replace('rows: phase', 'rows: fhase'), 'small.yaml')
  expect(problems[0]?.remedy).toBe('You can write "phase".')
  expect(codebook).toBeUndefined()
})

test('what is only doubtful does not keep the codebook from being read', () => {
  const { problems, codebook } = readCodebook(small.replace('label: Design', 'label: Delivery'), 'small.yaml')
  expect(problems.map((problem) => problem.severity)).toEqual(['doubtful'])
  expect(codebook?.id).toBe('small')
})

test('several mistakes are told at once, in the order of the file', () => {
  const text = small.replace('rows: phase', 'rows: x').replace('answered-by: [phase', 'answered-by: [y')
  expect(readCodebook(text, 's.yaml').problems.map((problem) => problem.at.line)).toEqual([25, 31])
})

describe('whatever the text', () => {
  test('nothing is thrown and a failure has a problem', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(small.length), (noise, at) => {
        const { codebook, problems } = readCodebook(small.slice(0, at) + noise + small.slice(at), 'f.yaml')
        expect(codebook !== undefined || problems.some(({ severity }) => severity === 'lost')).toBe(true)
        for (const problem of problems) expect(problem.remedy).toMatch(/^You can /)
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['nothing', ''],
    ['one word', 'hello'],
    ['a list', '- a\n- b'],
    ['two documents', `${small}---\n${small}`],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
        .split('')
        .map((c, i) => `${c}: &${c} [${Array.from({ length: 9 }, () => `*${'abcdefghi'[i]}`).join(',')}]`)
        .join('\n')}`,
    ],
    ['null bytes', 'id: \u0000'],
  ])('%s gives problems and no codebook', (_what, text) => {
    const { codebook, problems } = readCodebook(text, 'x.yaml')
    expect(codebook).toBeUndefined()
    expect(problems.length).toBeGreaterThan(0)
  })
})
