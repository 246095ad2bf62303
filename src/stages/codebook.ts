import { allCodes, type Codebook, codebookHash } from '../domain/codebook.ts'
import { type CodebookChange, codebookDifference } from '../domain/codebook-difference.ts'
import { existsSync } from 'node:fs'
import { UserError } from '../domain/problem.ts'
import { loadCodebook } from '../review/review.ts'
import { bundledCodebook, bundledCodebooks } from './bundled.ts'

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

/** Reads a codebook and counts what is in it; a codebook that cannot be used is a UserError with every mistake. */
export function checkCodebook(name: string): CodebookSummary {
  return summarise(name, named(name))
}

/** What changed between two codebooks. */
export function compareCodebooks(before: string, after: string): readonly CodebookChange[] {
  return codebookDifference(named(before), named(after))
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
