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
  const found = await sql<{ id: string }>`
    SELECT report.id AS id
    FROM report_text JOIN report ON report.rowid = report_text.rowid
    WHERE report_text MATCH ${query}
    ORDER BY bm25(report_text, 8.0, 1.0, 4.0), report.id
    LIMIT ${limit}`.execute(database)
  return found.rows.map((row) => row.id)
}
