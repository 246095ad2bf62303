import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { UserError } from '../domain/problem.ts'
import { keepCodebook } from '../review/codebook-versions.ts'
import { loadCodebook, openReview } from '../review/review.ts'
import { settingsFile } from '../review/find.ts'
import { printSettings } from '../review/settings.ts'
import { bundledCodebook, bundledCodebooks } from './bundled.ts'

export interface InitOptions {
  readonly folder: string
  readonly title?: string
  readonly question?: string
  /** Name of a bundled codebook or path of a file. */
  readonly codebook: string
  readonly addOns: readonly string[]
  readonly fullText: boolean
  readonly authors: readonly string[]
}

export interface InitResult {
  readonly folder: string
  readonly title: string
  readonly codebook: { readonly title: string; readonly dimensions: number }
}

/**
 * Makes a review project: review.yaml, copies of the codebooks (they are the review's own from then on) and an
 * empty store. Leaves existing files alone: a folder that already has a review.yaml is a UserError.
 */
export async function init(options: InitOptions): Promise<InitResult> {
  const folder = resolve(options.folder)
  if (existsSync(join(folder, settingsFile))) {
    throw new UserError(
      `${folder} already is a review project.`,
      'You can work in it, or name another folder.',
    )
  }
  const files = [options.codebook, ...options.addOns].map((wanted) => {
    const path = codebookPath(wanted)
    return { path, codebook: loadCodebook(path) }
  })
  mkdirSync(folder, { recursive: true })
  const names = files.map(({ path }, i) => {
    const name = i === 0 ? 'codebook.yaml' : basename(path)
    copyOnce(path, join(folder, name))
    return name
  })
  const title = options.title ?? basename(folder)
  const [codebook = 'codebook.yaml', ...addOns] = names
  const settings = printSettings({
    title,
    ...(options.question === undefined ? {} : { question: options.question }),
    version: '0.1.0',
    authors: options.authors,
    codebook,
    addOns,
    fullText: options.fullText,
    codingRule: 'both',
    reconcilers: [],
    coders: [],
    queries: {},
    sources: [],
    sourceUrls: {},
    dedupe: {},
  })
  // Last, because it is what makes the folder a project: an interrupted init can simply be run again.
  writeFileSync(join(folder, settingsFile), settings, { flag: 'wx' })
  const review = openReview(folder)
  keepCodebook(review)
  await review.store.close()
  const main = files[0]?.codebook
  return {
    folder,
    title,
    codebook: { title: main?.title ?? '', dimensions: main?.dimensions.length ?? 0 },
  }
}

/** Copies a codebook; one that an interrupted init has left there, or an equal one, is no obstacle. */
function copyOnce(from: string, to: string): void {
  const content = readFileSync(from)
  if (existsSync(to) && !readFileSync(to).equals(content)) {
    throw new UserError(
      `${to} already exists and is another codebook.`,
      'You can move it away, or name it with --codebook to keep it.',
    )
  }
  writeFileSync(to, content)
}

function codebookPath(wanted: string): string {
  const bundled = bundledCodebook(wanted)
  if (bundled !== undefined) return bundled
  if (existsSync(wanted)) return resolve(wanted)
  throw new UserError(
    `There is no codebook "${wanted}", neither a file nor one that comes with lacuna.`,
    `You can name a file, or one of: ${bundledCodebooks().join(', ')}.`,
    { exitCode: 2 },
  )
}
