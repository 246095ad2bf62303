import { sql } from 'kysely'
import type { Bibliography, RecordId } from '../domain/record.ts'
import { mergeRecords, type Report, type ReportId, reportId } from '../domain/report.ts'
import { indexReports, unindexReports } from './full-text.ts'
import type { InsertRows } from './insert-rows.ts'
import { type Database, inSteps, type Schema } from './schema.ts'
import type { ComparedPair, Membership, Store, StoredComparison } from './store.ts'

const rowsPerRead = 2_000
/** Each indexing ends with writing out what it gathered, and what is written often has to be joined often. */
const reportsPerIndexing = 100_000

type Change = Parameters<Store['changeReports']>[0]

/** With a larger page cache: most of what is written and looked up meanwhile comes in the order of hashes. */
export async function changeReports(
  database: Database,
  insertRows: InsertRows,
  change: Change,
): Promise<void> {
  await sql`PRAGMA cache_size = -65536`.execute(database)
  try {
    await changeInOne(database, insertRows, change)
  } finally {
    await sql`PRAGMA cache_size = -16384`.execute(database)
  }
}

async function changeInOne(
  database: Database,
  insertRows: InsertRows,
  { remove, put, pairs, comparison }: Change,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    let unindexed: ReportId[] = []
    const index = async (): Promise<void> => {
      await indexReports(transaction, unindexed)
      unindexed = []
    }
    for (const part of inSteps(remove, rowsPerRead)) await forget(transaction, part)
    for await (const part of put) {
      const reports = part.map(toRow)
      const ids = reports.map((report) => report.id)
      const known = await stored(transaction, ids)
      // One of them may have been put just before.
      if (known.length > 0) await index()
      await forget(transaction, known)
      insertRows('report', reports)
      insertRows('report_record', part.flatMap(membersOf))
      unindexed.push(...ids)
      if (unindexed.length >= reportsPerIndexing) await index()
    }
    await index()
    await refuseEmptyReport(transaction)
    await transaction.deleteFrom('pair').execute()
    const rows = pairs.map(({ records: [a, b], outcome, probability, rule, reason, relation }, rank) => ({
      record_a: a < b ? a : b,
      record_b: a < b ? b : a,
      outcome,
      probability,
      rule,
      reason,
      rank,
      relation: relation ?? null,
    }))
    insertRows('pair', rows)
    await keepComparison(transaction, insertRows, comparison)
  })
}

async function stored(database: Database, ids: readonly ReportId[]): Promise<readonly ReportId[]> {
  const found: ReportId[] = []
  for (const part of inSteps(ids)) {
    const rows = await database.selectFrom('report').select('id').where('id', 'in', part).execute()
    for (const { id } of rows) found.push(id)
  }
  return found
}

async function forget(database: Database, ids: readonly ReportId[]): Promise<void> {
  if (ids.length === 0) return
  await unindexReports(database, ids)
  for (const part of inSteps(ids)) {
    await database.deleteFrom('report_record').where('report', 'in', part).execute()
    await database.deleteFrom('report').where('id', 'in', part).execute()
  }
}

async function keepComparison(
  database: Database,
  insertRows: InsertRows,
  comparison: StoredComparison | undefined,
): Promise<void> {
  await database.deleteFrom('finding').execute()
  await database.deleteFrom('comparison').execute()
  if (comparison === undefined) return
  await database.insertInto('comparison').values({ id: 1, rules: comparison.rules }).execute()
  const rows = comparison.findings.map(({ records: [record_a, record_b], rule, probability }) => ({
    record_a,
    record_b,
    rule,
    probability,
  }))
  insertRows('finding', rows)
}

/** In one transaction: another process may change reports at the same time. */
export const readComparison = (database: Database, rules: string): Promise<StoredComparison | undefined> =>
  database.transaction().execute(async (transaction) => {
    const made = await transaction.selectFrom('comparison').select('rules').executeTakeFirst()
    if (made?.rules !== rules) return undefined
    const rows = await transaction.selectFrom('finding').selectAll().execute()
    const findings = rows.map(({ record_a, record_b, rule, probability }) => ({
      records: [record_a, record_b] as const,
      rule,
      probability,
    }))
    return { rules, findings }
  })

/** A report whose records all went to others should have been among those to remove. */
async function refuseEmptyReport(database: Database): Promise<void> {
  const empty = await database
    .selectFrom('report')
    .select('id')
    .where('id', 'not in', (members) => members.selectFrom('report_record').select('report'))
    .limit(1)
    .executeTakeFirst()
  if (empty !== undefined) throw new RangeError(`The report ${empty.id} would be left without a record.`)
}

export async function countReports(database: Database): Promise<number> {
  const row = await database
    .selectFrom('report')
    .select((e) => e.fn.countAll<number | string>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

export async function readMemberships(database: Database): Promise<readonly Membership[]> {
  const rows = await database
    .selectFrom('report_record')
    .select(['report', 'record'])
    .orderBy('report')
    .orderBy('record')
    .execute()
  const groups = new Map<ReportId, RecordId[]>()
  for (const { report, record } of rows) {
    const group = groups.get(report)
    if (group === undefined) groups.set(report, [record])
    else group.push(record)
  }
  return [...groups].map(([id, records]) => ({ id, records }))
}

export async function* readReports(database: Database): AsyncIterable<Report> {
  let last = ''
  for (;;) {
    const { rows } = await sql<ReportRow>`
      ${reportRows} WHERE report.id > ${last} ORDER BY report.id LIMIT ${rowsPerRead}
    `.execute(database)
    for (const row of rows) yield toReport(row)
    const end = rows.at(-1)
    if (end === undefined || rows.length < rowsPerRead) return
    last = end.id
  }
}

export async function reportsById(database: Database, ids: readonly ReportId[]): Promise<readonly Report[]> {
  const { rows } = await sql<ReportRow>`
    ${reportRows} WHERE report.id IN (SELECT value FROM json_each(${JSON.stringify(ids)})) ORDER BY report.id
  `.execute(database)
  return rows.map(toReport)
}

/** A report with its merged view, or with the record that it is. */
interface ReportRow {
  readonly id: string
  readonly merged: string | null
  readonly record: string | null
  readonly entry: string | null
}

const reportRows = sql`
  SELECT report.id, report.merged, record.id AS record, record.entry
  FROM report
  LEFT JOIN report_record ON report.merged IS NULL AND report_record.report = report.id
  LEFT JOIN record ON record.id = report_record.record`

function toReport({ id, merged, record, entry }: ReportRow): Report {
  if (merged !== null) return JSON.parse(merged) as Report
  if (record === null || entry === null) throw new RangeError(`The report ${id} has no record.`)
  return mergeRecords([{ ...(JSON.parse(entry) as Bibliography), id: record }], () => 1)
}

export async function readPairs(
  database: Database,
  outcome: ComparedPair['outcome'],
): Promise<readonly ComparedPair[]> {
  const rows = await database
    .selectFrom('pair')
    .selectAll()
    .where('outcome', '=', outcome)
    .orderBy('rank')
    .execute()
  return rows.map(({ record_a, record_b, probability, rule, reason, relation }) => ({
    records: [record_a, record_b],
    outcome,
    probability,
    rule,
    reason,
    ...(relation === null ? {} : { relation }),
  }))
}

const toRow = (report: Report | RecordId) =>
  typeof report === 'string'
    ? { id: reportId([report]), merged: null }
    : { id: report.id, merged: JSON.stringify(report) }

const membersOf = (report: Report | RecordId): Schema['report_record'][] =>
  typeof report === 'string'
    ? [{ record: report, report: reportId([report]) }]
    : report.records.map((record) => ({ record, report: report.id }))
