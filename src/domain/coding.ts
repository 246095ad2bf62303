import {
  type AllocateDecision,
  type CodeDecision,
  type Coder,
  type CodeValue,
  type Decision,
  type FlagDecision,
  type IdentityDecision,
  isMachine,
  type NoteDecision,
  type ReconcileDecision,
  type ScreenDecision,
  type ScreeningStage,
  standingDecisions,
  type Task,
  type Verdict,
} from './decision.ts'
import { migrateNote, migrateReconciliation, migrateVerdict, migrationsOf } from './migration.ts'
import { migrateCodings } from './migrated-codings.ts'
import type { ReportId } from './report.ts'

/** What a log says now: the last standing word of each coder on each thing, and what was reconciled. */
export interface FoldedLog {
  /** Per report, stage and coder. */
  readonly screening: ReadonlyMap<ReportId, ReadonlyMap<ScreeningStage, ReadonlyMap<Coder, ScreenDecision>>>
  /** Per report, dimension and coder: the coding. */
  readonly coding: ReadonlyMap<ReportId, ReadonlyMap<string, ReadonlyMap<Coder, CodeDecision>>>
  /** Per report and subject (a stage or a dimension): the last reconciliation. Only people reconcile. */
  readonly reconciled: ReadonlyMap<ReportId, ReadonlyMap<string, ReconcileDecision>>
  /** Per unordered pair of records (smaller id first, joined by a space): the last word of people, else of machines. */
  readonly identity: ReadonlyMap<string, IdentityDecision>
  /** Reports of one study, smaller id first: the last word of people, else of machines. */
  readonly links: readonly (readonly [ReportId, ReportId])[]
  readonly notes: ReadonlyMap<ReportId, readonly NoteDecision[]>
  /** Per report and task: the last word on whose it is. A report that nobody has any more has an empty list. */
  readonly allocations: ReadonlyMap<ReportId, ReadonlyMap<Task, AllocateDecision>>
  /** Per report and coder: the flags that are up, on the report or on a dimension of it. */
  readonly flags: ReadonlyMap<ReportId, ReadonlyMap<Coder, readonly FlagDecision[]>>
  /** Per report: who has looked at what others think of it before their own word was complete. */
  readonly unblinded: ReadonlyMap<ReportId, ReadonlySet<Coder>>
  /** Per report and dimension: who has to look again, since a code they gave was split. */
  readonly recode: ReadonlyMap<ReportId, ReadonlyMap<string, ReadonlySet<Coder>>>
}

/**
 * Folds a log into its current state. Independent of the order in which entries are given (order is by id).
 * @param resolve leads from the report id a decision names to the report it is now part of; decisions about
 *   unknown reports are left out of the fold (they stay in the log)
 */
export function foldLog(
  log: readonly Decision[],
  resolve: (id: ReportId) => ReportId | undefined = (id) => id,
): FoldedLog {
  const screening = new Map<ReportId, Map<ScreeningStage, Map<Coder, ScreenDecision>>>()
  const coding = new Map<ReportId, Map<string, Map<Coder, CodeDecision>>>()
  const reconciled = new Map<ReportId, Map<string, ReconcileDecision>>()
  const identity = new Map<string, IdentityDecision>()
  const links = new Map<string, { pair: readonly [ReportId, ReportId]; coder: Coder; linked: boolean }>()
  const notes = new Map<ReportId, NoteDecision[]>()
  const allocations = new Map<ReportId, Map<Task, AllocateDecision>>()
  const flags = new Map<ReportId, Map<Coder, readonly FlagDecision[]>>()
  const unblinded = new Map<ReportId, Set<Coder>>()
  const standing = standingDecisions(log)
  const migrations = migrationsOf(standing)
  for (const decision of standing) {
    switch (decision.kind) {
      case 'screen': {
        const report = resolve(decision.report)
        if (report !== undefined)
          at(at(screening, report), decision.stage).set(decision.coder, migrateVerdict(decision, migrations))
        break
      }
      case 'code': {
        const report = resolve(decision.report)
        if (report === undefined) break
        if (decision.value === null) forget(coding, report, decision.dimension, decision.coder)
        else at(at(coding, report), decision.dimension).set(decision.coder, decision)
        break
      }
      case 'reconcile': {
        const report = isMachine(decision.coder) ? undefined : resolve(decision.report)
        if (report === undefined) break
        // What has to be agreed on again also ends what was agreed on before.
        at(reconciled, report).delete(subjectOf(decision))
        for (const now of migrateReconciliation(decision, migrations))
          at(reconciled, report).set(subjectOf(now), now)
        break
      }
      case 'note': {
        const report = resolve(decision.report)
        if (report !== undefined)
          notes.set(report, [...(notes.get(report) ?? []), migrateNote(decision, migrations)])
        break
      }
      case 'allocate': {
        const report = resolve(decision.report)
        if (report === undefined) break
        at(allocations, report).set(decision.task, decision)
        for (const coder of decision.left ?? []) leave(screening, coding, report, decision.task, coder)
        break
      }
      case 'flag': {
        const report = resolve(decision.report)
        if (report !== undefined) raise(at(flags, report), decision)
        break
      }
      case 'unblind': {
        const report = resolve(decision.report)
        if (report !== undefined)
          unblinded.set(report, (unblinded.get(report) ?? new Set<Coder>()).add(decision.coder))
        break
      }
      case 'gap':
      case 'answer':
      case 'migrate':
        // These say nothing about what a report holds.
        break
      case 'same':
      case 'different': {
        const key = decision.records.toSorted().join(' ')
        const known = identity.get(key)
        if (known === undefined || mayReplace(known, decision)) identity.set(key, decision)
        break
      }
      case 'link': {
        const [a, b] = decision.reports.map(resolve)
        if (a === undefined || b === undefined || a === b) break
        const pair: readonly [ReportId, ReportId] = a < b ? [a, b] : [b, a]
        const known = links.get(pair.join(' '))
        if (known === undefined || mayReplace(known, decision))
          links.set(pair.join(' '), { pair, coder: decision.coder, linked: decision.linked })
        break
      }
    }
  }
  const standingLinks = [...links.values()].filter((link) => link.linked).map((link) => link.pair)
  return {
    screening,
    ...migrateCodings(coding, migrations),
    reconciled,
    identity,
    links: standingLinks,
    notes,
    allocations,
    flags,
    unblinded,
  }
}

/** A machine's later word does not replace a person's. */
const mayReplace = (known: { readonly coder: Coder }, later: { readonly coder: Coder }): boolean =>
  isMachine(known.coder) || !isMachine(later.coder)

export const subjectOf = ({ outcome }: ReconcileDecision): string =>
  'stage' in outcome ? outcome.stage : outcome.dimension

/** The inner map under a key, made where it is missing. */
function at<K, L, V>(outer: Map<K, Map<L, V>>, key: K): Map<L, V> {
  let inner = outer.get(key)
  if (inner === undefined) outer.set(key, (inner = new Map<L, V>()))
  return inner
}

/** Forgets what a coder has said of a report at a task so far. */
function leave(
  screening: Map<ReportId, Map<ScreeningStage, Map<Coder, ScreenDecision>>>,
  coding: Map<ReportId, Map<string, Map<Coder, CodeDecision>>>,
  report: ReportId,
  task: Task,
  coder: Coder,
): void {
  if (task !== 'coding') return forget(screening, report, task, coder)
  for (const dimension of coding.get(report)?.keys() ?? []) forget(coding, report, dimension, coder)
}

/** A flag replaces the coder's earlier one on the same thing; one that is taken down leaves none. */
function raise(flags: Map<Coder, readonly FlagDecision[]>, flag: FlagDecision): void {
  const others = (flags.get(flag.coder) ?? []).filter(({ dimension }) => dimension !== flag.dimension)
  const now = flag.raised ? [...others, flag] : others
  if (now.length === 0) flags.delete(flag.coder)
  else flags.set(flag.coder, now)
}

function forget<K, L, M, V>(outer: Map<K, Map<L, Map<M, V>>>, key: K, inner: L, last: M): void {
  const middle = outer.get(key)
  const values = middle?.get(inner)
  values?.delete(last)
  if (values?.size === 0) middle?.delete(inner)
  if (middle?.size === 0) outer.delete(key)
}

/** How one outcome came out of several coders' words. */
export type SettledBy = 'reconciliation' | 'agreement' | 'one-coder' | 'rule' | 'machine'

export interface SettledVerdict {
  readonly verdict: Verdict
  readonly reason?: string
  readonly by: SettledBy
  readonly coders: readonly Coder[]
}

/**
 * The outcome of one report at one stage: what was reconciled, else what the people who screened it say, else
 * what machines say. `conflict` when they differ and nothing is reconciled; undefined when nobody spoke, or when
 * somebody it is allocated to has not spoken yet (till the first of them speaks, a machine's word stands). A machine never outvotes or contradicts a person. Of several reasons the one of the coder who spoke first stands.
 */
export function settleScreening(
  folded: FoldedLog,
  report: ReportId,
  stage: ScreeningStage,
): SettledVerdict | 'conflict' | undefined {
  const reconciled = folded.reconciled.get(report)?.get(stage)
  if (reconciled !== undefined && 'stage' in reconciled.outcome) {
    const { verdict, reason } = reconciled.outcome
    return {
      verdict,
      ...(reason === undefined ? {} : { reason }),
      by: 'reconciliation',
      coders: [reconciled.coder],
    }
  }
  const all = [...(folded.screening.get(report)?.get(stage)?.values() ?? [])]
  const people = all.filter((decision) => !isMachine(decision.coder))
  const words = people.length > 0 ? people : all
  const first = words[0]
  if (first === undefined || (people.length > 0 && isAwaited(folded, report, stage, people))) return undefined
  if (words.some((decision) => decision.verdict !== first.verdict)) return 'conflict'
  const reason = words.find((decision) => decision.reason !== undefined)?.reason
  return {
    verdict: first.verdict,
    ...(reason === undefined ? {} : { reason }),
    by: people.length === 0 ? 'machine' : people.length === 1 ? 'one-coder' : 'agreement',
    coders: words.map((decision) => decision.coder).toSorted(),
  }
}

/** Whether somebody a report is allocated to is not among those who spoke. */
function isAwaited(
  folded: FoldedLog,
  report: ReportId,
  stage: ScreeningStage,
  spoke: readonly ScreenDecision[],
): boolean {
  if (stage === 'retrieval') return false
  const coders = folded.allocations.get(report)?.get(stage)?.coders ?? []
  return coders.some((coder) => !isMachine(coder) && spoke.every((decision) => decision.coder !== coder))
}

/** Where nothing is reconciled: codes that all coders gave, that any gave, or that more than half gave. */
export const codingRules = ['both', 'either', 'majority'] as const
export type CodingRule = (typeof codingRules)[number]

export interface SettledCoding {
  readonly value: CodeValue
  readonly by: SettledBy
  readonly coders: readonly Coder[]
}

/**
 * The coding of one dimension of one report: what was reconciled, else people's codings (as they are when they
 * agree, else by `rule`), else the machine's. For numbers and texts that differ the rule cannot decide and the
 * result is undefined, as it is for a single or ordinal dimension whose rule leaves other than one code, and for
 * a multi dimension whose rule leaves none: an empty list would say that somebody found that none applies.
 */
export function settleCoding(
  folded: FoldedLog,
  report: ReportId,
  dimension: { readonly id: string; readonly type: string },
  rule: CodingRule,
): SettledCoding | undefined {
  const reconciled = folded.reconciled.get(report)?.get(dimension.id)
  if (reconciled !== undefined && 'dimension' in reconciled.outcome) {
    return { value: reconciled.outcome.value, by: 'reconciliation', coders: [reconciled.coder] }
  }
  const all = [...(folded.coding.get(report)?.get(dimension.id)?.values() ?? [])]
  const people = all.filter((decision) => !isMachine(decision.coder))
  const words = people.length > 0 ? people : all
  const values = words.flatMap((decision) => (decision.value === null ? [] : [decision.value]))
  const [first] = values
  if (first === undefined) return undefined
  const coders = words.map((decision) => decision.coder).toSorted()
  if (values.every((value) => sameValue(value, first))) {
    return {
      value: first,
      by: people.length === 0 ? 'machine' : people.length === 1 ? 'one-coder' : 'agreement',
      coders,
    }
  }
  if (!values.every((value) => 'codes' in value)) return undefined
  const codes = applyRule(
    values.map((value) => value.codes),
    rule,
  )
  if (codes.length === 0 || (dimension.type !== 'multi' && codes.length !== 1)) return undefined
  return { value: { codes }, by: people.length === 0 ? 'machine' : 'rule', coders }
}

function applyRule(sets: readonly (readonly string[])[], rule: CodingRule): readonly string[] {
  const votes = new Map<string, number>()
  for (const set of sets) for (const code of new Set(set)) votes.set(code, (votes.get(code) ?? 0) + 1)
  const needed = rule === 'both' ? sets.length : rule === 'either' ? 1 : Math.floor(sets.length / 2) + 1
  return [...votes]
    .filter(([, count]) => count >= needed)
    .map(([code]) => code)
    .toSorted()
}

/** Whether two codings say the same: codes as a set, texts without outer spaces. */
export function sameValue(a: CodeValue, b: CodeValue): boolean {
  if ('codes' in a)
    return (
      'codes' in b &&
      [...new Set(a.codes)].toSorted().join('\n') === [...new Set(b.codes)].toSorted().join('\n')
    )
  if ('number' in a) return 'number' in b && a.number === b.number
  return 'text' in b && a.text.trim() === b.text.trim()
}
