import { codebookHash } from '../domain/codebook.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'

/** What a report's manifest says: the hashes of its inputs and of every file but itself. */
export interface Manifest {
  readonly format: 'lacuna-manifest/1'
  readonly title: string
  readonly version: string
  readonly searchedTo?: string
  readonly tool: { readonly name: string; readonly version: string }
  /** Over canonical inputs: what the same review gives on every machine. */
  readonly inputs: { readonly snapshot: string; readonly codebook: string; readonly decisions: string }
  readonly files: readonly ManifestFile[]
}

export interface ManifestFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
  readonly holds: string
}

export function manifestOf(snapshot: ReviewSnapshot, hash: string, files: readonly ManifestFile[]): string {
  const { review, tool, codebook, log } = snapshot
  const manifest: Manifest = {
    format: 'lacuna-manifest/1',
    title: review.title,
    version: review.version,
    ...(review.searchedTo === undefined ? {} : { searchedTo: review.searchedTo }),
    tool,
    inputs: { snapshot: hash, codebook: codebookHash(codebook), decisions: log.hash },
    files,
  }
  return `${JSON.stringify(manifest, undefined, 2)}\n`
}
