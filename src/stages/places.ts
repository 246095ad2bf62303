import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../domain/canonical.ts'
import type { Coder } from '../domain/decision.ts'
import type { ReportId } from '../domain/report.ts'
import type { Review } from '../review/review.ts'

/** Where a coder left a screen. No judgement: losing it costs nothing but a few keys. */
export interface Place {
  readonly report: ReportId
  /** What of the report was in hand, such as a dimension. */
  readonly field?: string
}

/** Where this coder left a screen, if it is known. A file that cannot be read counts as unknown. */
export async function readPlace(review: Review, coder: Coder, screen: string): Promise<Place | undefined> {
  return readPlaces(fileOf(review, coder))[screen]
}

/**
 * Keeps where a coder is, whole or not at all. It is not waited for on the disk: the log says what was decided,
 * this only where to go on. Where the folder cannot be written to, the place is not kept.
 */
export async function savePlace(review: Review, coder: Coder, screen: string, place: Place): Promise<void> {
  const file = fileOf(review, coder)
  const text = JSON.stringify({ ...readPlaces(file), [screen]: place }, undefined, 2)
  try {
    mkdirSync(join(review.folder, folder), { recursive: true })
    writeFileSync(`${file}.${process.pid}.new`, `${text}\n`)
    renameSync(`${file}.${process.pid}.new`, file)
  } catch {
    // A place is a convenience; a read-only or full disk shows itself where a decision is to be saved.
  }
}

const folder = join('.lacuna', 'places')

/** Names may hold anything; a hash tells apart what the readable part does not. */
const fileOf = (review: Review, coder: Coder): string =>
  join(
    review.folder,
    folder,
    `${coder
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .slice(0, 40)}-${sha256(coder).slice(0, 8)}.json`,
  )

function readPlaces(file: string): Readonly<Record<string, Place>> {
  try {
    const places: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof places !== 'object' || places === null) return {}
    return Object.fromEntries(Object.entries(places).filter(([, place]) => isPlace(place)))
  } catch {
    return {}
  }
}

function isPlace(value: unknown): value is Place {
  if (typeof value !== 'object' || value === null || !('report' in value)) return false
  const field = 'field' in value ? value.field : undefined
  return typeof value.report === 'string' && (field === undefined || typeof field === 'string')
}
