import type { SlimRecord } from './slim-record.ts'
import type { RecordId } from '../domain/record.ts'
import { parseDoi } from '../domain/identifier.ts'
import { wordSketch } from '../text/sketch.ts'
import { type ContainerCard, Containers } from './container.ts'
import { type AuthorsCard, authorsCard } from './names.ts'
import { type NumberingCard, numberingCard, type PagesCard, pagesCard } from './numbering.ts'
import { type TitleCard, titleCard } from './title.ts'

/** What sort of thing an entry is, as far as that separates works. */
export type EntryKind =
  'article' | 'conference' | 'preprint' | 'registry' | 'thesis' | 'book' | 'chapter' | 'unknown'

/** A record in the form in which it is compared; small, so that a million fit in memory. */
export interface Card {
  readonly id: RecordId
  readonly kind: EntryKind
  readonly title: TitleCard
  readonly authors: AuthorsCard
  /** 0 where unknown. */
  readonly year: number
  readonly container: ContainerCard | undefined
  readonly pages: PagesCard
  readonly numbering: NumberingCard
  readonly doi: string
  readonly pmid: string
  readonly isbn: readonly string[]
  readonly issn: readonly string[]
  /** Number of a Cochrane review ("cd008391") or of a registered trial ("nct01234567"); "" elsewhere. */
  readonly workNumber: string
  readonly edition: number
  /** Bottom-k sketch of the abstract's words; empty where there is none or it is very short. */
  readonly abstract: Uint32Array
}

/** Size of the abstract's sketch: the similarity's standard error is then at most 0.125. */
export const sketchSize = 16
const shortestSketch = 12
const noSketch = new Uint32Array(0)

/** Makes cards; keeps one copy of every string that many records share. */
export class Normaliser {
  readonly containers: Containers = new Containers()
  readonly #strings = new Map<string, string>()
  readonly #authors = new Map<string, AuthorsCard>()

  card(record: SlimRecord): Card {
    const year = record.date?.year ?? 0
    const container = this.containers.card(record.container, record.containerShort)
    const sketch = record.abstract === undefined ? noSketch : wordSketch(record.abstract, sketchSize)
    const { identifiers } = record
    const doi = identifiers.doi ?? doiOfUrls(record.urls)
    return {
      id: record.id,
      kind: kindOf(record, container),
      title: titleCard(record.title, record.alternativeTitles),
      authors: this.#sharedAuthors(authorsCard(record.authors)),
      year,
      container,
      pages: pagesCard(record.pages, record.articleNumber),
      numbering: numberingCard(record.volume, record.issue, year),
      doi: doi?.replace(versionOfDoi, '') ?? '',
      pmid: identifiers.pmid ?? '',
      isbn: identifiers.isbn ?? [],
      issn: identifiers.issn ?? [],
      workNumber: workNumber(record, doi),
      edition: Number(/\d+/.exec(record.edition ?? '')?.[0] ?? 0),
      abstract: sketch.length < shortestSketch ? noSketch : sketch,
    }
  }

  #sharedAuthors(card: AuthorsCard): AuthorsCard {
    const key = `${card.surnames.join(' ')}|${card.givens.join(' ')}|${card.groups.join(';')}`
    const known = this.#authors.get(key)
    if (known !== undefined) return known
    const shared: AuthorsCard = {
      ...card,
      surnames: card.surnames.map((name) => this.#shared(name)),
      givens: card.givens.map((name) => this.#shared(name)),
    }
    this.#authors.set(key, shared)
    return shared
  }

  #shared(text: string): string {
    const known = this.#strings.get(text)
    if (known !== undefined) return known
    this.#strings.set(text, text)
    return text
  }
}

const doiOfUrls = (urls: readonly string[] | undefined): string | undefined => {
  for (const url of urls ?? []) if (url.includes('doi')) return parseDoi(url)
  return undefined
}

function kindOf(record: SlimRecord, container: ContainerCard | undefined): EntryKind {
  if (container?.kind === 'registry') return 'registry'
  if (record.type === 'preprint' || container?.kind === 'repository') return 'preprint'
  if (record.type === 'thesis' || container?.kind === 'thesis') return 'thesis'
  if (record.type === 'chapter') return container?.kind === 'conference' ? 'conference' : 'chapter'
  if (record.type === 'book' || record.type === 'edited-book') return 'book'
  if (record.type === 'conference-paper' || container?.kind === 'conference') return 'conference'
  return container?.kind === 'journal' ? 'article' : 'unknown'
}

/** Versions of one document: "….pub3", "…/v2", "arxiv.1706.03762v5". */
const versionOfDoi = /(?:[.\-/](?:pub|v)\d+|(?<=arxiv\.\d{4}\.\d{4,5})v\d+)$/

const cochrane = /\bcd0*(\d{5,6})\b/i
const trial = /\b(nct\d{8}|isrctn\d{8}|eudract\s?\d{4}-\d{6}-\d{2}|chictr[-\w]*\d{4,}|actrn\d{14})\b/i

function workNumber(record: SlimRecord, doi: string | undefined): string {
  const places = [record.pages, record.articleNumber, doi, record.volume, record.issue]
  if (/cochrane/i.test(record.container ?? '') || doi?.startsWith('10.1002/14651858.cd') === true) {
    for (const place of places) {
      const number = cochrane.exec(place ?? '')?.[1]
      if (number !== undefined) return `cd${number.padStart(6, '0')}`
    }
  }
  for (const place of [
    ...(record.identifiers.accession ?? []),
    ...(record.type === 'article' ? [] : [record.title]),
  ]) {
    const number = trial.exec(place ?? '')?.[1]
    if (number !== undefined) return number.toLowerCase()
  }
  return ''
}
