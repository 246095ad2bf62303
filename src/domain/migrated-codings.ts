import { byLogOrder, type CodeDecision, type Coder, type MigrateDecision } from './decision.ts'
import { migrateCoding } from './migration.ts'
import type { ReportId } from './report.ts'

type Codings = Map<ReportId, Map<string, Map<Coder, CodeDecision>>>

/**
 * Codings, per report, dimension and coder, as they are under the codebook of now, and who has to look again. Codes
 * that moved to another dimension join what the coder had there, unless that was coded after the move.
 */
export function migrateCodings(
  codings: Codings,
  migrations: readonly MigrateDecision[],
): {
  readonly coding: Codings
  readonly recode: ReadonlyMap<ReportId, ReadonlyMap<string, ReadonlySet<Coder>>>
} {
  const recode = new Map<ReportId, Map<string, Set<Coder>>>()
  if (migrations.length === 0) return { coding: codings, recode }
  const coding: Codings = new Map()
  for (const [report, dimensions] of codings) {
    const said = [...dimensions.values()].flatMap((coders) => [...coders.values()]).toSorted(byLogOrder)
    for (const decision of said) {
      for (const { decision: now, isOld, ask, isGone } of migrateCoding(decision, migrations)) {
        if (ask) {
          const askedOn = under(recode, report)
          askedOn.set(now.dimension, (askedOn.get(now.dimension) ?? new Set<Coder>()).add(now.coder))
        }
        if (isGone) continue
        const coders = under(under(coding, report), now.dimension)
        const there = coders.get(now.coder)
        coders.set(now.coder, there === undefined || !isOld ? now : joined(there, now))
      }
    }
  }
  return { coding, recode }
}

/** The codes of both; where one of them has none to join, the later one. */
function joined(before: CodeDecision, after: CodeDecision): CodeDecision {
  if (before.value === null || after.value === null) return after
  if (!('codes' in before.value) || !('codes' in after.value)) return after
  const evidence = [...(before.evidence ?? []), ...(after.evidence ?? [])]
  return {
    ...after,
    value: { codes: [...new Set([...before.value.codes, ...after.value.codes])] },
    ...(evidence.length === 0 ? {} : { evidence }),
  }
}

/** The inner map under a key, made where it is missing. */
function under<K, L, V>(outer: Map<K, Map<L, V>>, key: K): Map<L, V> {
  let inner = outer.get(key)
  if (inner === undefined) outer.set(key, (inner = new Map<L, V>()))
  return inner
}
