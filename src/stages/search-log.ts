import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Review } from '../review/review.ts'
import { standing, startOf } from '../sources/journal.ts'
import { findSource } from '../sources/sources.ts'
import { type ChaseSummary, readSummaries } from './citation-edges.ts'
import { allJournals } from './harvest-files.ts'
import type { StoredSearch } from '../store/store.ts'

/** One of the 16 items of PRISMA-S (doi:10.1186/s13643-020-01542-z, table 1). Without text it is open. */
interface SearchLogItem {
  readonly number: number
  readonly item: string
  readonly text?: string
}

interface SearchLog {
  readonly items: readonly SearchLogItem[]
  readonly searches: readonly LoggedSearch[]
  /** Rounds of citation searching, in the words of TARCiS (doi:10.1136/bmj-2023-078384). */
  readonly citationSearching: readonly ChaseSummary[]
}

interface LoggedSearch {
  readonly source: string
  readonly database?: string
  readonly date: string
  /** The query as the review has it, as it was sent, and as the server understood it. */
  readonly query?: string
  readonly asRun?: string
  readonly asUnderstood?: readonly string[]
  readonly reported?: number
  readonly retrieved?: number
  readonly skipped?: number
  readonly limits?: string
}

/** Writes search-log.md and search-log.json into the project: what PRISMA-S asks, open items shown as open. */
export async function writeSearchLog(review: Review): Promise<void> {
  const log = await readSearchLog(review)
  writeFileSync(join(review.folder, 'search-log.json'), `${JSON.stringify(log, undefined, 2)}\n`)
  writeFileSync(join(review.folder, 'search-log.md'), printSearchLog(review.settings.title, log))
}

async function readSearchLog(review: Review): Promise<SearchLog> {
  const stored = (await review.store.searches()).toSorted((a, b) =>
    `${a.date} ${a.source} ${a.id}` < `${b.date} ${b.source} ${b.id}` ? -1 : 1,
  )
  const journals = new Map(allJournals(review.folder).map((one) => [one.search, one.entries]))
  const searches = stored.map((search): LoggedSearch => {
    const entries = journals.get(search.id) ?? []
    const start = startOf(entries)
    const pages = entries.filter((entry) => entry.kind === 'page')
    const asUnderstood = [...new Set(pages.flatMap(({ rewritten }) => rewritten ?? []))]
    const skipped = [...standing(entries).values()].reduce(
      (sum, { account }) => sum + (account?.skipped ?? 0),
      0,
    )
    const limits = start === undefined ? undefined : limitsIn(start.query)
    return {
      ...basics(search),
      ...(start === undefined ? {} : { query: start.query, asRun: start.translation, skipped }),
      ...(asUnderstood.length === 0 ? {} : { asUnderstood }),
      ...(limits === undefined ? {} : { limits }),
    }
  })
  return { items: itemsOf(searches, stored), searches, citationSearching: readSummaries(review.folder) }
}

function basics(search: StoredSearch): LoggedSearch {
  return {
    source: search.source,
    date: search.date,
    ...(search.database === undefined ? {} : { database: search.database }),
    ...(search.query === undefined ? {} : { asRun: search.query }),
    ...(search.reported === undefined ? {} : { reported: search.reported }),
    ...(search.retrieved === undefined ? {} : { retrieved: search.retrieved }),
  }
}

function limitsIn(query: string): string | undefined {
  const limits = query.match(/\b(?:year|language):\S+/g)
  return limits === null ? undefined : limits.join(', ')
}

function itemsOf(
  searches: readonly LoggedSearch[],
  stored: readonly StoredSearch[],
): readonly SearchLogItem[] {
  const label = (one: LoggedSearch): string => one.database ?? findSource(one.source)?.label ?? one.source
  const distinct = (texts: readonly string[]): string | undefined =>
    texts.length === 0 ? undefined : [...new Set(texts)].join('; ')
  const asRun = searches.filter((one) => one.asRun !== undefined)
  const isComplete = searches.length > 0 && asRun.length === searches.length
  const chased = stored.filter(({ channel }) => channel === 'citation')
  const dates = distinct(searches.map((one) => `${label(one)}: ${one.date}`))
  const updates = searches.length > new Set(searches.map((one) => `${one.source} ${one.asRun ?? ''}`)).size
  const counts = distinct(searches.map((one) => `${label(one)}: ${one.retrieved ?? 'unfinished'}`))
  const total = searches.reduce((sum, one) => sum + (one.retrieved ?? 0), 0)
  const items: readonly (readonly [string, string | undefined])[] = [
    ['Database name', distinct(searches.map(label))],
    ['Multi-database searching', undefined],
    [
      'Study registries',
      distinct(stored.filter(({ channel }) => channel === 'register').map((one) => one.source)),
    ],
    [
      'Online resources and browsing',
      distinct(stored.filter(({ channel }) => channel === 'website').map((one) => one.source)),
    ],
    [
      'Citation searching',
      distinct(chased.map((one) => `${one.database ?? one.source}: ${one.query ?? ''}`)),
    ],
    ['Contacts', undefined],
    ['Other methods', undefined],
    ['Full search strategies', isComplete ? 'Below, exactly as run.' : undefined],
    ['Limits and restrictions', distinct(searches.flatMap((one) => one.limits ?? []))],
    ['Search filters', undefined],
    ['Prior work', undefined],
    ['Updates', updates ? 'Searches were run again; every run is listed below.' : undefined],
    ['Dates of searches', dates],
    ['Peer review', undefined],
    ['Total records', counts === undefined ? undefined : `${counts}. Together: ${total}.`],
    ['Deduplication', 'lacuna dedupe; its rules and the pairs it merged are in the project.'],
  ]
  return items.map(([item, text], index) => ({
    number: index + 1,
    item,
    ...(text === undefined ? {} : { text }),
  }))
}

/** The log as Markdown. Strategies stand in code blocks, so that nothing in them is changed. */
function printSearchLog(title: string, { items, searches, citationSearching }: SearchLog): string {
  const lines = [`# Search log: ${title}`, '', 'Items of PRISMA-S (doi:10.1186/s13643-020-01542-z).', '']
  for (const { number, item, text } of items)
    lines.push(`${number}. **${item}.** ${text ?? '*Open: to be reported by the authors.*'}`)
  if (citationSearching.length > 0) lines.push('', ...printCitationSearching(citationSearching))
  lines.push('', '## Strategies as run', '')
  for (const one of searches) {
    const count = one.retrieved === undefined ? 'unfinished' : `${one.retrieved} records retrieved`
    const reported = one.reported === undefined ? '' : `, ${one.reported} reported`
    const skipped = one.skipped === undefined || one.skipped === 0 ? '' : `, ${one.skipped} could not be read`
    lines.push(`### ${one.database ?? one.source}, ${one.date}`, '', `${count}${reported}${skipped}.`, '')
    if (one.query !== undefined) lines.push("In the review's query language:", '', ...block(one.query))
    lines.push(
      ...(one.asRun === undefined
        ? ['*Open: the strategy is not known.*', '']
        : ['As run:', '', ...block(one.asRun)]),
    )
    for (const text of one.asUnderstood ?? []) lines.push('As the server understood it:', '', ...block(text))
  }
  return `${lines.join('\n').trimEnd()}\n`
}

/** What TARCiS asks to report of citation searching: seeds, directions, indexes, dates, iterations, numbers. */
function printCitationSearching(rounds: readonly ChaseSummary[]): readonly string[] {
  const lines = ['## Citation searching', '', 'Reported as TARCiS asks (doi:10.1136/bmj-2023-078384).', '']
  for (const { at, iteration, directions, seeds, indexes, works, newWorks } of rounds) {
    const which = iteration === 1 ? 'Direct' : `Iterative (iteration ${iteration})`
    const both = directions.join(' and ')
    lines.push(
      `- **${at.slice(0, 10)}. ${which} ${both} citation searching** from ${seeds.length} seed references in ${indexes.length} citation ${indexes.length === 1 ? 'index' : 'indexes'}: ${works} works before deduplication against the review, ${newWorks} that it did not have.`,
    )
    for (const one of indexes)
      lines.push(
        `  - ${one.label}: ${one.works} works (${one.onlyHere} in no other index, ${one.withoutDoi} without a DOI and so not compared), ${one.citations} citations; ${one.unknownSeeds.length} seed references unknown there, ${one.withoutRecord.length} works without a record.`,
      )
    lines.push('  - Seed references, as given:', '', ...block(seeds.join('\n')))
  }
  if (new Set(rounds.flatMap(({ indexes }) => indexes.map(({ index }) => index))).size < 2)
    lines.push('*Open: TARCiS recommends to combine at least two citation indexes.*')
  return lines
}

const block = (text: string): readonly string[] => {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return [fence, text, fence, '']
}
