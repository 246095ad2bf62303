import { answerKey, type CodingSheet } from '../domain/coding-sheet.ts'
import { printable } from '../domain/printable.ts'
import { type CodeField, type CodeRow } from './code-fields.ts'
import { percent } from './code-lists.ts'
import { type Line, lineWidth, piece, type PieceLook } from './line.ts'
import { wrapText } from './wrapped-words.ts'

/**
 * Everything about what is in hand: definition, what a machine says and why, source, examples, other spellings,
 * what the coder quoted and noted. As many lines as there is room for; the last one says when there is more.
 */
export function detailLines(
  field: CodeField | undefined,
  row: CodeRow | undefined,
  sheet: CodingSheet,
  width: number,
  height: number,
): readonly Line[] {
  if (field === undefined || height < 1) return []
  const inner = Math.max(10, width - 2)
  const all = detailTexts(field, row, sheet).flatMap(({ text, look, label }) =>
    labelled(
      label,
      wrapText(`${label ?? ''}${printable(text)}`, label === undefined ? inner : inner - 2, look),
    ),
  )
  const title = row === undefined ? field.dimension.label : row.code.label
  const rule = ruleLine(printable(title), width)
  const room = height - 1
  if (all.length <= room) return [rule, ...all.map((line) => [piece(' '), ...line])]
  const shown = all.slice(0, Math.max(0, room - 1)).map((line) => [piece(' '), ...line])
  return [
    rule,
    ...shown,
    [
      piece(` … ${all.length - room + 1} more lines: `, 'faint'),
      piece('v', 'strong'),
      piece(' shows all', 'faint'),
    ],
  ]
}

interface DetailText {
  readonly text: string
  readonly label?: string
  readonly look?: PieceLook
}

function detailTexts(
  { dimension }: CodeField,
  row: CodeRow | undefined,
  sheet: CodingSheet,
): readonly DetailText[] {
  const { code, suggestion, answer } = row ?? {}
  const evidence = (sheet.values.get(dimension.id)?.evidence ?? []).filter((one) => one.code === code?.id)
  const given =
    code === undefined ? undefined : sheet.answers.get(answerKey({ dimension: dimension.id, code: code.id }))
  const notes = sheet.notes.filter(
    (note) =>
      (note.dimension === undefined && code === undefined) ||
      (note.dimension === dimension.id && note.code === code?.id),
  )
  const ofReport = sheet.notes.filter((note) => note.dimension === undefined)
  const definition = code?.definition ?? dimension.definition
  const texts: DetailText[] = []
  if (definition === undefined) texts.push({ text: 'The codebook has no definition.', look: 'faint' })
  else if (code === undefined || code.definition !== undefined) texts.push({ text: definition })
  else texts.push({ label: `${dimension.label}: `, text: definition })
  if (suggestion !== undefined) {
    const { machine, probability, because } = suggestion
    texts.push({
      label: `? ${percent(probability).trim()} `,
      text: `by ${machine}, since ${because}`,
      look: 'suggested',
    })
  } else if (answer !== undefined && given !== undefined) {
    texts.push({
      text: `You ${answer} it; ${given.machine} had said ${percent(given.probability).trim()}.`,
      look: 'faint',
    })
  }
  const source = code === undefined ? dimension.source : (code.source ?? dimension.source)
  if (code !== undefined && code.examples.length > 0)
    texts.push({ label: 'Examples: ', text: code.examples.join('; ') })
  if (source !== undefined) texts.push({ label: 'Source: ', text: source, look: 'faint' })
  if (code !== undefined && code.variants.length > 0)
    texts.push({ label: 'Also: ', text: code.variants.join(', '), look: 'faint' })
  for (const { quote, where } of evidence)
    texts.push({ label: 'Quoted: ', text: `“${quote}”${where === undefined ? '' : ` (${where})`}` })
  for (const { text } of notes) texts.push({ label: 'Note: ', text })
  if (code !== undefined) for (const { text } of ofReport) texts.push({ label: 'Note on the report: ', text })
  return texts
}

function labelled(label: string | undefined, lines: readonly Line[]): readonly Line[] {
  const [first, ...rest] = lines
  if (label === undefined || first === undefined) return lines
  return [first, ...rest.map((line) => [piece('  '), ...line])]
}

/** A rule with a name in it. */
export function ruleLine(name: string, width: number): Line {
  const head: Line = [piece('─ ', 'faint'), piece(name, 'strong'), piece(' ', 'faint')]
  return [...head, piece('─'.repeat(Math.max(0, width - lineWidth(head))), 'faint')]
}
