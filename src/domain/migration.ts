import {
  type CodeDecision,
  type Decision,
  type Evidence,
  isMachine,
  type MigrateDecision,
  type MigrationChange,
  type NoteDecision,
  type ReconcileDecision,
  type ScreenDecision,
} from './decision.ts'

/** The dimension under which a migration speaks of reasons for exclusion. */
export const reasonsDimension = 'screening.reasons'

/** What one coding says under the codebook of now. */
export interface MigratedCoding {
  /** With the dimension and value of now; the same object where nothing changed. */
  readonly decision: CodeDecision
  /** It was made under an older codebook. */
  readonly isOld: boolean
  /** A code was split, or fell away with the question who it belongs to: the coder has to look again. */
  readonly ask: boolean
  /** No value is left: the dimension is not coded any more. */
  readonly isGone: boolean
}

/** The migrations of a log that stand, in order. Only people's. */
export const migrationsOf = (standing: readonly Decision[]): readonly MigrateDecision[] =>
  standing.flatMap((decision) =>
    decision.kind === 'migrate' && !isMachine(decision.coder) ? [decision] : [],
  )

/**
 * The migrations that an entry has still to go through, in order: those from the codebook it was made under, and
 * those that came after it. One that led to that very codebook is behind it, whatever the clocks say.
 */
export function migrationsFor(
  entry: Pick<Decision, 'id' | 'codebook'>,
  migrations: readonly MigrateDecision[],
): readonly MigrateDecision[] {
  let version = entry.codebook
  return migrations.filter((migration) => {
    const isDue = version === migration.from || (version !== migration.to && entry.id < migration.id)
    if (isDue) version = migration.to
    return isDue
  })
}

/** What a coding says after the migrations it has to go through: one part for every dimension it has codes in now. */
export function migrateCoding(
  decision: CodeDecision,
  migrations: readonly MigrateDecision[],
): readonly MigratedCoding[] {
  const due = migrationsFor(decision, migrations)
  if (due.length === 0) return [{ decision, isOld: false, ask: false, isGone: false }]
  let parts: readonly MigratedCoding[] = [{ decision, isOld: true, ask: false, isGone: false }]
  for (const { changes } of due) parts = parts.flatMap((part) => migratePart(part, changes))
  return parts
}

function migratePart(part: MigratedCoding, changes: readonly MigrationChange[]): readonly MigratedCoding[] {
  const { decision } = part
  const mine = changes.filter(({ dimension }) => dimension === decision.dimension)
  if (mine.length === 0 || decision.value === null) return [part]
  const home = homeOf(decision.dimension, mine)
  const { value } = decision
  if (!('codes' in value)) {
    return home === undefined
      ? [{ ...part, isGone: true }]
      : [{ ...part, decision: { ...decision, dimension: home } }]
  }
  const byDimension = new Map<string, string[]>()
  let ask = part.ask
  for (const code of value.codes) {
    const targets = becomes(code, decision.dimension, home, mine)
    ask ||= mine.some((change) => change.code === code && change.ask)
    for (const target of targets) {
      const codes = byDimension.get(target.dimension) ?? []
      if (!codes.includes(target.code)) codes.push(target.code)
      byDimension.set(target.dimension, codes)
    }
  }
  if (byDimension.size === 0) {
    // "None applies" stays so; what lost its last code is not coded any more.
    const isGone = home === undefined || value.codes.length > 0
    const dimension = home ?? decision.dimension
    return [{ decision: { ...decision, dimension, value: { codes: [] } }, isOld: true, ask, isGone }]
  }
  return [...byDimension].map(([dimension, codes]) => ({
    decision: {
      ...decision,
      dimension,
      value: { codes },
      ...evidenceIn(decision.evidence, decision.dimension, dimension, home, mine),
    },
    isOld: true,
    ask,
    isGone: false,
  }))
}

/** Where a whole dimension is now; undefined where it fell away. */
function homeOf(dimension: string, changes: readonly MigrationChange[]): string | undefined {
  const moved = changes.find(({ code }) => code === undefined)
  return moved === undefined ? dimension : moved.becomes[0]?.dimension
}

type Place = { readonly dimension: string; readonly code: string }

function becomes(
  code: string,
  dimension: string,
  home: string | undefined,
  changes: readonly MigrationChange[],
): readonly Place[] {
  const own = changes.find((change) => change.code === code)
  if (own === undefined) return home === undefined ? [] : [{ dimension: home, code }]
  return own.becomes.flatMap((target) =>
    target.code === undefined ? [] : [{ dimension: target.dimension || dimension, code: target.code }],
  )
}

/** The quotes that belong in a dimension: those of codes that are in it now, and those of no code in its home. */
function evidenceIn(
  evidence: readonly Evidence[] | undefined,
  from: string,
  to: string,
  home: string | undefined,
  changes: readonly MigrationChange[],
): { readonly evidence?: readonly Evidence[] } {
  if (evidence === undefined) return {}
  return {
    evidence: evidence.flatMap((quote): readonly Evidence[] => {
      if (quote.code === undefined) return to === home ? [quote] : []
      const here = becomes(quote.code, from, home, changes).filter(({ dimension }) => dimension === to)
      const { code: _, ...rest } = quote
      // The code it was for is gone: the passage stays.
      return here.length > 0 ? here.map(({ code }) => ({ ...quote, code })) : to === home ? [rest] : []
    }),
  }
}

/** A verdict with the reason's id of now; without one where the reason fell away. */
export function migrateVerdict(
  decision: ScreenDecision,
  migrations: readonly MigrateDecision[],
): ScreenDecision {
  const { reason, ...rest } = decision
  if (reason === undefined) return decision
  const now = reasonNow(reason, migrationsFor(decision, migrations))
  return now === undefined ? rest : { ...rest, reason: now }
}

function reasonNow(reason: string, due: readonly MigrateDecision[]): string | undefined {
  let now: string | undefined = reason
  for (const { changes } of due) {
    const change = changes.find(({ dimension, code }) => dimension === reasonsDimension && code === now)
    if (change !== undefined) now = change.becomes[0]?.code
  }
  return now
}

/** An agreed outcome under the codebook of now; undefined where it has to be agreed on again. */
export function migrateReconciliation(
  decision: ReconcileDecision,
  migrations: readonly MigrateDecision[],
): readonly ReconcileDecision[] {
  const { outcome } = decision
  if ('stage' in outcome) {
    const { reason, ...rest } = outcome
    if (reason === undefined) return [decision]
    const now = reasonNow(reason, migrationsFor(decision, migrations))
    return [{ ...decision, outcome: now === undefined ? rest : { ...rest, reason: now } }]
  }
  const { settles: _settles, outcome: _outcome, note: _note, ...entry } = decision
  const parts = migrateCoding({ ...entry, kind: 'code', ...outcome }, migrations)
  if (parts.some(({ ask, isGone }) => ask || isGone)) return []
  return parts.flatMap(({ decision: { dimension, value, evidence } }) =>
    value === null
      ? []
      : [{ ...decision, outcome: { dimension, value, ...(evidence === undefined ? {} : { evidence }) } }],
  )
}

/** A note on the dimension and code of now. Where its code fell apart, it is on the dimension. */
export function migrateNote(note: NoteDecision, migrations: readonly MigrateDecision[]): NoteDecision {
  let now = note
  for (const { changes } of migrationsFor(note, migrations)) {
    const mine = changes.filter(({ dimension }) => dimension === now.dimension)
    if (now.dimension === undefined || mine.length === 0) continue
    const home = homeOf(now.dimension, mine) ?? now.dimension
    const [only, ...more] = now.code === undefined ? [] : becomes(now.code, now.dimension, home, mine)
    const { code: _, ...rest } = now
    now =
      only !== undefined && more.length === 0
        ? { ...rest, dimension: only.dimension, code: only.code }
        : { ...rest, dimension: home }
  }
  return now
}
