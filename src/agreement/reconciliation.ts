import { type Codebook, type Dimension, dimensionApplies } from '../domain/codebook.ts'
import { codingProgress } from '../domain/coding-progress.ts'
import { type FoldedLog, sameValue } from '../domain/coding.ts'
import {
  type CodeDecision,
  type Coder,
  type DecisionId,
  isMachine,
  type NoteDecision,
  type ReconcileDecision,
  type ScreenDecision,
  screeningStages,
} from '../domain/decision.ts'
import type { ReportId } from '../domain/report.ts'
import { allocatedTo } from '../domain/work.ts'

export type Outcome = ReconcileDecision['outcome']

/** What one person said on one subject, as the outcome it would be. */
export interface CoderWord {
  readonly coder: Coder
  readonly decision: DecisionId
  readonly outcome: Outcome
  readonly notes: readonly string[]
}

/** A screening stage or a dimension of one report, on which two people or more have spoken. */
export interface SharedSubject {
  readonly report: ReportId
  /** A stage, or a dimension's id. */
  readonly subject: string
  /** By coder's name. */
  readonly words: readonly CoderWord[]
}

/** A report that cannot be reconciled yet, since settling a part of it would end the blindness of the rest. */
export interface WaitingReport {
  readonly report: ReportId
  readonly missing: readonly { readonly coder: Coder; readonly dimensions: readonly string[] }[]
}

export interface Reconciliation {
  /** Not reconciled, and people differ. By report; stages before dimensions, these in the codebook's order. */
  readonly disagreements: readonly SharedSubject[]
  /** Not reconciled, and people say the same. */
  readonly agreements: readonly SharedSubject[]
  /** Reconciled already. */
  readonly settled: readonly SharedSubject[]
  readonly waiting: readonly WaitingReport[]
}

/**
 * What there is to reconcile. Machines never count. A stage is open when two people have judged it, everybody it
 * is allocated to among them. The coding
 * of a report is open when two people have coded it and each has coded every dimension that another has, unless
 * the dimension is not asked after that person's own codes, or is an optional number or text, which may be left
 * blank. Somebody it is allocated to has to finish it too. Retired dimensions, that the codebook does not have any more, are left out.
 */
export function reconciliation(folded: FoldedLog, codebook: Codebook): Reconciliation {
  const reports = [...new Set([...folded.screening.keys(), ...folded.coding.keys()])].toSorted()
  const found: SharedSubject[] = []
  const waiting: WaitingReport[] = []
  for (const report of reports) {
    found.push(...sharedStages(folded, report))
    const missing = missingCodings(folded, codebook, report)
    if (missing.length > 0) waiting.push({ report, missing })
    else found.push(...sharedDimensions(folded, codebook, report))
  }
  const isSettled = ({ report, subject }: SharedSubject): boolean =>
    folded.reconciled.get(report)?.has(subject) === true
  const open = found.filter((shared) => !isSettled(shared))
  return {
    disagreements: open.filter((shared) => !isAgreed(shared)),
    agreements: open.filter(isAgreed),
    settled: found.filter(isSettled),
    waiting,
  }
}

/** Everybody says the same. At a stage, reasons count where two people gave one. */
export function isAgreed({ words }: SharedSubject): boolean {
  return words.every(({ outcome: a }, i) => words.slice(i + 1).every(({ outcome: b }) => agree(a, b)))
}

function agree(a: Outcome, b: Outcome): boolean {
  if ('stage' in a) {
    if (!('stage' in b) || a.verdict !== b.verdict) return false
    return a.reason === undefined || b.reason === undefined || a.reason === b.reason
  }
  return 'dimension' in b && sameValue(a.value, b.value)
}

/**
 * What all say, for a subject on which they agree: a reason that any gave, and everybody's evidence. Undefined
 * where they differ.
 */
export function agreedOutcome(shared: SharedSubject): Outcome | undefined {
  const first = shared.words[0]?.outcome
  if (first === undefined || !isAgreed(shared)) return undefined
  if ('dimension' in first) return { ...first, ...evidenceOf(shared.words) }
  const reasons = shared.words.flatMap(({ outcome }) => ('stage' in outcome ? (outcome.reason ?? []) : []))
  const [reason] = reasons
  return reason === undefined ? first : { ...first, reason }
}

/** Everything that any of these people coded, with their evidence. Only for dimensions that take several codes. */
export function bothOutcomes(
  words: readonly CoderWord[],
  dimension: Pick<Dimension, 'type'> | undefined,
): Outcome | undefined {
  if (dimension?.type !== 'multi') return undefined
  const first = words[0]?.outcome
  if (first === undefined || !('dimension' in first)) return undefined
  const codes = new Set<string>()
  for (const { outcome } of words) {
    if (!('dimension' in outcome) || !('codes' in outcome.value)) return undefined
    for (const code of outcome.value.codes) codes.add(code)
  }
  return { dimension: first.dimension, value: { codes: [...codes].toSorted() }, ...evidenceOf(words) }
}

const evidenceOf = (
  words: readonly CoderWord[],
): Pick<Extract<Outcome, { dimension: string }>, 'evidence'> => {
  const all = words.flatMap(({ outcome }) => ('dimension' in outcome ? (outcome.evidence ?? []) : []))
  return all.length === 0 ? {} : { evidence: all }
}

/** The decision that settles a subject, before it is stored. It names every word that it settles. */
export function settlement(
  { report, words }: SharedSubject,
  outcome: Outcome,
  by: { readonly coder: Coder; readonly codebook: string; readonly note?: string },
): Omit<ReconcileDecision, 'id' | 'at'> {
  return { kind: 'reconcile', ...by, report, settles: words.map(({ decision }) => decision), outcome }
}

function sharedStages(folded: FoldedLog, report: ReportId): readonly SharedSubject[] {
  return screeningStages.flatMap((stage): readonly SharedSubject[] => {
    const people = byPeople(folded.screening.get(report)?.get(stage))
    const asked = stage === 'retrieval' ? [] : allocatedTo(folded, report, stage)
    const isOpen = asked.every((coder) => people.some((decision) => decision.coder === coder))
    return people.length < 2 || !isOpen ? [] : [{ report, subject: stage, words: people.map(screeningWord) }]
  })
}

function screeningWord({ coder, id, stage, verdict, reason, note }: ScreenDecision): CoderWord {
  const outcome = { stage, verdict, ...(reason === undefined ? {} : { reason }) }
  return { coder, decision: id, outcome, notes: note === undefined ? [] : [note] }
}

function sharedDimensions(folded: FoldedLog, codebook: Codebook, report: ReportId): readonly SharedSubject[] {
  return codebook.dimensions.flatMap(({ id }): readonly SharedSubject[] => {
    const people = byPeople(folded.coding.get(report)?.get(id))
    if (people.length < 2) return []
    const notes = folded.notes.get(report) ?? []
    return [{ report, subject: id, words: people.flatMap((decision) => codingWord(decision, notes)) }]
  })
}

function codingWord(
  { coder, id, dimension, value, evidence }: CodeDecision,
  all: readonly NoteDecision[],
): readonly CoderWord[] {
  if (value === null) return []
  const own = all.filter((note) => note.coder === coder && note.dimension === dimension)
  const outcome = { dimension, value, ...(evidence === undefined ? {} : { evidence }) }
  return [{ coder, decision: id, outcome, notes: own.map(({ text }) => text) }]
}

/** Who has coded a part of a report and owes another; empty where fewer than two people have coded it. */
function missingCodings(folded: FoldedLog, codebook: Codebook, report: ReportId): WaitingReport['missing'] {
  const dimensions = folded.coding.get(report) ?? new Map<string, ReadonlyMap<Coder, CodeDecision>>()
  const coded = codebook.dimensions.filter(({ id }) => byPeople(dimensions.get(id)).length > 0)
  const begun = coded.flatMap(({ id }) => byPeople(dimensions.get(id)).map(({ coder }) => coder))
  const asked = new Set(begun.length === 0 ? [] : allocatedTo(folded, report, 'coding'))
  const people = new Set([...begun, ...asked])
  if (people.size < 2) return []
  const progress = codingProgress(codebook)
  return [...people].toSorted().flatMap((coder) => {
    const codesOn = (dimension: string): readonly string[] => {
      const value = dimensions.get(dimension)?.get(coder)?.value
      return value !== null && value !== undefined && 'codes' in value ? value.codes : []
    }
    const owed = coded
      .filter((dimension) => dimension.required || dimension.codes.length > 0)
      .filter(({ id }) => dimensions.get(id)?.has(coder) !== true)
      .filter((dimension) => dimensionApplies(dimension, codebook, codesOn))
    const ids = new Set([
      ...(asked.has(coder) ? progress.owed((id) => dimensions.get(id)?.get(coder)?.value) : []),
      ...owed.map(({ id }) => id),
    ])
    const inOrder = codebook.dimensions.flatMap(({ id }) => (ids.has(id) ? [id] : []))
    return inOrder.length === 0 ? [] : [{ coder, dimensions: inOrder }]
  })
}

const byPeople = <D extends { readonly coder: Coder }>(
  said: ReadonlyMap<Coder, D> | undefined,
): readonly D[] =>
  [...(said?.values() ?? [])]
    .filter(({ coder }) => !isMachine(coder))
    .toSorted((a, b) => (a.coder < b.coder ? -1 : a.coder > b.coder ? 1 : 0))
