import type { RecordId } from '../domain/record.ts'
import type { Report, ReportId } from '../domain/report.ts'
import { type Database, inSteps, wholeYear } from './schema.ts'
import type { ComparedPair, Membership, Store, StoredComparison } from './store.ts'

const rowsPerInsert = 250
const rowsPerRead = 2_000

export async function changeReports(
  database: Database,
  { remove, put, pairs, comparison }: Parameters<Store['changeReports']>[0],
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const forget = async (ids: readonly ReportId[]): Promise<void> => {
      for (const part of inSteps(ids)) {
        await transaction.deleteFrom('report_record').where('report', 'in', part).execute()
        await transaction.deleteFrom('report').where('id', 'in', part).execute()
      }
    }
    await forget(remove)
    for await (const reports of put) {
      const taken = reports.flatMap(({ records }) => records)
      for (const part of inSteps(taken)) {
        await transaction.deleteFrom('report_record').where('record', 'in', part).execute()
      }
      await forget(reports.map((report) => report.id))
      for (const part of inSteps(reports, rowsPerInsert)) {
        await transaction.insertInto('report').values(part.map(toRow)).execute()
      }
      const members = reports.flatMap(({ id, records }) => records.map((record) => ({ record, report: id })))
      for (const part of inSteps(members, 2_000)) {
        await transaction.insertInto('report_record').values(part).execute()
      }
    }
    await refuseEmptyReport(transaction)
    await transaction.deleteFrom('pair').execute()
    let rank = 0
    for (const part of inSteps(pairs)) {
      const rows = part.map(({ records: [a, b], relation, ...rest }) => ({
        ...rest,
        relation: relation ?? null,
        record_a: a < b ? a : b,
        record_b: a < b ? b : a,
        rank: rank++,
      }))
      await transaction.insertInto('pair').values(rows).execute()
    }
    await keepComparison(transaction, comparison)
  })
}

async function keepComparison(database: Database, comparison: StoredComparison | undefined): Promise<void> {
  await database.deleteFrom('finding').execute()
  await database.deleteFrom('comparison').execute()
  if (comparison === undefined) return
  await database.insertInto('comparison').values({ id: 1, rules: comparison.rules }).execute()
  for (const part of inSteps(comparison.findings, 2_000)) {
    const rows = part.map(({ records: [record_a, record_b], rule, probability }) => ({
      record_a,
      record_b,
      rule,
      probability,
    }))
    await database.insertInto('finding').values(rows).execute()
  }
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
    const rows = await database
      .selectFrom('report')
      .select(['id', 'view'])
      .where('id', '>', last)
      .orderBy('id')
      .limit(rowsPerRead)
      .execute()
    for (const row of rows) yield JSON.parse(row.view) as Report
    const end = rows.at(-1)
    if (end === undefined || rows.length < rowsPerRead) return
    last = end.id
  }
}

export async function reportsById(database: Database, ids: readonly ReportId[]): Promise<readonly Report[]> {
  const found: Report[] = []
  for (const part of inSteps(ids)) {
    const rows = await database.selectFrom('report').select('view').where('id', 'in', part).execute()
    for (const row of rows) found.push(JSON.parse(row.view) as Report)
  }
  return found.toSorted((a, b) => (a.id < b.id ? -1 : 1))
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

const toRow = (report: Report) => ({
  id: report.id,
  // Composed, as questions are: Korean syllables would not match otherwise. The view keeps what was given.
  title: report.title?.normalize('NFC') ?? null,
  abstract: report.abstract?.normalize('NFC') ?? null,
  keywords: report.keywords?.join('; ').normalize('NFC') ?? null,
  year: wholeYear(report.date?.year),
  view: JSON.stringify(report),
})
