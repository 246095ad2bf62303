import type Sqlite from 'better-sqlite3'
import type { Schema } from './schema.ts'

/**
 * Inserts rows into a table, all with the columns of the first, inside the transaction that is open. A row with the
 * key of an earlier one takes its place.
 */
export type InsertRows = <Table extends keyof Schema>(table: Table, rows: readonly Schema[Table][]) => void

/**
 * One prepared statement a table, run row by row on the driver: many rows in one statement cost the engine three
 * times as much where they are long, and building statements costs more than running them.
 */
export function rowInserter(file: Sqlite.Database): InsertRows {
  const statements = new Map<string, Sqlite.Statement>()
  return (table, rows) => {
    const columns = Object.keys(rows[0] ?? {})
    if (columns.length === 0) return
    const text = `INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
    const statement = statements.get(text) ?? file.prepare(text)
    statements.set(text, statement)
    for (const row of rows) statement.run(Object.values(row))
  }
}
