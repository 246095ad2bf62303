import * as fc from 'fast-check'
import { type Query, queryFields, type QueryNode, type Word } from '../../../src/sources/query/query.ts'

const plainWord = fc
  .stringMatching(/^[a-zäöé][a-z0-9äöé-]{0,8}[*?]?$/u)
  .filter((word) => !/^(?:and|or|not)$/i.test(word))
  .map((text): Word => ({ text, isPhrase: false }))
const phrase = fc
  .array(fc.stringMatching(/^[\p{L}\d:&/',;.*-]{1,8}$/u), { minLength: 1, maxLength: 3 })
  .map((words): Word => ({ text: words.join(' '), isPhrase: true }))
  .filter(({ text }) => !/^[*? ]*$/.test(text))
const word = fc.oneof(plainWord, phrase)
const field = fc.constantFrom(...queryFields)

const term = fc.tuple(word, field).map(([value, of]): QueryNode => ({ kind: 'term', ...value, field: of }))
const sides = fc.array(word, { minLength: 1, maxLength: 3 })
const near = fc
  .tuple(sides, sides, fc.integer({ min: 0, max: 99 }), fc.boolean(), field)
  .map(([left, right, within, isOrdered, of]): QueryNode => ({
    kind: 'near',
    left,
    right,
    within,
    isOrdered,
    field: of,
  }))

const { node } = fc.letrec<{ node: QueryNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    term,
    near,
    fc
      .tuple(
        fc.constantFrom('and' as const, 'or' as const),
        fc.array(tie('node'), { minLength: 2, maxLength: 4 }),
      )
      .map(([kind, operands]): QueryNode => ({ kind, operands })),
    fc.tuple(tie('node'), tie('node')).map(([keep, drop]): QueryNode => ({ kind: 'not', keep, drop })),
  ),
}))

const year = fc.integer({ min: 1000, max: 2100 })
const years = fc.oneof(
  year.map((from) => ({ from })),
  year.map((to) => ({ to })),
  fc.tuple(year, fc.nat(50)).map(([from, more]) => ({ from, to: from + more })),
)
const languages = fc.uniqueArray(fc.constantFrom('en', 'de', 'fr', 'zh', 'pt'), { minLength: 1 })

/** Any query that lacuna's language can say. */
export const anyQuery: fc.Arbitrary<Query> = fc
  .tuple(node, fc.option(years, { nil: undefined }), fc.option(languages, { nil: undefined }))
  .map(([root, range, codes]) => ({
    root,
    ...(range === undefined ? {} : { years: range }),
    ...(codes === undefined ? {} : { languages: codes }),
  }))
