import { compileCues } from '../text/cue.ts'
import { checkReference, checkReferences, type Finding } from './codebook-references.ts'
import type { YamlPath } from './yaml-content.ts'
import { type CodebookShape, type CodeShape, type DimensionShape, placedCodes } from './codebook-shape.ts'

/** What is wrong in a codebook whose shape is right: ids used twice, references that lead nowhere, cues that do not compile. */
export function checkCodebook(shape: CodebookShape): readonly Finding[] {
  const dimensions = shape.dimensions
  return [
    ...repeated(dimensions, ['dimensions'], 'dimension'),
    ...repeated(shape.questions ?? [], ['questions'], 'question'),
    ...dimensions.flatMap((dimension, i) => checkDimension(shape, dimension, i)),
    ...codeFindings(shape.screening?.reasons ?? [], ['screening', 'reasons'], 'screening.reasons'),
    ...checkReferences(shape),
  ]
}

function repeated(items: readonly { readonly id: string }[], path: YamlPath, what: string): Finding[] {
  return items.flatMap(({ id }, i) =>
    items.findIndex((other) => other.id === id) === i
      ? []
      : [
          {
            path: [...path, i],
            code: 'repeated-id',
            severity: 'lost',
            message: `The ${what} id "${id}" is used twice; expected every ${what} to have its own.`,
            remedy: `You can give one of the two another id.`,
          },
        ],
  )
}

function codeFindings(codes: readonly CodeShape[], path: YamlPath, where: string): Finding[] {
  const all = placedCodes(codes, path)
  const findings: Finding[] = []
  const seen = new Set<string>()
  const named = new Map<string, string>()
  for (const { id, code, path: at } of all) {
    if (seen.has(id)) {
      findings.push({
        path: at,
        code: 'repeated-id',
        severity: 'lost',
        message: `The code id "${id}" is used twice in "${where}"; expected every code of a dimension to have its own.`,
        remedy: 'You can give one of the two another id; ids need to differ even under different parents.',
      })
    }
    seen.add(id)
    for (const name of new Set(
      [code.label ?? id, ...(code.variants ?? [])].map((word) => word.toLowerCase()),
    )) {
      const other = named.get(name)
      if (other !== undefined && other !== id) {
        findings.push({
          path: at,
          code: 'ambiguous-name',
          severity: 'doubtful',
          message: `"${name}" is a name of "${other}" and of "${id}" in "${where}"; expected it to lead to one code.`,
          remedy: 'You can take the variant away from one of the two.',
        })
      }
      named.set(name, id)
    }
    findings.push(
      ...cueFindings(code.cues ?? [], [...at, 'cues']),
      ...cueFindings(code.not ?? [], [...at, 'not']),
    )
  }
  return findings
}

function cueFindings(cues: readonly string[], path: YamlPath): Finding[] {
  return cues.flatMap((cue, i): Finding[] => {
    const remedy =
      'You can write it as plain words with "*", "(a|b)" and "…", or as /a regular expression/iu.'
    const wrong = (message: string): Finding[] => [
      { path: [...path, i], code: 'cue', severity: 'lost', message, remedy },
    ]
    if (!/[\p{L}\p{N}]/u.test(cue))
      return wrong(`The cue "${cue}" has no letter; expected words to look for.`)
    try {
      compileCues([cue], [])
      return []
    } catch (error) {
      const why =
        error instanceof SyntaxError && error.cause instanceof Error ? ` (${error.cause.message})` : ''
      return wrong(`The cue "${cue}" does not compile${why}; expected a pattern.`)
    }
  })
}

function checkDimension(shape: CodebookShape, dimension: DimensionShape, i: number): Finding[] {
  const path: YamlPath = ['dimensions', i]
  const findings = codeFindings(dimension.codes ?? [], [...path, 'codes'], dimension.id)
  const lost = (key: string, code: string, message: string, remedy: string): number =>
    findings.push({ path: [...path, key], code, severity: 'lost', message, remedy })
  const hasCodes = dimension.type === 'single' || dimension.type === 'multi' || dimension.type === 'ordinal'
  const count = dimension.codes?.length ?? 0
  if (hasCodes && count === 0)
    lost(
      'type',
      'no-codes',
      `The dimension "${dimension.id}" is ${dimension.type} but has no codes; expected at least one.`,
      'You can list them under "codes:", or make the dimension a number or a text.',
    )
  if (!hasCodes && count > 0)
    lost(
      'codes',
      'codes-of-number',
      `The dimension "${dimension.id}" is a ${dimension.type} and has codes; expected none.`,
      'You can take the codes away, or make the dimension single, multi or ordinal.',
    )
  const nested = placedCodes(dimension.codes ?? [], [...path, 'codes']).find(
    ({ code }) => code.children !== undefined,
  )
  if (dimension.type === 'ordinal' && nested !== undefined)
    findings.push({
      path: nested.path,
      code: 'ordinal-tree',
      severity: 'lost',
      message: `The code "${nested.id}" of the ordinal dimension "${dimension.id}" has codes below it; expected a flat list in order.`,
      remedy: 'You can list all codes on one level, the lowest first.',
    })
  if (dimension.type !== 'number')
    for (const key of ['unit', 'minimum', 'maximum', 'measurement'] as const)
      if (dimension[key] !== undefined)
        lost(
          key,
          'not-a-number',
          `The dimension "${dimension.id}" has "${key}" but is ${dimension.type}; expected it on numbers only.`,
          'You can take it away, or make the type number.',
        )
  if (
    dimension.minimum !== undefined &&
    dimension.maximum !== undefined &&
    dimension.minimum > dimension.maximum
  )
    lost(
      'minimum',
      'range',
      `The dimension "${dimension.id}" runs from ${dimension.minimum} to ${dimension.maximum}; expected the minimum not to be above the maximum.`,
      'You can exchange the two.',
    )
  if (dimension.when !== undefined) findings.push(...checkCondition(shape, dimension, i))
  return findings
}

function checkCondition(shape: CodebookShape, dimension: DimensionShape, i: number): Finding[] {
  const path: YamlPath = ['dimensions', i, 'when']
  const condition = dimension.when ?? {}
  const asked = Object.keys(condition)[0]
  const place = shape.dimensions.findIndex(({ id }) => id === asked)
  if (place >= i) {
    return [
      {
        path,
        code: 'condition-order',
        severity: 'lost',
        message: `The dimension "${dimension.id}" depends on "${asked}", which is not asked before it; expected an earlier dimension.`,
        remedy: `You can move "${asked}" up, above "${dimension.id}".`,
      },
    ]
  }
  return checkReference(shape, condition, path)
}
