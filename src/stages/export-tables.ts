import { foldLog } from '../domain/coding.ts'
import type { Coder } from '../domain/decision.ts'
import { printNotices } from '../domain/notice.ts'
import { printName } from '../domain/person-name.ts'
import type { RecordId } from '../domain/record.ts'
import type { ReportId } from '../domain/report.ts'
import { writeCsvRows } from '../formats/csv-write.ts'
import type { Review } from '../review/review.ts'
import { readStanding } from '../review/standing.ts'
import type { Exportable } from './exportables.ts'
import { isBlindTo, readSeenLog } from './seen-log.ts'

/** One part of the review as a CSV table. */
export async function tableOf(
  review: Review,
  what: Exportable,
  viewer: Coder | undefined,
): Promise<Iterable<string>> {
  switch (what) {
    case 'records':
      return recordTable(review)
    case 'reports':
      return reportTable(review, viewer)
    case 'studies':
      return studyTable(review)
    case 'codings':
      return codingTable(review, viewer)
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

/** Every coder's standing codings, one code a row; the form that `decide` reads back. */
async function codingTable(review: Review, viewer: Coder | undefined): Promise<Iterable<string>> {
  const { log, resolve } = await readSeenLog(review, viewer)
  const folded = foldLog(log, resolve)
  const rows: (readonly string[])[] = []
  for (const [report, dimensions] of folded.coding) {
    for (const [dimension, coders] of dimensions) {
      for (const [coder, { value, evidence }] of coders) {
        if (value === null) continue
        const quotes = (evidence ?? []).map(({ quote }) => quote).join(' | ')
        const codes = 'codes' in value ? value.codes.join(';') : ''
        const number = 'number' in value ? String(value.number) : ''
        rows.push([report, coder, dimension, codes, number, 'text' in value ? value.text : '', quotes])
      }
    }
  }
  rows.sort((a, b) => compare(a[0], b[0]) || compare(a[2], b[2]) || compare(a[1], b[1]))
  return writeCsvRows([['report', 'coder', 'dimension', 'codes', 'number', 'text', 'quote'], ...rows])
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
