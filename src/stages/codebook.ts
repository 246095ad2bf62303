import { allCodes, type Codebook, codebookHash } from '../domain/codebook.ts'
import { type CodebookChange, codebookDifference } from '../domain/codebook-difference.ts'
import { existsSync, readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { foldLog } from '../domain/coding.ts'
import { type Problem, UserError } from '../domain/problem.ts'
import { reportIndex } from '../domain/report.ts'
import { readCodebook } from '../formats/codebook-yaml.ts'
import { keptCodebook } from '../review/codebook-versions.ts'
import { loadCodebook, type Review } from '../review/review.ts'
import { bundledCodebook, bundledCodebooks } from './bundled.ts'
import { type CodeUse, unknownUses } from './codes-in-use.ts'
import { versionInUse } from './migrate-codebook.ts'
import { type RunawayCue, runawayCues } from './runaway-cues.ts'

export interface CodebookSummary {
  readonly name: string
  readonly title: string
  readonly version: string
  readonly hash: string
  readonly dimensions: number
  readonly codes: number
  readonly questions: number
}

/** The codebooks that come with lacuna. */
export function listCodebooks(): readonly CodebookSummary[] {
  return bundledCodebooks().map((name) => summarise(name, named(name)))
}

export interface CodebookCheck extends CodebookSummary {
  /** What is doubtful in its files, such as a name that leads to two codes. */
  readonly problems: readonly Problem[]
  readonly runaway: readonly RunawayCue[]
  /** In a project: what stands in codings and the codebook does not have. */
  readonly unknown: readonly CodeUse[]
}

/** Reads a codebook and looks for what is wrong in it; one that cannot be used is a UserError with every mistake. */
export function checkCodebook(name: string): CodebookCheck {
  const codebook = named(name)
  return {
    ...summarise(name, codebook),
    problems: problemsOf(bundledCodebook(name) ?? name),
    runaway: runawayCues(codebook),
    unknown: [],
  }
}

/** The same for a project's codebook and add-ons, held against what was coded. */
export async function checkProjectCodebook(review: Review): Promise<CodebookCheck> {
  const { settings, folder, codebook, store } = review
  const folded = foldLog(await store.decisions(), reportIndex(await store.memberships()))
  return {
    ...summarise(settings.codebook, codebook),
    problems: [settings.codebook, ...settings.addOns].flatMap((path) => problemsOf(resolve(folder, path))),
    runaway: runawayCues(codebook),
    unknown: unknownUses(folded, codebook),
  }
}

const problemsOf = (path: string): readonly Problem[] =>
  readCodebook(readFileSync(path, 'utf8'), basename(path)).problems

/** What changed between two codebooks. */
export function compareCodebooks(before: string, after: string): readonly CodebookChange[] {
  return codebookDifference(named(before), named(after))
}

/** What changed in a project's codebook since another: a file, a name, or the hash of a version that was kept. */
export function changesSince({ folder, codebook }: Review, before: string): readonly CodebookChange[] {
  return codebookDifference(keptCodebook(folder, before)?.codebook ?? named(before), codebook)
}

/** What changed in a project's codebook since it was last coded under another version; undefined where it never was. */
export async function changesSinceCoded(
  review: Review,
): Promise<{ readonly since: string; readonly changes: readonly CodebookChange[] } | undefined> {
  const since = versionInUse(review, await review.store.decisions())
  if (since === undefined) return undefined
  const old = keptCodebook(review.folder, since)
  if (old === undefined) {
    throw new UserError(
      `The codebook ${since.slice(0, 12)} that was coded under was not kept.`,
      'You can name its file: lacuna codebook diff OLD NEW.',
    )
  }
  return { since, changes: codebookDifference(old.codebook, review.codebook) }
}

function named(name: string): Codebook {
  const path = bundledCodebook(name) ?? name
  if (existsSync(path)) return loadCodebook(path)
  throw new UserError(
    `There is no codebook "${name}", neither a file nor one that comes with lacuna.`,
    `You can name a file, or one of: ${bundledCodebooks().join(', ')}.`,
    { exitCode: 2 },
  )
}

const summarise = (name: string, codebook: Codebook): CodebookSummary => ({
  name,
  title: codebook.title,
  version: codebook.version,
  hash: codebookHash(codebook),
  dimensions: codebook.dimensions.length,
  codes: codebook.dimensions.reduce((total, dimension) => total + allCodes(dimension).length, 0),
  questions: codebook.questions.length,
})
