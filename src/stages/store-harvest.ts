import { contentHash } from '../domain/canonical.ts'
import { isRetracted } from '../domain/notice.ts'
import type { Problem } from '../domain/problem.ts'
import { type Bibliography, type BibRecord, type ParsedRecord, RecordNumbering } from '../domain/record.ts'
import type { Review } from '../review/review.ts'
import { type JournalEntry, type StartedEntry, standing, startOf } from '../sources/journal.ts'
import { replayHarvest } from '../sources/replay.ts'
import { findSource } from '../sources/sources.ts'
import { breathe, type Control } from './control.ts'
import { allJournals, type CitationEdge, journalIn, rawBodiesIn, edgesFile } from './harvest-files.ts'
import { harvestedRecord } from './harvested-record.ts'

/** What a harvest changed in the review. */
export interface StoredHarvest {
  readonly records: number
  /** Entries that this source had not given before. */
  readonly added: number
  /** Entries whose bibliography differs from what the source gave before: the new version stands beside the old. */
  readonly changed: number
  readonly unchanged: number
  /** Titles and keys of records that are retracted and that this source had not called so before. */
  readonly retracted: readonly string[]
  /** Keys that the last whole run of the same query gave and this one does not. */
  readonly gone: readonly string[]
  /** Whether `gone` could be told: not from an update that asks for changes only, and not from a first run. */
  readonly isComparable: boolean
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
    database: start.index ?? source.label,
    query: start.translation,
    date: start.at.slice(0, 10),
    ...(reported > 0 ? { reported } : {}),
    format: source.name,
  })
  const held = await heldRecords(review, source.name)
  const numbering = new RecordNumbering(source.name, search)
  const keys = new Set<string>()
  const retracted: string[] = []
  const edges = edgesFile(review.folder, search)
  let [records, added, changed] = [0, 0, 0]
  for await (const page of replayHarvest(source, entries, rawBodiesIn(review.folder))) {
    const wanted: BibRecord[] = []
    const cites: CitationEdge[] = []
    for (const entry of page) {
      const { sourceKey } = entry.record
      // Slices of a citation chase overlap: a work cites one seed and is cited by another.
      if (sourceKey !== undefined && keys.has(sourceKey)) continue
      const record = numbering.number(harvestedRecord(entry))
      records++
      for (const cited of entry.references) cites.push({ citing: sourceKey ?? record.id, cited })
      if (sourceKey !== undefined) keys.add(sourceKey)
      const before = sourceKey === undefined ? undefined : held.get(sourceKey)
      if (isRetracted(record) && before?.isRetracted !== true)
        retracted.push(`${record.title ?? 'no title'} (${sourceKey ?? record.id})`)
      if (before === undefined) added++
      else if (before.versions.has(bibliographyHash(record))) continue
      else changed++
      wanted.push(record)
    }
    await review.store.addRecords(wanted)
    edges.add(cites)
    control.progress({ step: `${source.label}: adding`, done: records, unit: 'records' })
    await breathe(control)
  }
  edges.close()
  await review.store.addProblems(search, [...problems, ...pageProblems(entries)])
  await review.store.completeSearch(search, records)
  const isComplete = states.every(({ account }) => account === undefined || account.isWhole)
  const before = isWhole(start) && isComplete ? await keysOfLastRun(review, search, start) : undefined
  return {
    records,
    added,
    changed,
    unchanged: records - added - changed,
    retracted,
    gone: before?.filter((key) => !keys.has(key)) ?? [],
    isComparable: before !== undefined,
  }
}

/** Asked for everything that the query finds. */
const isWhole = (start: StartedEntry): boolean =>
  start.since === undefined && start.maximum === undefined && start.channel === undefined

/** What the last finished run of the same query at the same source gave; undefined when there was none. */
async function keysOfLastRun(
  review: Review,
  search: string,
  start: StartedEntry,
): Promise<readonly string[] | undefined> {
  const source = findSource(start.source)
  const earlier = allJournals(review.folder)
    .flatMap(({ search: other, entries }) => {
      const began = startOf(entries)
      const isSame =
        other !== search &&
        began !== undefined &&
        began.source === start.source &&
        began.query === start.query &&
        began.at < start.at &&
        isWhole(began) &&
        [...standing(entries).values()].every(
          ({ account, splitInto }) => (account ?? splitInto) !== undefined,
        )
      return isSame ? [{ at: began.at, entries }] : []
    })
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1)
  if (earlier === undefined || source === undefined) return undefined
  const keys: string[] = []
  for await (const page of replayHarvest(source, earlier.entries, rawBodiesIn(review.folder)))
    keys.push(...page.flatMap(({ record }) => record.sourceKey ?? []))
  return keys
}

interface HeldRecord {
  readonly versions: Set<string>
  isRetracted: boolean
}

/** What a source has given so far: by its key, the hashes of the bibliographies. */
async function heldRecords(review: Review, source: string): Promise<ReadonlyMap<string, HeldRecord>> {
  const held = new Map<string, HeldRecord>()
  const origins = (await review.store.recordOrigins()).filter((origin) => origin.source === source)
  for (let at = 0; at < origins.length; at += 1000) {
    const ids = origins.slice(at, at + 1000).map(({ id }) => id)
    for (const record of await review.store.recordsById(ids)) {
      if (record.sourceKey === undefined) continue
      const known = held.get(record.sourceKey) ?? { versions: new Set(), isRetracted: false }
      known.versions.add(bibliographyHash(record))
      known.isRetracted ||= isRetracted(record)
      held.set(record.sourceKey, known)
    }
  }
  return held
}

function bibliographyHash(record: ParsedRecord): string {
  const { type, title, authors, editors, date, container, volume, issue, pages, articleNumber } = record
  const { publisher, identifiers, abstract, language, notes, notices } = record
  const facts: Partial<Bibliography> = { type, identifiers, authors }
  const described = [title, editors, date, container, volume, issue, pages, articleNumber, publisher]
  return contentHash([facts, described, [abstract, language, notes, notices]])
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
