import { hash32, mix } from '../text/sketch.ts'
import { isSmallWord } from '../text/word-difference.ts'
import type { Card } from './normalise.ts'
import { titleMark } from './title.ts'

/** A way to find records that could be one: those with an equal key are compared. 0 says: no key. */
interface BlockKey {
  readonly name: string
  /** Equal keys alone make a pair worth a full comparison; otherwise the titles must look alike too. */
  readonly isStrong: boolean
  readonly key: (facts: Facts) => number
}

/** What the keys are made of, worked out once per card. Texts are hashed once; 0 stands for an empty one. */
interface Facts {
  readonly card: Card
  readonly title: number
  /** The title's words without small words. */
  readonly words: readonly number[]
  /** The longest two of three and more, and the longest: mostly the rarest, and they survive typing errors elsewhere. */
  readonly longestTwo: number
  readonly longest: number
  /** Beginnings of the surnames. */
  readonly names: readonly number[]
}

const combined = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : mix(a ^ Math.imul(b, 0x9e3779b1)) || 1
const text = (value: string): number => (value === '' ? 0 : hash32(value) || 1)
/** In any order. */
const pair = (a: number, b: number): number => combined(Math.min(a, b), Math.max(a, b))

const isEditorial = (card: Card): boolean => (card.title.marks & titleMark.editorial) !== 0
const place = (card: Card): number => combined(card.pages.first, card.year)

/**
 * Each finds what the others miss; a pair needs to share one of them. A title that many works have, such as
 * "Editorial", finds nothing by itself: those records are found by their place.
 */
export const blockKeys: readonly BlockKey[] = [
  {
    name: 'title',
    isStrong: true,
    key: ({ card, title }) =>
      isEditorial(card) ? combined(title, card.pages.first > 0 ? place(card) : card.year) : title,
  },
  { name: 'doi', isStrong: true, key: ({ card }) => text(card.doi) },
  { name: 'pmid', isStrong: true, key: ({ card }) => text(card.pmid) },
  { name: 'work number', isStrong: true, key: ({ card }) => text(card.workNumber) },
  {
    name: 'title in another language',
    isStrong: true,
    key: ({ card, title }) => {
      const [other] = card.title.others
      return isEditorial(card) ? 0 : other === undefined ? title : text(other)
    },
  },
  {
    name: 'first author, page and volume',
    isStrong: true,
    key: ({ card, names }) => combined(names[0] ?? 0, combined(card.pages.first, card.numbering.volume)),
  },
  {
    name: 'first author, page and year',
    isStrong: true,
    key: ({ card, names }) => combined(names[0] ?? 0, place(card)),
  },
  { name: 'beginning of the title', isStrong: false, key: ({ words }) => four(words, 0, 1) },
  { name: 'end of the title', isStrong: false, key: ({ words }) => four(words, words.length - 1, -1) },
  {
    name: 'page, volume and year',
    isStrong: false,
    key: ({ card }) => combined(place(card), card.numbering.volume),
  },
  {
    name: 'lone author and year',
    isStrong: false,
    key: ({ card, names }) => (names.length === 1 ? combined(names[0] ?? 0, card.year) : 0),
  },
  {
    name: 'longest words of the title and year',
    isStrong: false,
    key: ({ card, longestTwo }) => combined(longestTwo, card.year),
  },
  {
    name: 'first author and longest word of the title',
    isStrong: false,
    key: ({ longest, names }) => combined(names[0] ?? 0, longest),
  },
  {
    name: 'first two authors and year',
    isStrong: false,
    key: ({ card, names }) => combined(pair(names[0] ?? 0, names[1] ?? 0), card.year),
  },
  {
    name: 'two of the authors and year',
    isStrong: false,
    key: ({ card, names }) => combined(smallestTwo(names), card.year),
  },
  {
    name: 'abstract',
    isStrong: false,
    key: ({ card }) =>
      card.abstract.length === 0
        ? 0
        : card.abstract.subarray(0, 4).reduce((sum, hash) => combined(sum, hash), card.year),
  },
]

/** The keys of all cards, column by column, and a signature of each title for a quick look before comparing. */
export interface KeyColumns {
  readonly keys: readonly Uint32Array[]
  /** Two words of 32 bits a card: one bit for the beginning of each title word. */
  readonly signatures: Uint32Array
}

export function keyColumns(cards: readonly Card[], asMade: Uint32Array): KeyColumns {
  const keys = blockKeys.map(() => new Uint32Array(cards.length))
  const signatures = new Uint32Array(2 * cards.length)
  for (const i of asMade) {
    const card = cards[i]
    if (card === undefined) continue
    const all =
      card.title.words === '' ? [] : card.title.words.split(' ').filter((word) => !isSmallWord(word))
    const [first = '', second = ''] = twoLongest(all)
    const longest = text(first)
    const facts: Facts = {
      card,
      title: text(card.title.compact),
      words: all.map(text),
      longest,
      longestTwo: combined(longest, text(second)),
      names: card.authors.surnames.map((name) => text(name.slice(0, 5))),
    }
    for (const [k, { key }] of blockKeys.entries()) (keys[k] as Uint32Array)[i] = key(facts)
    for (const word of all) {
      const bit = hash32(word.slice(0, 4)) & 63
      const at = 2 * i + (bit >> 5)
      signatures[at] = (signatures[at] ?? 0) | (1 << (bit & 31))
    }
  }
  return { keys, signatures }
}

/** Four words from a place on, in one direction; 0 where there are fewer. */
function four(words: readonly number[], from: number, step: 1 | -1): number {
  if (words.length < 4) return 0
  let key = words[from] ?? 0
  for (let i = 1; i < 4; i++) key = combined(key, words[from + i * step] ?? 0)
  return key
}

/** The two smallest hashes: any two of many would do, so long as every list that has them gives the same. */
function smallestTwo(names: readonly number[]): number {
  let first = Infinity
  let second = Infinity
  for (const name of names) {
    if (name < first) {
      second = first
      first = name
    } else if (name < second) second = name
  }
  return second === Infinity ? 0 : combined(first, second)
}

function twoLongest(all: readonly string[]): readonly string[] {
  let first = ''
  let second = ''
  const isLonger = (word: string, than: string): boolean =>
    word.length > than.length || (word.length === than.length && word < than)
  for (const word of all) {
    if (isLonger(word, first)) {
      second = first
      first = word
    } else if (isLonger(word, second)) second = word
  }
  return all.length < 3 ? [] : [first, second]
}

/** Whether six of ten words of the shorter title may be in the longer: a quick upper bound. */
export function mayShareWords(signatures: Uint32Array, i: number, j: number): boolean {
  const [a, b] = [signatures[2 * i] ?? 0, signatures[2 * i + 1] ?? 0]
  const [c, d] = [signatures[2 * j] ?? 0, signatures[2 * j + 1] ?? 0]
  const fewer = Math.min(bitCount(a) + bitCount(b), bitCount(c) + bitCount(d))
  return fewer > 0 && 10 * (bitCount(a & c) + bitCount(b & d)) >= 6 * fewer
}

/** Number of bits set in 32 (Warren, Hacker's Delight, section 5-1). */
function bitCount(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
