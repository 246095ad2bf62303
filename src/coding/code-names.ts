import { commonWordsFor, isFaint, isJoining, singular } from '../text/common-words.ts'
import type { ListedCode } from './code-list.ts'
import { type ReportWords, wordsOf } from './report-words.ts'
import { type WordSpace, wordCosine } from './word-space.ts'

/**
 * The words of the codes' names (labels and variants) and what stands for them in this library. Plain data: it can
 * be passed between threads. `terms` are the different words of all names.
 */
export interface CodeNames {
  readonly names: readonly CodeName[]
  /** Per word of a report, the terms it stands for. */
  readonly termsOf: ReadonlyMap<string, readonly number[]>
  readonly termCount: number
}

export interface CodeName {
  /** Place in the list of codes. */
  readonly code: number
  /** Its words without those that only join. */
  readonly terms: readonly number[]
  /** How much each says: rarity in the library; a fifth of it for words that authors leave out. */
  readonly weights: readonly number[]
  /** The words that must stand, in each order in which they may: "pain, postoperative" is "postoperative pain". */
  readonly orders: readonly (readonly number[])[]
  /** Hyphenated words, closed up: "double-blind" is found as double blind, double-blind and doubleblind. */
  readonly compounds: readonly string[]
  /** The words themselves, for where the name lies among the library's words. */
  readonly words: readonly string[]
}

/** Reads the codes' names against a library. A name of which every word is faint ("Other") is left out. */
export function readCodeNames(
  codes: readonly ListedCode[],
  space: WordSpace,
  reports: readonly ReportWords[],
): CodeNames {
  const terms = new Map<string, number>()
  const parsed = codes.flatMap(({ code }, place) =>
    [code.label, ...code.variants].flatMap((name) => {
      const parts = name.split(/,\s+/u)
      const turned = [...parts.slice(1), parts[0] ?? ''].join(' ')
      const orders = (parts.length > 1 ? [name, turned] : [name]).map((order) =>
        wordsOf(order).filter((word) => !isJoining(word)),
      )
      const words = orders[0] ?? []
      if (words.every(isFaintWord)) return []
      for (const word of words) if (!terms.has(word)) terms.set(word, terms.size)
      const compounds = [...name.matchAll(/([\p{L}\p{N}]+)[-‐]([\p{L}\p{N}]+)/gu)].map((match) =>
        wordsOf(match[0]).join(''),
      )
      return [{ place, words, orders, compounds }]
    }),
  )
  const termsOf = new Map<string, number[]>()
  for (const [word, term] of terms) {
    for (const other of wordsFor(word, space)) termsOf.set(other, [...(termsOf.get(other) ?? []), term])
  }
  const rarity = termRarity(reports, termsOf, terms.size)
  const names = parsed.map(({ place, words, orders, compounds }): CodeName => {
    const term = (word: string): number => terms.get(word) ?? 0
    return {
      code: place,
      terms: words.map(term),
      weights: words.map((word) => rarity[term(word)]! * (isFaintWord(word) ? 0.2 : 1)),
      orders: orders.map((order) => order.filter((word) => !isFaintWord(word)).map(term)),
      compounds,
      words,
    }
  })
  return { names, termsOf, termCount: terms.size }
}

const isFaintWord = (word: string): boolean => isFaint(word) || isFaint(singular(word))

/**
 * What stands for a word: its plural and singular, words that commonly mean the same, and words with the same
 * beginning that this library uses alike ("hypertension" and "hypertensive").
 */
function wordsFor(word: string, space: WordSpace): ReadonlySet<string> {
  const one = singular(word)
  const found = new Set([word, one, `${one}s`, `${one}es`, one.replace(/y$/, 'ies')])
  for (const same of [...commonWordsFor(word), ...commonWordsFor(one)]) found.add(same)
  if (word.length < 6) return found
  const beginning = word.slice(0, 5)
  for (const other of space.words.keys()) {
    if (!other.startsWith(beginning) || found.has(other)) continue
    let shared = 5
    while (shared < other.length && other[shared] === word[shared]) shared++
    const isLike = shared >= 0.72 * Math.min(other.length, word.length)
    if (
      isLike &&
      shared >= 0.6 * Math.max(other.length, word.length) &&
      wordCosine(space, word, other) > 0.35
    ) {
      found.add(other)
    }
  }
  return found
}

function termRarity(
  reports: readonly ReportWords[],
  termsOf: ReadonlyMap<string, readonly number[]>,
  count: number,
): Float64Array {
  const inReports = new Float64Array(count)
  const lastSeen = new Int32Array(count).fill(-1)
  for (const [r, { title, body }] of reports.entries()) {
    for (const words of [title, body]) {
      for (const word of words) {
        for (const term of termsOf.get(word) ?? []) {
          if (lastSeen[term] === r) continue
          lastSeen[term] = r
          inReports[term]!++
        }
      }
    }
  }
  return inReports.map((n) => Math.log((reports.length + 1) / (n + 1)) + 0.1)
}
