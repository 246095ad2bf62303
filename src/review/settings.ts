import { existsSync, readFileSync } from 'node:fs'
import { stringify } from 'yaml'
import { z } from 'zod'
import { type CodingRule, codingRules } from '../domain/coding.ts'
import { parseDoi } from '../domain/identifier.ts'
import { printProblem, type Problem, UserError } from '../domain/problem.ts'
import { definedOnly, readYaml } from '../formats/yaml-content.ts'

/** What review.yaml says: everything about a review that is neither data nor judgement. */
export interface ReviewSettings {
  readonly title: string
  readonly question?: string
  /** The map's version, for citing. */
  readonly version: string
  readonly authors: readonly string[]
  readonly contact?: string
  readonly licence?: string
  /** Who publishes the map, and the DOI it has: for citations and DataCite. */
  readonly publisher?: string
  readonly doi?: string
  /** Paths from the project folder. */
  readonly codebook: string
  readonly addOns: readonly string[]
  /** False where the review ends with title and abstract. */
  readonly fullText: boolean
  readonly codingRule: CodingRule
  /** Who may reconcile what coders judged apart; everybody where none is named. */
  readonly reconcilers: readonly string[]
  /** Who takes part, and which languages they read (all where none is named): for `allocate`. */
  readonly coders: readonly TeamMember[]
  /** The review's queries by name, in the language of docs/harvest.md. */
  readonly queries: Readonly<Record<string, string>>
  /** Sources that `harvest` asks when none are named. */
  readonly sources: readonly string[]
  /** What this review counts as one document; what is not named is as docs/dedupe.md says. */
  readonly dedupe: DedupeSettings
  /** Other addresses of sources: a repository for OAI-PMH, a mirror. */
  readonly sourceUrls: Readonly<Record<string, string>>
}

export interface TeamMember {
  readonly name: string
  readonly reads: readonly string[]
}

export interface DedupeSettings {
  /** A preprint and its article: two reports, linked, or one. */
  readonly preprints?: 'link' | 'merge'
  /** Versions of one Cochrane review: one report, or two, linked. */
  readonly cochraneVersions?: 'link' | 'merge'
}

const text = z.string({ error: 'a text' }).trim().min(1, { error: 'a text that is not empty' })

const linkOrMerge = z.enum(['link', 'merge'], { error: 'link or merge' }).optional()
const dedupeKeys = { preprints: linkOrMerge, cochraneVersions: linkOrMerge }
const dedupe = z.strictObject(dedupeKeys, {
  error: (issue) =>
    issue.code === 'unrecognized_keys'
      ? `one of the keys ${Object.keys(dedupeKeys).join(', ')}`
      : 'a map of settings',
})

const coder = z
  .union(
    [
      text,
      z.strictObject({ name: text, reads: z.array(text, { error: 'a list of languages' }).default([]) }),
    ],
    {
      error: 'a name, or a map with name and reads, a list of languages',
    },
  )
  .transform((value): TeamMember => (typeof value === 'string' ? { name: value, reads: [] } : value))

const keys = {
  title: text,
  question: text.optional(),
  version: z.string({ error: 'a version in quotes, such as "1.0.0"' }).default('0.1.0'),
  authors: z.array(text, { error: 'a list of names' }).default([]),
  contact: text.optional(),
  licence: text.optional(),
  publisher: text.optional(),
  doi: text
    .refine((value) => parseDoi(value) !== undefined, { error: 'a DOI, such as 10.5281/zenodo.1234' })
    .transform((value) => parseDoi(value) ?? value)
    .optional(),
  codebook: text.default('codebook.yaml'),
  'add-ons': z.array(text, { error: 'a list of codebook files' }).default([]),
  'full-text': z.boolean({ error: 'true or false' }).default(true),
  'coding-rule': z.enum(codingRules, { error: `one of ${codingRules.join(', ')}` }).default('both'),
  reconcilers: z.array(text, { error: 'a list of names' }).default([]),
  coders: z.array(coder, { error: 'a list of names' }).default([]),
  queries: z.record(z.string(), text, { error: 'a map of names and queries' }).default({}),
  sources: z.array(text, { error: 'a list of sources' }).default([]),
  dedupe: dedupe.default({}),
  'source-urls': z.record(z.string(), text, { error: 'a map of sources and addresses' }).default({}),
}

const shape = z.strictObject(keys, {
  error: (issue) =>
    issue.code === 'unrecognized_keys'
      ? `one of the keys ${Object.keys(keys).join(', ')}`
      : 'a map of settings',
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
  const { content, problems } = readYaml(source, file, shape, 'settings')
  if (content === undefined) return { problems }
  const {
    'add-ons': addOns,
    'full-text': fullText,
    'coding-rule': codingRule,
    'source-urls': sourceUrls,
    dedupe: ofDedupe,
    ...rest
  } = content
  const dedupeSettings = definedOnly(ofDedupe)
  const settings = { ...definedOnly(rest), addOns, fullText, codingRule, sourceUrls, dedupe: dedupeSettings }
  return { settings, problems: [] }
}

/** The text of a new review.yaml. */
export function printSettings(settings: ReviewSettings): string {
  const {
    addOns,
    fullText,
    codingRule,
    reconcilers,
    coders,
    sourceUrls,
    sources,
    queries,
    dedupe: ofDedupe,
    ...rest
  } = settings
  return stringify({
    ...rest,
    'add-ons': addOns,
    'full-text': fullText,
    'coding-rule': codingRule,
    ...(reconcilers.length === 0 ? {} : { reconcilers }),
    ...(coders.length === 0 ? {} : { coders }),
    ...(Object.keys(queries).length === 0 ? {} : { queries }),
    ...(sources.length === 0 ? {} : { sources }),
    ...(Object.keys(ofDedupe).length === 0 ? {} : { dedupe: ofDedupe }),
    ...(Object.keys(sourceUrls).length === 0 ? {} : { 'source-urls': sourceUrls }),
  })
}
