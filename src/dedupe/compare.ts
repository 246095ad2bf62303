import { sketchSimilarity } from '../text/sketch.ts'
import { isSmallWord, wordDifference } from '../text/word-difference.ts'
import type { ContainerAgreement, Containers } from './container.ts'
import { type AuthorAgreement, type AuthorsComparison, compareAuthors } from './names.ts'
import { type Card, sketchSize } from './normalise.ts'
import {
  areAdjacent,
  compareIssues,
  comparePages,
  compareVolumes,
  type NumberAgreement,
} from './numbering.ts'
import { type TitleCard, titleNumber } from './title.ts'

/**
 * `equal`: letter for letter, or as a translation. `spelling`: word for word up to typing errors. `contained`:
 * one holds the other whole (a subtitle). `close`: a word or two exchanged or added. `similar`: six of ten words agree.
 */
export type TitleAgreement =
  'equal' | 'spelling' | 'contained' | 'close' | 'similar' | 'different' | 'missing'
export type ValueAgreement = 'same' | 'different' | 'missing'

/** How two records agree, field by field. A value that one side lacks is `missing`: neither for nor against. */
export interface Comparison {
  readonly title: TitleAgreement
  /** Saying words of the shorter title: how telling an agreement is. */
  readonly titleWords: number
  /** The titles differ in a number, numeral or code: "part I", "phase 2", "p53". */
  readonly numbersDiffer: boolean
  readonly authors: AuthorAgreement
  readonly sharedAuthors: number
  readonly year: 'same' | 'next' | 'different' | 'missing'
  readonly container: ContainerAgreement
  readonly volume: NumberAgreement
  readonly issue: NumberAgreement
  /** Which of the two say a volume: an online-first record has none yet. */
  readonly numbered: 'both' | 'one' | 'neither'
  readonly pages: NumberAgreement
  /** First and last page are equal, and there is more than one page: meeting abstracts share single pages. */
  readonly samePageRange: boolean
  /** One page range begins where the other ends. */
  readonly adjacentPages: boolean
  readonly doi: ValueAgreement
  readonly pmid: ValueAgreement
  readonly isbn: ValueAgreement
  readonly issn: ValueAgreement
  readonly workNumber: ValueAgreement
  readonly edition: ValueAgreement
  readonly abstract: 'same' | 'partly' | 'different' | 'missing'
  /** Marks of the title that only one side has, and that both have (`titleMark`). */
  readonly oneSidedMarks: number
  readonly sharedMarks: number
  readonly kinds: readonly [Card['kind'], Card['kind']]
}

/** Compares two cards. The order of the two does not matter, except for the order of `kinds`. */
export function compare(a: Card, b: Card, containers: Containers): Comparison {
  const title = compareTitles(a.title, b.title)
  return {
    ...title,
    ...sameAuthors(a, b),
    year: compareYears(a.year, b.year),
    container: containers.compare(a.container, b.container),
    volume: compareVolumes(a.numbering, b.numbering),
    issue: compareIssues(a.numbering, b.numbering),
    numbered: numbered(a, b),
    pages: comparePages(a.pages, b.pages),
    samePageRange:
      a.pages.last > a.pages.first &&
      a.pages.last === b.pages.last &&
      a.pages.first === b.pages.first &&
      a.pages.start === b.pages.start,
    adjacentPages: areAdjacent(a.pages, b.pages),
    doi: compareValues(a.doi, b.doi),
    pmid: compareValues(a.pmid, b.pmid),
    isbn: compareLists(a.isbn, b.isbn),
    issn: compareLists(a.issn, b.issn),
    workNumber: compareValues(a.workNumber, b.workNumber),
    edition: a.edition === 0 || b.edition === 0 ? 'missing' : a.edition === b.edition ? 'same' : 'different',
    abstract: compareAbstracts(a.abstract, b.abstract),
    oneSidedMarks: a.title.marks ^ b.title.marks,
    sharedMarks: a.title.marks & b.title.marks,
    kinds: [a.kind, b.kind],
  }
}

function compareTitles(
  a: TitleCard,
  b: TitleCard,
): Pick<Comparison, 'title' | 'titleWords' | 'numbersDiffer'> {
  if (a.compact === '' || b.compact === '') return { title: 'missing', titleWords: 0, numbersDiffer: false }
  const wordsA = a.words.split(' ')
  const wordsB = b.words.split(' ')
  const titleWords = Math.min(sayingWords(wordsA), sayingWords(wordsB))
  if (a.compact === b.compact || a.others.includes(b.compact) || b.others.includes(a.compact))
    return { title: 'equal', titleWords, numbersDiffer: false }
  if (a.others.some((other) => b.others.includes(other)))
    return { title: 'equal', titleWords, numbersDiffer: false }
  const { onlyA, onlyB, shared } = wordDifference(wordsA, wordsB)
  const isWithin = a.compact.includes(b.compact) || b.compact.includes(a.compact)
  return {
    title: titleLevel(onlyA, onlyB, shared, isWithin && titleWords >= 3),
    titleWords,
    numbersDiffer: numbersDiffer(onlyA, onlyB),
  }
}

const sayingWords = (words: readonly string[]): number =>
  words.reduce((sum, word) => (isSmallWord(word) ? sum : sum + 1), 0)

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

/** Records that share one card of authors need no comparison. */
function sameAuthors(a: Card, b: Card): AuthorsComparison {
  if (a.authors === b.authors && a.authors.surnames.length > 0)
    return { authors: 'same', sharedAuthors: a.authors.surnames.length }
  return compareAuthors(a.authors, b.authors)
}

function numbered({ numbering: a }: Card, { numbering: b }: Card): Comparison['numbered'] {
  if (a.volume > 0 && b.volume > 0) return 'both'
  return a.volume > 0 || b.volume > 0 ? 'one' : 'neither'
}

function compareYears(a: number, b: number): Comparison['year'] {
  if (a === 0 || b === 0) return 'missing'
  if (a === b) return 'same'
  return Math.abs(a - b) === 1 ? 'next' : 'different'
}

function compareValues(a: string, b: string): ValueAgreement {
  if (a === '' || b === '') return 'missing'
  return a === b ? 'same' : 'different'
}

function compareLists(a: readonly string[], b: readonly string[]): ValueAgreement {
  if (a.length === 0 || b.length === 0) return 'missing'
  return a.some((value) => b.includes(value)) ? 'same' : 'different'
}

function compareAbstracts(a: Uint32Array, b: Uint32Array): Comparison['abstract'] {
  if (a.length === 0 || b.length === 0) return 'missing'
  const similarity = sketchSimilarity(a, b, sketchSize)
  if (similarity >= 0.7) return 'same'
  return similarity >= 0.35 ? 'partly' : 'different'
}
