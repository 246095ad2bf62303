import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { reportIndex } from '../domain/report.ts'
import { type ReviewSnapshot, snapshotHash } from '../domain/snapshot.ts'
import { type MapDifference, mapDifference } from '../render/map-difference.ts'
import type { ReportAssets } from '../render/report-assets.ts'
import { type FileContent, renderReport } from '../render/report-files.ts'
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
  const changes = options.since === undefined ? undefined : changesSince(options.since, snapshot)
  const files = reportFiles(snapshot)
  await breathe(control)
  writeFolder(folder, files)
  return {
    folder,
    page: join(folder, 'index.html'),
    files: files.size,
    studies: snapshot.studies.length,
    hash: snapshotHash(snapshot),
    ...(changes === undefined ? {} : { changes }),
  }
}

/**
 * What changed since an older report: computed from the snapshots of both, so the new report stays a function of its
 * own snapshot alone.
 */
function changesSince(folder: string, snapshot: ReviewSnapshot): MapDifference {
  const old = readReportSnapshot(resolve(folder))
  return mapDifference({ snapshot: old, data: mapData(old) }, { snapshot, data: mapData(snapshot) })
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

/** Every file of the report that a snapshot gives, by path: the same bytes for the same snapshot, anywhere. */
export const reportFiles = (
  snapshot: ReviewSnapshot,
  assets: ReportAssets = builtAssets(),
): ReadonlyMap<string, FileContent> => renderReport(snapshot, mapData(snapshot), assets)

const builtAssets = (): ReportAssets => ({ script: asset('page.js'), style: asset('page.css'), rasterise })

/** A part of the page that the build made. */
const asset = (name: string): string =>
  readFileSync(new URL(`../render/page/${name}`, import.meta.url), 'utf8')
