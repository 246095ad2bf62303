import { allCodes, type Codebook, type Dimension, findDimension } from '../domain/codebook.ts'
import { codingProgress } from '../domain/coding-progress.ts'
import { answerKey, type CodingSheet, codesOn, valueOn } from '../domain/coding-sheet.ts'
import { sameValue } from '../domain/coding.ts'
import type {
  AnswerDecision,
  CodeDecision,
  CodeValue,
  Evidence,
  FlagDecision,
  NoteDecision,
} from '../domain/decision.ts'
import type { CodeSuggestion } from './code-suggestion.ts'

/** One thing a coder does to the sheet of a report. */
export type CodingEdit =
  /** Gives a code or takes it away; where only one can stand, it replaces the other. */
  | { readonly kind: 'toggle'; readonly dimension: string; readonly code: string }
  | { readonly kind: 'accept' | 'reject'; readonly suggestion: CodeSuggestion }
  /** Looked, and none applies. */
  | { readonly kind: 'none-applies'; readonly dimension: string }
  /** A number or a text; null takes it away. */
  | { readonly kind: 'value'; readonly dimension: string; readonly value: CodeValue | null }
  /** A passage as the evidence of a code; gives the code too. */
  | { readonly kind: 'quote'; readonly dimension: string; readonly evidence: Evidence }
  | { readonly kind: 'note'; readonly dimension?: string; readonly code?: string; readonly text: string }
  | { readonly kind: 'flag'; readonly note?: string }
  /** Another report's values, on the dimensions that are not coded yet. */
  | { readonly kind: 'copy'; readonly from: ReadonlyMap<string, CodeValue> }

type Said<D> = D extends unknown ? Omit<D, 'id' | 'at' | 'coder' | 'report' | 'codebook' | 'step'> : never
/** An entry without who, when and about which report. */
export type EditEntry = Said<CodeDecision | NoteDecision | FlagDecision | AnswerDecision>

/** What an edit puts into the log, as one step; nothing where it changes nothing. */
export interface EditOutcome {
  readonly entries: readonly EditEntry[]
  /** Dimensions that are not asked any more after this: what they held is taken back in the same step. */
  readonly noLongerAsked: readonly string[]
}

/** The entries of an edit on a sheet. A code or a dimension that the codebook does not have changes nothing. */
export function editEntries(edit: CodingEdit, sheet: CodingSheet, codebook: Codebook): EditOutcome {
  const entries = ownEntries(edit, sheet, codebook)
  const noLongerAsked = noLongerAskedAfter(entries, sheet, codebook)
  const takenBack = noLongerAsked.map((dimension): EditEntry => ({ kind: 'code', dimension, value: null }))
  return { entries: [...entries, ...takenBack], noLongerAsked }
}

function ownEntries(edit: CodingEdit, sheet: CodingSheet, codebook: Codebook): readonly EditEntry[] {
  switch (edit.kind) {
    case 'note': {
      const { text } = edit
      return text.trim() === '' ? [] : [{ ...edit, text: text.trim() }]
    }
    case 'flag': {
      const raised = sheet.flag === undefined
      return [{ kind: 'flag', raised, ...(edit.note === undefined ? {} : { note: edit.note }) }]
    }
    case 'copy':
      return copied(edit.from, sheet, codebook)
    case 'accept':
    case 'reject':
      return answered(edit.kind, edit.suggestion, sheet, codebook)
    case 'toggle':
    case 'quote':
    case 'none-applies':
    case 'value': {
      const dimension = findDimension(codebook, edit.dimension)
      return dimension === undefined ? [] : coded(edit, dimension, sheet)
    }
  }
}

type Coded = Extract<CodingEdit, { kind: 'toggle' | 'quote' | 'none-applies' | 'value' }>

function coded(edit: Coded, dimension: Dimension, sheet: CodingSheet): readonly EditEntry[] {
  switch (edit.kind) {
    case 'none-applies': {
      if (!takesCodes(dimension)) return []
      const value = valueOn(sheet, dimension.id)
      const isSaid = value !== undefined && 'codes' in value && value.codes.length === 0
      return [{ kind: 'code', dimension: dimension.id, value: isSaid ? null : { codes: [] } }]
    }
    case 'value': {
      const now = valueOn(sheet, dimension.id)
      const isSame = edit.value === null ? now === undefined : now !== undefined && sameValue(now, edit.value)
      return isSame ? [] : [{ kind: 'code', dimension: dimension.id, value: edit.value }]
    }
    case 'quote':
      return edit.evidence.code === undefined
        ? []
        : give(dimension, edit.evidence.code, sheet, [edit.evidence])
    case 'toggle':
      return codesOn(sheet, dimension.id).includes(edit.code)
        ? takeAway(dimension, edit.code, sheet)
        : [
            ...give(dimension, edit.code, sheet, []),
            ...otherAnswer(sheet, dimension.id, edit.code, 'accepted'),
          ]
  }
}

/** A rejected code is taken away too, should it have been given. */
function answered(
  kind: 'accept' | 'reject',
  { dimension: id, code, machine, probability, evidence }: CodeSuggestion,
  sheet: CodingSheet,
  codebook: Codebook,
): readonly EditEntry[] {
  const dimension = findDimension(codebook, id)
  if (dimension === undefined) return []
  const answer = kind === 'accept' ? ('accepted' as const) : ('rejected' as const)
  const said: EditEntry = { kind: 'answer', dimension: id, code, answer, machine, probability }
  const holds = codesOn(sheet, id).includes(code)
  if (kind === 'accept') {
    return [...give(dimension, code, sheet, evidence === undefined ? [] : [evidence]), said]
  }
  const known = sheet.answers.get(answerKey(said))?.answer
  const away = holds ? takeAway(dimension, code, sheet).filter(({ kind: entry }) => entry === 'code') : []
  return known === 'rejected' && away.length === 0 ? [] : [...away, said]
}

function give(
  dimension: Dimension,
  code: string,
  sheet: CodingSheet,
  evidence: readonly Evidence[],
): readonly EditEntry[] {
  if (!takesCodes(dimension) || !allCodes(dimension).some((placed) => placed.code.id === code)) return []
  const before = codesOn(sheet, dimension.id)
  const codes = before.includes(code) ? before : dimension.type === 'multi' ? [...before, code] : [code]
  const kept = evidenceOn(sheet, dimension.id).filter(
    (one) => one.code === undefined || codes.includes(one.code),
  )
  const fresh = evidence.filter(
    ({ quote, code: of }) => !kept.some((one) => one.quote === quote && one.code === of),
  )
  if (before.includes(code) && fresh.length === 0) return []
  return [codeEntry(dimension.id, codes, [...kept, ...fresh])]
}

/** Takes a code away; what was quoted for it goes with it. */
function takeAway(dimension: Dimension, code: string, sheet: CodingSheet): readonly EditEntry[] {
  const codes = codesOn(sheet, dimension.id).filter((one) => one !== code)
  const evidence = evidenceOn(sheet, dimension.id).filter((one) => one.code !== code)
  const entry: EditEntry =
    codes.length === 0
      ? { kind: 'code', dimension: dimension.id, value: null }
      : codeEntry(dimension.id, codes, evidence)
  return [entry, ...otherAnswer(sheet, dimension.id, code, 'rejected')]
}

/** Who gives or takes away a code against their own answer to its suggestion has changed that answer. */
function otherAnswer(
  sheet: CodingSheet,
  dimension: string,
  code: string,
  answer: AnswerDecision['answer'],
): readonly EditEntry[] {
  const before = sheet.answers.get(answerKey({ dimension, code }))
  if (before === undefined || before.answer === answer) return []
  const { machine, probability } = before
  return [{ kind: 'answer', dimension, code, answer, machine, probability }]
}

/** Copied values lose codes that are retired or gone, and quotes: those stand in another text. */
function copied(
  from: ReadonlyMap<string, CodeValue>,
  sheet: CodingSheet,
  codebook: Codebook,
): readonly EditEntry[] {
  const progress = codingProgress(codebook)
  const values = new Map<string, CodeValue>([...sheet.values].map(([id, { value }]) => [id, value]))
  return codebook.dimensions.flatMap((dimension): readonly EditEntry[] => {
    const value = from.get(dimension.id)
    if (value === undefined || values.has(dimension.id) || !('codes' in value)) return []
    if (!progress.applies(dimension.id, (id) => values.get(id))) return []
    const current = new Set(allCodes(dimension).flatMap(({ code }) => (code.retired ? [] : [code.id])))
    const codes = value.codes.filter((code) => current.has(code))
    if (codes.length === 0 && value.codes.length > 0) return []
    values.set(dimension.id, { codes })
    return [codeEntry(dimension.id, codes, [])]
  })
}

/** Dimensions with a value that were asked before and are not any more, one falling after the other. */
function noLongerAskedAfter(
  entries: readonly EditEntry[],
  sheet: CodingSheet,
  codebook: Codebook,
): readonly string[] {
  const values = new Map<string, CodeValue>([...sheet.values].map(([id, { value }]) => [id, value]))
  for (const entry of entries) {
    if (entry.kind !== 'code') continue
    if (entry.value === null) values.delete(entry.dimension)
    else values.set(entry.dimension, entry.value)
  }
  const progress = codingProgress(codebook)
  const wasAsked = ({ id }: Dimension): boolean => progress.applies(id, (other) => valueOn(sheet, other))
  const asked = codebook.dimensions.filter(({ when }) => when !== undefined).filter(wasAsked)
  const fallen: string[] = []
  for (let before = -1; before !== fallen.length;) {
    before = fallen.length
    for (const { id } of asked) {
      if (!values.has(id) || progress.applies(id, (other) => values.get(other))) continue
      values.delete(id)
      fallen.push(id)
    }
  }
  return fallen
}

const takesCodes = ({ type }: Dimension): boolean => type !== 'number' && type !== 'text'

const evidenceOn = (sheet: CodingSheet, dimension: string): readonly Evidence[] =>
  sheet.values.get(dimension)?.evidence ?? []

const codeEntry = (
  dimension: string,
  codes: readonly string[],
  evidence: readonly Evidence[],
): EditEntry => ({
  kind: 'code',
  dimension,
  value: { codes },
  ...(evidence.length === 0 ? {} : { evidence }),
})
