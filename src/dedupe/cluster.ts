/** Two cards, by index, that are to be joined, and how sure that is. */
export interface Edge {
  readonly i: number
  readonly j: number
  readonly probability: number
}

/**
 * Groups of cards. Edges are taken from the surest to the least sure; one that would bring together two cards
 * that `contradicts` says cannot be one is left out, whatever chain leads there. So a bad record joins the
 * group it fits best and cannot pull two works together. Any order of the edges gives the same groups.
 * @param edges ties in probability are broken by the indices, so indices should follow the record ids
 * @param forced edges that come first, in their order: people's words
 * @returns the group of each card (its smallest index), and the edges left out
 */
export function cluster(
  count: number,
  forced: readonly Edge[],
  edges: readonly Edge[],
  contradicts: (i: number, j: number, isForced: boolean) => boolean,
): { readonly groupOf: Int32Array; readonly leftOut: readonly Edge[] } {
  const groupOf = Int32Array.from({ length: count }, (_, i) => i)
  const members = new Map<number, number[]>()
  const membersOf = (group: number): readonly number[] => members.get(group) ?? [group]
  const leftOut: Edge[] = []
  const join = (edge: Edge, isForced: boolean): void => {
    const left = groupOf[edge.i] ?? edge.i
    const right = groupOf[edge.j] ?? edge.j
    if (left === right) return
    const [a, b] = [membersOf(left), membersOf(right)]
    if (a.some((i) => b.some((j) => contradicts(i, j, isForced)))) {
      leftOut.push(edge)
      return
    }
    const group = Math.min(left, right)
    members.set(group, [...a, ...b])
    members.delete(Math.max(left, right))
    for (const member of left < right ? b : a) groupOf[member] = group
  }
  for (const edge of forced) join(edge, true)
  const bySureness = edges.toSorted((x, y) => y.probability - x.probability || x.i - y.i || x.j - y.j)
  for (const edge of bySureness) join(edge, false)
  return { groupOf, leftOut }
}
