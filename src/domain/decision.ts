import { canonicalJson, sha256 } from './canonical.ts'
import type { RecordId } from './record.ts'
import type { ReportId } from './report.ts'

/** 26 characters, sorts by time of making: see `DecisionClock`. */
export type DecisionId = string

/** A person's name, or `machine:` and what kind of machine. Machines never count as persons. */
export type Coder = string

export const isMachine = (coder: Coder): boolean => coder.startsWith('machine:')

export const screeningStages = ['title-abstract', 'retrieval', 'full-text'] as const
/** At `retrieval`, include means the full text was obtained and exclude that it could not be. */
export type ScreeningStage = (typeof screeningStages)[number]
export const verdicts = ['include', 'exclude', 'maybe'] as const
export type Verdict = (typeof verdicts)[number]

/** What one dimension holds. An empty list of codes says "looked, none applies": not the same as not coded. */
export type CodeValue =
  { readonly codes: readonly string[] } | { readonly number: number } | { readonly text: string }

/** A passage that supports a code, with where it stands. */
export interface Evidence {
  readonly code?: string
  readonly quote: string
  readonly where?: string
}

interface Entry {
  readonly id: DecisionId
  readonly coder: Coder
  /** ISO 8601 instant, UTC, by the coder's clock. For people; order comes from `id`. */
  readonly at: string
  /** Content hash of the codebook it was made under. */
  readonly codebook?: string
  /** The first of several entries that one action of a person made: undo takes them back together. */
  readonly step?: DecisionId
}

export interface ScreenDecision extends Entry {
  readonly kind: 'screen'
  readonly report: ReportId
  readonly stage: ScreeningStage
  readonly verdict: Verdict
  /** Id of one of the codebook's reasons, for exclusions. */
  readonly reason?: string
  readonly note?: string
}

/** The whole value of one dimension for one report; null takes it back to not coded. */
export interface CodeDecision extends Entry {
  readonly kind: 'code'
  readonly report: ReportId
  readonly dimension: string
  readonly value: CodeValue | null
  readonly evidence?: readonly Evidence[]
}

export interface NoteDecision extends Entry {
  readonly kind: 'note'
  readonly report: ReportId
  readonly dimension?: string
  readonly code?: string
  readonly text: string
}

/** Two records do, or do not, describe the same document. Always wins over what the machine thinks. */
export interface IdentityDecision extends Entry {
  readonly kind: 'same' | 'different'
  readonly records: readonly [RecordId, RecordId]
}

/** Two reports are (or are not) of one study. */
export interface LinkDecision extends Entry {
  readonly kind: 'link'
  readonly reports: readonly [ReportId, ReportId]
  readonly linked: boolean
}

/** The agreed outcome of what coders judged apart, naming the decisions it settles. */
export interface ReconcileDecision extends Entry {
  readonly kind: 'reconcile'
  readonly report: ReportId
  readonly settles: readonly DecisionId[]
  readonly outcome:
    | { readonly stage: ScreeningStage; readonly verdict: Verdict; readonly reason?: string }
    | { readonly dimension: string; readonly value: CodeValue; readonly evidence?: readonly Evidence[] }
  readonly note?: string
}

/**
 * Why a gap is one (Robinson, Saldanha and McKoy 2011, AHRQ framework for research gaps): A insufficient or
 * imprecise information, B biased, C inconsistent, D not the right information.
 */
export const gapReasons = {
  A: 'insufficient or imprecise information',
  A1: 'no studies',
  A2: 'few studies',
  A3: 'studies too small',
  A4: 'estimates too imprecise',
  B: 'biased information',
  C: 'inconsistent or unknown consistency',
  D: 'not the right information',
} as const
export type GapReason = keyof typeof gapReasons
export const gapPriorities = ['high', 'medium', 'low', 'none'] as const
export type GapPriority = (typeof gapPriorities)[number]

/**
 * A person's word on one cell of a map: why it is a gap, and how much it matters. Never computed and never
 * mixed with what is. The last word of each coder on a cell stands.
 */
export interface GapDecision extends Entry {
  readonly kind: 'gap'
  /** Row and column: a dimension and one of its codes. */
  readonly cell: readonly [GapAxis, GapAxis]
  readonly reason?: GapReason
  readonly priority?: GapPriority
  readonly note?: string
}

export interface GapAxis {
  readonly dimension: string
  readonly code: string
}

export const tasks = ['title-abstract', 'full-text', 'coding'] as const
/** What a coder is asked to do with a report. */
export type Task = (typeof tasks)[number]

/** Who is to do what with a report. The last entry about a report and task stands, whoever made it. */
export interface AllocateDecision extends Entry {
  readonly kind: 'allocate'
  readonly report: ReportId
  readonly task: Task
  /** Empty: nobody any more. */
  readonly coders: readonly Coder[]
  /** Part of the sample on which agreement is measured: coded without suggestions. */
  readonly inSample: boolean
  /** How it was drawn, in words, with the seed. */
  readonly plan: string
  /** Whose unfinished words on it, said before, do not count any more, since it was taken from them. */
  readonly left?: readonly Coder[]
}

/** A coder's mark on a report that wants talking about; with `raised` false it is taken down. */
export interface FlagDecision extends Entry {
  readonly kind: 'flag'
  readonly report: ReportId
  readonly dimension?: string
  readonly raised: boolean
  readonly note?: string
}

/** What a coder made of a code that a machine suggested. The code itself is a `code` entry of the same step. */
export interface AnswerDecision extends Entry {
  readonly kind: 'answer'
  readonly report: ReportId
  readonly dimension: string
  readonly code: string
  readonly answer: 'accepted' | 'rejected'
  /** Which machine suggested it. */
  readonly machine: Coder
  /** How sure it was, 0 to 1. */
  readonly probability: number
}

/**
 * A coder has looked at what others think of a report before their own word on it was complete. What they say of it
 * from then on is not blind. Holds even if it is taken back.
 */
export interface UnblindDecision extends Entry {
  readonly kind: 'unblind'
  readonly report: ReportId
}

/** What becomes of one code, or of a whole dimension, in codings made under an older codebook. */
export interface MigrationChange {
  /** A dimension's id, or `screening.reasons` for reasons. */
  readonly dimension: string
  /** Absent where the whole dimension has another id now. */
  readonly code?: string
  /** What stands in its place; nothing where it falls away. For a whole dimension one entry without a code. */
  readonly becomes: readonly { readonly dimension: string; readonly code?: string }[]
  /** Whoever gave this code has to look at the report again, as after a split. */
  readonly ask: boolean
}

/**
 * Codings made under one version of the codebook are read under the next one from now on. They stay as they are in
 * the log; folding it applies the changes to what was coded before.
 */
export interface MigrateDecision extends Entry {
  readonly kind: 'migrate'
  /** Content hashes of the codebook before and after. */
  readonly from: string
  readonly to: string
  readonly changes: readonly MigrationChange[]
  /** The file that says so, by name and SHA-256. */
  readonly file: { readonly name: string; readonly sha256: string }
}

/** Takes back one earlier decision of the same coder; retracting a retraction is redo. */
export interface RetractDecision extends Entry {
  readonly kind: 'retract'
  readonly decision: DecisionId
}

export type Decision =
  | ScreenDecision
  | CodeDecision
  | NoteDecision
  | IdentityDecision
  | LinkDecision
  | ReconcileDecision
  | GapDecision
  | AllocateDecision
  | FlagDecision
  | AnswerDecision
  | UnblindDecision
  | MigrateDecision
  | RetractDecision

/** A decision before it is stored: id and instant come from the `DecisionClock`. */
export type DecisionDraft = Decision extends infer D
  ? D extends Decision
    ? Omit<D, 'id' | 'at'>
    : never
  : never

/**
 * One log out of two: every entry once, by id, in order of id. Commutative, associative and idempotent. Should
 * two entries share an id and differ (a tampered or damaged file), the one whose canonical JSON is smaller is
 * kept on every machine; `logConflicts` names such ids.
 */
export function uniteLogs(a: readonly Decision[], b: readonly Decision[]): readonly Decision[] {
  const byId = new Map<DecisionId, Decision>()
  for (const decision of [...a, ...b]) {
    const known = byId.get(decision.id)
    if (known === undefined || precedes(decision, known)) byId.set(decision.id, decision)
  }
  return [...byId.values()].toSorted(byLogOrder)
}

/** By canonical JSON; by the exact characters where two differ only in how accents are composed. */
function precedes(a: Decision, b: Decision): boolean {
  const [left, right] = [canonicalJson(a), canonicalJson(b)]
  return left === right ? JSON.stringify(a) < JSON.stringify(b) : left < right
}

/** Ids under which two logs hold different entries. */
export function logConflicts(a: readonly Decision[], b: readonly Decision[]): readonly DecisionId[] {
  const byId = new Map(a.map((decision) => [decision.id, decision]))
  return b
    .filter((decision) => {
      const known = byId.get(decision.id)
      return known !== undefined && canonicalJson(known) !== canonicalJson(decision)
    })
    .map((decision) => decision.id)
}

/** The order of the log: by id, which is by time of making. */
export const byLogOrder = (a: Decision, b: Decision): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/**
 * The entries that stand, in order, without retracted ones and without the retractions. A retraction holds only
 * for an earlier entry of its own coder, and can itself be retracted. The order of the input does not matter.
 */
export function standingDecisions(log: readonly Decision[]): readonly Exclude<Decision, RetractDecision>[] {
  const sorted = uniteLogs(log, [])
  const coderOf = new Map(sorted.map((decision) => [decision.id, decision.coder]))
  const retracted = new Set<DecisionId>()
  for (const decision of sorted.toReversed()) {
    if (decision.kind !== 'retract' || retracted.has(decision.id)) continue
    if (decision.decision < decision.id && coderOf.get(decision.decision) === decision.coder) {
      retracted.add(decision.decision)
    }
  }
  return sorted
    .filter((decision) => decision.kind !== 'retract')
    .filter((decision) => !retracted.has(decision.id))
}

/**
 * SHA-256 over what stands in a log, in canonical order. A machine's entries count by what they say, not by when
 * they were made, so that the same machine over the same input gives the same hash; people's count whole.
 */
export function logHash(log: readonly Decision[]): string {
  const lines = standingDecisions(log).map((decision) => {
    if (!isMachine(decision.coder)) return canonicalJson(decision)
    const { id: _id, at: _at, ...said } = decision
    return canonicalJson(said)
  })
  return sha256(lines.toSorted().join('\n'))
}
