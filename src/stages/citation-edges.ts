import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { ChaseDirection } from '../sources/chase.ts'
import { standing, startOf } from '../sources/journal.ts'
import { readPage } from '../sources/replay.ts'
import type { CitedWork, Entry, Source } from '../sources/source.ts'
import { journalIn, rawBodiesIn } from './harvest-files.ts'

/** That one work cites another, and which index says so. */
export interface IndexedCitation {
  readonly index: string
  readonly citing: CitedWork
  readonly cited: CitedWork
  /** When the citing work appeared, where the index says so. */
  readonly date?: string
}

const edgesFile = 'chased-citations.jsonl'

/** Makes these the citations that a chase found at one index, beside the journal of its search. */
export function writeCitations(folder: string, search: string, edges: readonly IndexedCitation[]): void {
  const path = join(folder, 'searches', search, edgesFile)
  mkdirSync(dirname(path), { recursive: true })
  const once = [...new Set(edges.map((edge) => JSON.stringify(edge)))].toSorted()
  writeFileSync(`${path}.new`, once.map((line) => `${line}\n`).join(''))
  renameSync(`${path}.new`, path)
}

/** The citations of all chases of a review. */
export function readCitations(folder: string): readonly IndexedCitation[] {
  const root = join(folder, 'searches')
  if (!existsSync(root)) return []
  return readdirSync(root)
    .toSorted()
    .map((search) => join(root, search, edgesFile))
    .filter((path) => existsSync(path))
    .flatMap((path) => linesOf<IndexedCitation>(path))
}

/** One question to an index that is no harvest of records, and the raw answer; without a digest it knew nothing. */
export interface AskedIndex {
  readonly url: string
  readonly at: string
  readonly digest?: string
}

const askedFile = 'asked.jsonl'

/** What a chase has asked already, by address: an interrupted one asks only for the rest. */
export function readAsked(folder: string, search: string): ReadonlyMap<string, AskedIndex> {
  const path = join(folder, 'searches', search, askedFile)
  return new Map(existsSync(path) ? linesOf<AskedIndex>(path).map((asked) => [asked.url, asked]) : [])
}

export function appendAsked(folder: string, search: string, asked: AskedIndex): void {
  const path = join(folder, 'searches', search, askedFile)
  mkdirSync(dirname(path), { recursive: true })
  appendFileSync(path, `${JSON.stringify(asked)}\n`)
}

/** What one round of citation searching did, for the search log (TARCiS, doi:10.1136/bmj-2023-078384). */
export interface ChaseSummary {
  readonly at: string
  readonly iteration: number
  readonly directions: readonly ChaseDirection[]
  readonly seeds: readonly string[]
  readonly indexes: readonly IndexSummary[]
  /** Different works over all indexes, and those that the review did not have. */
  readonly works: number
  readonly newWorks: number
}

export interface IndexSummary {
  readonly index: string
  readonly label: string
  /** The search under which its records stand; absent where it knew no seed. */
  readonly search?: string
  readonly unknownSeeds: readonly string[]
  /** Works that it names as citing or cited. */
  readonly works: number
  /** Works that no other index of the round names; only works with a DOI can be compared. */
  readonly onlyHere: number
  readonly withoutDoi: number
  /** Works of which no record could be had. */
  readonly withoutRecord: readonly string[]
  readonly citations: number
}

const summariesFile = join('searches', 'citation-searching.jsonl')

export function appendSummary(folder: string, summary: ChaseSummary): void {
  const path = join(folder, summariesFile)
  mkdirSync(dirname(path), { recursive: true })
  appendFileSync(path, `${JSON.stringify(summary)}\n`)
}

export const readSummaries = (folder: string): readonly ChaseSummary[] =>
  existsSync(join(folder, summariesFile)) ? linesOf<ChaseSummary>(join(folder, summariesFile)) : []

function linesOf<T>(path: string): readonly T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as T]
      } catch {
        return []
      }
    })
}

/** The entries of a search by the slice that gave them, out of its raw bodies. */
export async function entriesBySlice(
  folder: string,
  search: string,
  source: Source,
): Promise<ReadonlyMap<string, readonly Entry[]>> {
  const journal = await journalIn(folder, search).read()
  const settings = startOf(journal)?.settings ?? {}
  const raw = rawBodiesIn(folder)
  const found = new Map<string, readonly Entry[]>()
  for (const [slice, { pages }] of standing(journal)) {
    const entries: Entry[] = []
    for (const { digest, status, position } of pages)
      entries.push(...readPage(source, settings, { body: await raw.get(digest), status }, position).entries)
    found.set(slice, entries)
  }
  return found
}
