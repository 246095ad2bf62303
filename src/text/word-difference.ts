import { withinTypos } from './similarity.ts'

/** How two word lists differ, from nothing to everything. Words are folded. */
export interface WordDifference {
  /** Words without a counterpart on the other side, small words left out. */
  readonly onlyA: readonly string[]
  readonly onlyB: readonly string[]
  /** Share of the words, of both sides together, that have a counterpart, 0 to 1. */
  readonly shared: number
}

const smallWords = new Set(
  'a an the and or of in on for to with by from at as is are its into their der die das und von zur le la les et de du des el los las y en un une il lo s'.split(
    ' ',
  ),
)

/** Articles, conjunctions and prepositions: what carries no meaning in a title. */
export const isSmallWord = (word: string): boolean => smallWords.has(word)

/**
 * Pairs the words of two titles: equal words first, then what was split or joined ("health care", "healthcare"),
 * then typing errors and word forms (one error from five letters on, two from nine; numbers must be equal).
 * What is left over on either side is reported.
 */
export function wordDifference(a: readonly string[], b: readonly string[]): WordDifference {
  let restA = without(a, b)
  let restB = without(b, a)
  const total = Math.max(1, a.length + b.length)
  // Spelling cannot bring together titles that share hardly a word; most compared pairs are such.
  const isHopeless = restA.length * 3 > a.length * 2 && restB.length * 3 > b.length * 2 && a.length > 4
  if (restA.length > 0 && restB.length > 0 && !isHopeless) {
    if (restA.join('') === restB.join('')) return { onlyA: [], onlyB: [], shared: 1 }
    ;[restA, restB] = pairJoined(restA, restB, b)
    ;[restB, restA] = pairJoined(restB, restA, a)
    ;[restA, restB] = pairSimilar(restA, restB)
  }
  const shared = 1 - (restA.length + restB.length) / total
  const meaning = (word: string): boolean => !smallWords.has(word)
  return { onlyA: restA.filter(meaning), onlyB: restB.filter(meaning), shared: Math.max(0, shared) }
}

function without(words: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  const rest: string[] = []
  for (const word of words) {
    const at = left.indexOf(word)
    if (at === -1) rest.push(word)
    else left[at] = ''
  }
  return rest
}

/** Words of `joined` that are two or three neighbouring words of the other side written as one. */
function pairJoined(
  joined: readonly string[],
  split: readonly string[],
  order: readonly string[],
): [string[], string[]] {
  const rest = [...split]
  const unpaired = joined.filter((word) => {
    for (let i = 0; i + 1 < order.length; i++) {
      let text = order[i] ?? ''
      for (let j = i + 1; j < Math.min(order.length, i + 4); j++) {
        text += order[j]
        if (text.length > word.length) break
        if (text !== word) continue
        for (const part of order.slice(i, j + 1)) {
          const at = rest.indexOf(part)
          if (at !== -1) rest.splice(at, 1)
        }
        return false
      }
    }
    return true
  })
  return [unpaired, rest]
}

function pairSimilar(a: readonly string[], b: readonly string[]): [string[], string[]] {
  const restB = [...b]
  const restA = a.filter((word) => {
    const at = restB.findIndex((other) => isVariant(word, other))
    if (at === -1) return true
    restB.splice(at, 1)
    return false
  })
  return [restA, restB]
}

/** Two spellings or forms of one word: "tumour" and "tumor", "effect" and "effects", "assesment". */
function isVariant(a: string, b: string): boolean {
  if (a[0] !== b[0] || /\d/.test(a) || /\d/.test(b)) return false
  const length = Math.min(a.length, b.length)
  if (length < 3) return false
  if (`${a}s` === b || `${b}s` === a) return true
  if (length < 5 || opposite(a) !== opposite(b)) return false
  return withinTypos(a, b, length >= 9 ? 2 : 1)
}

/** Prefixes that turn a word into its opposite; a typing error does not. */
const opposites =
  /^(?:hyper|hypo|inter|intra|pre|post|pro|anti|micro|macro|mono|poly|endo|exo|ab|ad|af|ef|over|under)/

const opposite = (word: string): string => opposites.exec(word)?.[0] ?? ''
