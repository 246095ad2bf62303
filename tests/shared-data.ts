import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

const root = fileURLToPath(new URL('../../shared', import.meta.url))

/** A path in the reference material beside the repository, or undefined on a machine that does not have it. */
export function sharedData(...parts: readonly string[]): string | undefined {
  const path = join(process.env['LACUNA_SHARED'] ?? root, ...parts)
  return existsSync(path) ? path : undefined
}

/** For titles of tests that skip: says why, in one clear line. */
export const sharedDataMissing = 'skipped: the reference data beside the repository is not on this machine'
