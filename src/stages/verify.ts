import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { sha256 } from '../domain/canonical.ts'
import type { ReportAssets } from '../render/report-assets.ts'
import { toolVersion } from './bundled.ts'
import { readReportSnapshot } from './report-snapshot.ts'
import { reportFiles } from './report.ts'

export interface Verification {
  readonly folder: string
  readonly holds: boolean
  readonly hash: string
  /** The version that made the report, and the one that checked it. */
  readonly madeBy: string
  readonly checkedBy: string
  readonly differences: readonly ReportDifference[]
}

export interface ReportDifference {
  readonly file: string
  readonly what: 'changed' | 'missing' | 'added'
  /** For changed text files: the first line that differs, from 1. */
  readonly line?: number
}

/**
 * Computes a report again from the snapshot inside it and compares every file byte by byte. Any changed number,
 * name or byte is found: files against what the snapshot gives, and the snapshot against its own canonical form
 * and the hash in its manifest.
 * @param assets the page's script and style; those of this build unless told
 */
export function verify(folder: string, assets?: ReportAssets): Verification {
  const snapshot = readReportSnapshot(folder)
  const since = existsSync(join(folder, 'since', 'snapshot.json'))
    ? readReportSnapshot(join(folder, 'since'))
    : undefined
  const expected = reportFiles(snapshot, {
    ...(assets === undefined ? {} : { assets }),
    ...(since === undefined ? {} : { since }),
  })
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => statSync(name).isFile())
    .map((name) => relative(folder, name).replaceAll('\\', '/'))
  const differences: ReportDifference[] = []
  const names = new Set<string>()
  let hash = ''
  for (const [file, content] of expected) {
    names.add(file)
    if (file === 'snapshot.json') hash = sha256(content)
    if (!found.includes(file)) {
      differences.push({ file, what: 'missing' })
      continue
    }
    const actual = readFileSync(join(folder, file))
    const wanted = Buffer.from(content)
    if (actual.equals(wanted)) continue
    const line = firstDifference(actual, wanted)
    differences.push({ file, what: 'changed', ...(line === undefined ? {} : { line }) })
  }
  for (const file of found) if (!names.has(file)) differences.push({ file, what: 'added' })
  const tool = toolVersion()
  return {
    folder,
    holds: differences.length === 0,
    hash,
    madeBy: `${snapshot.tool.name} ${snapshot.tool.version}`,
    checkedBy: `${tool.name} ${tool.version}`,
    differences: differences.toSorted((a, b) => (a.file < b.file ? -1 : 1)),
  }
}

/** The line of the first byte that differs; undefined for files that are not text. */
function firstDifference(a: Buffer, b: Buffer): number | undefined {
  const limit = Math.min(a.length, b.length)
  let line = 1
  for (let i = 0; i < limit && a[i] === b[i]; i++) {
    if (a[i] === 0) return undefined
    if (a[i] === 10) line++
  }
  return line
}
