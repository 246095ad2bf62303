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
  const first = [...new Set([...inTitle, ...some])].slice(0, limit)
  const found = await sql<FoundRow & { readonly rowid: number }>`
    SELECT rowid, id, title, year FROM report WHERE rowid IN (${sql.join(first)})`.execute(database)
  const byRow = new Map(found.rows.map((row) => [row.rowid, row]))
  return first.flatMap((row) => {
    const report = byRow.get(row)
    return report === undefined ? [] : [toFound(report)]
  })
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
  readonly id: string
  readonly title: string | null
  readonly year: number | null
}

async function rankedFinds(
  database: Database,
  query: string,
  limit: number,
): Promise<readonly FoundReport[]> {
  const found = await sql<FoundRow>`
    SELECT report.id AS id, report.title AS title, report.year AS year
    FROM (
      SELECT rowid AS found, bm25(report_text, 8.0, 1.0, 4.0) AS score
      FROM report_text WHERE report_text MATCH ${query}
      ORDER BY score LIMIT ${limit}
    ) JOIN report ON report.rowid = found
    ORDER BY score, report.id`.execute(database)
  return found.rows.map(toFound)
}

const toFound = ({ id, title, year }: FoundRow): FoundReport => ({
  id,
  ...(title === null ? {} : { title }),
  ...(year === null ? {} : { year }),
})
