import { sketchSimilarity } from '../text/sketch.ts'
import { compareTitles, type TitleAgreement, type TitleComparison } from './compare-titles.ts'
import type { ContainerAgreement, Containers } from './container.ts'
import { type AuthorAgreement, type AuthorsComparison, compareAuthors } from './names.ts'
import { type Card, sketchSize } from './normalise.ts'
import { compareIssues, comparePages, compareVolumes, type NumberAgreement } from './numbering.ts'

type ValueAgreement = 'same' | 'different' | 'missing'

/** How two records agree, field by field. A value that one side lacks is `missing`: neither for nor against. */
export interface Comparison extends TitleComparison {
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
  /** Neither says more than one page: a meeting abstract, which shares its page with others. */
  readonly singlePages: boolean
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

/**
 * Compares two cards. The order of the two does not matter, except for the order of `kinds`. Each field is
 * compared when a rule asks for it: most pairs are settled by their titles.
 */
export const compare = (a: Card, b: Card, containers: Containers): Comparison =>
  new CardComparison(a, b, containers)

class CardComparison implements Comparison {
  readonly #a: Card
  readonly #b: Card
  readonly #containers: Containers
  readonly title: TitleAgreement
  readonly titleWords: number
  readonly numbersDiffer: boolean
  #authors: AuthorsComparison | undefined
  #container: ContainerAgreement | undefined
  #pages: NumberAgreement | undefined
  #abstract: Comparison['abstract'] | undefined

  constructor(a: Card, b: Card, containers: Containers) {
    this.#a = a
    this.#b = b
    this.#containers = containers
    const { title, titleWords, numbersDiffer } = compareTitles(a.title, b.title)
    this.title = title
    this.titleWords = titleWords
    this.numbersDiffer = numbersDiffer
  }

  get authors(): AuthorAgreement {
    return (this.#authors ??= sameAuthors(this.#a, this.#b)).authors
  }
  get sharedAuthors(): number {
    return (this.#authors ??= sameAuthors(this.#a, this.#b)).sharedAuthors
  }
  get year(): Comparison['year'] {
    return compareYears(this.#a.year, this.#b.year)
  }
  get container(): ContainerAgreement {
    return (this.#container ??= this.#containers.compare(this.#a.container, this.#b.container))
  }
  get volume(): NumberAgreement {
    return compareVolumes(this.#a.numbering, this.#b.numbering)
  }
  get issue(): NumberAgreement {
    return compareIssues(this.#a.numbering, this.#b.numbering)
  }
  get numbered(): Comparison['numbered'] {
    return numbered(this.#a, this.#b)
  }
  get pages(): NumberAgreement {
    return (this.#pages ??= comparePages(this.#a.pages, this.#b.pages))
  }
  get samePageRange(): boolean {
    const [a, b] = [this.#a.pages, this.#b.pages]
    return a.last > a.first && a.last === b.last && a.first === b.first && a.start === b.start
  }
  get singlePages(): boolean {
    const [a, b] = [this.#a.pages, this.#b.pages]
    return a.last <= a.first && b.last <= b.first
  }
  get doi(): ValueAgreement {
    return compareValues(this.#a.doi, this.#b.doi)
  }
  get pmid(): ValueAgreement {
    return compareValues(this.#a.pmid, this.#b.pmid)
  }
  get isbn(): ValueAgreement {
    return compareLists(this.#a.isbn, this.#b.isbn)
  }
  get issn(): ValueAgreement {
    return compareLists(this.#a.issn, this.#b.issn)
  }
  get workNumber(): ValueAgreement {
    return compareValues(this.#a.workNumber, this.#b.workNumber)
  }
  get edition(): ValueAgreement {
    const [a, b] = [this.#a.edition, this.#b.edition]
    if (a === 0 || b === 0) return 'missing'
    return a === b ? 'same' : 'different'
  }
  get abstract(): Comparison['abstract'] {
    return (this.#abstract ??= compareAbstracts(this.#a.abstract, this.#b.abstract))
  }
  get oneSidedMarks(): number {
    return this.#a.title.marks ^ this.#b.title.marks
  }
  get sharedMarks(): number {
    return this.#a.title.marks & this.#b.title.marks
  }
  get kinds(): Comparison['kinds'] {
    return [this.#a.kind, this.#b.kind]
  }
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
