import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { reportIndex } from '../domain/report.ts'
import { sha256 } from '../domain/canonical.ts'
import type { ReviewSnapshot } from '../domain/snapshot.ts'
import { type Changes, type MapDifference, mapDifference, type MapVersion } from '../render/map-difference.ts'
import type { ReportAssets } from '../render/report-assets.ts'
import { type FileContent, renderedFiles } from '../render/report-files.ts'
import { readSnapshot } from '../review/read-snapshot.ts'
import type { Review } from '../review/review.ts'
import { toolVersion } from './bundled.ts'
import { breathe, type Control } from './control.ts'
import { mapData } from './map-data.ts'
import { withReferences } from './reference-lists.ts'
import { readReportSnapshot } from './report-snapshot.ts'
import { rasterise } from './rasterise.ts'
import { snapshotAgreement } from './snapshot-agreement.ts'
import { writeFolder } from './write-out.ts'

export interface ReportResult {
  readonly folder: string
  /** The map, to open in a browser. */
  readonly page: string
  readonly files: number
  readonly studies: number
  /** SHA-256 over the canonical snapshot: what the map prints and a citation carries. */
  readonly hash: string
  /** What changed since the report that was named. */
  readonly changes?: MapDifference
}

/** Writes the review's report folder: the map and all its companions. The folder appears whole or not at all. */
export async function report(
  review: Review,
  options: { readonly out?: string; readonly since?: string },
  control: Control,
): Promise<ReportResult> {
  const folder = resolve(options.out ?? join(review.folder, 'report'))
  const snapshot = await reportSnapshot(review, control)
  await breathe(control)
  const since = options.since === undefined ? undefined : readReportSnapshot(resolve(options.since))
  const now = version(snapshot)
  const changes = since === undefined ? undefined : changesFrom(since, now)
  await breathe(control)
  let files = 0
  let hash = ''
  const watched = function* (): Iterable<readonly [string, FileContent]> {
    for (const [path, content] of renderedFiles(snapshot, now.data, builtAssets(), changes)) {
      files++
      // The hash of a snapshot is that of its canonical bytes, which are this file.
      if (path === 'snapshot.json') hash = sha256(content)
      yield [path, content]
    }
  }
  writeFolder(folder, watched())
  return {
    folder,
    page: join(folder, 'index.html'),
    files,
    studies: snapshot.studies.length,
    hash,
    ...(changes === undefined ? {} : { changes: changes.difference }),
  }
}

/**
 * The review as its map carries it: the snapshot with the agreement that only the log can tell, and the reference
 * lists that only the project's raw material holds.
 */
async function reportSnapshot(review: Review, control: Control): Promise<ReviewSnapshot> {
  const { snapshot: read, standing } = await readSnapshot(review, toolVersion())
  const snapshot = await withReferences(review, read, standing, control)
  const agreement = snapshotAgreement(standing.log, review.codebook, reportIndex(standing.documents))
  return agreement.length === 0 ? snapshot : { ...snapshot, agreement }
}

const version = (snapshot: ReviewSnapshot): MapVersion => ({ snapshot, data: mapData(snapshot) })

function changesFrom(older: ReviewSnapshot, now: MapVersion): Changes {
  const since = version(older)
  return { since, difference: mapDifference(since, now) }
}

/**
 * Every file of the report that a snapshot gives, with its path: the same bytes for the same snapshots, anywhere.
 * @param since the older map to say the changes from
 */
export function reportFiles(
  snapshot: ReviewSnapshot,
  { assets = builtAssets(), since }: { readonly assets?: ReportAssets; readonly since?: ReviewSnapshot } = {},
): Iterable<readonly [path: string, content: FileContent]> {
  const now = version(snapshot)
  return renderedFiles(snapshot, now.data, assets, since === undefined ? undefined : changesFrom(since, now))
}

const builtAssets = (): ReportAssets => ({ script: asset('page.js'), style: asset('page.css'), rasterise })

/** A part of the page that the build made. */
const asset = (name: string): string =>
  readFileSync(new URL(`../render/page/${name}`, import.meta.url), 'utf8')
