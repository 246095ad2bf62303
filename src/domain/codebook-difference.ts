import { canonicalJson } from './canonical.ts'
import { allCodes, type Code, type Codebook, type Dimension, findDimension } from './codebook.ts'

/** One thing that differs between two versions of a codebook. `code` is absent where a dimension itself changed. */
export interface CodebookChange {
  readonly change:
    'added' | 'removed' | 'relabelled' | 'moved' | 'redefined' | 'retired' | 'revived' | 'reordered'
  readonly dimension: string
  readonly code?: string
  readonly before?: string
  readonly after?: string
}

/**
 * What changed from one version of a codebook to another, in the newer one's order, removals last within their
 * dimension. Matching is by id, so a renamed id is a removal and an addition (a migration says that they are
 * one). Two equal codebooks give an empty list.
 */
export function codebookDifference(before: Codebook, after: Codebook): readonly CodebookChange[] {
  const changes: CodebookChange[] = []
  for (const dimension of after.dimensions) {
    const old = findDimension(before, dimension.id)
    if (old === undefined) changes.push({ change: 'added', dimension: dimension.id, after: dimension.label })
    else changes.push(...dimensionChanges(old, dimension))
  }
  for (const dimension of before.dimensions) {
    if (findDimension(after, dimension.id) === undefined) {
      changes.push({ change: 'removed', dimension: dimension.id, before: dimension.label })
    }
  }
  return changes
}

function dimensionChanges(before: Dimension, after: Dimension): readonly CodebookChange[] {
  const at = { dimension: after.id }
  const changes: CodebookChange[] = []
  if (before.label !== after.label)
    changes.push({ ...at, change: 'relabelled', before: before.label, after: after.label })
  const { codes: _old, label: _oldLabel, ...oldRest } = before
  const { codes: _new, label: _newLabel, ...newRest } = after
  if (canonicalJson(oldRest) !== canonicalJson(newRest)) changes.push({ ...at, change: 'redefined' })
  const oldCodes = new Map(allCodes(before).map((placed) => [placed.code.id, placed]))
  const newCodes = new Map(allCodes(after).map((placed) => [placed.code.id, placed]))
  for (const [id, placed] of newCodes) {
    const old = oldCodes.get(id)
    if (old === undefined) changes.push({ ...at, code: id, change: 'added', after: placed.code.label })
    else changes.push(...codeChanges(after.id, old.code, old.path, placed.code, placed.path))
  }
  for (const [id, placed] of oldCodes) {
    if (!newCodes.has(id)) changes.push({ ...at, code: id, change: 'removed', before: placed.code.label })
  }
  const kept = (codes: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): string =>
    [...codes.keys()].filter((id) => other.has(id)).join(' ')
  if (kept(oldCodes, newCodes) !== kept(newCodes, oldCodes)) changes.push({ ...at, change: 'reordered' })
  return changes
}

function codeChanges(
  dimension: string,
  before: Code,
  pathBefore: readonly string[],
  after: Code,
  pathAfter: readonly string[],
): readonly CodebookChange[] {
  const at = { dimension, code: after.id }
  const changes: CodebookChange[] = []
  if (before.label !== after.label)
    changes.push({ ...at, change: 'relabelled', before: before.label, after: after.label })
  if (pathBefore.join('/') !== pathAfter.join('/')) {
    changes.push({ ...at, change: 'moved', before: pathBefore.join('/'), after: pathAfter.join('/') })
  }
  if (before.retired !== after.retired) changes.push({ ...at, change: after.retired ? 'retired' : 'revived' })
  const words = ({ definition, source, variants, cues, nearMisses, examples }: Code): string =>
    canonicalJson({ definition, source, variants, cues, nearMisses, examples })
  if (words(before) !== words(after)) changes.push({ ...at, change: 'redefined' })
  return changes
}
