import { wordDifference } from '../text/word-difference.ts'
import { type TitleCard, titleNumber } from './title.ts'

/**
 * `equal`: letter for letter, or as a translation. `spelling`: word for word up to typing errors. `contained`:
 * one holds the other whole (a subtitle). `close`: a word or two exchanged or added. `similar`: six of ten words agree.
 */
export type TitleAgreement =
  'equal' | 'spelling' | 'contained' | 'close' | 'similar' | 'different' | 'missing'

export interface TitleComparison {
  readonly title: TitleAgreement
  /** Saying words of the shorter title: how telling an agreement is. */
  readonly titleWords: number
  /** The titles differ in a number, numeral or code: "part I", "phase 2", "p53". */
  readonly numbersDiffer: boolean
}

/** Compares two titles; `missing` when a side has none. */
export function compareTitles(a: TitleCard, b: TitleCard): TitleComparison {
  if (a.compact === '' || b.compact === '') return { title: 'missing', titleWords: 0, numbersDiffer: false }
  const titleWords = Math.min(a.sayingWords, b.sayingWords)
  if (a.compact === b.compact || a.others.includes(b.compact) || b.others.includes(a.compact))
    return { title: 'equal', titleWords, numbersDiffer: false }
  if (a.others.some((other) => b.others.includes(other)))
    return { title: 'equal', titleWords, numbersDiffer: false }
  const { onlyA, onlyB, shared } = wordDifference(a.words.split(' '), b.words.split(' '))
  const isWithin = a.compact.includes(b.compact) || b.compact.includes(a.compact)
  return {
    title: titleLevel(onlyA, onlyB, shared, isWithin && titleWords >= 3),
    titleWords,
    numbersDiffer: numbersDiffer(onlyA, onlyB),
  }
}

function titleLevel(
  onlyA: readonly string[],
  onlyB: readonly string[],
  shared: number,
  isContained: boolean,
): TitleAgreement {
  const more = Math.max(onlyA.length, onlyB.length)
  if (more === 0) return 'spelling'
  if (isContained) return 'contained'
  if (more <= 2 && shared >= 0.75) return 'close'
  return shared >= 0.6 ? 'similar' : 'different'
}

/**
 * Numbers that both sides have and that differ, or a lone numeral that is all (or nearly all) that one side adds.
 * "Type 2" and "type II" do not differ.
 */
function numbersDiffer(onlyA: readonly string[], onlyB: readonly string[]): boolean {
  const valuesA = onlyA.flatMap(numeral)
  const valuesB = onlyB.flatMap(numeral)
  const numbersA = valuesA.filter((value) => !valuesB.includes(value))
  const numbersB = valuesB.filter((value) => !valuesA.includes(value))
  if (numbersA.length > 0 && numbersB.length > 0) return true
  const [added, other] = numbersA.length > 0 ? [onlyA, onlyB] : [onlyB, onlyA]
  return numbersA.length + numbersB.length > 0 && added.length <= 2 && other.length === 0
}

/** What a word counts: a number in any form, a code with digits, a single letter ("vitamin D"). */
const numeral = (word: string): readonly string[] => {
  const number = titleNumber(word)
  if (number !== undefined) return [number]
  return word.length === 1 || /\d/.test(word) ? [word] : []
}
