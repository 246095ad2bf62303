import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Codebook, codebookHash, joinCodebooks } from '../domain/codebook.ts'
import { printProblem, UserError } from '../domain/problem.ts'
import { readCodebook } from '../formats/codebook-yaml.ts'
import { openSqlite } from '../store/sqlite.ts'
import type { Store } from '../store/store.ts'
import { settingsFile } from './find.ts'
import { readSettings, type ReviewSettings } from './settings.ts'

/** An open review project: its folder, settings, codebook and store. */
export interface Review {
  readonly folder: string
  readonly settings: ReviewSettings
  /** The main codebook joined with its add-ons. */
  readonly codebook: Codebook
  readonly codebookHash: string
  readonly store: Store
}

export const databaseFile = 'lacuna.db'

/** Opens a project. Close its store when done. Throws a UserError that lists what is wrong with its files. */
export function openReview(folder: string): Review {
  const settings = readSettings(join(folder, settingsFile))
  const codebooks = [settings.codebook, ...settings.addOns].map((path) => loadCodebook(resolve(folder, path)))
  const [main, ...addOns] = codebooks
  if (main === undefined) throw new Error('Settings always name a codebook.')
  const codebook = joined(main, addOns)
  return {
    folder,
    settings,
    codebook,
    codebookHash: codebookHash(codebook),
    store: openSqlite(join(folder, databaseFile)),
  }
}

function joined(main: Codebook, addOns: readonly Codebook[]): Codebook {
  try {
    return joinCodebooks(main, addOns)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new UserError(
      why,
      `You can rename the dimension in one of them, or take it out of ${settingsFile}.`,
      {
        cause,
      },
    )
  }
}

/** Reads one codebook file whole. Throws a UserError that lists every mistake with its line. */
export function loadCodebook(path: string): Codebook {
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new UserError(`There is no codebook file ${path}.`, `You can correct its name in ${settingsFile}.`)
  }
  const { codebook, problems } = readCodebook(readFileSync(path, 'utf8'), path)
  if (codebook !== undefined) return codebook
  const list = problems.map(printProblem).join('\n')
  throw new UserError(`The codebook ${path} cannot be used.\n${list}`, 'You can correct it and try again.')
}
