import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Decision } from '../../src/domain/decision.ts'
import type { Problem } from '../../src/domain/problem.ts'
import { type BibRecord, type ParsedRecord, RecordNumbering } from '../../src/domain/record.ts'
import { mergeRecords, type Report } from '../../src/domain/report.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { Store, StoredSearch } from '../../src/store/store.ts'

/** A folder of its own for one test, gone afterwards. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lacuna-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A real store in a folder of its own, closed and gone after the test. */
export function temporaryStore(): { readonly store: Store; readonly path: string } {
  const path = join(temporaryFolder(), 'lacuna.db')
  const store = openSqlite(path)
  onTestFinished(() => store.close())
  return { store, path }
}

export const search: StoredSearch = {
  id: 'x1',
  source: 'scopus.ris',
  channel: 'database',
  database: 'Scopus',
  query: 'TITLE(co-production)',
  date: '2026-01-01',
  reported: 3,
  file: 'scopus.ris',
  digest: 'abc',
  format: 'ris',
}

export const parsed = (title: string, more: Partial<ParsedRecord> = {}): ParsedRecord => ({
  kind: 'record',
  format: 'ris',
  line: 1,
  type: 'article',
  title,
  authors: [{ family: 'Ostrom', given: 'Elinor' }],
  date: { year: 1996 },
  identifiers: {},
  raw: `TY  - JOUR\nTI  - ${title}\nER  -`,
  ...more,
})

/** Records of one source with these titles, numbered as an import would. */
export function records(titles: readonly string[], source = search.source): readonly BibRecord[] {
  const numbering = new RecordNumbering(source, search.id)
  return titles.map((title) => numbering.number(parsed(title)))
}

export const reportOf = (...members: readonly BibRecord[]): Report => mergeRecords(members, () => 1)

export async function* inOnePart<T>(...parts: readonly (readonly T[])[]): AsyncIterable<readonly T[]> {
  yield* parts
}

export const decisionId = (n: number): string => `01J${String(n).padStart(23, '0')}`

export const decision = (n: number, more: Partial<Decision> = {}): Decision =>
  ({
    kind: 'note',
    id: decisionId(n),
    coder: 'Ada',
    at: '2026-01-01T00:00:00.000Z',
    report: 'd1',
    text: `note ${n}`,
    ...more,
  }) as Decision

export const problem = (line: number | undefined, message: string): Problem => ({
  kind: 'problem',
  severity: 'doubtful',
  code: 'ris/odd',
  at: { file: 'scopus.ris', ...(line === undefined ? {} : { line }) },
  message,
  remedy: 'You can look at it.',
})

export async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}
