import { hash32, mix } from '../text/sketch.ts'
import { isSmallWord } from '../text/word-difference.ts'
import type { Card } from './normalise.ts'

/** A way to find records that could be one: those with an equal key are compared. 0 says: no key. */
interface BlockKey {
  readonly name: string
  readonly key: (card: Card) => number
}

const both = (a: number, b: number): number => mix(a ^ Math.imul(b, 0x9e3779b1)) || 1
const text = (value: string): number => (value === '' ? 0 : hash32(value) || 1)
const joined = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : both(a, b))

const sayingWords = (card: Card): readonly string[] =>
  card.title.words.split(' ').filter((word) => !isSmallWord(word))
const surname = (card: Card, at: number): string => card.authors.surnames[at]?.slice(0, 5) ?? ''

/** The two longest words are mostly the rarest, and survive typing errors elsewhere. */
const longestWords = (card: Card, count: number): string => {
  const words = sayingWords(card).toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
  return words.length <= count ? '' : words.slice(0, count).join(' ')
}

/** Two surnames, by alphabet, out of the first `depth`: lists are cut short or reordered. */
const authorsKey = (card: Card, depth: number): string => {
  const names = card.authors.surnames.slice(0, depth).map((name) => name.slice(0, 5))
  return names.length < 2 ? '' : names.toSorted().slice(0, 2).join(' ')
}

/** Each catches what the others miss; a pair needs to share one of them. */
const blockKeys: readonly BlockKey[] = [
  { name: 'title', key: (card) => text(card.title.compact) },
  { name: 'doi', key: (card) => text(card.doi) },
  { name: 'pmid', key: (card) => text(card.pmid) },
  { name: 'work number', key: (card) => text(card.workNumber) },
  { name: 'title in another language', key: (card) => text(card.title.others[0] ?? card.title.compact) },
  { name: 'beginning of the title', key: (card) => text(sayingWords(card).slice(0, 4).join(' ')) },
  { name: 'end of the title', key: (card) => text(sayingWords(card).slice(-4).join(' ')) },
  {
    name: 'first author, page and volume',
    key: (card) => joined(text(surname(card, 0)), joined(card.pages.first, card.numbering.volume)),
  },
  {
    name: 'page, volume and year',
    key: (card) => joined(joined(card.pages.first, card.numbering.volume), card.year),
  },
  {
    name: 'first author, page and year',
    key: (card) => joined(text(surname(card, 0)), joined(card.pages.first, card.year)),
  },
  {
    name: 'lone author and year',
    key: (card) => (card.authors.surnames.length === 1 ? joined(text(surname(card, 0)), card.year) : 0),
  },
  {
    name: 'longest words of the title and year',
    key: (card) => joined(text(longestWords(card, 2)), card.year),
  },
  {
    name: 'first author and longest word of the title',
    key: (card) => joined(text(surname(card, 0)), text(longestWords(card, 1))),
  },
  { name: 'first authors and year', key: (card) => joined(text(authorsKey(card, 2)), card.year) },
  { name: 'authors by name and year', key: (card) => joined(text(authorsKey(card, Infinity)), card.year) },
  { name: 'abstract', key: (card) => joined(card.abstract[0] ?? 0, card.abstract[1] ?? 0) },
]

/** What blocking left out, for the report: never silently. */
export interface BlockingStatistics {
  readonly pairs: number
  /** Pairs inside very large blocks that were not compared, by key. */
  readonly skipped: number
}

const largestBlock = 80
const windowSize = 40

/**
 * Calls `visit` once for every pair of cards that share a block key, as indices with i < j. Blocks above
 * `largestBlock` are split by year, then by first author; what is still larger is sorted by title and
 * only near neighbours are compared, and the rest is counted.
 */
export function candidatePairs(
  cards: readonly Card[],
  visit: (i: number, j: number) => void,
): BlockingStatistics {
  const keys = blockKeys.map(({ key }) => Uint32Array.from(cards, key))
  const unsplit = blockKeys.map(() => new Uint8Array(cards.length))
  let pairs = 0
  let skipped = 0
  for (const [k, column] of keys.entries()) {
    const seenBefore = (i: number, j: number): boolean => {
      for (let earlier = 0; earlier < k; earlier++) {
        if (
          keys[earlier]?.[i] === keys[earlier]?.[j] &&
          keys[earlier]?.[i] !== 0 &&
          unsplit[earlier]?.[i] === 1
        )
          return true
      }
      return false
    }
    const emit = (i: number, j: number): void => {
      if (seenBefore(i, j)) return
      pairs++
      visit(Math.min(i, j), Math.max(i, j))
    }
    for (const block of blocks(column)) {
      if (block.length <= largestBlock) {
        for (const i of block) (unsplit[k] as Uint8Array)[i] = 1
        allPairs(block, emit)
      } else skipped += splitBlock(cards, block, emit)
    }
  }
  return { pairs, skipped }
}

function allPairs(block: readonly number[], emit: (i: number, j: number) => void): void {
  for (let x = 0; x < block.length; x++)
    for (let y = x + 1; y < block.length; y++) emit(block[x] ?? 0, block[y] ?? 0)
}

function splitBlock(
  cards: readonly Card[],
  block: readonly number[],
  emit: (i: number, j: number) => void,
): number {
  const sorted = block.toSorted((i, j) => compareCards(cards[i], cards[j]))
  let compared = 0
  for (let x = 0; x < sorted.length; x++) {
    for (let y = x + 1; y < Math.min(sorted.length, x + windowSize); y++) {
      emit(sorted[x] ?? 0, sorted[y] ?? 0)
      compared++
    }
  }
  return (block.length * (block.length - 1)) / 2 - compared
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
  const scale = 2 ** Math.ceil(Math.log2(Math.max(2, column.length)))
  let count = 0
  const packed = new Float64Array(column.length)
  for (const [i, key] of column.entries()) if (key !== 0) packed[count++] = key * scale + i
  const sorted = packed.subarray(0, count).toSorted()
  let group: number[] = []
  let current = -1
  for (const value of sorted) {
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
