import type { Code, Codebook, CodebookRoles, CodeReference, Dimension } from '../domain/codebook.ts'
import type { Problem } from '../domain/problem.ts'
import { checkCodebook } from './codebook-checks.ts'
import {
  codebookShape,
  type CodebookShape,
  type CodeShape,
  type CodesOfDimension,
  type DimensionShape,
  type ReferenceShape,
} from './codebook-shape.ts'
import { definedOnly, inFileOrder, readYaml } from './yaml-content.ts'

/** `codebook` is absent when a problem is `lost`: half a codebook would code half of the studies. */
export interface ReadCodebook {
  readonly codebook?: Codebook
  readonly problems: readonly Problem[]
}

/**
 * Reads a codebook from its YAML text. Never throws on bad content: every mistake is a Problem with its line, in
 * the order of the file. The notation is described in docs/codebooks.md.
 * @param file the name that problems carry
 */
export function readCodebook(text: string, file: string): ReadCodebook {
  const { content, problems: misshapen, at } = readYaml(text, file, codebookShape, 'codebook')
  if (content === undefined) return { problems: misshapen }
  const problems = checkCodebook(content).map((finding): Problem => {
    const { path, code, severity, message, remedy } = finding
    return { kind: 'problem', severity, code: `codebook/${code}`, at: at(path), message, remedy }
  })
  if (problems.some((problem) => problem.severity === 'lost')) return { problems: inFileOrder(problems) }
  return { codebook: codebookOf(content), problems: inFileOrder(problems) }
}

function codebookOf(shape: CodebookShape): Codebook {
  const { id, title, version } = shape
  return {
    id,
    title,
    version,
    ...(shape.description === undefined ? {} : { description: shape.description }),
    sources: shape.sources ?? [],
    dimensions: shape.dimensions.map(dimensionOf),
    questions: (shape.questions ?? []).map((question) => ({
      id: question.id,
      question: question.question,
      ...(question.source === undefined ? {} : { source: question.source }),
      answeredBy: question['answered-by'].map(referenceOf),
    })),
    ...(shape.screening === undefined
      ? {}
      : {
          screening: {
            criteria: shape.screening.criteria ?? [],
            include: (shape.screening.include ?? []).map(referenceOf),
            reasons: (shape.screening.reasons ?? []).map(codeOf),
          },
        }),
    ...(shape.map === undefined ? {} : { map: definedOnly(shape.map) }),
    impossible: (shape.impossible ?? []).map(({ cells: [first, second], because }) => ({
      cells: [referenceOf(first), referenceOf(second)],
      because,
    })),
    ...(shape.roles === undefined ? {} : { roles: rolesOf(shape.roles) }),
  }
}

function rolesOf({ direction, harms, ...rest }: NonNullable<CodebookShape['roles']>): CodebookRoles {
  return {
    ...definedOnly(rest),
    ...(direction === undefined ? {} : { direction: definedOnly(direction) }),
    ...(harms === undefined ? {} : { harms: harms.map(referenceOf) }),
  }
}

function dimensionOf(shape: DimensionShape): Dimension {
  const { id, type, label, required, codes, when, ...rest } = shape
  return {
    id,
    label: label ?? labelOf(id),
    type,
    required: required ?? false,
    codes: (codes ?? []).map(codeOf),
    ...definedOnly(rest),
    ...(when === undefined ? {} : { when: conditionOf(when) }),
  }
}

function conditionOf(when: CodesOfDimension): {
  readonly dimension: string
  readonly any: readonly string[]
} {
  const { dimension, codes } = referenceOf(when)
  return { dimension, any: codes ?? [] }
}

function codeOf(shape: CodeShape): Code {
  const code = typeof shape === 'string' ? { id: shape } : shape
  return {
    id: code.id,
    label: code.label ?? labelOf(code.id),
    ...definedOnly({ definition: code.definition, source: code.source }),
    variants: code.variants ?? [],
    cues: code.cues ?? [],
    nearMisses: code.not ?? [],
    examples: code.examples ?? [],
    retired: code.retired ?? false,
    children: (code.children ?? []).map(codeOf),
  }
}

/** The label of a code that has only an id: `focus-group` is "Focus group". */
function labelOf(id: string): string {
  const words = id.replace(/[-_]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function referenceOf(reference: ReferenceShape): CodeReference {
  if (typeof reference === 'string') return { dimension: reference }
  const [dimension = '', codes = []] = Object.entries(reference)[0] ?? []
  return { dimension, codes: typeof codes === 'string' ? [codes] : codes }
}
