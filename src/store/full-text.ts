import { sql } from 'kysely'
import type { ReportId } from '../domain/report.ts'
import type { Database } from './schema.ts'

/**
 * Reports that hold all words, best first by BM25 with the title counting most. The user's text is never read
 * as FTS5 syntax: every word is quoted, only a trailing `*` completes it.
 */
export async function findReports(
  database: Database,
  words: string,
  limit: number,
): Promise<readonly ReportId[]> {
  const wanted = words.normalize('NFC').match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*\*?/gu) ?? []
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

/** Adds stored reports to the index, in one statement: FTS5 writes out what it has gathered after each. */
export async function indexReports(database: Database, ids: readonly ReportId[]): Promise<void> {
  await sql`
    INSERT INTO report_text (rowid, title, abstract, keywords)
    SELECT
      at, nfc(json_extract(said, '$.title')), nfc(json_extract(said, '$.abstract')),
      nfc((SELECT group_concat(value, '; ') FROM json_each(said, '$.keywords')))
    FROM (
      SELECT report.rowid AS at, coalesce(report.merged, record.entry) AS said
      FROM json_each(${JSON.stringify(ids)}) AS wanted
      JOIN report ON report.id = wanted.value
      LEFT JOIN report_record ON report.merged IS NULL AND report_record.report = report.id
      LEFT JOIN record ON record.id = report_record.record
    )`.execute(database)
}

/** Takes stored reports out of the index, before they go. */
export async function unindexReports(database: Database, ids: readonly ReportId[]): Promise<void> {
  await sql`
    DELETE FROM report_text
    WHERE rowid IN (
      SELECT report.rowid FROM json_each(${JSON.stringify(ids)}) AS gone JOIN report ON report.id = gone.value
    )`.execute(database)
}
