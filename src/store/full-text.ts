import { sql } from 'kysely'
import type { ReportId } from '../domain/report.ts'
import type { Database } from './schema.ts'
import type { FoundReport } from './store.ts'

/**
 * Reports that hold all words, best first by BM25 with the title counting most. The user's text is never read
 * as FTS5 syntax: every word is quoted, only a trailing `*` completes it.
 */
export async function findReports(
  database: Database,
  words: string,
  limit: number,
): Promise<readonly ReportId[]> {
  const wanted = wordsIn(words)
  if (wanted.length === 0) return []
  const query = wanted.map((word) => (word.endsWith('*') ? `"${word.slice(0, -1)}"*` : `"${word}"`)).join(' ')
  // The best are chosen inside the index; only they are looked up.
  const found = await sql<{ id: string }>`
    SELECT report.id AS id
    FROM (
      SELECT rowid AS found, bm25(report_text, 8.0, 1.0, 4.0) AS score
      FROM report_text WHERE report_text MATCH ${query}
      ORDER BY score LIMIT ${limit}
    ) JOIN report ON report.rowid = found
    ORDER BY score, report.id`.execute(database)
  return found.rows.map((row) => row.id)
}

/**
 * Adds stored reports to the index, in one statement: FTS5 writes out what it has gathered after each, and whenever
 * a row comes after one with a larger number.
 */
export async function indexReports(database: Database, ids: readonly ReportId[]): Promise<void> {
  await sql`
    WITH wanted AS MATERIALIZED (
      SELECT rowid AS at FROM report WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids)})) ORDER BY rowid
    ), said AS (
      SELECT at, coalesce(report.merged, record.entry) AS said
      FROM wanted CROSS JOIN report ON report.rowid = at
      LEFT JOIN report_record ON report.merged IS NULL AND report_record.report = report.id
      LEFT JOIN record ON record.id = report_record.record
    )
    INSERT INTO report_text (rowid, title, abstract, keywords)
    SELECT
      at, nfc(json_extract(said, '$.title')), nfc(json_extract(said, '$.abstract')),
      nfc((SELECT group_concat(value, '; ') FROM json_each(said, '$.keywords')))
    FROM said`.execute(database)
}

/** Takes stored reports out of the index, before they go. */
export async function unindexReports(database: Database, ids: readonly ReportId[]): Promise<void> {
  await sql`
    DELETE FROM report_text
    WHERE rowid IN (
      SELECT report.rowid FROM json_each(${JSON.stringify(ids)}) AS gone JOIN report ON report.id = gone.value
    )`.execute(database)
}

const wordsIn = (text: string): readonly string[] =>
  text.normalize('NFC').match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*\*?/gu) ?? []

/** Beyond this many matches no order of quality is worth its time: another letter is typed before it is read. */
const rankedMost = 2_000

/** See `Store.findAsTyped`. */
export async function findAsTyped(
  database: Database,
  words: string,
  limit: number,
): Promise<readonly FoundReport[]> {
  const query = typedQuery(words)
  if (query === undefined) return []
  const some = await matches(database, query, rankedMost + 1)
  if (some.length <= rankedMost) return rankedFinds(database, query, limit)
  const inTitle = await matches(database, `{title} : (${query})`, limit)
  return describe(database, [...new Set([...inTitle, ...some])].slice(0, limit))
}

/** A single Latin letter begins too many words to ask for them; it waits for the next one. */
function typedQuery(words: string): string | undefined {
  const wanted = [...wordsIn(words.replaceAll('*', ' '))]
  const isOpen = /[\p{L}\p{M}\p{N}]$/u.test(words)
  if (isOpen && /^[\p{Script=Latin}\p{N}]\p{M}*$/u.test(wanted.at(-1) ?? '')) wanted.pop()
  else if (isOpen && wanted.length > 0)
    return wanted.map((word, i) => (i === wanted.length - 1 ? `"${word}"*` : `"${word}"`)).join(' ')
  return wanted.length === 0 ? undefined : wanted.map((word) => `"${word}"`).join(' ')
}

async function matches(database: Database, query: string, limit: number): Promise<readonly number[]> {
  const found = await sql<{ rowid: number }>`
    SELECT rowid FROM report_text WHERE report_text MATCH ${query} LIMIT ${limit}`.execute(database)
  return found.rows.map(({ rowid }) => rowid)
}

interface FoundRow {
  readonly at: number
  readonly id: string
  readonly title: string | null
  readonly year: number | null
}

async function rankedFinds(
  database: Database,
  query: string,
  limit: number,
): Promise<readonly FoundReport[]> {
  const found = await sql<{ rowid: number }>`
    SELECT found AS rowid
    FROM (
      SELECT rowid AS found, bm25(report_text, 8.0, 1.0, 4.0) AS score
      FROM report_text WHERE report_text MATCH ${query}
      ORDER BY score LIMIT ${limit}
    ) JOIN report ON report.rowid = found
    ORDER BY score, report.id`.execute(database)
  return describe(
    database,
    found.rows.map(({ rowid }) => rowid),
  )
}

/** Stored reports as a list shows them, in the given order. */
async function describe(database: Database, rows: readonly number[]): Promise<readonly FoundReport[]> {
  const found = await sql<FoundRow>`
    SELECT at, id, json_extract(said, '$.title') AS title, json_extract(said, '$.date.year') AS year
    FROM (
      SELECT report.rowid AS at, report.id AS id, coalesce(report.merged, record.entry) AS said
      FROM json_each(${JSON.stringify(rows)}) AS wanted
      JOIN report ON report.rowid = wanted.value
      LEFT JOIN report_record ON report.merged IS NULL AND report_record.report = report.id
      LEFT JOIN record ON record.id = report_record.record
    )`.execute(database)
  const byRow = new Map(found.rows.map((row) => [row.at, row]))
  return rows.flatMap((row) => {
    const report = byRow.get(row)
    return report === undefined ? [] : [toFound(report)]
  })
}

const toFound = ({ id, title, year }: FoundRow): FoundReport => ({
  id,
  ...(title === null ? {} : { title }),
  ...(year === null ? {} : { year }),
})
