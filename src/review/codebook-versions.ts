import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson } from '../domain/canonical.ts'
import { type Codebook, codebookHash } from '../domain/codebook.ts'
import type { Review } from './review.ts'

const folderName = 'codebook-versions'

/** Keeps the codebook as it is now, under its hash, so that codings made under it can be read by it for ever. */
export function keepCodebook({ folder, codebook, codebookHash: hash }: Review): void {
  const path = join(folder, folderName, `${hash}.json`)
  if (existsSync(path)) return
  mkdirSync(join(folder, folderName), { recursive: true })
  // Whole or not at all; two processes at once write the same.
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, `${canonicalJson(codebook)}\n`)
  renameSync(draft, path)
}

/** A codebook that was kept, by its hash or the beginning of it; undefined where there is none, or several. */
export function keptCodebook(
  folder: string,
  hash: string,
): { readonly codebook: Codebook; readonly hash: string } | undefined {
  const names = existsSync(join(folder, folderName)) ? readdirSync(join(folder, folderName)) : []
  const found = names.filter((name) => /^[0-9a-f]{64}\.json$/.test(name) && name.startsWith(hash))
  const [name, ...more] = found
  if (name === undefined || more.length > 0 || hash.length < 8) return undefined
  const codebook = readWhole(join(folder, folderName, name))
  // A file that was changed by hand is not what codings were made under.
  return codebook !== undefined && codebookHash(codebook) === name.slice(0, 64)
    ? { codebook, hash: name.slice(0, 64) }
    : undefined
}

function readWhole(path: string): Codebook | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Codebook
  } catch {
    return undefined
  }
}
