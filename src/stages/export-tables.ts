import type { Coder } from '../domain/decision.ts'
import { printNotices } from '../domain/notice.ts'
import { printName } from '../domain/person-name.ts'
import type { RecordId } from '../domain/record.ts'
import type { ReportId } from '../domain/report.ts'
import { writeCsvRows } from '../formats/csv-write.ts'
import type { Review } from '../review/review.ts'
import { readStanding } from '../review/standing.ts'
import { longRows, longTable, verdictRows, wideTable } from './coding-rows.ts'
import type { ExportOptions } from './export-options.ts'
import { isBlindTo, readSeenLog } from './seen-log.ts'

/** One part of the review as a CSV table. */
export async function tableOf(review: Review, options: ExportOptions): Promise<Iterable<string>> {
  const { what, viewer, shape, by } = options
  switch (what) {
    case 'records':
      return recordTable(review)
    case 'reports':
      return reportTable(review, viewer)
    case 'studies':
      return studyTable(review)
    case 'codings': {
      const seen = await readSeenLog(review, viewer)
      return writeCsvRows(
        shape === 'wide' ? wideTable(seen, review.codebook, by).rows() : longTable(longRows(seen, by)),
      )
    }
    case 'verdicts':
      return writeCsvRows(longTable(verdictRows(await readSeenLog(review, viewer), by)))
    case 'decisions':
      return decisionTable(review, viewer)
  }
}

/** Every input record, first with where it came from and the report it is part of. */
async function recordTable(review: Review): Promise<Iterable<string>> {
  const reportOf = new Map<RecordId, ReportId>()
  for (const { id, records } of await review.store.memberships()) {
    for (const record of records) reportOf.set(record, id)
  }
  const rows: (readonly string[])[] = []
  for await (const record of review.store.records()) {
    rows.push([
      record.id,
      record.source,
      String(record.position),
      record.sourceKey ?? '',
      reportOf.get(record.id) ?? '',
      record.type,
      record.title ?? '',
      record.authors.map(printName).join('; '),
      record.date?.year?.toString() ?? '',
      record.container ?? '',
      record.volume ?? '',
      record.issue ?? '',
      record.pages ?? '',
      record.identifiers.doi ?? '',
      record.identifiers.pmid ?? '',
      record.language ?? '',
      printNotices(record.notices ?? []).join('; '),
    ])
  }
  rows.sort((a, b) => compare(a[1], b[1]) || Number(a[2]) - Number(b[2]))
  return writeCsvRows([
    [
      'record_id',
      'source_file',
      'position',
      'source_key',
      'report_id',
      'type',
      'title',
      'authors',
      'year',
      'container',
      'volume',
      'issue',
      'pages',
      'doi',
      'pmid',
      'language',
      'notices',
    ],
    ...rows,
  ])
}

const compare = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0)

async function reportTable(review: Review, viewer: Coder | undefined): Promise<Iterable<string>> {
  const standing = await readStanding(review)
  const seen = await readSeenLog(review, viewer)
  const rows: (readonly string[])[] = []
  for await (const report of review.store.reports()) {
    const place = standing.standings.get(report.id)
    const isOpen = isBlindTo(seen, report.id)
    const last = isOpen ? undefined : (place?.fullText ?? place?.titleAbstract)
    const decided = last === undefined || last === 'conflict' ? undefined : last
    rows.push([
      report.id,
      isOpen ? '' : (standing.stages.get(report.id) ?? ''),
      decided?.verdict ?? '',
      decided?.reason ?? '',
      decided?.by ?? '',
      decided?.coders.join('; ') ?? '',
      report.type,
      report.title ?? '',
      report.authors.map(printName).join('; '),
      report.date?.year?.toString() ?? '',
      report.container ?? '',
      report.identifiers.doi ?? '',
      report.records.join('; '),
      printNotices(report.notices ?? []).join('; '),
    ])
  }
  return writeCsvRows([
    [
      'report_id',
      'stage',
      'verdict',
      'reason',
      'decided_by',
      'coders',
      'type',
      'title',
      'authors',
      'year',
      'container',
      'doi',
      'records',
      'notices',
    ],
    ...rows,
  ])
}

async function studyTable(review: Review): Promise<Iterable<string>> {
  const { studies } = await readStanding(review)
  return writeCsvRows([
    ['study_id', 'report_id'],
    ...studies.flatMap(({ id, reports }) => reports.map((report) => [id, report])),
  ])
}

async function decisionTable(review: Review, viewer: Coder | undefined): Promise<Iterable<string>> {
  const { log } = await readSeenLog(review, viewer)
  return writeCsvRows([
    ['id', 'at', 'coder', 'kind', 'report', 'codebook', 'entry'],
    ...log.map((decision) => [
      decision.id,
      decision.at,
      decision.coder,
      decision.kind,
      'report' in decision ? decision.report : '',
      decision.codebook ?? '',
      JSON.stringify(decision),
    ]),
  ])
}
