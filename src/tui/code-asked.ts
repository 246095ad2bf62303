import { printable } from '../domain/printable.ts'
import { cut, textWidth } from '../domain/text-width.ts'
import type { CopySource } from '../stages/coding-sitting.ts'
import type { CodeDesk } from './code-desk.ts'
import { type CodeField, typeWords, valueWords } from './code-fields.ts'
import { percent } from './code-lists.ts'
import { filterWords } from './code-queue.ts'
import type { CodeAsking } from './code-state.ts'
import { ruleLine } from './code-details.ts'
import { firstShown, fitLine, type Line, piece } from './line.ts'
import { wrapText } from './wrapped-words.ts'

type Asking<K extends CodeAsking['kind']> = Extract<CodeAsking, { kind: K }>

/** A line that is typed into; its end stays in sight. */
function typedLine(label: string, typed: string, width: number): Line {
  const room = Math.max(4, width - textWidth(label) - 3)
  let shown = printable(typed)
  while (textWidth(shown) > room) shown = shown.slice(1)
  return [piece(` ${label} `, 'strong'), piece(shown), piece('▏', 'strong')]
}

/** Codes that match what is typed, with the dimension they are of. */
export function findLines(
  desk: CodeDesk,
  asking: Asking<'find'>,
  width: number,
  height: number,
): readonly Line[] {
  const { found, field } = desk
  const label = asking.inDimension ? `${field?.dimension.label ?? ''}:` : 'Find code:'
  const head = typedLine(cut(label, Math.floor(width / 2)), asking.typed, width)
  if (found.length === 0) {
    return [
      head,
      [
        piece(
          asking.typed.trim() === '' ? ' A part of a name, in any spelling.' : ' No code is called that.',
          'faint',
        ),
      ],
    ]
  }
  const shown = Math.max(1, height - 1)
  const from = firstShown(asking.at, found.length, shown)
  const lines = found.slice(from, from + shown).map(({ dimension, code, called }, i): Line => {
    const isMarked = from + i === asking.at
    const isGiven = code !== undefined && givenCodes(desk, dimension.id).includes(code.id)
    const name = `${isMarked ? '▶' : ' '}${isGiven ? 'x' : ' '} ${(code ?? dimension).label}${called === undefined ? '' : ` (${called})`}`
    const of = asking.inDimension ? '' : code === undefined ? 'dimension' : dimension.label
    const ofShown = cut(of, Math.floor(width * 0.4))
    const room = Math.max(4, width - textWidth(ofShown) - 2)
    const look = isMarked ? 'in-hand' : undefined
    return [
      ...fitLine([piece(cut(name, room), look)], room, look),
      piece(` ${ofShown} `, isMarked ? 'in-hand' : 'faint'),
    ]
  })
  return [head, ...lines]
}

function givenCodes({ sheet }: CodeDesk, dimension: string): readonly string[] {
  const value = sheet.values.get(dimension)?.value
  return value !== undefined && 'codes' in value ? value.codes : []
}

export function valueLines({ dimension }: CodeField, typed: string, width: number): readonly Line[] {
  const what = typeWords[dimension.type]
  return [
    [piece(` ${cut(dimension.label, width - 2)}`, 'strong')],
    [],
    typedLine(`${what}:`, typed, width),
    ...(dimension.unit === undefined ? [] : [[piece(` in ${dimension.unit}`, 'faint')]]),
    [],
    [piece(' Enter saves; empty takes it back.', 'faint')],
  ]
}

/** A note as it is written, wrapped, in the place of the details. */
export function noteLines(desk: CodeDesk, width: number, height: number): readonly Line[] {
  const { asking } = desk.state
  if (asking?.kind !== 'note') return []
  const on =
    asking.about === 'report' ? 'the report' : (desk.row?.code.label ?? desk.field?.dimension.label ?? '')
  const lines = wrapText(`${printable(asking.typed)}▏`, Math.max(10, width - 2))
  const room = Math.max(1, height - 1)
  return [
    ruleLine(`Note on ${printable(on)}`, width),
    ...lines.slice(-room).map((line) => [piece(' '), ...line]),
  ].slice(0, height)
}

/** Reports whose codes can be copied. */
export function copyLines(
  desk: CodeDesk,
  asking: Asking<'copy'>,
  width: number,
  height: number,
): readonly Line[] {
  const shown = Math.max(1, height - 1)
  const from = firstShown(asking.at, desk.sources.length, shown)
  return [
    [piece(' Copy the codes of', 'strong')],
    ...desk.sources.slice(from, from + shown).map(({ title, similarity }, i): Line => {
      const isMarked = from + i === asking.at
      const why = similarity === undefined ? 'last' : percent(similarity)
      const text = cut(`${isMarked ? '▶' : ' '} ${why}  ${title}`, width)
      return fitLine([piece(text, isMarked ? 'in-hand' : undefined)], width, isMarked ? 'in-hand' : undefined)
    }),
  ]
}

export function copyPreview(
  desk: CodeDesk,
  source: CopySource | undefined,
  width: number,
  height: number,
): readonly Line[] {
  const values = desk.sitting.codebook.dimensions.flatMap((dimension) => {
    const value = source?.values.get(dimension.id)
    if (value === undefined || !('codes' in value) || desk.sheet.values.has(dimension.id)) return []
    return [`${dimension.label}: ${valueWords(dimension, value)}`]
  })
  const words = values.length === 0 ? 'Nothing: all it holds is coded here.' : values.join('.  ')
  return wrapText(printable(words), Math.max(10, width - 2))
    .slice(0, height)
    .map((line) => [piece(' '), ...line])
}

/** The list of reports, over the whole screen. */
export function queueLines(desk: CodeDesk, columns: number, rows: number): readonly Line[] {
  const { asking, report } = desk.state
  if (asking?.kind !== 'queue') return []
  const { ids, titles, isCut } = desk.listed
  const { queue } = desk.sitting
  const shown = Math.max(1, rows - 2)
  const from = firstShown(asking.at, ids.length, shown)
  const count = `${isCut ? 'the best ' : ''}${ids.length} of ${queue.count}`
  const head: Line = [
    ...typedLine('Go to:', asking.typed, Math.floor(columns / 2)),
    piece(`   ${cut(filterWords(desk, asking.filter), Math.floor(columns / 3))}, ${count}`, 'faint'),
  ]
  if (ids.length === 0) return [head, [], [piece(' No report of yours is in this list.', 'faint')]]
  const digits = String(queue.count).length
  const lines = ids.slice(from, from + shown).map((id, i): Line => {
    const isMarked = from + i === asking.at
    const marks = `${isMarked ? '▶' : ' '}${String(queue.placeOf(id)).padStart(digits)} ${queue.isDone(id) ? '✓' : '·'}${queue.isFlagged(id) ? '!' : ' '} `
    const title = `${titles.get(id) ?? ''}${id === report ? '  (open)' : ''}`
    const look = isMarked ? 'in-hand' : undefined
    return fitLine(
      [piece(marks, look), piece(cut(title, columns - textWidth(marks) - 1), look)],
      columns,
      look,
    )
  })
  return [head, [], ...lines]
}
