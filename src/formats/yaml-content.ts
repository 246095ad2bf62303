import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { Problem } from '../domain/problem.ts'

/** Keys and positions from the top of the file down to the value in question. */
export type YamlPath = readonly (string | number)[]

/** `content` is absent when the text is not YAML or has another shape; then the problems say why. */
export interface ReadYaml<Content> {
  readonly content?: Content
  readonly problems: readonly Problem[]
  /** The place of a value, or of one of its keys; of the nearest thing around it where it is missing. */
  readonly at: (path: YamlPath, key?: string) => Problem['at']
}

/**
 * Reads a YAML text that a person writes and holds it against a shape. Never throws on bad content: every
 * mistake is a Problem with its line, what was found and what was expected, in the order of the file.
 * @param what names the file in messages ("codebook") and begins the problems' codes
 */
export function readYaml<Content>(
  text: string,
  file: string,
  shape: z.ZodType<Content>,
  what: string,
): ReadYaml<Content> {
  const lines = new LineCounter()
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter: lines })
  const at = (path: YamlPath, key?: string): Problem['at'] => {
    const line = lineOf(document, lines, path, key)
    return line === undefined ? { file } : { file, line }
  }
  if (document.errors.length > 0) {
    const problems = document.errors.map((error): Problem => ({
      kind: 'problem',
      severity: 'lost',
      code: `${what}/yaml`,
      at: { file, line: lines.linePos(error.pos[0]).line },
      message: `This is not YAML: ${(error.message.split('\n')[0] ?? '').replace(/[.:]?$/, '')}.`,
      remedy:
        'You can mend the line; texts with a colon or a leading quote, bracket or star belong in quotes.',
    }))
    return { problems, at }
  }
  const content = plainContent(document)
  const checked = shape.safeParse(content)
  if (checked.success) return { content: checked.data, problems: [], at }
  const problems = checked.error.issues
    .flatMap(innermost)
    .flatMap((issue) => describe(issue, content, what, at))
  return { problems: inFileOrder(problems), at }
}

export const inFileOrder = (problems: readonly Problem[]): readonly Problem[] =>
  problems.toSorted((a, b) => (a.at.line ?? 0) - (b.at.line ?? 0))

/** An alias bomb makes `yaml` throw; such a file has no content for us. */
function plainContent(document: Document): unknown {
  try {
    return document.toJS()
  } catch {
    return undefined
  }
}

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
  what: string,
  at: (path: YamlPath, key?: string) => Problem['at'],
): Problem[] {
  const path = issue.path.filter((key) => typeof key !== 'symbol')
  const problem = (message: string, remedy: string, key?: string): Problem => ({
    kind: 'problem',
    severity: 'lost',
    code: `${what}/shape`,
    at: at(path, key),
    message,
    remedy,
  })
  const where = placeName(path, content, what)
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
    const owner = placeName(path.slice(0, -1), content, what)
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
function placeName(path: YamlPath, content: unknown, what: string): string {
  if (path.length === 0) return `The ${what}`
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

/** An object's keys without those that may be undefined. */
export type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Without the keys that are undefined, as exact optional properties want it. */
export function definedOnly<T extends object>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>
}
