import type { Dimension } from '../domain/codebook.ts'
import { printable } from '../domain/printable.ts'
import { cut, textWidth } from '../domain/text-width.ts'
import { type CodeField, type CodeRow, typeWords, valueWords } from './code-fields.ts'
import type { CodeFocus } from './code-focus.ts'
import { firstShown, fitLine, type Line, piece, type Piece, type PieceLook } from './line.ts'

/** What the lists of dimensions and codes are drawn from. */
export interface ListView {
  readonly fields: readonly CodeField[]
  readonly rows: readonly CodeRow[]
  readonly focus: CodeFocus | undefined
}

const stateMarks: Readonly<Record<CodeField['state'], Piece>> = {
  coded: { text: '✓', look: 'done' },
  owed: { text: '!', look: 'owed' },
  open: { text: '·', look: 'faint' },
}

/** All dimensions that are asked, each on one line: what it holds, or what is still wanted. */
export function dimensionLines({ fields, focus }: ListView, width: number, height: number): readonly Line[] {
  const at = fields.findIndex(({ dimension }) => dimension.id === focus?.dimension)
  const shown = Math.max(1, height - 1)
  const from = firstShown(at, fields.length, shown)
  const labelWidth = Math.min(
    Math.max(0, ...fields.map(({ dimension }) => textWidth(dimension.label))),
    Math.max(8, Math.floor((width - 4) * 0.54)),
  )
  const coded = fields.filter(({ state }) => state === 'coded').length
  const owed = fields.filter(({ state }) => state === 'owed').length
  const head = ` ${coded} of ${fields.length} coded, ${owed === 0 ? 'nothing owed' : `${owed} owed`}`
  const more = moreWords(from, fields.length - from - shown)
  return [
    [piece(head, owed === 0 ? 'done' : 'faint'), piece(more, 'faint')],
    ...fields
      .slice(from, from + shown)
      .map((field, i) => dimensionLine(field, from + i === at, labelWidth, width)),
  ]
}

function dimensionLine(field: CodeField, isInHand: boolean, labelWidth: number, width: number): Line {
  const { dimension, state, value, suggested } = field
  const label = fitLine(
    [piece(cut(dimension.label, labelWidth), isInHand ? 'strong' : undefined)],
    labelWidth,
  )
  const left: Line = [
    piece(isInHand ? '▶' : ' ', 'strong'),
    stateMarks[state],
    piece(' '),
    ...label,
    piece(' '),
  ]
  const room = Math.max(0, width - labelWidth - 4)
  const asks = suggested.length === 0 ? '' : `? ${suggested.length}`
  if (value !== undefined) {
    const words = printable(valueWords(dimension, value))
    if (asks === '') return [...left, piece(cut(words, room))]
    return [
      ...left,
      ...fitLine([piece(cut(words, Math.max(0, room - asks.length - 1)))], Math.max(0, room - asks.length)),
      piece(asks, 'suggested'),
    ]
  }
  if (asks !== '') return [...left, piece(cut(`${asks} suggested`, room), 'suggested')]
  return state === 'owed' ? [...left, piece(cut('owed', room), 'owed')] : left
}

/** The codes of the dimension in hand, or the number or text it holds. */
export function codeLines(
  { fields, rows, focus }: ListView,
  notes: ReadonlySet<string>,
  quoted: ReadonlySet<string>,
  width: number,
  height: number,
): readonly Line[] {
  const field = fields.find(({ dimension }) => dimension.id === focus?.dimension)
  if (field === undefined) return []
  const { dimension, value } = field
  const shown = Math.max(1, height - 1)
  const at = rows.findIndex(({ code }) => code.id === focus?.code)
  const from = firstShown(at, rows.length, shown)
  const isNone = value !== undefined && 'codes' in value && value.codes.length === 0
  const what = `${shortTypeWords[dimension.type]}${dimension.required ? ', required' : ''}`
  const head: Line = [
    piece(` ${cut(dimension.label, Math.max(4, width - 2))}`, 'strong'),
    piece(isNone ? '  none applies' : `  ${what}`, isNone ? 'done' : 'faint'),
    piece(moreWords(from, rows.length - from - shown), 'faint'),
  ]
  if (dimension.type === 'number' || dimension.type === 'text') {
    return [
      head,
      [],
      [piece(value === undefined ? ' not given' : ` ${printable(valueWords(dimension, value))}`)],
      ...entryHelp(field),
    ]
  }
  const isMulti = dimension.type === 'multi'
  return [
    head,
    ...rows
      .slice(from, from + shown)
      .map((row, i) =>
        codeLine(row, from + i === at, isMulti, notes.has(row.code.id), quoted.has(row.code.id), width),
      ),
  ]
}

const shortTypeWords: Readonly<Record<Dimension['type'], string>> = {
  multi: 'several',
  single: 'one',
  ordinal: 'one step',
  number: 'number',
  text: 'text',
}

function entryHelp({ dimension }: CodeField): readonly Line[] {
  const { minimum, maximum, type } = dimension
  const bounds =
    type !== 'number' || (minimum === undefined && maximum === undefined)
      ? ''
      : `, ${[minimum === undefined ? '' : `from ${minimum}`, maximum === undefined ? '' : `to ${maximum}`].filter((words) => words !== '').join(' ')}`
  return [[], [piece(` Enter types ${typeWords[type]}${bounds}.`, 'faint')]]
}

function codeLine(
  { code, depth, isGiven, suggestion, answer }: CodeRow,
  isInHand: boolean,
  isMulti: boolean,
  isNoted: boolean,
  isQuoted: boolean,
  width: number,
): Line {
  const [open, close] = isMulti ? '[]' : '()'
  const tail = [
    isQuoted ? '“”' : '',
    isNoted ? 'note' : '',
    suggestion === undefined ? '' : `?${percent(suggestion.probability)}`,
    answer === 'rejected' && !isGiven ? 'rejected' : '',
  ].filter((words) => words !== '')
  const end = tail.length === 0 ? '' : ` ${tail.join(' ')}`
  const look: PieceLook | undefined = isInHand
    ? 'in-hand'
    : isGiven
      ? 'done'
      : suggestion === undefined
        ? undefined
        : 'suggested'
  const left = `${isInHand ? '▶' : ' '}${'  '.repeat(Math.min(depth, 4))}${open}${isGiven ? 'x' : ' '}${close} `
  const room = Math.max(4, width - textWidth(left) - textWidth(end))
  const retired = code.retired ? `${code.label} (retired)` : code.label
  return [
    ...fitLine([piece(left, look), piece(cut(retired, room), look)], width - textWidth(end), look),
    piece(end, look),
  ]
}

export const percent = (probability: number): string =>
  `${String(Math.round(probability * 100)).padStart(2)}%`

const moreWords = (above: number, below: number): string =>
  above <= 0 && below <= 0
    ? ''
    : `  ${[above > 0 ? `↑${above}` : '', below > 0 ? `↓${below}` : ''].filter((words) => words !== '').join(' ')}`
