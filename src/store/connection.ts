import Sqlite from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely'
import { type InsertRows, rowInserter } from './insert-rows.ts'
import { migrate, refuseForeign } from './migrate.ts'
import type { Database, Schema } from './schema.ts'

/** A review's file twice: one connection writes, the other reads beside it and never waits for the first. */
export interface Connections {
  readonly writer: Database
  readonly reader: Database
  /** Much at once, on the writer's connection. */
  readonly insertRows: InsertRows
  close(): Promise<void>
}

/**
 * Opens the file, making or upgrading it where needed. WAL, so that readers never wait for a writer;
 * `synchronous = FULL`, so that a confirmed decision survives a power cut. A file that is not ours is refused
 * before anything in it changes.
 */
export function connect(path: string, waitMs: number): Connections {
  const first = open(path, waitMs, (file) => {
    refuseForeign(file)
    switchToWal(file, waitMs)
    file.pragma('synchronous = FULL')
    file.pragma('foreign_keys = ON')
    file.pragma('cache_size = -16384')
    file.function('nfc', { deterministic: true }, composed)
    migrate(file)
  })
  const second = open(path, waitMs, (file) => {
    file.pragma('query_only = ON')
    file.pragma('cache_size = -8192')
  })
  const writer = new Kysely<Schema>({ dialect: new ImmediateDialect({ database: first }) })
  const reader = new Kysely<Schema>({ dialect: new SqliteDialect({ database: remembering(second) }) })
  const close = async (): Promise<void> => {
    await Promise.all([reader.destroy(), writer.destroy()])
    // Kysely leaves a file open that it never used. The writer last: whoever closes last tidies the file up.
    for (const file of [second, first]) if (file.open) file.close()
  }
  return { writer, reader, insertRows: rowInserter(first), close }
}

function open(path: string, waitMs: number, prepare: (file: Sqlite.Database) => void): Sqlite.Database {
  const file = new Sqlite(path, { timeout: waitMs })
  try {
    prepare(file)
  } catch (error) {
    file.close()
    throw error
  }
  return file
}

/** Text as questions are asked of it: Korean syllables would not match otherwise. */
const composed = (text: unknown): unknown => (typeof text === 'string' ? text.normalize('NFC') : text)

/** The last statements stay prepared: bulk work runs the same few, and preparing one costs more than running it. */
function remembering(file: Sqlite.Database): SqliteDatabase {
  const most = 64
  const statements = new Map<string, SqliteStatement>()
  return {
    prepare: (text) => {
      const known = statements.get(text)
      if (known !== undefined) return known
      const statement = file.prepare(text) as unknown as SqliteStatement
      if (statements.size >= most) statements.delete(statements.keys().next().value ?? '')
      statements.set(text, statement)
      return statement
    },
    close: () => file.close(),
  }
}

/** The engine does not wait for others here, as it does elsewhere: two programs may make the file at once. */
function switchToWal(file: Sqlite.Database, waitMs: number): void {
  const pauseMs = 20
  for (let waited = 0; ; waited += pauseMs) {
    try {
      file.pragma('journal_mode = WAL')
      return
    } catch (error) {
      const isBusy = error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')
      if (!isBusy || waited >= waitMs) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs)
    }
  }
}

/**
 * Transactions take the write lock when they begin: one that read first and wrote later could otherwise fail
 * half-way because another process wrote in between.
 */
class ImmediateDialect extends SqliteDialect {
  readonly #file: Sqlite.Database

  constructor(config: { readonly database: Sqlite.Database }) {
    super(config)
    this.#file = config.database
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#file)
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #file: Sqlite.Database

  constructor(file: Sqlite.Database) {
    super({ database: remembering(file) })
    this.#file = file
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  /** On a full disk the engine rolls back by itself; doing it again would hide its error behind another one. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#file.inTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'))
  }
}
