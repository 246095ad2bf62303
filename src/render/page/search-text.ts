import type { PageData, PageStudy } from './page-data.ts'

/** Letters and digits without case, accents and punctuation. */
const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Full-text look-up over titles, names, journals, keywords, code labels and quotes; folded once per study. */
export class SearchText {
  readonly #data: PageData
  readonly #folded: (string | undefined)[]

  constructor(data: PageData) {
    this.#data = data
    this.#folded = data.studies.map(() => undefined)
  }

  /** Folds up to `count` more studies ahead of the first search; true when all are done. */
  prepare(from: number, count: number): boolean {
    for (let i = from; i < Math.min(from + count, this.#folded.length); i++) this.#of(i)
    return from + count >= this.#folded.length
  }

  /** A test for one query: every word must occur, in any order; words in "quotes" as they stand. */
  matcher(query: string): (study: number) => boolean {
    const words = [...query.matchAll(/"([^"]*)"|(\S+)/g)]
      .map((match) => foldText(match[1] ?? match[2] ?? ''))
      .filter((word) => word !== '')
    return (study) => {
      const text = this.#of(study)
      return words.every((word) => text.includes(word))
    }
  }

  #of(i: number): string {
    const known = this.#folded[i]
    if (known !== undefined) return known
    const study = this.#data.studies[i]
    const folded = study === undefined ? '' : foldText(wordsOf(study, this.#data))
    this.#folded[i] = folded
    return folded
  }
}

function wordsOf(study: PageStudy, data: PageData): string {
  const words: string[] = []
  for (const report of study.reports) {
    words.push(report.title ?? '', ...report.authors, report.container ?? '', ...(report.keywords ?? []))
    words.push(String(report.year ?? ''), report.doi ?? '')
  }
  for (const coding of study.codings) {
    for (const code of coding.codes ?? []) words.push(data.dimensions[coding.d]?.codes[code]?.label ?? '')
    for (const { quote } of coding.quotes ?? []) words.push(quote)
    words.push(coding.text ?? '')
  }
  return words.join(' ')
}
