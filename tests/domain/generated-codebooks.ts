import * as fc from 'fast-check'
import type { Code, Codebook, Dimension } from '../../src/domain/codebook.ts'

const label = fc.constantFrom('Co-design', 'Co-delivery', 'Péneau', 'Pe\u0301neau', 'Health', 'Housing', '')
const words = fc.array(fc.constantFrom('co-design*', 'user', 'patient', 'co-op'), { maxLength: 2 })

/** Codes with the given ids, as a tree: each stands under one of those before it, or on top. */
const codeTree = (ids: readonly string[]): fc.Arbitrary<readonly Code[]> =>
  fc
    .array(fc.tuple(plainCode, fc.nat({ max: ids.length })), { minLength: ids.length, maxLength: ids.length })
    .map((drawn) => {
      const nodes = drawn.map(([code, above], i) => ({
        ...code,
        id: ids[i] ?? '',
        above,
        children: [] as Code[],
      }))
      const top: Code[] = []
      for (const [i, { above, ...code }] of nodes.entries()) {
        const parent = above < i ? nodes[above] : undefined
        const node = Object.assign(nodes[i] ?? code, code)
        ;(parent?.children ?? top).push(node)
      }
      return JSON.parse(
        JSON.stringify(top, (key, value: unknown) => (key === 'above' ? undefined : value)),
      ) as Code[]
    })

const plainCode = fc.record(
  {
    label,
    definition: label,
    source: label,
    variants: words,
    cues: words,
    nearMisses: words,
    examples: words,
    retired: fc.boolean(),
  },
  { requiredKeys: ['label', 'variants', 'cues', 'nearMisses', 'examples', 'retired'] },
)

const codeIds = fc.shuffledSubarray(['a', 'b', 'c', 'a b', 'b c'])

const dimension = (id: string): fc.Arbitrary<Dimension> =>
  codeIds.chain((ids) =>
    fc.record(
      {
        id: fc.constant(id),
        label,
        definition: label,
        type: fc.constantFrom('single', 'multi', 'ordinal', 'number', 'text'),
        required: fc.boolean(),
        when: fc.constantFrom({ dimension: 'term', any: ['a'] }, { dimension: 'term', any: ['b'] }),
        codes: codeTree(ids),
        unit: fc.constantFrom('people', '%'),
        minimum: fc.constantFrom(0, 1),
      },
      { requiredKeys: ['id', 'label', 'type', 'required', 'codes'] },
    ),
  )

const reference = fc.record(
  { dimension: fc.constantFrom('term', 'sector'), codes: fc.shuffledSubarray(['a', 'b']) },
  { requiredKeys: ['dimension'] },
)

/** Small codebooks over few ids and words, so that two of them are often nearly the same. */
export const codebooks: fc.Arbitrary<Codebook> = fc
  .shuffledSubarray(['term', 'sector', 'country'])
  .chain((ids) =>
    fc.record(
      {
        id: fc.constantFrom('main', 'other'),
        title: label,
        version: fc.constantFrom('1', '2'),
        description: label,
        sources: words,
        dimensions: fc.tuple(...ids.map(dimension)),
        questions: fc.array(
          fc.record({
            id: fc.constantFrom('q1', 'q2'),
            question: label,
            answeredBy: fc.array(reference, { maxLength: 2 }),
          }),
          { maxLength: 2 },
        ),
        screening: fc.record({
          criteria: words,
          include: fc.array(reference, { maxLength: 1 }),
          reasons: codeTree(['a']),
        }),
        map: fc.record({ rows: fc.constantFrom('term', 'sector'), columns: fc.constant('sector') }),
        impossible: fc.array(fc.record({ cells: fc.tuple(reference, reference), because: label }), {
          maxLength: 1,
        }),
      },
      { requiredKeys: ['id', 'title', 'version', 'sources', 'dimensions', 'questions', 'impossible'] },
    ),
  )
