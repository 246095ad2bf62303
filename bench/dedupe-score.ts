/** Counts and rates of one level, as the scorer beside the reference data gives them. */
export interface Score {
  readonly truePositives: number
  readonly falsePositives: number
  readonly falseNegatives: number
  readonly sensitivity: number
  readonly precision: number
  readonly f1: number
}

const score = (tp: number, fp: number, fn: number): Score => ({
  truePositives: tp,
  falsePositives: fp,
  falseNegatives: fn,
  sensitivity: tp / (tp + fn || 1),
  precision: tp / (tp + fp || 1),
  f1: (2 * tp) / (2 * tp + fp + fn || 1),
})

const pairs = (n: number): number => (n * (n - 1)) / 2

function count<K>(keys: Iterable<K>): Map<K, number> {
  const counts = new Map<K, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/**
 * Scores groups against the truth. Pair level: over all pairs of records. Record level: the first record of
 * each predicted group, in the truth's order, is kept; a true work of which none is kept is a false positive
 * (a work lost), a surplus copy still there a false negative.
 */
export function scoreGroups(
  truth: ReadonlyMap<string, string>,
  groups: Iterable<readonly string[]>,
): { readonly pair: Score; readonly record: Score } {
  const predicted = new Map<string, number>()
  let number = 0
  for (const group of groups) {
    number++
    for (const id of group) predicted.set(id, number)
  }
  const sum = (counts: ReadonlyMap<unknown, number>): number =>
    [...counts.values()].reduce((all, n) => all + pairs(n), 0)
  const together = sum(count([...truth].map(([id, work]) => `${work}\u0000${predicted.get(id)}`)))
  const pair = score(
    together,
    sum(count(predicted.values())) - together,
    sum(count(truth.values())) - together,
  )
  const kept = new Map([...truth.values()].map((work) => [work, 0]))
  const seen = new Set<number | undefined>()
  for (const [id, work] of truth) {
    const group = predicted.get(id)
    if (seen.has(group)) continue
    seen.add(group)
    kept.set(work, (kept.get(work) ?? 0) + 1)
  }
  let missed = 0
  let lost = 0
  for (const copies of kept.values()) {
    if (copies > 1) missed += copies - 1
    if (copies === 0) lost++
  }
  return { pair, record: score(truth.size - kept.size - missed, lost, missed) }
}
