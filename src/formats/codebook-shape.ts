import { z } from 'zod'

/*
 * The shape of a codebook file, as its writer sees it. Each schema says in `error` what was expected, in words;
 * the reader adds what was found and where.
 */

const text = z
  .string({ error: 'a text (in quotes where it looks like a number)' })
  .trim()
  .min(1, { error: 'a text that is not empty' })
const texts = z.array(text, { error: 'a list of texts' })
const id = z
  .string({ error: 'an id of small letters, digits and single hyphens' })
  .regex(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/, { error: 'an id of small letters, digits and single hyphens' })
const number = z.number({ error: 'a number' })
const yesOrNo = z.boolean({ error: 'true or false' })

/** A map with these keys and no others; `what` says in words what the map is. */
function mapOf<Shape extends z.ZodRawShape>(shape: Shape, what: string): z.ZodObject<Shape, z.core.$strict> {
  const keys = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? `one of the keys ${keys}` : what),
  })
}

/** A code is its id alone where the label says the same, or a map. */
export type CodeShape = string | CodeMap

interface CodeMap {
  readonly id: string
  readonly label?: string | undefined
  readonly definition?: string | undefined
  readonly source?: string | undefined
  readonly variants?: readonly string[] | undefined
  readonly cues?: readonly string[] | undefined
  /** Near-misses. */
  readonly not?: readonly string[] | undefined
  readonly examples?: readonly string[] | undefined
  readonly retired?: boolean | undefined
  readonly children?: readonly CodeShape[] | undefined
}

const codeMap: z.ZodType<CodeMap> = z.lazy(() =>
  mapOf(
    {
      id,
      label: text.optional(),
      definition: text.optional(),
      source: text.optional(),
      variants: texts.optional(),
      cues: texts.optional(),
      not: texts.optional(),
      examples: texts.optional(),
      retired: yesOrNo.optional(),
      children: codes.optional(),
    },
    'a code: an id, or a map with an id',
  ),
)
const codes: z.ZodType<readonly CodeShape[]> = z.lazy(() =>
  z.array(z.union([id, codeMap], { error: 'a code: an id, or a map with an id' }), {
    error: 'a list of codes',
  }),
)

/** `{ outcome: trust }` or `{ outcome: [trust, equity] }`: one dimension, and which of its codes. */
export type CodesOfDimension = Readonly<Record<string, string | readonly string[]>>
/** `outcome` alone is the dimension whatever the code. */
export type ReferenceShape = string | CodesOfDimension

const codesOfDimension: z.ZodType<CodesOfDimension> = z
  .record(z.string(), z.union([z.string(), z.array(z.string())], { error: 'a code or a list of codes' }), {
    error: 'a dimension with its codes, as in "outcome: [trust, equity]"',
  })
  .refine((map) => Object.keys(map).length === 1, { error: 'one dimension with its codes' })
const references = z.array(
  z.union([z.string(), codesOfDimension], {
    error: 'a dimension, or a dimension with its codes as in "outcome: [trust, equity]"',
  }),
  { error: 'a list of dimensions, each with or without codes' },
)

const dimension = mapOf(
  {
    id,
    label: text.optional(),
    definition: text.optional(),
    source: text.optional(),
    type: z.enum(['single', 'multi', 'ordinal', 'number', 'text'], {
      error: 'single, multi, ordinal, number or text',
    }),
    required: yesOrNo.optional(),
    when: codesOfDimension.optional(),
    unit: text.optional(),
    minimum: number.optional(),
    maximum: number.optional(),
    measurement: z.enum(['interval', 'ratio'], { error: 'interval or ratio' }).optional(),
    codes: codes.optional(),
  },
  'a dimension: a map with id and type, and codes to choose from',
)
export type DimensionShape = z.infer<typeof dimension>

/** A whole codebook file. */
export const codebookShape = mapOf(
  {
    id,
    title: text,
    version: text,
    description: text.optional(),
    sources: texts.optional(),
    dimensions: z
      .array(dimension, { error: 'a list of dimensions' })
      .min(1, { error: 'at least one dimension' }),
    questions: z
      .array(
        mapOf(
          { id: text, question: text, source: text.optional(), 'answered-by': references },
          'a question: a map with id, question and answered-by',
        ),
        { error: 'a list of questions' },
      )
      .optional(),
    screening: mapOf(
      { criteria: texts.optional(), include: references.optional(), reasons: codes.optional() },
      'a map with criteria, include and reasons',
    ).optional(),
    map: mapOf(
      { rows: text, columns: text, segments: text.optional() },
      'a map with rows, columns and perhaps segments',
    ).optional(),
    roles: mapOf(
      {
        rigor: mapOf({ dimension: text, rigorous: texts }, 'a map with dimension and rigorous').optional(),
        direction: mapOf(
          {
            dimension: text,
            positive: texts,
            negative: texts,
            mixed: texts.optional(),
            none: texts.optional(),
          },
          'a map with dimension, positive, negative and perhaps mixed and none',
        ).optional(),
        harms: references.optional(),
        discipline: text.optional(),
        term: text.optional(),
        theory: text.optional(),
        country: text.optional(),
        sector: text.optional(),
        effect: mapOf(
          { estimate: text, variance: text, measure: text },
          'a map with estimate, variance and measure',
        ).optional(),
      },
      'a map from parts such as rigor, direction or country to dimensions',
    ).optional(),
    impossible: z
      .array(
        mapOf(
          {
            cells: z.tuple([codesOfDimension, codesOfDimension], {
              error: 'two entries: a dimension with its codes, and another dimension with its codes',
            }),
            because: text,
          },
          'a map with cells and because',
        ),
        { error: 'a list of impossible cells' },
      )
      .optional(),
  },
  'a codebook: a map with id, title, version and dimensions',
)
export type CodebookShape = z.infer<typeof codebookShape>

/** A code of a file with where it stands there. */
export interface PlacedShape {
  readonly id: string
  readonly code: CodeMap
  readonly path: readonly (string | number)[]
}

/** All codes of a tree, parents first. */
export function placedCodes(
  tree: readonly CodeShape[],
  path: readonly (string | number)[],
): readonly PlacedShape[] {
  return tree.flatMap((code, i) => {
    const here = [...path, i]
    if (typeof code === 'string') return [{ id: code, code: { id: code }, path: here }]
    return [{ id: code.id, code, path: here }, ...placedCodes(code.children ?? [], [...here, 'children'])]
  })
}
