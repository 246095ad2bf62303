import { allCodes, type Code, type Codebook, type Dimension, type PlacedCode } from '../domain/codebook.ts'
import type { CodingProgress } from '../domain/coding-progress.ts'
import { answerKey, type CodingSheet, codesOn, valueOn } from '../domain/coding-sheet.ts'
import type { AnswerDecision, CodeValue } from '../domain/decision.ts'
import type { CodeSuggestion } from '../stages/code-suggestions.ts'

/** One dimension as the screen lists it. Only dimensions that are asked are listed. */
export interface CodeField {
  readonly dimension: Dimension
  /** `owed`: required and not coded yet. */
  readonly state: 'coded' | 'owed' | 'open'
  readonly value?: CodeValue
  /** Suggestions that nobody has answered and that could still be taken, best first. */
  readonly suggested: readonly CodeSuggestion[]
}

/** One code of the dimension in hand. */
export interface CodeRow {
  readonly code: Code
  /** How far below the top of its tree it stands, from 0. */
  readonly depth: number
  readonly isGiven: boolean
  /** What a machine says of it, while nobody has answered and it is not given. */
  readonly suggestion?: CodeSuggestion
  readonly answer?: AnswerDecision['answer']
}

/** The dimensions that are asked, in the codebook's order. */
export function codeFields(
  codebook: Codebook,
  progress: CodingProgress,
  sheet: CodingSheet,
  suggestions: readonly CodeSuggestion[],
): readonly CodeField[] {
  const value = (id: string): CodeValue | undefined => valueOn(sheet, id)
  return codebook.dimensions
    .filter(({ id }) => progress.applies(id, value))
    .map((dimension) => {
      const given = value(dimension.id)
      return {
        dimension,
        state: given !== undefined ? 'coded' : dimension.required ? 'owed' : 'open',
        ...(given === undefined ? {} : { value: given }),
        suggested: openOn(dimension, given, sheet, suggestions),
      }
    })
}

/**
 * A suggestion is open until it is answered, its code is given, or the dimension holds what rules it out: one code
 * where only one can stand, or that none applies.
 */
function openOn(
  dimension: Dimension,
  given: CodeValue | undefined,
  sheet: CodingSheet,
  suggestions: readonly CodeSuggestion[],
): readonly CodeSuggestion[] {
  const rulesOut =
    given !== undefined && (!('codes' in given) || given.codes.length === 0 || dimension.type !== 'multi')
  if (rulesOut) return []
  const codes = codesOn(sheet, dimension.id)
  return suggestions.filter(
    (suggestion) =>
      suggestion.dimension === dimension.id &&
      !codes.includes(suggestion.code) &&
      !sheet.answers.has(answerKey(suggestion)),
  )
}

/** The codes of a dimension in their tree; retired ones only where they are given. */
export function codeRows(
  { dimension }: CodeField,
  sheet: CodingSheet,
  suggestions: readonly CodeSuggestion[],
): readonly CodeRow[] {
  const given = new Set(codesOn(sheet, dimension.id))
  const suggested = new Map(
    suggestions.filter((one) => one.dimension === dimension.id).map((one) => [one.code, one]),
  )
  return placedCodes(dimension).flatMap(({ code, path }): readonly CodeRow[] => {
    const isGiven = given.has(code.id)
    if (code.retired && !isGiven) return []
    const answer = sheet.answers.get(answerKey({ dimension: dimension.id, code: code.id }))?.answer
    const suggestion = suggested.get(code.id)
    const isOpen = suggestion !== undefined && !isGiven && answer === undefined
    return [
      {
        code,
        depth: path.length - 1,
        isGiven,
        ...(isOpen ? { suggestion } : {}),
        ...(answer === undefined ? {} : { answer }),
      },
    ]
  })
}

const placed = new WeakMap<Dimension, readonly PlacedCode[]>()

/** A dimension's codes, laid out once. */
export function placedCodes(dimension: Dimension): readonly PlacedCode[] {
  let codes = placed.get(dimension)
  if (codes === undefined) placed.set(dimension, (codes = allCodes(dimension)))
  return codes
}

export const labelOf = (dimension: Dimension, code: string): string =>
  placedCodes(dimension).find((one) => one.code.id === code)?.code.label ?? code

/** What a dimension holds, in words. */
export function valueWords(dimension: Dimension, value: CodeValue): string {
  if ('number' in value) return `${value.number}${dimension.unit === undefined ? '' : ` ${dimension.unit}`}`
  if ('text' in value) return value.text
  if (value.codes.length === 0) return 'none applies'
  return value.codes.map((code) => labelOf(dimension, code)).join('; ')
}

/** How much of a dimension may be given, in words. */
export const typeWords: Readonly<Record<Dimension['type'], string>> = {
  multi: 'several codes',
  single: 'one code',
  ordinal: 'one step',
  number: 'a number',
  text: 'a text',
}
