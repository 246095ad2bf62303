import { contentHash } from '../domain/canonical.ts'
import type { Problem } from '../domain/problem.ts'
import { type Bibliography, type BibRecord, type ParsedRecord, RecordNumbering } from '../domain/record.ts'
import type { Review } from '../review/review.ts'
import { type JournalEntry, standing, startOf } from '../sources/journal.ts'
import { replayHarvest } from '../sources/replay.ts'
import type { Entry, RetractionNotice } from '../sources/source.ts'
import { findSource } from '../sources/sources.ts'
import { breathe, type Control } from './control.ts'
import { type CitationEdge, journalIn, rawBodiesIn, writeEdges } from './harvest-files.ts'

/** What a harvest changed in the review. */
export interface StoredHarvest {
  readonly records: number
  /** Entries that this source had not given before. */
  readonly added: number
  /** Entries whose bibliography differs from what the source gave before: the new version stands beside the old. */
  readonly changed: number
  readonly unchanged: number
  /** Titles and keys of records that carry a retraction. */
  readonly retracted: readonly string[]
  /** Keys that earlier runs of the same query gave and this one does not. */
  readonly gone: readonly string[]
}

/**
 * Rebuilds a search's records from its raw bodies and adds those that are new or changed. The same bodies give the
 * same records, so doing it again adds nothing. Counters and dates that a source changes by itself (citation counts,
 * index dates) make no new version: only the bibliography is compared.
 */
export async function storeHarvest(
  review: Review,
  search: string,
  problems: readonly Problem[],
  control: Control,
): Promise<StoredHarvest> {
  const entries = await journalIn(review.folder, search).read()
  const start = startOf(entries)
  const source = start === undefined ? undefined : findSource(start.source)
  if (start === undefined || source === undefined) throw new Error(`The search ${search} has no journal.`)
  const states = [...standing(entries).values()]
  const reported = states.reduce(
    (sum, { account, splitInto }) => (splitInto === undefined ? sum + (account?.total ?? 0) : sum),
    0,
  )
  await review.store.addSearch({
    id: search,
    source: source.name,
    channel: start.channel ?? 'database',
    database: source.label,
    query: start.translation,
    date: start.at.slice(0, 10),
    ...(reported > 0 ? { reported } : {}),
    format: source.name,
  })
  const held = await heldRecords(review, source.name)
  const numbering = new RecordNumbering(source.name, search)
  const keys = new Set<string>()
  const retracted: string[] = []
  const edges: CitationEdge[] = []
  let [records, added, changed] = [0, 0, 0]
  for await (const page of replayHarvest(source, entries, rawBodiesIn(review.folder))) {
    const wanted: BibRecord[] = []
    for (const entry of page) {
      const { sourceKey } = entry.record
      // Slices of a citation chase overlap: a work cites one seed and is cited by another.
      if (sourceKey !== undefined && keys.has(sourceKey)) continue
      const record = numbering.number(withNotices(entry))
      records++
      for (const cited of entry.references) edges.push({ citing: sourceKey ?? record.id, cited })
      if (record.sourceKey !== undefined) keys.add(record.sourceKey)
      if (entry.retractions.some(({ kind }) => kind === 'retraction'))
        retracted.push(`${record.title ?? 'no title'} (${record.sourceKey ?? record.id})`)
      const before = record.sourceKey === undefined ? undefined : held.get(record.sourceKey)
      if (before === undefined) added++
      else if (before.has(bibliographyHash(record))) continue
      else changed++
      wanted.push(record)
    }
    await review.store.addRecords(wanted)
    control.progress({ step: `${source.label}: adding`, done: records, unit: 'records' })
    await breathe(control)
  }
  if (edges.length > 0) writeEdges(review.folder, search, edges)
  await review.store.addProblems(search, [...problems, ...pageProblems(entries)])
  await review.store.completeSearch(search, records)
  const isUpdate = start.slices.some(({ parameters }) =>
    /from-index-date|edat|UPDATE_DATE|updated/.test(JSON.stringify(parameters)),
  )
  const gone =
    isUpdate || start.channel === 'citation' || start.maximum !== undefined
      ? []
      : [...held.keys()].filter((key) => !keys.has(key))
  return { records, added, changed, unchanged: records - added - changed, retracted, gone }
}

/** What a source has given so far: by its key, the hashes of the bibliographies. */
async function heldRecords(
  review: Review,
  source: string,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const held = new Map<string, Set<string>>()
  const origins = (await review.store.recordOrigins()).filter((origin) => origin.source === source)
  for (let at = 0; at < origins.length; at += 1000) {
    const ids = origins.slice(at, at + 1000).map(({ id }) => id)
    for (const record of await review.store.recordsById(ids)) {
      if (record.sourceKey === undefined) continue
      const hashes = held.get(record.sourceKey) ?? new Set()
      hashes.add(bibliographyHash(record))
      held.set(record.sourceKey, hashes)
    }
  }
  return held
}

function bibliographyHash(record: ParsedRecord): string {
  const { type, title, authors, editors, date, container, volume, issue, pages, articleNumber } = record
  const { publisher, identifiers, abstract, language, notes } = record
  const facts: Partial<Bibliography> = { type, identifiers, authors }
  return contentHash([
    facts,
    [
      title,
      editors,
      date,
      container,
      volume,
      issue,
      pages,
      articleNumber,
      publisher,
      abstract,
      language,
      notes,
    ],
  ])
}

/** A retraction or concern is noted in the record itself, so that everything that shows the record shows it. */
function withNotices({ record, retractions }: Entry): ParsedRecord {
  const serious = retractions.filter(({ kind }) => kind === 'retraction' || kind === 'concern')
  if (serious.length === 0) return record
  const lines = serious.map(printNotice)
  return {
    ...record,
    notes: [...(record.notes ?? []), ...lines],
    unknown: { ...record.unknown, retraction: lines },
  }
}

function printNotice({ kind, source, date, notice }: RetractionNotice): string {
  const what = kind === 'retraction' ? 'Retracted' : 'Expression of concern'
  const where = notice?.doi ?? (notice?.pmid === undefined ? undefined : `PMID ${notice.pmid}`)
  const parts = [`according to ${source}`, date, where].filter((part) => part !== undefined)
  return `${what} (${parts.join(', ')})`
}

/** The server's own version of the query goes into the log as a note. */
function pageProblems(entries: readonly JournalEntry[]): readonly Problem[] {
  const pages = entries.filter((entry) => entry.kind === 'page')
  const rewritten = [...new Set(pages.flatMap((page) => page.rewritten ?? []))]
  return rewritten.map((text) => ({
    kind: 'problem',
    severity: 'note',
    code: 'harvest/rewritten',
    at: { file: startOf(entries)?.source ?? '' },
    message: `The server understood the query as: ${text}.`,
    remedy: 'You can report it in the search log as the strategy that was run.',
  }))
}
