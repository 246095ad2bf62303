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
