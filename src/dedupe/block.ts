import { blockKeys, keyColumns, type KeyColumns, mayShareWords } from './block-keys.ts'
import type { Card } from './normalise.ts'

/** What blocking did and left out, for the report: never silently. */
export interface BlockingStatistics {
  /** Pairs given to the full comparison. */
  readonly pairs: number
  /** Pairs inside very large blocks that were not looked at. */
  readonly skipped: number
}

/** Blocks of strong keys are compared in full up to this size; of weak ones, where a quick look comes first. */
const largestBlock = { strong: 120, weak: 600 }
const windowSize = 40

/**
 * Calls `visit` once for every pair of cards that share a block key and are worth comparing, as indices with
 * i < j. Two cards that share only a weak key are worth it if their titles may share most of their words. Blocks
 * above `largestBlock` are sorted by title, year, author and page, only near neighbours are looked at, and the
 * others are counted. More records never make two cards a pair that were none before.
 * @param asMade the cards' indices in the order in which they lie in memory: all are gone through once
 */
export function candidatePairs(
  cards: readonly Card[],
  asMade: Uint32Array,
  visit: (i: number, j: number) => void,
): BlockingStatistics {
  const columns = keyColumns(cards, asMade)
  const inFull = blockKeys.map(() => new Uint8Array(cards.length))
  const emitted = new Set<number>()
  let pairs = 0
  let skipped = 0
  for (const [k, { isStrong }] of blockKeys.entries()) {
    const emit = (i: number, j: number, isSplit: boolean): void => {
      if (!isStrong && !mayShareWords(columns.signatures, i, j)) return
      if (seenBefore(columns, inFull, k, i, j)) return
      const [a, b] = i < j ? [i, j] : [j, i]
      // Pairs of split blocks are not all seen, so they are remembered one by one.
      const key = a * cards.length + b
      if (emitted.has(key)) return
      if (isSplit) emitted.add(key)
      pairs++
      visit(a, b)
    }
    for (const block of blocks(columns.keys[k] ?? new Uint32Array(0))) {
      if (block.length <= (isStrong ? largestBlock.strong : largestBlock.weak)) {
        for (const i of block) (inFull[k] as Uint8Array)[i] = 1
        for (let x = 0; x < block.length; x++)
          for (let y = x + 1; y < block.length; y++) emit(block[x] ?? 0, block[y] ?? 0, false)
      } else skipped += neighboursOnly(cards, block, (i, j) => emit(i, j, true))
    }
  }
  return { pairs, skipped }
}

/** Whether an earlier key has brought the two together in a block that was looked at in full. */
function seenBefore(
  { keys }: KeyColumns,
  inFull: readonly Uint8Array[],
  k: number,
  i: number,
  j: number,
): boolean {
  for (let earlier = 0; earlier < k; earlier++) {
    const column = keys[earlier]
    const key = column?.[i]
    if (key !== 0 && key === column?.[j] && inFull[earlier]?.[i] === 1) return true
  }
  return false
}

function neighboursOnly(
  cards: readonly Card[],
  block: readonly number[],
  emit: (i: number, j: number) => void,
): number {
  const sorted = block.toSorted((i, j) => compareCards(cards[i], cards[j]))
  let seen = 0
  for (let x = 0; x < sorted.length; x++) {
    for (let y = x + 1; y < Math.min(sorted.length, x + windowSize); y++) {
      emit(sorted[x] ?? 0, sorted[y] ?? 0)
      seen++
    }
  }
  return (block.length * (block.length - 1)) / 2 - seen
}

function compareCards(a: Card | undefined, b: Card | undefined): number {
  if (a === undefined || b === undefined) return 0
  if (a.title.compact !== b.title.compact) return a.title.compact < b.title.compact ? -1 : 1
  if (a.year !== b.year) return a.year - b.year
  const left = a.authors.surnames[0] ?? ''
  const right = b.authors.surnames[0] ?? ''
  if (left !== right) return left < right ? -1 : 1
  if (a.pages.first !== b.pages.first) return a.pages.first - b.pages.first
  return a.id < b.id ? -1 : 1
}

/** Indices with equal keys, groups of two and more. */
function* blocks(column: Uint32Array): Generator<readonly number[]> {
  // Key and index in one number, sorted as numbers: 32 bits and up to 21 (two million records) fit in 53.
  const scale = 2 ** Math.ceil(Math.log2(Math.max(2, column.length)))
  const keyScale = Math.min(1, 2 ** 53 / scale / 2 ** 32)
  let count = 0
  const packed = new Float64Array(column.length)
  for (let i = 0; i < column.length; i++) {
    const key = column[i] ?? 0
    if (key !== 0) packed[count++] = Math.floor(key * keyScale) * scale + i
  }
  const sorted = packed.subarray(0, count).toSorted()
  let group: number[] = []
  let current = -1
  for (let at = 0; at < sorted.length; at++) {
    const value = sorted[at] ?? 0
    const key = Math.floor(value / scale)
    if (key !== current) {
      if (group.length > 1) yield group
      group = []
      current = key
    }
    group.push(value - key * scale)
  }
  if (group.length > 1) yield group
}
