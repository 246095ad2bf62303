import { type CodeField, type CodeRow, placedCodes } from './code-fields.ts'

/** What of a report is in hand: a dimension, and one of its codes where it has any. */
export interface CodeFocus {
  readonly dimension: string
  readonly code?: string
}

/** Where a dimension is entered: at its first open suggestion, else at its first given code, else at its first. */
export function enterField(field: CodeField): CodeFocus {
  const { dimension, value, suggested } = field
  const given = value !== undefined && 'codes' in value ? value.codes[0] : undefined
  const first = placedCodes(dimension).find(({ code }) => !code.retired)?.code.id
  const code = suggested[0]?.code ?? given ?? first
  return { dimension: dimension.id, ...(code === undefined ? {} : { code }) }
}

/** Where a report is entered: at what is to be done first, else at its first dimension. */
export function enterReport(fields: readonly CodeField[]): CodeFocus | undefined {
  const [first] = fields
  return nextToDo(fields, undefined) ?? (first === undefined ? undefined : enterField(first))
}

/** The same focus in changed fields: on the dimension while it is asked, else on the one now in its place. */
export function keepFocus(
  fields: readonly CodeField[],
  focus: CodeFocus,
  before: readonly CodeField[],
): CodeFocus {
  if (fields.some(({ dimension }) => dimension.id === focus.dimension)) return focus
  const place = before.findIndex(({ dimension }) => dimension.id === focus.dimension)
  const field = fields[Math.max(0, Math.min(place, fields.length - 1))]
  return field === undefined ? focus : enterField(field)
}

/** The code some rows further, within the dimension. */
export function moveCode(rows: readonly CodeRow[], focus: CodeFocus, by: number): CodeFocus {
  const at = rows.findIndex(({ code }) => code.id === focus.code)
  const row = rows[Math.max(0, Math.min(rows.length - 1, at + by))]
  return row === undefined ? focus : { dimension: focus.dimension, code: row.code.id }
}

/** The dimension some further, round and round. */
export function moveField(fields: readonly CodeField[], focus: CodeFocus, by: number): CodeFocus {
  const at = fields.findIndex(({ dimension }) => dimension.id === focus.dimension)
  const field = fields[(at + by + fields.length) % Math.max(1, fields.length)]
  return field === undefined ? focus : enterField(field)
}

/**
 * What is to be done after the focus: the next open suggestion, in the order of the screen and then from the top;
 * where none is left, the next dimension that is owed. Undefined where nothing is to be done.
 */
export function nextToDo(fields: readonly CodeField[], focus: CodeFocus | undefined): CodeFocus | undefined {
  const at = fields.findIndex(({ dimension }) => dimension.id === focus?.dimension)
  // The field in hand comes first, and last again: what is above the focus in it waits for the second round.
  const round = [...fields.slice(Math.max(0, at)), ...fields.slice(0, Math.max(0, at))]
  for (const { dimension, suggested } of round) {
    const [best] = suggested
    if (best !== undefined) return { dimension: dimension.id, code: best.code }
  }
  return nextOwed(fields, focus)
}

/** The next dimension that is owed, after the one in hand and then from the top. */
export function nextOwed(fields: readonly CodeField[], focus: CodeFocus | undefined): CodeFocus | undefined {
  const at = fields.findIndex(({ dimension }) => dimension.id === focus?.dimension)
  const owed = [...fields.slice(at + 1), ...fields.slice(0, at + 1)].find(({ state }) => state === 'owed')
  return owed === undefined ? undefined : enterField(owed)
}
