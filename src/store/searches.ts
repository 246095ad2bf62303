import type { Database } from './schema.ts'
import type { StoredSearch } from './store.ts'

export async function addSearch(database: Database, search: StoredSearch): Promise<void> {
  const { id, source, retrieved, ...entry } = search
  await database
    .insertInto('search')
    .values({ id, source, entry: JSON.stringify(entry), retrieved: retrieved ?? null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

export async function completeSearch(database: Database, id: string, retrieved: number): Promise<void> {
  await database.updateTable('search').set({ retrieved }).where('id', '=', id).execute()
}

export async function readSearches(database: Database): Promise<readonly StoredSearch[]> {
  const rows = await database.selectFrom('search').selectAll().orderBy('source').orderBy('id').execute()
  return rows.map(({ id, source, entry, retrieved }) => {
    const rest = JSON.parse(entry) as Omit<StoredSearch, 'id' | 'source' | 'retrieved'>
    return { ...rest, id, source, ...(retrieved === null ? {} : { retrieved }) }
  })
}
