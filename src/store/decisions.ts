import type { Decision, DecisionId } from '../domain/decision.ts'
import { type Database, inSteps } from './schema.ts'

export async function appendDecisions(database: Database, decisions: readonly Decision[]): Promise<number> {
  if (decisions.length === 0) return 0
  let added = 0
  await database.transaction().execute(async (transaction) => {
    for (const part of inSteps(decisions)) {
      const rows = part.map((decision) => ({
        id: decision.id,
        coder: decision.coder,
        at: decision.at,
        kind: decision.kind,
        report: 'report' in decision ? decision.report : null,
        entry: JSON.stringify(decision),
      }))
      const result = await transaction
        .insertInto('decision')
        .values(rows)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst()
      added += Number(result.numInsertedOrUpdatedRows ?? 0)
    }
  })
  return added
}

export async function readDecisions(
  database: Database,
  after: DecisionId = '',
): Promise<readonly Decision[]> {
  const rows = await database
    .selectFrom('decision')
    .select('entry')
    .where('id', '>', after)
    .orderBy('id')
    .execute()
  return rows.map((row) => JSON.parse(row.entry) as Decision)
}

export async function lastDecision(database: Database): Promise<DecisionId | undefined> {
  const row = await database
    .selectFrom('decision')
    .select((e) => e.fn.max('id').as('last'))
    .executeTakeFirst()
  return row?.last ?? undefined
}

export async function countDecisions(database: Database): Promise<number> {
  const row = await database
    .selectFrom('decision')
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}
