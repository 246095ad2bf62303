import Sqlite from 'better-sqlite3'
import { CompiledQuery, type DatabaseConnection, Kysely, SqliteDialect, SqliteDriver } from 'kysely'
import { UserError } from '../domain/problem.ts'
import { appendDecisions, lastDecision, readDecisions } from './decisions.ts'
import { findReports } from './full-text.ts'
import { migrate } from './migrate.ts'
import { addProblems, addRecords, readOrigins, readProblems, readRecords, recordsById } from './records.ts'
import { changeReports, readMemberships, readPairs, readReports, reportsById } from './reports.ts'
import type { Schema } from './schema.ts'
import { addSearch, completeSearch, readSearches } from './searches.ts'
import type { Store } from './store.ts'

/**
 * Opens a review's SQLite file, making or upgrading it where needed. WAL, so that readers never wait for a
 * writer; `synchronous = FULL`, so that a confirmed decision survives a power cut; a writer waits up to 20 s
 * for another process.
 */
export function openSqlite(path: string): Store {
  const file = attempt(() => {
    const opened = new Sqlite(path, { timeout: 20_000 })
    opened.pragma('journal_mode = WAL')
    opened.pragma('synchronous = FULL')
    opened.pragma('foreign_keys = ON')
    opened.pragma('cache_size = -65536')
    migrate(opened)
    return opened
  })
  const database = new Kysely<Schema>({ dialect: new ImmediateDialect({ database: file }) })
  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (cause) {
      throw explain(cause)
    }
  }
  const count = (table: 'record' | 'report'): Promise<number> =>
    run(async () => {
      const row = await database
        .selectFrom(table)
        .select((e) => e.fn.countAll<number | string>().as('n'))
        .executeTakeFirstOrThrow()
      return Number(row.n)
    })
  return {
    addSearch: (search) => run(() => addSearch(database, search)),
    completeSearch: (id, retrieved) => run(() => completeSearch(database, id, retrieved)),
    searches: () => run(() => readSearches(database)),
    addRecords: (records) => run(() => addRecords(database, records)),
    countRecords: () => count('record'),
    recordOrigins: () => run(() => readOrigins(database)),
    records: () => readRecords(database),
    recordsById: (ids) => run(() => recordsById(database, ids)),
    addProblems: (search, problems) => run(() => addProblems(database, search, problems)),
    problems: () => readProblems(database),
    changeReports: (change) => run(() => changeReports(database, change)),
    countReports: () => count('report'),
    memberships: () => run(() => readMemberships(database)),
    reports: () => readReports(database),
    reportsById: (ids) => run(() => reportsById(database, ids)),
    pairs: (outcome) => run(() => readPairs(database, outcome)),
    findReports: (words, limit) => run(() => findReports(database, words, limit)),
    appendDecisions: (decisions) => run(() => appendDecisions(database, decisions)),
    decisions: (after) => run(() => readDecisions(database, after)),
    lastDecision: () => run(() => lastDecision(database)),
    close: () => database.destroy(),
  }
}

/**
 * Transactions take the write lock when they begin: one that read first and wrote later could otherwise fail
 * half-way because another process wrote in between.
 */
class ImmediateDialect extends SqliteDialect {
  readonly #config: ConstructorParameters<typeof SqliteDialect>[0]

  constructor(config: ConstructorParameters<typeof SqliteDialect>[0]) {
    super(config)
    this.#config = config
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config)
  }
}

class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw explain(cause)
  }
}

/** What the engine's error means to the user; anything else is passed on as it is. */
function explain(error: unknown): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error
  const known = meanings.find(([code]) => error.code.startsWith(code))
  if (known === undefined) return error
  return new UserError(known[1], known[2], { cause: error })
}

const meanings: readonly (readonly [code: string, message: string, remedy: string])[] = [
  [
    'SQLITE_FULL',
    'The disk is full; this step was not saved. Everything saved before it is safe.',
    'You can free some space and do the step again.',
  ],
  [
    'SQLITE_BUSY',
    'Another lacuna has been writing to this review for more than 20 seconds.',
    'You can wait until it is done and try again.',
  ],
  [
    'SQLITE_READONLY',
    'The review folder cannot be written to.',
    'You can change its permissions, or copy it to a place where you may write.',
  ],
  ['SQLITE_NOTADB', 'The file lacuna.db is not a database.', 'You can put back a copy of the review folder.'],
  ['SQLITE_CORRUPT', 'The review database is damaged.', 'You can put back a copy of the review folder.'],
  [
    'SQLITE_CANTOPEN',
    'The review database cannot be opened.',
    'You can check that its folder exists and is yours.',
  ],
  [
    'SQLITE_IOERR',
    'The disk reported an error; this step was not saved.',
    'You can check the disk and try again.',
  ],
]
