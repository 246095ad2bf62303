import { parseDoi } from '../domain/identifier.ts'
import { isGroup } from '../domain/person-name.ts'
import type { Report, ReportId } from '../domain/report.ts'

/** What a PDF says of itself: its file's name, its metadata, and the text of its first pages ('' when scanned). */
export interface PdfFacts {
  readonly fileName: string
  readonly metadataTitle?: string
  readonly metadataDoi?: string
  readonly firstPage: string
  /** Of the first pages together. */
  readonly text: string
}

export type PdfMatch =
  | { readonly outcome: 'sure'; readonly report: ReportId; readonly because: string }
  /** For a person: the reports it may be, and what speaks for and against. */
  | { readonly outcome: 'doubtful'; readonly reports: readonly ReportId[]; readonly because: string }
  | { readonly outcome: 'unknown' }

type Wanted = Pick<Report, 'id' | 'title' | 'authors' | 'identifiers'>

/** Letters and digits by which a title is looked up, and without which it says too little. */
const keyLength = 16
/** Shorter titles ("Editorial", "Discussion") stand in many documents. */
const shortestTitle = 28

/**
 * Finds the report that a PDF is the full text of. Sure are: the DOI in the file's name or metadata; the one DOI on
 * the first page together with the title; the whole title with the first author's name where no other DOI speaks
 * against it. Everything less is doubtful, and for a person.
 */
export class PdfMatcher {
  readonly #reports = new Map<ReportId, Wanted>()
  readonly #byDoi = new Map<string, ReportId[]>()
  readonly #byName = new Map<string, ReportId[]>()
  readonly #byTitle = new Map<string, ReportId[]>()

  add(report: Wanted): void {
    const { id, title, authors, identifiers } = report
    this.#reports.set(id, {
      id,
      authors: authors.slice(0, 1),
      identifiers,
      ...(title === undefined ? {} : { title }),
    })
    if (identifiers.doi !== undefined) {
      listed(this.#byDoi, identifiers.doi, id)
      listed(this.#byName, nameKey(identifiers.doi), id)
    }
    const letters = lettersOf(title ?? '')
    if (letters.length >= keyLength) listed(this.#byTitle, letters.slice(0, keyLength), id)
  }

  match(pdf: PdfFacts): PdfMatch {
    const named = this.#named(pdf.fileName)
    if (named.length === 1) return sure(named[0], 'the DOI in the name of the file')
    const stated = this.#byDoi.get(pdf.metadataDoi ?? '') ?? []
    if (stated.length === 1) return sure(stated[0], 'the DOI in the metadata of the PDF')
    if (named.length + stated.length > 0)
      return doubtful([...named, ...stated], 'several reports of the review have its DOI')
    const dois = doisIn(pdf.firstPage)
    const byDoi = dois.flatMap((doi) => this.#byDoi.get(doi) ?? [])
    const byTitle = this.#titled(pdf)
    const both = byDoi.filter((id) => byTitle.includes(id))
    if (dois.length === 1 && both.length === 1 && byDoi.length === 1)
      return sure(both[0], 'the DOI and the title on its first page')
    if (byTitle.length === 1 && byDoi.every((id) => byTitle.includes(id)))
      return this.#byItsTitle(byTitle[0], pdf, dois)
    const all = [...new Set([...byDoi, ...byTitle])]
    if (all.length === 0) return { outcome: 'unknown' }
    return doubtful(
      all,
      all.length > 1
        ? 'DOIs or titles of several reports stand on its first pages'
        : 'the DOI stands on its first page, but the title does not',
    )
  }

  #byItsTitle(id: ReportId | undefined, pdf: PdfFacts, dois: readonly string[]): PdfMatch {
    const report = this.#reports.get(id ?? '')
    if (id === undefined || report === undefined) return { outcome: 'unknown' }
    const { doi } = report.identifiers
    if (dois.length > 0 && doi !== undefined && !dois.includes(doi))
      return doubtful([id], `the title stands there, but with the DOI ${dois.join(', ')}`)
    if (lettersOf(report.title ?? '').length < shortestTitle)
      return doubtful([id], 'the title is short and may stand in other documents')
    const [first] = report.authors
    const name = first === undefined ? '' : lettersOf(isGroup(first) ? first.literal : first.family)
    if (name !== '' && !lettersOf(pdf.text).includes(name))
      return doubtful([id], "the title stands there, but not the first author's name")
    return dois.length > 1
      ? doubtful([id], 'the title stands there, among several DOIs')
      : sure(id, "the title and the first author's name on its first pages")
  }

  /** Reports whose DOI is a word of the file's name, with whatever stands for its slash. */
  #named(fileName: string): readonly ReportId[] {
    const plain = decoded(fileName).replace(/\.pdf$/i, '')
    const words = [plain, ...plain.split(/[\s()[\]]+/)]
    for (const word of words) {
      const start = /10[._]\d{4,9}(?=\W|_)/.exec(word)?.index
      const found = start === undefined ? undefined : this.#byName.get(nameKey(word.slice(start)))
      if (found !== undefined) return found
    }
    return []
  }

  /** Reports whose whole title stands in the text of the first pages or is the title in the metadata. */
  #titled({ text, metadataTitle }: PdfFacts): readonly ReportId[] {
    const found = new Set<ReportId>()
    for (const letters of [lettersOf(metadataTitle ?? ''), lettersOf(text)]) {
      for (let at = 0; at + keyLength <= letters.length; at++) {
        for (const id of this.#byTitle.get(letters.slice(at, at + keyLength)) ?? [])
          if (letters.startsWith(lettersOf(this.#reports.get(id)?.title ?? ''), at)) found.add(id)
      }
    }
    // A title that goes on in another's ("Waste" in "Waste in Brazil") says less than the longer one.
    const titles = [...found].map((id) => [id, lettersOf(this.#reports.get(id)?.title ?? '')] as const)
    return titles.flatMap(([id, title]) =>
      titles.some(([, other]) => other.length > title.length && other.includes(title)) ? [] : [id],
    )
  }
}

const sure = (report: ReportId | undefined, because: string): PdfMatch =>
  report === undefined ? { outcome: 'unknown' } : { outcome: 'sure', report, because }

const doubtful = (reports: readonly ReportId[], because: string): PdfMatch => ({
  outcome: 'doubtful',
  reports: [...new Set(reports)],
  because,
})

function listed<Key>(index: Map<Key, ReportId[]>, key: Key, id: ReportId): void {
  const known = index.get(key)
  if (known === undefined) index.set(key, [id])
  else known.push(id)
}

/** Hyphens, breaks, ligatures and accents differ between a record and a page; letters and digits do not. */
const lettersOf = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** File systems have no slash in names: every run of other characters counts as one. */
const nameKey = (doi: string): string =>
  doi
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '')

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

function doisIn(text: string): readonly string[] {
  const starts = [...text.matchAll(/\b10\.\d{4,9}(?:\.\d+)*\//g)].map(({ index }) => index)
  return [...new Set(starts.flatMap((at) => parseDoi(text.slice(at, at + 300)) ?? []))]
}
