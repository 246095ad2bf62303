import { existsSync, readFileSync } from 'node:fs'
import type { Coder } from '../domain/decision.ts'
import { printNotices } from '../domain/notice.ts'
import { UserError } from '../domain/problem.ts'
import type { Bibliography } from '../domain/record.ts'
import { isIncluded } from '../domain/stage-of-review.ts'
import { writeBibliography } from '../formats/bibliography.ts'
import type { WritableRecord } from '../formats/format.ts'
import { writerNamed, writers } from '../formats/writers.ts'
import type { Review } from '../review/review.ts'
import { readStanding } from '../review/standing.ts'
import { tableOf } from './export-tables.ts'
import { longRows, verdictRows, wideTable } from './coding-rows.ts'
import type { ExportOptions } from './export-options.ts'
import type { Exportable } from './exportables.ts'
import { isBlindTo, readSeenLog } from './seen-log.ts'

const styles = ['apa', 'harvard', 'vancouver'] as const

/** One part of the review, in pieces of text or bytes. */
export async function exportData(
  review: Review,
  options: ExportOptions,
): Promise<AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>> {
  const { what, format, included, viewer } = options
  if (format === 'csv') return tableOf(review, options)
  if (format === 'jsonl') return linesOf(review, options)
  if (what !== 'reports' && what !== 'records') throw unknownFormat(what, format)
  const items = (): Promise<readonly WritableRecord[]> =>
    what === 'reports' ? writableReports(review, included, viewer) : writableRecords(review)
  const style = styles.find((known) => known === format)
  if (style !== undefined) return [await writeBibliography(await items(), { style })]
  if (format.endsWith('.csl') && existsSync(format)) {
    return [await writeBibliography(await items(), { style: { csl: readFileSync(format, 'utf8') } })]
  }
  const writer = writerNamed(format === 'csv-bibliography' ? 'csv' : format)
  if (writer === undefined) throw unknownFormat(what, format)
  return 'write' in writer ? writer.write(await items()) : [await writer.writeBytes(await items())]
}

function unknownFormat(what: Exportable, format: string): UserError {
  const more = what === 'reports' || what === 'records' ? `, ${bibliographicFormats().join(', ')}` : ''
  return new UserError(
    `The ${what} cannot be written as "${format}".`,
    `You can write them as csv, jsonl${more}.`,
    { exitCode: 2 },
  )
}

/** Names of the formats for records and reports besides csv and jsonl. */
const bibliographicFormats = (): readonly string[] => [
  'csv-bibliography',
  ...writers.map(({ name }) => name).filter((name) => name !== 'csv' && name !== 'jsonl'),
  ...styles,
  'or a .csl file',
]

async function writableReports(
  review: Review,
  included: boolean,
  viewer: Coder | undefined,
): Promise<readonly WritableRecord[]> {
  const standing = await readStanding(review)
  const seen = await readSeenLog(review, viewer)
  const all: WritableRecord[] = []
  for await (const report of review.store.reports()) {
    const { id, records: _records, provenance: _provenance, ...bibliography } = report
    if (included && !isIncluded(standing.stages.get(id) ?? 'awaiting-screening')) continue
    const place = standing.standings.get(id)
    const last = isBlindTo(seen, id) ? undefined : (place?.fullText ?? place?.titleAbstract)
    const decided = last === undefined || last === 'conflict' ? undefined : last
    const reason = decided?.reason === undefined ? {} : { reason: decided.reason }
    const decision = decided === undefined ? {} : { decision: { verdict: decided.verdict, ...reason } }
    all.push({ ...withNotices(bibliography), key: id, ...decision })
  }
  return all
}

/** No format has a field for a retraction, so it travels as a note. */
function withNotices(document: Bibliography): Bibliography {
  const lines = printNotices(document.notices ?? [])
  return lines.length === 0 ? document : { ...document, notes: [...(document.notes ?? []), ...lines] }
}

async function writableRecords(review: Review): Promise<readonly WritableRecord[]> {
  const all: WritableRecord[] = []
  for await (const record of review.store.records())
    all.push({ ...record, ...withNotices(record), key: record.id })
  return all
}

async function* linesOf(review: Review, options: ExportOptions): AsyncIterable<string> {
  const { what, viewer } = options
  const line = (value: unknown): string => `${JSON.stringify(value)}\n`
  if (what === 'records') for await (const record of review.store.records()) yield line(record)
  else if (what === 'reports') for await (const report of review.store.reports()) yield line(report)
  else if (what === 'decisions')
    for (const decision of (await readSeenLog(review, viewer)).log) yield line(decision)
  else if (what === 'studies') for (const study of (await readStanding(review)).studies) yield line(study)
  else {
    const seen = await readSeenLog(review, viewer)
    if (what === 'verdicts') for (const row of verdictRows(seen, options.by)) yield line(row)
    else if (options.shape === 'wide')
      for (const row of wideTable(seen, review.codebook, options.by).objects()) yield line(row)
    else for (const row of longRows(seen, options.by)) yield line(row)
  }
}
