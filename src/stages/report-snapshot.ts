import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../domain/problem.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'

/** The snapshot inside a report folder. Throws a UserError where there is none or it cannot be read. */
export function readReportSnapshot(folder: string): ReviewSnapshot {
  const path = join(folder, 'snapshot.json')
  if (!existsSync(path)) {
    throw new UserError(
      `${folder} is not a report: it has no snapshot.json.`,
      'You can name a folder that "lacuna report" wrote.',
      { exitCode: 2 },
    )
  }
  return parseSnapshot(readFileSync(path, 'utf8'), path)
}

function parseSnapshot(text: string, path: string): ReviewSnapshot {
  try {
    const snapshot = JSON.parse(text) as ReviewSnapshot
    if (snapshot.format !== 'lacuna-snapshot/1') throw new Error('The format is another one.')
    return snapshot
  } catch (cause) {
    throw new UserError(
      `${path} is not a snapshot of a review; it was changed or damaged.`,
      'You can get the report again from where it was published.',
      { cause },
    )
  }
}
