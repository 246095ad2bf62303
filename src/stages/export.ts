import { writeCsvRows } from '../formats/csv-write.ts'
import { UserError } from '../domain/problem.ts'
import { printName } from '../domain/person-name.ts'
import type { RecordId } from '../domain/record.ts'
import type { ReportId } from '../domain/report.ts'
import { formats } from '../formats/detect.ts'
import type { WritableRecord } from '../formats/format.ts'
import type { Review } from '../review/review.ts'
import { readStanding } from '../review/standing.ts'
import type { Exportable } from './exportables.ts'

/**
 * One part of the review as text, in pieces. `csv` is offered for everything, `jsonl` too; records and reports
 * also in every bibliographic format that has a writer.
 */
export async function exportData(
  review: Review,
  what: Exportable,
  format: string,
): Promise<AsyncIterable<string> | Iterable<string>> {
  if (format === 'csv') return csvOf(review, what)
  if (format === 'jsonl') return linesOf(review, what)
  const writer = formats.find((candidate) => candidate.name === format)
  if (writer?.write === undefined || (what !== 'reports' && what !== 'records')) {
    const names = formats.filter((known) => known.write !== undefined).map(({ name }) => name)
    throw new UserError(
      `The ${what} cannot be written as "${format}".`,
      `You can write them as csv or jsonl${what === 'reports' || what === 'records' ? `, ${names.join(', ')}` : ''}.`,
      { exitCode: 2 },
    )
  }
  return writer.write(what === 'reports' ? await writableReports(review) : await writableRecords(review))
}

async function writableReports(review: Review): Promise<readonly WritableRecord[]> {
  const standing = await readStanding(review)
  const all: WritableRecord[] = []
  for await (const {
    id,
    records: _records,
    provenance: _provenance,
    ...bibliography
  } of review.store.reports()) {
    const place = standing.standings.get(id)
    const last = place?.fullText ?? place?.titleAbstract
    const decided = last === undefined || last === 'conflict' ? undefined : last
    const reason = decided?.reason === undefined ? {} : { reason: decided.reason }
    const decision = decided === undefined ? {} : { decision: { verdict: decided.verdict, ...reason } }
    all.push({ ...bibliography, key: id, ...decision })
  }
  return all
}

async function writableRecords(review: Review): Promise<readonly WritableRecord[]> {
  const all: WritableRecord[] = []
  for await (const record of review.store.records()) all.push({ ...record, key: record.id })
  return all
}

async function csvOf(review: Review, what: Exportable): Promise<Iterable<string>> {
  switch (what) {
    case 'records':
      return recordTable(review)
    case 'reports':
      return reportTable(review)
    case 'studies':
      return studyTable(review)
    case 'codings':
      return codingTable(review)
    case 'decisions':
      return decisionTable(review)
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
    ],
    ...rows,
  ])
}

const compare = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0)

async function reportTable(review: Review): Promise<Iterable<string>> {
  const standing = await readStanding(review)
  const rows: (readonly string[])[] = []
  for await (const report of review.store.reports()) {
    const place = standing.standings.get(report.id)
    const last = place?.fullText ?? place?.titleAbstract
    const decided = last === undefined || last === 'conflict' ? undefined : last
    rows.push([
      report.id,
      standing.stages.get(report.id) ?? '',
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
async function codingTable(review: Review): Promise<Iterable<string>> {
  const { folded } = await readStanding(review)
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

async function decisionTable(review: Review): Promise<Iterable<string>> {
  const log = await review.store.decisions()
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

async function* linesOf(review: Review, what: Exportable): AsyncIterable<string> {
  const line = (value: unknown): string => `${JSON.stringify(value)}\n`
  if (what === 'records') for await (const record of review.store.records()) yield line(record)
  else if (what === 'reports') for await (const report of review.store.reports()) yield line(report)
  else if (what === 'decisions') for (const decision of await review.store.decisions()) yield line(decision)
  else if (what === 'studies') for (const study of (await readStanding(review)).studies) yield line(study)
  else {
    const { folded } = await readStanding(review)
    for (const [, dimensions] of folded.coding) {
      for (const [, coders] of dimensions) for (const [, decision] of coders) yield line(decision)
    }
  }
}
