import type BetterSqlite from 'better-sqlite3'
import { UserError } from '../domain/problem.ts'
import { foundation } from './migrations/0001-foundation.ts'
import { findings } from './migrations/0002-findings.ts'
import { lighterReports } from './migrations/0003-lighter-reports.ts'

/** Every migration in order; `PRAGMA user_version` holds the number of the last one applied. */
const migrations = [foundation, findings, lighterReports] as const

/** `lacn` in ASCII, so that `file` and other tools can tell whose database it is. */
const applicationId = 0x6c61_636e

/**
 * Brings a database to the newest schema, all steps in one transaction: a crash leaves the old schema. Two
 * processes that start at once do it once. Throws a UserError for a database that is newer than this program or
 * belongs to another one.
 */
export function migrate(file: BetterSqlite.Database): void {
  if (versionOf(file) === newest && ownerOf(file) === applicationId) return
  file
    .transaction(() => {
      refuseForeign(file)
      const version = versionOf(file)
      for (const step of migrations) if (step.version > version) file.exec(step.sql)
      file.pragma(`user_version = ${newest}`)
      file.pragma(`application_id = ${applicationId}`)
    })
    .immediate()
}

/**
 * Throws a UserError for another program's database and for a newer lacuna's; changes nothing. Reads in one
 * transaction: a lacuna that makes the file at the same moment is seen before or after, not half-way.
 */
export function refuseForeign(file: BetterSqlite.Database): void {
  const { things, owner, version } = file.transaction(() => ({
    things: file.prepare('SELECT count(*) FROM sqlite_master').pluck().get(),
    owner: ownerOf(file),
    version: versionOf(file),
  }))()
  if (owner !== applicationId && (things !== 0 || version !== 0 || owner !== 0)) {
    throw new UserError(
      `The file ${file.name} is a database of another program.`,
      'You can move it away and let lacuna make its own.',
    )
  }
  if (version > newest) {
    throw new UserError(
      `The review's database has schema ${version}; this lacuna knows schemas up to ${newest}.`,
      'You can open it with a newer lacuna.',
    )
  }
}

const newest = migrations.at(-1)?.version ?? 0

const ownerOf = (file: BetterSqlite.Database): number =>
  Number(file.pragma('application_id', { simple: true }))

const versionOf = (file: BetterSqlite.Database): number =>
  Number(file.pragma('user_version', { simple: true }))
