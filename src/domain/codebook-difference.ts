import { canonicalJson } from './canonical.ts'
import { allCodes, type Code, type Codebook, type Dimension, findDimension } from './codebook.ts'

/** One thing that differs between two versions of a codebook. */
export interface CodebookChange {
  readonly change:
    'added' | 'removed' | 'relabelled' | 'moved' | 'redefined' | 'retired' | 'revived' | 'reordered'
  /** The dimension that changed; absent where something outside the dimensions did. */
  readonly dimension?: string
  /** The code that changed; absent where its dimension did. */
  readonly code?: string
  /** What changed outside the dimensions: `title`, `questions`, `map`; `dimensions` for their order. */
  readonly part?: string
  /** The id of the question that changed. */
  readonly question?: string
  readonly before?: string
  readonly after?: string
}

/**
 * What changed from one version of a codebook to another: first outside the dimensions, then dimension by
 * dimension in the newer one's order, removals last. Matching is by id, so a renamed id is a removal and an
 * addition (a migration says that they are one). The list is empty if and only if the two have the same hash.
 */
export function codebookDifference(before: Codebook, after: Codebook): readonly CodebookChange[] {
  const changes = [...partChanges(before, after), ...questionChanges(before, after)]
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
  if (orderDiffers(before.dimensions.map(idOf), after.dimensions.map(idOf)))
    changes.push({ change: 'reordered', part: 'dimensions' })
  // Ids used twice hide from matching by id.
  if (changes.length === 0 && differ(before, after)) changes.push({ change: 'redefined', part: 'dimensions' })
  return changes
}

const idOf = ({ id }: { readonly id: string }): string => id

/** As the hash sees it: composed and decomposed accents are the same. */
const differ = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) !== canonicalJson(b ?? null)

/** Whether the ids that both lists have stand in another order. */
function orderDiffers(before: readonly string[], after: readonly string[]): boolean {
  const kept = (ids: readonly string[], other: readonly string[]): readonly string[] => {
    const known = new Set(other)
    return ids.filter((id) => known.has(id))
  }
  return differ(kept(before, after), kept(after, before))
}

/** Title, version, sources, screening guide, map, roles: everything but dimensions and questions. */
function partChanges(before: Codebook, after: Codebook): readonly CodebookChange[] {
  const { dimensions: _old, questions: _oldQuestions, ...old } = before
  const { dimensions: _new, questions: _newQuestions, ...now } = after
  const [left, right]: readonly Readonly<Record<string, unknown>>[] = [old, now]
  return [...new Set([...Object.keys(now), ...Object.keys(old)])].flatMap((part): CodebookChange[] => {
    const [was, is] = [left?.[part], right?.[part]]
    if (!differ(was, is)) return []
    const change =
      was === undefined
        ? 'added'
        : is === undefined
          ? 'removed'
          : part === 'title'
            ? 'relabelled'
            : 'redefined'
    return [
      {
        change,
        part,
        ...(typeof was === 'string' ? { before: was } : {}),
        ...(typeof is === 'string' ? { after: is } : {}),
      },
    ]
  })
}

function questionChanges(before: Codebook, after: Codebook): readonly CodebookChange[] {
  const part = 'questions'
  const changes: CodebookChange[] = []
  const old = new Map(before.questions.map((question) => [question.id, question]))
  const now = new Map(after.questions.map((question) => [question.id, question]))
  for (const [id, question] of now) {
    const was = old.get(id)
    const at = { part, question: id, after: question.question }
    if (was === undefined) changes.push({ ...at, change: 'added' })
    else if (differ(was, question)) changes.push({ ...at, change: 'redefined', before: was.question })
  }
  for (const [id, question] of old) {
    if (!now.has(id)) changes.push({ part, question: id, change: 'removed', before: question.question })
  }
  const [oldIds, newIds] = [before.questions.map(idOf), after.questions.map(idOf)]
  const ordered = !orderDiffers(oldIds, newIds)
  if (!ordered || (changes.length === 0 && differ(before.questions, after.questions)))
    changes.push({ part, change: 'reordered' })
  return changes
}

function dimensionChanges(before: Dimension, after: Dimension): readonly CodebookChange[] {
  const at = { dimension: after.id }
  const changes: CodebookChange[] = []
  if (differ(before.label, after.label))
    changes.push({ ...at, change: 'relabelled', before: before.label, after: after.label })
  const { codes: _old, label: _oldLabel, ...oldRest } = before
  const { codes: _new, label: _newLabel, ...newRest } = after
  if (differ(oldRest, newRest)) changes.push({ ...at, change: 'redefined' })
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
  if (orderDiffers([...oldCodes.keys()], [...newCodes.keys()])) changes.push({ ...at, change: 'reordered' })
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
  if (differ(before.label, after.label))
    changes.push({ ...at, change: 'relabelled', before: before.label, after: after.label })
  if (differ(pathBefore, pathAfter)) {
    changes.push({ ...at, change: 'moved', before: pathBefore.join('/'), after: pathAfter.join('/') })
  }
  if (before.retired !== after.retired) changes.push({ ...at, change: after.retired ? 'retired' : 'revived' })
  if (differ(wordsOf(before), wordsOf(after))) changes.push({ ...at, change: 'redefined' })
  return changes
}

/** Everything a code says that has no change of its own. */
function wordsOf(code: Code): unknown {
  const { label: _label, retired: _retired, children: _children, ...words } = code
  return words
}
