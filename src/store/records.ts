import { type Insertable, type Selectable, sql } from 'kysely'
import type { Problem } from '../domain/problem.ts'
import type { Bibliography, BibRecord, RecordId } from '../domain/record.ts'
import type { Described } from '../domain/report.ts'
import { type Database, inSteps, type Schema, wholeYear } from './schema.ts'
import type { RecordOrigin } from './store.ts'

/** Rows one INSERT carries: eleven parameters each, well below the engine's 32,766. */
const rowsPerInsert = 250
const rowsPerRead = 2_000

export async function addRecords(database: Database, records: readonly BibRecord[]): Promise<number> {
  let added = 0
  await database.transaction().execute(async (transaction) => {
    for (const part of inSteps(records, rowsPerInsert)) {
      const result = await transaction
        .insertInto('record')
        .values(part.map(toRow))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst()
      added += Number(result.numInsertedOrUpdatedRows ?? 0)
    }
  })
  return added
}

export async function countRecords(database: Database): Promise<number> {
  const row = await database
    .selectFrom('record')
    .select((e) => e.fn.countAll<number | string>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Read by key, step by step: no cursor stays open while the caller works or writes. */
export async function* readRecords(database: Database): AsyncIterable<BibRecord> {
  let last = ''
  for (;;) {
    const rows = await database
      .selectFrom('record')
      .selectAll()
      .where('id', '>', last)
      .orderBy('id')
      .limit(rowsPerRead)
      .execute()
    for (const row of rows) yield fromRow(row)
    const end = rows.at(-1)
    if (end === undefined || rows.length < rowsPerRead) return
    last = end.id
  }
}

/**
 * The raw text stays in the database: neither read nor copied. In the order in which the rows lie in the file, which
 * reads each page once; ids are hashes, and reading by them would read most pages many times.
 */
export async function* readDescriptions(database: Database): AsyncIterable<Described> {
  let last = 0
  for (;;) {
    const { rows } = await sql<{ at: number; id: string; entry: string }>`
      SELECT rowid AS at, id, entry FROM record WHERE rowid > ${last} ORDER BY rowid LIMIT ${rowsPerRead}
    `.execute(database)
    for (const { id, entry } of rows) yield { ...(JSON.parse(entry) as Bibliography), id }
    const end = rows.at(-1)
    if (end === undefined || rows.length < rowsPerRead) return
    last = end.at
  }
}

/** The descriptions of the given records that are stored, in order of id. */
export async function descriptionsById(
  database: Database,
  ids: readonly RecordId[],
): Promise<readonly Described[]> {
  const found: Described[] = []
  for (const part of inSteps(ids)) {
    const rows = await database.selectFrom('record').select(['id', 'entry']).where('id', 'in', part).execute()
    for (const { id, entry } of rows) found.push({ ...(JSON.parse(entry) as Bibliography), id })
  }
  return found.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

export async function readOrigins(database: Database): Promise<readonly RecordOrigin[]> {
  const rows = await database
    .selectFrom('record')
    .select(['id', 'search', 'source', 'position', 'source_key'])
    .orderBy('source')
    .orderBy('position')
    .execute()
  return rows.map(({ source_key, ...origin }) => ({
    ...origin,
    ...(source_key === null ? {} : { sourceKey: source_key }),
  }))
}

export async function recordsById(
  database: Database,
  ids: readonly RecordId[],
): Promise<readonly BibRecord[]> {
  const found: BibRecord[] = []
  for (const part of inSteps(ids)) {
    const rows = await database.selectFrom('record').selectAll().where('id', 'in', part).execute()
    for (const row of rows) found.push(fromRow(row))
  }
  return found.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

export async function addProblems(
  database: Database,
  search: string,
  problems: readonly Problem[],
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('problem').where('search', '=', search).execute()
    for (const part of inSteps(problems)) {
      const rows = part.map((problem) => ({
        id: null,
        search,
        line: problem.at.line ?? null,
        entry: JSON.stringify(problem),
      }))
      await transaction.insertInto('problem').values(rows).execute()
    }
  })
}

export async function* readProblems(
  database: Database,
): AsyncIterable<Problem & { readonly search: string }> {
  const rows = await database
    .selectFrom('problem')
    .selectAll()
    .orderBy('search')
    .orderBy('line')
    .orderBy('id')
    .execute()
  for (const row of rows) yield { ...(JSON.parse(row.entry) as Problem), search: row.search }
}

function toRow(record: BibRecord): Insertable<Schema['record']> {
  const { id, search, source, position, sourceKey, format, raw, ...entry } = record
  return {
    id,
    search,
    source,
    position,
    source_key: sourceKey ?? null,
    format,
    title: record.title ?? null,
    year: wholeYear(record.date?.year),
    doi: record.identifiers.doi ?? null,
    entry: JSON.stringify(entry),
    raw,
  }
}

function fromRow(row: Selectable<Schema['record']>): BibRecord {
  const entry = JSON.parse(row.entry) as Omit<
    BibRecord,
    'id' | 'search' | 'source' | 'position' | 'format' | 'raw'
  >
  return {
    ...entry,
    id: row.id,
    search: row.search,
    source: row.source,
    position: row.position,
    ...(row.source_key === null ? {} : { sourceKey: row.source_key }),
    format: row.format,
    raw: row.raw,
  }
}
