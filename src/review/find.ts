import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { UserError } from '../domain/problem.ts'

// Nothing else is imported here: whether there is a project is asked before anything is drawn.

/** The file that makes a folder a review project. */
export const settingsFile = 'review.yaml'

/**
 * The project folder for a starting point: the nearest one upward that has a review.yaml.
 * Throws a UserError when there is none.
 */
export function findReview(start: string): string {
  const folder = projectAbove(start)
  if (folder !== undefined) return folder
  throw new UserError(
    `There is no review project in ${resolve(start)} or above it (no ${settingsFile}).`,
    'You can make one with "lacuna init", or name its folder with --project.',
    { exitCode: 2 },
  )
}

/** Whether there is a project for a starting point. */
export const hasReview = (start: string): boolean => projectAbove(start) !== undefined

function projectAbove(start: string): string | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (existsSync(join(folder, settingsFile))) return folder
    if (dirname(folder) === folder) return undefined
  }
}
