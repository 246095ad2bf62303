import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { Code, Codebook, CodebookRoles, CodeReference, Dimension } from '../domain/codebook.ts'
import type { Problem } from '../domain/problem.ts'
import { checkCodebook } from './codebook-checks.ts'
import type { YamlPath } from './codebook-references.ts'
import {
  codebookShape,
  type CodebookShape,
  type CodeShape,
  type CodesOfDimension,
  type DimensionShape,
  type ReferenceShape,
} from './codebook-shape.ts'

/** `codebook` is absent when a problem is `lost`: half a codebook would code half of the studies. */
export interface ReadCodebook {
  readonly codebook?: Codebook
  readonly problems: readonly Problem[]
}

/**
 * Reads a codebook from its YAML text. Never throws on bad content: every mistake is a Problem with its line, in
 * the order of the file. The notation is described in docs/formats/codebook.md.
 * @param file the name that problems carry
 */
export function readCodebook(text: string, file: string): ReadCodebook {
  const lines = new LineCounter()
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter: lines })
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map((error) => ({
        kind: 'problem',
        severity: 'lost',
        code: 'codebook/yaml',
        at: { file, line: lines.linePos(error.pos[0]).line },
        message: `This is not YAML: ${(error.message.split('\n')[0] ?? '').replace(/[.:]?$/, '')}.`,
        remedy:
          'You can mend the line; texts with a colon or a leading quote, bracket or star belong in quotes.',
      })),
    }
  }
  const at = (path: YamlPath, key?: string): Problem['at'] => {
    const line = lineOf(document, lines, path, key)
    return line === undefined ? { file } : { file, line }
  }
  const content = plainContent(document)
  const shape = codebookShape.safeParse(content)
  if (!shape.success) {
    const problems = shape.error.issues.flatMap(innermost).flatMap((issue) => describe(issue, content, at))
    return { problems: inFileOrder(problems) }
  }
  const problems = checkCodebook(shape.data).map((finding): Problem => {
    const { path, code, severity, message, remedy } = finding
    return { kind: 'problem', severity, code: `codebook/${code}`, at: at(path), message, remedy }
  })
  if (problems.some((problem) => problem.severity === 'lost')) return { problems: inFileOrder(problems) }
  return { codebook: codebookOf(shape.data), problems: inFileOrder(problems) }
}

/** An alias bomb makes `yaml` throw; such a file has no content for us. */
function plainContent(document: Document): unknown {
  try {
    return document.toJS()
  } catch {
    return undefined
  }
}

const inFileOrder = (problems: readonly Problem[]): readonly Problem[] =>
  problems.toSorted((a, b) => (a.at.line ?? 0) - (b.at.line ?? 0))

/** The line of a value, or of one of its keys; of the nearest thing around it where it is missing. */
function lineOf(document: Document, lines: LineCounter, path: YamlPath, key?: string): number | undefined {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true)
    if (!isNode(node)) continue
    const pair =
      depth === path.length && key !== undefined && isMap(node)
        ? node.items.find((item) => isScalar(item.key) && item.key.value === key)
        : undefined
    const start = isNode(pair?.key) ? pair.key.range?.[0] : node.range?.[0]
    if (start !== undefined) return lines.linePos(start).line
  }
  return undefined
}

type Issue = z.core.$ZodIssue

/** Of a union, the issues of the branch that was meant (the one that got further than the outermost type). */
function innermost(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const meant = issue.errors.find((branch) =>
    branch.every((inner) => inner.path.length > 0 || inner.code !== 'invalid_type'),
  )
  if (meant === undefined) return [issue]
  return meant.flatMap((inner) => innermost({ ...inner, path: [...issue.path, ...inner.path] }))
}

function describe(
  issue: Issue,
  content: unknown,
  at: (path: YamlPath, key?: string) => Problem['at'],
): Problem[] {
  const path = issue.path.filter((key) => typeof key !== 'symbol')
  const problem = (message: string, remedy: string, key?: string): Problem => ({
    kind: 'problem',
    severity: 'lost',
    code: 'codebook/shape',
    at: at(path, key),
    message,
    remedy,
  })
  const where = placeName(path, content)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      problem(
        `${where} has the key "${key}"; expected ${issue.message}.`,
        'You can correct the key or take it away.',
        key,
      ),
    )
  }
  const found = valueAt(content, path)
  if (found === undefined && path.length > 0) {
    const owner = placeName(path.slice(0, -1), content)
    return [
      problem(
        `${owner} has no "${String(path.at(-1))}"; expected ${issue.message}.`,
        `You can add "${String(path.at(-1))}:" to it.`,
      ),
    ]
  }
  return [
    problem(
      `${where}: found ${quote(found)}, expected ${issue.message}.`,
      `You can write ${issue.message.replace(/^an? /, (article) => article)} there.`,
    ),
  ]
}

function quote(value: unknown): string {
  const shown = JSON.stringify(value) ?? 'nothing'
  return shown.length > 60 ? `${shown.slice(0, 57)}…` : shown
}

function valueAt(content: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[key]
        : undefined,
    content,
  )
}

/** `dimensions[2] "phase", codes[0] "design", cues`: where a writer finds it. */
function placeName(path: YamlPath, content: unknown): string {
  if (path.length === 0) return 'The codebook'
  const parts: string[] = []
  path.forEach((key, i) => {
    if (typeof key === 'string') return void parts.push(key)
    const value = valueAt(content, path.slice(0, i + 1))
    const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
    const name = typeof id === 'string' ? ` "${id}"` : ` ${key + 1}`
    return void parts.push(`${parts.pop() ?? ''}${name}`)
  })
  return parts.join(', ')
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

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Without the keys that are undefined, as exact optional properties want it. */
function definedOnly<T extends object>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>
}
