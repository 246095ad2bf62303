import { existsSync, readFileSync } from 'node:fs'
import { LineCounter, parseDocument, stringify } from 'yaml'
import { z } from 'zod'
import { type CodingRule, codingRules } from '../domain/coding.ts'
import { printProblem, type Problem, UserError } from '../domain/problem.ts'

export const settingsFile = 'review.yaml'

/** What review.yaml says: everything about a review that is neither data nor judgement. */
export interface ReviewSettings {
  readonly title: string
  readonly question?: string
  /** The map's version, for citing. */
  readonly version: string
  readonly authors: readonly string[]
  readonly contact?: string
  readonly licence?: string
  /** Paths from the project folder. */
  readonly codebook: string
  readonly addOns: readonly string[]
  /** False where the review ends with title and abstract. */
  readonly fullText: boolean
  readonly codingRule: CodingRule
}

const text = z.string({ error: 'a text' }).trim().min(1, { error: 'a text that is not empty' })

const shape = z.strictObject({
  title: text,
  question: text.optional(),
  version: z.string({ error: 'a version in quotes, such as "1.0.0"' }).default('0.1.0'),
  authors: z.array(text, { error: 'a list of names' }).default([]),
  contact: text.optional(),
  licence: text.optional(),
  codebook: text.default('codebook.yaml'),
  'add-ons': z.array(text, { error: 'a list of codebook files' }).default([]),
  'full-text': z.boolean({ error: 'true or false' }).default(true),
  'coding-rule': z.enum(codingRules, { error: `one of ${codingRules.join(', ')}` }).default('both'),
})

/** Reads review.yaml. Throws a UserError that lists every mistake with file and line. */
export function readSettings(path: string): ReviewSettings {
  if (!existsSync(path)) {
    throw new UserError(`There is no ${path}.`, 'You can make a project with "lacuna init".')
  }
  const { settings, problems } = parseSettings(readFileSync(path, 'utf8'), path)
  if (settings !== undefined) return settings
  throw new UserError(
    `The settings cannot be read.\n${problems.map(printProblem).join('\n')}`,
    'You can correct the file and try again.',
  )
}

/** Settings from the text of a review.yaml, or the problems that stand against it. */
export function parseSettings(
  source: string,
  file: string,
): { readonly settings?: ReviewSettings; readonly problems: readonly Problem[] } {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines })
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map((error) =>
        problem(file, lines.linePos(error.pos[0]).line, firstLine(error.message)),
      ),
    }
  }
  const result = shape.safeParse(document.toJS({ maxAliasCount: 20 }) ?? {})
  if (!result.success) {
    return {
      problems: result.error.issues.map((issue) => {
        const node: unknown = document.getIn(issue.path, true)
        const line = hasRange(node) ? lines.linePos(node.range[0]).line : 1
        const name = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.')
        const expected =
          issue.code === 'unrecognized_keys' ? `one of ${Object.keys(shape.shape).join(', ')}` : issue.message
        return problem(file, line, `At "${name}": expected ${expected}`)
      }),
    }
  }
  const { 'add-ons': addOns, 'full-text': fullText, 'coding-rule': codingRule, ...rest } = result.data
  return { settings: { ...withoutUndefined(rest), addOns, fullText, codingRule }, problems: [] }
}

/** The text of a new review.yaml. */
export function printSettings(settings: ReviewSettings): string {
  const { addOns, fullText, codingRule, ...rest } = settings
  return stringify({ ...rest, 'add-ons': addOns, 'full-text': fullText, 'coding-rule': codingRule })
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Optional keys that hold undefined are left out, as `exactOptionalPropertyTypes` wants it. */
function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Defined<T>
}

const firstLine = (message: string): string => message.split('\n')[0] ?? message

const hasRange = (node: unknown): node is { readonly range: readonly [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)

const problem = (file: string, line: number, message: string): Problem => ({
  kind: 'problem',
  severity: 'lost',
  code: 'settings/not-understood',
  at: { file, line },
  message: message.endsWith('.') ? message : `${message}.`,
  remedy: 'You can correct this line; nothing else was changed.',
})
