import { basename } from 'node:path'
import Sqlite from 'better-sqlite3'
import { UserError } from '../domain/problem.ts'

/** What the engine's error means to the user, as a UserError; anything else is given back as it is. */
export function explain(error: unknown, path: string, waitMs: number): unknown {
  const code = codeOf(error)
  const known = meanings.find(([start]) => code.startsWith(start))
  if (known === undefined) return error
  const [, message, remedy] = known
  const filled = message.replace('FILE', basename(path)).replace('WAIT', String(waitMs / 1000))
  return new UserError(filled, remedy, { cause: error })
}

function codeOf(error: unknown): string {
  if (error instanceof Sqlite.SqliteError) return error.code
  // A missing folder is found by the driver before the engine sees it.
  return error instanceof TypeError && error.message.startsWith('Cannot open database')
    ? 'SQLITE_CANTOPEN'
    : ''
}

const meanings: readonly (readonly [code: string, message: string, remedy: string])[] = [
  [
    'SQLITE_FULL',
    'The disk is full; this step was not saved. Everything saved before it is safe.',
    'You can free some space and do the step again.',
  ],
  [
    'SQLITE_BUSY',
    'Another lacuna has been writing to this review for more than WAIT seconds.',
    'You can wait until it is done and try again.',
  ],
  [
    'SQLITE_READONLY',
    'The review folder cannot be written to.',
    'You can change its permissions, or copy it to a place where you may write.',
  ],
  ['SQLITE_NOTADB', 'The file FILE is not a database.', 'You can put back a copy of the review folder.'],
  ['SQLITE_CORRUPT', 'The review database is damaged.', 'You can put back a copy of the review folder.'],
  [
    'SQLITE_CANTOPEN',
    'The review database FILE cannot be opened.',
    'You can check that its folder exists and is yours.',
  ],
  [
    'SQLITE_IOERR',
    'The disk reported an error; this step was not saved.',
    'You can check the disk and try again.',
  ],
]
