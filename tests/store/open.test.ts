import { chmodSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { UserError } from '../../src/domain/problem.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { all, decision, inOnePart, records, search, temporaryFolder, temporaryStore } from './review-data.ts'

function refusalOf(path: string): { readonly message: string; readonly remedy: string } | undefined {
  try {
    void openSqlite(path).close()
    return undefined
  } catch (error) {
    const { name, message, remedy } = error as UserError
    return name === 'UserError' ? { message, remedy } : { message: `not a UserError: ${message}`, remedy: '' }
  }
}

/** Makes or changes a file with the engine itself, outside our store. */
function withEngine(path: string, sql: string): void {
  const file = new Sqlite(path)
  file.exec(sql)
  file.close()
}

test('a review opened again is as it was left', async () => {
  const { store, path } = temporaryStore()
  await store.addSearch(search)
  await store.addRecords(records(['a']))
  await store.appendDecisions([decision(1)])
  await store.close()
  expect(existsSync(`${path}-wal`)).toBe(false)
  const again = openSqlite(path)
  onTestFinished(() => again.close())
  expect(await again.searches()).toEqual([search])
  expect(await all(again.records())).toEqual(records(['a']))
  expect(await again.decisions()).toEqual([decision(1)])
})

test('two stores on one file in one program see what the other confirmed', async () => {
  const { store, path } = temporaryStore()
  const other = openSqlite(path)
  onTestFinished(() => other.close())
  await store.appendDecisions([decision(1)])
  expect(await other.lastDecision()).toBe(decision(1).id)
  await other.appendDecisions([decision(2)])
  expect(await store.decisions()).toEqual([decision(1), decision(2)])
})

test('the file says whose it is, keeps its journal aside and waits for the disk', () => {
  const { path } = temporaryStore()
  const file = new Sqlite(path)
  onTestFinished(() => {
    file.close()
  })
  expect(file.pragma('application_id', { simple: true })).toBe(Buffer.from('lacn').readInt32BE())
  expect(file.pragma('user_version', { simple: true })).toBe(3)
  expect(file.pragma('journal_mode', { simple: true })).toBe('wal')
})

describe('a file that is not ours is refused', () => {
  test.each<
    readonly [note: string, make: (path: string) => void | Promise<void>, message: RegExp, remedy: string]
  >([
    [
      'a text',
      (path) => writeFileSync(path, 'dear diary, '.repeat(500)),
      /^The file lacuna\.db is not a database\.$/,
      'You can put back a copy of the review folder.',
    ],
    [
      "another program's database",
      (path) => withEngine(path, 'CREATE TABLE moz_places (id); INSERT INTO moz_places VALUES (1)'),
      /^The file .*lacuna\.db is a database of another program\.$/,
      'You can move it away and let lacuna make its own.',
    ],
    [
      "another program's database that has a version",
      (path) => withEngine(path, 'CREATE TABLE x (id); PRAGMA user_version = 70'),
      /^The file .*lacuna\.db is a database of another program\.$/,
      'You can move it away and let lacuna make its own.',
    ],
    [
      "another program's empty database",
      (path) => withEngine(path, 'PRAGMA application_id = 1'),
      /^The file .*lacuna\.db is a database of another program\.$/,
      'You can move it away and let lacuna make its own.',
    ],
    [
      "a newer lacuna's",
      async (path) => {
        await openSqlite(path).close()
        withEngine(path, 'PRAGMA user_version = 99')
      },
      /^The review's database has schema 99; this lacuna knows schemas up to 3\.$/,
      'You can open it with a newer lacuna.',
    ],
    [
      'a folder',
      (path) => mkdirSync(path),
      /^The review database lacuna\.db cannot be opened\.$/,
      'You can check that its folder exists and is yours.',
    ],
  ])('%s', async (_note, make, message, remedy) => {
    const path = join(temporaryFolder(), 'lacuna.db')
    await make(path)
    const before = isFolder(path) ? '' : readFileSync(path, 'base64')
    const refusal = refusalOf(path)
    expect(refusal?.message).toMatch(message)
    expect(refusal?.remedy).toBe(remedy)
    expect(isFolder(path) ? '' : readFileSync(path, 'base64')).toBe(before)
    expect(existsSync(`${path}-wal`)).toBe(false)
  })

  test('in a folder that is not there', () => {
    const path = join(temporaryFolder(), 'gone', 'lacuna.db')
    expect(refusalOf(path)?.message).toBe('The review database lacuna.db cannot be opened.')
  })

  const isFolder = (path: string): boolean => existsSync(join(path, '.'))
})

const isRoot = process.getuid?.() === 0
const why = isRoot ? ' (skipped: root may write everywhere)' : ''
test.skipIf(isRoot)(`a folder that may not be written to is told as such${why}`, async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'lacuna.db')
  await openSqlite(path).close()
  chmodSync(path, 0o444)
  chmodSync(folder, 0o555)
  onTestFinished(() => chmodSync(folder, 0o755))
  expect(refusalOf(path)?.message).toBe('The review folder cannot be written to.')
  expect(refusalOf(join(folder, 'new.db'))?.message).toBe('The review database new.db cannot be opened.')
})

test('an empty file becomes a review', async () => {
  const path = join(temporaryFolder(), 'lacuna.db')
  writeFileSync(path, '')
  const store = openSqlite(path)
  onTestFinished(() => store.close())
  expect(await store.countRecords()).toBe(0)
})

test('a damaged file is told as damaged, while reading on, too', async () => {
  const { store, path } = temporaryStore()
  await store.addSearch(search)
  await store.addRecords(records(Array.from({ length: 2000 }, (_, i) => `title ${i}`)))
  await store.close()
  const whole = readFileSync(path)
  writeFileSync(path, whole.fill(0x55, 200_000, 400_000))
  const damaged = openSqlite(path)
  onTestFinished(() => damaged.close())
  const problem = { name: 'UserError', message: 'The review database is damaged.' }
  await expect(all(damaged.records())).rejects.toMatchObject(problem)
  await expect(damaged.addRecords(records(['another', 'and another']))).rejects.toMatchObject(problem)
  truncateSync(path, 100_000)
  expect(refusalOf(path)?.message).toBe(problem.message)
})

test('a store that was closed answers nothing', async () => {
  const { store } = temporaryStore()
  await store.close()
  await expect(store.countRecords()).rejects.toThrow('not open')
})

test.each([1])('a review kept under schema %i opens with everything in it', async (version) => {
  const path = join(temporaryFolder(), 'lacuna.db')
  withEngine(path, readFileSync(`tests/fixtures/store/schema-${version}.sql`, 'utf8'))
  const store = openSqlite(path)
  onTestFinished(() => store.close())
  const [first, second] = ['r00000000000000000001', 'r00000000000000000002']
  expect(await store.searches()).toMatchObject([
    { id: 'x1', source: 'scopus.ris', database: 'Scopus', retrieved: 2 },
  ])
  expect(await all(store.records())).toMatchObject([
    { id: first, position: 1, sourceKey: 'W1', title: 'Crossing the great divide', raw: 'TY  - JOUR' },
    { id: second, position: 2, raw: 'TY  - GEN' },
  ])
  expect(await all(store.problems())).toMatchObject([{ search: 'x1', message: 'There is no title.' }])
  expect(await store.memberships()).toEqual([{ id: 'd00000000000000000001', records: [first, second] }])
  expect(await store.findReports('divide', 10)).toEqual(['d00000000000000000001'])
  expect(await store.pairs('merged')).toMatchObject([{ records: [first, second], probability: 0.99 }])
  expect(await store.decisions()).toMatchObject([{ kind: 'screen', verdict: 'include' }])
  await store.appendDecisions([decision(1)])
  await store.changeReports({ remove: ['d00000000000000000001'], put: inOnePart(), pairs: [] })
  expect(await store.findReports('divide', 10)).toEqual([])
})

test('a review kept under schema 2 keeps its views, its search, its pairs and what was compared', async () => {
  const path = join(temporaryFolder(), 'lacuna.db')
  withEngine(path, readFileSync('tests/fixtures/store/schema-2.sql', 'utf8'))
  const before = viewsOf(path)
  const store = openSqlite(path)
  onTestFinished(() => store.close())
  expect(await all(store.reports())).toEqual(before)
  expect(before).toHaveLength(2)
  expect(await store.findReports('divide', 10)).toEqual(['d00000000000000000001'])
  for (const words of ['uberquerung', 'straße', 'kluft brücke'])
    expect(await store.findReports(words, 10)).toEqual(['d00000000000000000003'])
  expect(await store.pairs('merged')).toMatchObject([{ rule: 'doi', probability: 0.99 }])
  expect(await store.pairs('related')).toMatchObject([{ rule: 'preprint', relation: 'preprint' }])
  expect((await store.comparison('rules'))?.findings).toHaveLength(1)
  await store.changeReports({ remove: ['d00000000000000000003'], put: inOnePart(), pairs: [] })
  expect(await store.findReports('kluft', 10)).toEqual([])
})

function viewsOf(path: string): readonly unknown[] {
  const file = new Sqlite(path, { readonly: true })
  const views = file.prepare('SELECT view FROM report ORDER BY id').pluck().all()
  file.close()
  return views.map((view) => JSON.parse(String(view)) as unknown)
}

test.each([1, 2])(
  'a review kept under schema %i has the newest schema once it was opened',
  async (version) => {
    const path = join(temporaryFolder(), 'lacuna.db')
    withEngine(path, readFileSync(`tests/fixtures/store/schema-${version}.sql`, 'utf8'))
    await openSqlite(path).close()
    const schemaOf = (at: string): readonly unknown[] => {
      const file = new Sqlite(at, { readonly: true })
      const columns = 'SELECT s.type, s.name, c.name, c.type, c."notnull", c.pk'
      const found = file
        .prepare(
          `${columns} FROM sqlite_master s LEFT JOIN pragma_table_xinfo(s.name) c ORDER BY s.type, s.name, c.cid`,
        )
        .raw()
        .all()
      file.close()
      return found
    }
    const fresh = temporaryStore()
    await fresh.store.close()
    expect(schemaOf(path)).toEqual(schemaOf(fresh.path))
    expect(schemaOf(path).length).toBeGreaterThan(50)
  },
)

test('statements on every table and column of the schema prepare', () => {
  const { path } = temporaryStore()
  const file = new Sqlite(path, { readonly: true })
  onTestFinished(() => {
    file.close()
  })
  const columns: Readonly<Record<string, string>> = {
    search: 'id, source, entry, retrieved',
    record: 'id, search, source, position, source_key, format, title, year, doi, entry, raw',
    problem: 'id, search, line, entry',
    report: 'rowid, id, merged',
    report_record: 'record, report',
    pair: 'record_a, record_b, outcome, probability, rule, reason, rank, relation',
    comparison: 'id, rules',
    finding: 'record_a, record_b, rule, probability',
    decision: 'id, coder, at, kind, report, entry',
    report_text: 'title, abstract, keywords',
  }
  for (const [table, names] of Object.entries(columns)) {
    expect(file.prepare(`SELECT ${names} FROM ${table}`).all()).toEqual([])
  }
  const strict = file
    .prepare("SELECT name FROM pragma_table_list WHERE strict = 0 AND schema = 'main'")
    .pluck()
    .all()
  expect(strict.filter((name) => !/^(?:sqlite_|report_text)/.test(String(name)))).toEqual([])
  const tables = file.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main'").pluck().all()
  expect(tables.filter((name) => !/^(?:sqlite_|report_text_)/.test(String(name))).toSorted()).toEqual(
    Object.keys(columns).toSorted(),
  )
})
